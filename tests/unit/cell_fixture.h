/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/cell_fixture.h - run a guest in a cell of a fresh process, without worker and kernel.
 */
#ifndef PADCELL_TESTS_CELL_FIXTURE_H
#define PADCELL_TESTS_CELL_FIXTURE_H

#include <stdbool.h>

#include "inspect_cell.h"
#include "interpreter.h"

#define CELL_TEXT_MAX 65536

struct cell_report {
	int signal; /* that ended the process, or 0 */
	enum interpreter_ending ending;
	int exit_code;
	unsigned line;
	unsigned column;
	char type[128];
	char traceback[CELL_TEXT_MAX];
	char output[CELL_TEXT_MAX];     /* stdout and stderr as they came */
	char denials[CELL_TEXT_MAX];    /* "layer:what\n" each */
	char violations[CELL_TEXT_MAX]; /* "letter:layer:what:line\n" each */
	char details[CELL_TEXT_MAX];    /* the detail of each violation, a line each */
};

struct cell_options {
	uint64_t memory_bytes; /* 0: 256 MiB */
	unsigned recursion;
	const char *input; /* standard input; NULL: not granted */
	uint32_t layers_off;
	const char *plant;  /* NULL: none */
	const char *module; /* the only module permitted; NULL: those of the default policy */
	bool syntax_strict;
	bool evaluator_checked;
	const char *before; /* run first, and what it imported is part of the cell; NULL: nothing */
	cell_after_run *after_run; /* in the child, when the guest has ended; NULL: none */
	const char *then;   /* a second guest in the same process; the report is the second one's */
	/* Called in the process of the cell: before CPython starts, when the cell is there but not
	 * locked, and when it is locked.  NULL for none; false fails the test. */
	bool (*before_start)(void);
	bool (*before_lockdown)(void);
	bool (*after_lockdown)(void);
};

/* For the hooks: add a line to the report's output. */
void cell_say(const char *line);

/* Fork, start a cell, run the guest, report.  Fails the test when the cell does not start. */
void cell_run(const char *source, const struct cell_options *options,
              struct cell_report *ret_report);

#endif
