/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/rows.h - the tables of permits/, as one lookup.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_ROWS_H
#define PADCELL_INTERPRETER_ROWS_H

#include <Python.h>
#include <stdbool.h>

#include "walk.h"

enum permit_action {
	PERMIT_UNLISTED, /* no row: disarmed */
	PERMIT_ALLOW,
	PERMIT_READ,
	PERMIT_DENY,
	PERMIT_ABSENT,
	PERMIT_VIRTUAL,
	PERMIT_ACTION_COUNT,
};

struct permit {
	enum permit_action action;
	int flags;            /* PERMIT_VIRTUAL: calling convention the row was written for */
	PyCFunction function; /* PERMIT_VIRTUAL: goes in place of the real one */
	const char *reason;
};

/* Read the tables; false when memory is short or a row is written wrongly (see rows_error()). */
bool rows_load(void);

/* What was wrong with a row, or "".  Static storage. */
const char *rows_error(void);

/* The decision for an entry; the row counts as used.  Never NULL. */
const struct permit *rows_find(const struct walk_entry *entry);

/* The decision on writing a getset or member whose reading `permit` decided.  Never NULL. */
const struct permit *rows_find_write(const struct walk_entry *entry, const struct permit *permit);

/* The row of a type's slot, where it differs from the type's own; else NULL. */
const struct permit *rows_find_slot(const char *type, const char *slot);

/* Is there a row for a slot of this type? */
bool rows_have_slots(const char *type);

/* Does the row of the type itself permit it, whatever is said of its constructor? */
bool rows_opens_type(const char *type);

/* Does a row of its own let this attribute of a closed type be read? */
bool rows_excepts(const char *type, const char *name);

/* Names that no entry of the process matched: called for each. */
void rows_unused(void (*visit)(void *user, const char *name), void *user);

/* "allow", "deny", ...  Static storage. */
const char *permit_action_name(enum permit_action action);

#endif
