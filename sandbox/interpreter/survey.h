/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/survey.h - what the walk found, each entry with the decision of its row.
 *
 * Private to permits.c, disarm.c and state.c.  Runs in: worker before lockdown, worker after
 * lockdown
 */
#ifndef PADCELL_INTERPRETER_SURVEY_H
#define PADCELL_INTERPRETER_SURVEY_H

#include <stdbool.h>
#include <uthash.h>

#include "padcell/error.h"
#include "refuse.h"
#include "rows.h"
#include "slots.h"

struct survey_entry {
	void *definition; /* key */
	struct walk_entry walk;
	const struct permit *permit;
	unsigned maker; /* of a type: 0 nobody, 1 the main interpreter, else cell `maker - 2` */
	struct slots_own slots; /* of a type */
	bool was_writable;      /* a member that disarm() may have made read-only */
	struct refused refused; /* for the stub of a getter */
	UT_hash_handle hh;
};

#define MAKER_MAIN       1u
#define MAKER_OF(number) ((number) + 2u)

/* Walk all cells and the main interpreter, and decide for every entry. */
enum padcell_status survey_take(padcell_error *reterr);

/* Add a class that a guest of the cell in turn made; false when memory is short. */
bool survey_add_class(PyTypeObject *type);

/* All entries: `entry = entry->hh.next` is the next one. */
struct survey_entry *survey_first(void);

/* NULL when the walk never saw it. */
struct survey_entry *survey_find(const void *definition);

/* An object in the namespace of a module: kept in a list, since several names may hold one object.
 */
struct survey_state {
	struct walk_entry walk; /* the definition is the module */
	const struct permit *permit;
	unsigned maker; /* of the module */
};
const struct survey_state *survey_states(size_t *ret_count);

static inline bool survey_is_closed(enum permit_action action)
{
	return action == PERMIT_UNLISTED || action == PERMIT_DENY || action == PERMIT_ABSENT;
}

#endif
