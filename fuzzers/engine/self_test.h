/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/self_test.h - the oracles are proved before a campaign may start.
 *
 * Each row of self_tests.def runs in a process of its own, jailed like the campaign's: programs
 * that must hold, programs that must break an invariant (one a plant), programs that must die
 * benign.
 *
 * Runs in: worker before lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_SELF_TEST_H
#define PADCELL_ENGINE_SELF_TEST_H

#include <stdbool.h>
#include <stdio.h>

/* What a child is started with: this, and the name of a row. */
#define SELF_TEST_OPTION "--self-test-one"

/* The program of a row; NULL when there is none of that name. */
const char *self_test_program(const char *name);

/* Run every row; says on `report` what became of each.  False when one did not do as it must. */
bool self_test_all(const char *target, FILE *report);

#endif
