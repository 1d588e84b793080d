/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/report_sarif.h - a report as SARIF 2.1.0, which code hosts show beside the program.
 *
 * Results are problems only: BROKEN is an error, STALE a note; ERROR is a notification of the run.
 * Each invariant is a rule.  The fingerprint of a result is the SHA-256 of invariant, layer and
 * sink, so that it stays when lines move or the message changes.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_REPORT_SARIF_H
#define PADCELL_CLI_REPORT_SARIF_H

#include "report_record.h"

/* Write or replace the file, whole or not at all; 0, or an exit code after a message. */
int report_sarif_write(const struct report *report, const char *path);

#endif
