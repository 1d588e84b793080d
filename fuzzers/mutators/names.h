/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/names.h - the weighted tables of words, and words harvested from a running cell.
 *
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#ifndef PADCELL_MUTATORS_NAMES_H
#define PADCELL_MUTATORS_NAMES_H

#include "choices.h"
#include "program.h"

struct name_row {
	const char *text;
	size_t size;             /* of the text */
	enum program_hint of;    /* what an attribute is of; what a builtin wants */
	enum program_hint gives; /* HINT_ANY where a table does not say */
	unsigned weight;
	const char *reason;
	const char *calls; /* builtins only: the special method that it calls; else "" */
};

enum name_table {
	NAMES_ATTRIBUTES,
	NAMES_METHODS,
	NAMES_LITERALS,
	NAMES_MODULES,
	NAMES_BUILTINS,
	NAMES_TABLE_COUNT
};

/* The rows of a table. */
const struct name_row *names_rows(enum name_table table, size_t *ret_count);

/* A row by weight. */
const struct name_row *names_choose(enum name_table table, struct choices *choices);

/* A row that gives that kind, if a few draws find one; any row for HINT_ANY. */
const struct name_row *names_choose_giving(enum name_table table, enum program_hint gives,
                                           struct choices *choices);

/* A builtin that calls that special method of its operand; NULL when no row says so. */
const struct name_row *names_choose_caller(const char *method, struct choices *choices);

/* An attribute for a value of that kind: its own rows most of the time, else any row. */
const char *names_choose_attribute(enum program_hint of, struct choices *choices);

/* The row of that text, or NULL.  For attributes: a row of `of` first, then any. */
const struct name_row *names_find(enum name_table table, enum program_hint of, const char *text,
                                  size_t size);

/* A text for the place `letter` (N, M, L, I, B, U or G). */
const char *names_choose_for(char letter, enum program_hint of, struct choices *choices);

#define NAMES_HARVEST_MAX 512 /* words harvested in one process */

/* Remember a word seen in the cell; what is no name, too long or known already is left out. */
void names_harvest(const char *text, size_t size);

/* How many were harvested. */
size_t names_harvested(void);

#endif
