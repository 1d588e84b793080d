/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/report_junit.h - a report as JUnit XML, which build servers show as tests.
 *
 * A record is a testcase; BROKEN and STALE are failures, ERROR is an error.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_REPORT_JUNIT_H
#define PADCELL_CLI_REPORT_JUNIT_H

#include "report_record.h"

/* Write or replace the file, whole or not at all; 0, or an exit code after a message. */
int report_junit_write(const struct report *report, const char *path);

#endif
