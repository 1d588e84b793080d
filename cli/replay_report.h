/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_report.h - what a replay found, for reports.
 * Runs in: host
 */
#ifndef PADCELL_CLI_REPLAY_REPORT_H
#define PADCELL_CLI_REPLAY_REPORT_H

#include <jansson.h>

#include "replay.h"

/*
 * Write the reports that are wanted.
 *
 * @param set       the escapes, in the order of `rows`
 * @param rows      as replay_run_all() makes them
 * @param findings  as replay_finding() makes them
 * @param junit     path, or NULL for none
 * @param sarif     path, or NULL for none
 * @return          0, or an exit code after a message
 */
int replay_report(const struct replay_set *set, const json_t *rows, const json_t *findings,
                  const char *junit, const char *sarif);

#endif
