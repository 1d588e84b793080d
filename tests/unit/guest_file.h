/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/guest_file.h - run a guest of tests/unit/guests/ in a cell.
 */
#ifndef PADCELL_TESTS_GUEST_FILE_H
#define PADCELL_TESTS_GUEST_FILE_H

#include "cell_fixture.h"

/* As cell_run(), with the text of guests/<name>.  Fails the test when there is no such file. */
void guest_run_file(const char *name, const struct cell_options *options,
                    struct cell_report *ret_report);

#endif
