/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_target.h - where the fuzz targets are: in $PADCELL_FUZZERS, or beside this program.
 * Runs in: host
 */
#ifndef PADCELL_CLI_FUZZ_TARGET_H
#define PADCELL_CLI_FUZZ_TARGET_H

#include <stdbool.h>

/*
 * The path at which a target must be.
 *
 * @param name       such as "fuzz_escape"
 * @param ret_there  is a program there?
 * @return           owned by the caller; NULL when memory is short or our own place is unknown
 */
char *fuzz_target_path(const char *name, bool *ret_there);

#endif
