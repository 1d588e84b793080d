/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/self_test.h - the oracles are proved before a campaign may start.
 *
 * Each row of a table runs in a process of its own, made like the campaign's: programs
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

/* Likewise: this, and the name of a family of feedback that is to be broken, or nothing. */
#define SELF_TEST_FEEDBACK "--self-test-feedback"

struct self_test_table;

/* Of targets that hold the cell themselves, and of those that see a verdict only. */
extern const struct self_test_table self_tests_in_process;
extern const struct self_test_table self_tests_of_verdicts;

/* The program of a row; NULL when there is none of that name. */
const char *self_test_program(const struct self_test_table *table, const char *name);

/* Start the target once for its feedback: a line a family, "feedback <name> ok" or "... DARK".
 * False when one is dark.  KEEP IN STEP: self-test-lines (cli/doctor_engine.c)
 *
 * @param broken  a family that is to be dark; NULL for none */
bool self_test_feedback(const char *broken, FILE *report);

/* Run every row; says on `report` what became of each.  False when one did not do as it must. */
bool self_test_all(const struct self_test_table *table, const char *target, FILE *report);

#endif
