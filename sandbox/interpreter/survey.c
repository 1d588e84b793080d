/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/survey.c - take down what the walk finds, and decide once for each definition.
 * Runs in: worker before lockdown
 */
#include "survey.h"

#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "importer.h"
#include "walk.h"

static struct survey_entry *entries;
static struct survey_state *states;
static size_t state_count;
static size_t state_room;

struct survey_entry *survey_first(void)
{
	return entries;
}

struct survey_entry *survey_find(const void *definition)
{
	struct survey_entry *entry = NULL;
	HASH_FIND_PTR(entries, &definition, entry);
	return entry;
}

const struct survey_state *survey_states(size_t *ret_count)
{
	*ret_count = state_count;
	return states;
}

/* How much a decision leaves; when two owners share a definition, the stricter one holds. */
static int strictness(enum permit_action action)
{
	static const int rank[PERMIT_ACTION_COUNT] = {
	        [PERMIT_ALLOW] = 0,  [PERMIT_READ] = 1, [PERMIT_VIRTUAL] = 2,
	        [PERMIT_ABSENT] = 3, [PERMIT_DENY] = 4, [PERMIT_UNLISTED] = 5,
	};
	return rank[action];
}

/* Classes of the bundle are the guest's own library: they carry no authority of their own. */
static const struct permit *decide(const struct walk_entry *walk)
{
	static const struct permit bundled = {.action = PERMIT_ALLOW,
	                                      .reason = "made by the bundle"};
	if (walk->kind == WALK_CLASS && importer_made(walk->owner))
		return &bundled;
	return rows_find(walk);
}

static bool add_state(const struct walk_entry *walk, unsigned maker)
{
	if (state_count == state_room) {
		size_t room = state_room != 0 ? 2 * state_room : 512;
		struct survey_state *grown = realloc(states, room * sizeof *grown);
		if (grown == NULL)
			return false;
		states = grown;
		state_room = room;
	}
	/* A guest may take the name out of its module: the text must not go with it. */
	char *name = strdup(walk->name);
	if (name == NULL)
		return false;
	struct survey_state *state = &states[state_count++];
	*state = (struct survey_state){*walk, rows_find(walk), maker};
	state->walk.name = name;
	return true;
}

static bool add_entry(const struct walk_entry *walk)
{
	struct survey_entry *entry = survey_find(walk->definition);
	if (entry != NULL && entry->walk.owner == walk->owner)
		return true; /* seen again by another way: the answer is the same */
	const struct permit *permit = decide(walk);
	if (entry != NULL) {
		if (strictness(permit->action) > strictness(entry->permit->action))
			entry->permit = permit;
		return true;
	}

	entry = calloc(1, sizeof *entry);
	if (entry == NULL)
		return false;
	entry->definition = walk->definition;
	entry->walk = *walk;
	entry->permit = permit;
	if (walk->kind == WALK_TYPE)
		entry->slots = slots_of(walk->definition);
	HASH_ADD_PTR(entries, definition, entry);
	return true;
}

/* tp_name of a heap type goes with the type, as a module's name goes with the module: what owns the
 * name is kept for good. */
static bool visit(void *user, const struct walk_entry *walk)
{
	const unsigned *maker = user;
	if (walk->kind == WALK_OWNED) {
		survey_find(walk->definition)->maker = *maker;
		return true;
	}
	if (walk->kind == WALK_TYPE || walk->kind == WALK_CLASS || walk->kind == WALK_STATE)
		Py_INCREF((PyObject *)walk->definition);
	return walk->kind == WALK_STATE ? add_state(walk, *maker) : add_entry(walk);
}

static enum padcell_status survey_cell(padcell_error *reterr)
{
	unsigned maker = MAKER_OF(cell.number);
	return walk_interpreter(visit, &maker) ? PADCELL_OK
	                                       : cell_fail_python(reterr, "walking the cell");
}

enum padcell_status survey_take(padcell_error *reterr)
{
	if (!rows_load())
		return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
		                    "%s", rows_error());
	enum padcell_status status = cell_each(survey_cell, reterr);
	if (status != PADCELL_OK || cell.main_thread == cell.thread)
		return status;

	unsigned maker = MAKER_MAIN;
	(void)PyThreadState_Swap(cell.main_thread);
	if (!walk_interpreter(visit, &maker))
		status = cell_fail_python(reterr, "walking the main interpreter");
	(void)PyThreadState_Swap(cell.thread);
	return status;
}

bool survey_add_class(PyTypeObject *type)
{
	static const struct permit made = {.action = PERMIT_ALLOW, .reason = "made by a guest"};
	if (survey_find(type) != NULL)
		return true;
	struct survey_entry *entry = calloc(1, sizeof *entry);
	if (entry == NULL)
		return false;

	Py_INCREF(type);
	entry->definition = type;
	entry->walk = (struct walk_entry){WALK_CLASS, "?", "", type, NULL};
	entry->permit = &made;
	entry->maker = MAKER_OF(cell.number);
	HASH_ADD_PTR(entries, definition, entry);
	return true;
}
