/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/finding_head.h - what a fuzz target wrote above a program that it saved.
 * Runs in: host
 */
#ifndef PADCELL_CLI_FINDING_HEAD_H
#define PADCELL_CLI_FINDING_HEAD_H

#include <stddef.h>

/* Lines "# key: value".  KEEP IN STEP: finding-head (fuzzers/engine/findings.c writes them). */
struct finding_head {
	char target[64];  /* "" when the text is no finding */
	char layer[32];   /* that should have held; "" when it is not said */
	char what[160];   /* was reached; "" when it is not said */
	char detail[288]; /* may hold what a guest wrote */
	char invariant;   /* the letter; '\0' when it is not said */
	unsigned line; /* of the file, from 1: where it broke, or else the program's first line */
};

/* @param text  of the whole file */
void finding_head_read(const char *text, struct finding_head *ret_head);

/* As finding_head_read(); all is empty when the file cannot be read. */
void finding_head_load(const char *path, struct finding_head *ret_head);

#endif
