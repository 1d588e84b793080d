/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/escape_head.h - the comment head of a known escape.
 *
 *     # id: subclasses-walk
 *     # family: object-graph
 *     ...
 *
 * One "# key: value" a line from the first line on; the first other line ends the head.  The keys
 * are rows of escape_head.def, and each stands there exactly once.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_ESCAPE_HEAD_H
#define PADCELL_CLI_ESCAPE_HEAD_H

#include <stdbool.h>
#include <stddef.h>

enum escape_key {
#define KEY(id, name, form, reason) ESCAPE_KEY_##id,
#include "escape_head.def"
#undef KEY
	ESCAPE_KEY_COUNT,
};

#define ESCAPE_VALUE_MAX 512 /* bytes of a value, terminator included */

/* A value may be read as text; lists keep their commas. */
struct escape_head {
	char values[ESCAPE_KEY_COUNT][ESCAPE_VALUE_MAX];
	unsigned lines[ESCAPE_KEY_COUNT]; /* where each stands, from 1 */
};

/*
 * Read a head.
 *
 * @param path      stands for the file in messages
 * @param text      the file's bytes, terminated
 * @param ret_head  written on success only
 * @return          false after a message "FILE:LINE: ..."
 */
bool escape_head_parse(const char *path, const char *text, struct escape_head *ret_head);

/* Does a list such as "3.11.2, 3.12.1" hold `word`? */
bool escape_list_holds(const char *list, const char *word);

#endif
