/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/disarm.c - disarm what no row permits.
 *
 * Disarmed in place: the function pointer of the definition is replaced, so every object made of
 * it, in every interpreter of the process, is disarmed at once, whatever path led to it.  What must
 * not be patched because many entries share it: the definition behind every type's __new__ (closed
 * at tp_new instead) and the bases of slot wrappers (closed at each wrapper).
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "disarm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <structmember.h>

#include "cell.h"
#include "plants.h"
#include "slots.h"
#include "thunks.h"

static struct survey_entry *numbered[THUNK_COUNT];
static unsigned numbered_count;

PyObject *permits_refuse(unsigned number)
{
	char what[256];
	const struct walk_entry *walk = &numbered[number]->walk;
	(void)snprintf(what, sizeof what, "%s.%s", walk->owner, walk->name);
	if (plant_arms(what)) {
		cell_violation(PADCELL_INVARIANT_G, PADCELL_LAYER_PERMITS, what,
		               "an armed function that no row permits was called");
		return PyErr_Format(PyExc_PermissionError, "%s was armed", what);
	}
	return cell_deny(PADCELL_LAYER_PERMITS, what);
}

static bool disarm_method(struct survey_entry *entry)
{
	PyMethodDef *def = entry->definition;
	const struct permit *permit = entry->permit;
	PyCFunction planted = plant_replacement(entry->walk.owner, entry->walk.name);
	if (planted != NULL)
		def->ml_meth = planted;
	if (planted != NULL || permit->action == PERMIT_ALLOW)
		return true;
	if (permit->action == PERMIT_VIRTUAL && def->ml_flags == permit->flags) {
		def->ml_meth = permit->function;
		return true;
	}
	if (numbered_count == THUNK_COUNT)
		return false;

	numbered[numbered_count] = entry;
	def->ml_meth = thunk(numbered_count++);
	return true;
}

static bool may_write(const struct survey_entry *entry)
{
	return rows_find_write(&entry->walk, entry->permit)->action == PERMIT_ALLOW;
}

static void disarm_getset(struct survey_entry *entry)
{
	PyGetSetDef *def = entry->definition;
	if (def->set != NULL && !may_write(entry))
		def->set = refuse_setter;
	if (survey_is_closed(entry->permit->action) && def->get != NULL) {
		entry->refused = (struct refused){entry->walk.owner, entry->walk.name,
		                                  entry->permit->action == PERMIT_ABSENT};
		def->get = refuse_getter;
		def->closure = &entry->refused;
	}
}

static void disarm_member(struct survey_entry *entry)
{
	PyMemberDef *def = entry->definition;
	entry->was_writable = (def->flags & READONLY) == 0;
	if (entry->was_writable && !may_write(entry))
		def->flags |= READONLY;
	if (survey_is_closed(entry->permit->action))
		def->flags |= PY_AUDIT_READ;
}

bool disarm(struct survey_entry *entry)
{
	switch (entry->walk.kind) {
	case WALK_FUNCTION:
	case WALK_METHOD:
	case WALK_CLASS_METHOD:
		return disarm_method(entry);
	case WALK_GETSET:
		disarm_getset(entry);
		return true;
	case WALK_MEMBER:
		disarm_member(entry);
		return true;
	case WALK_TYPE:
	case WALK_CLASS:
		return true;
	case WALK_STATE:
	case WALK_OWNED:
	case WALK_KIND_COUNT:
		break;
	}
	return false;
}

/* All types and classes of the survey: those that may have inherited.  To be released with free().
 */
static PyTypeObject **all_types(size_t *ret_count)
{
	PyTypeObject **types =
	        calloc(HASH_COUNT(survey_first()) + 1, sizeof *types); /* more than enough */
	*ret_count = 0;
	for (struct survey_entry *entry = survey_first(); types != NULL && entry != NULL;
	     entry = entry->hh.next) {
		if (entry->walk.kind == WALK_TYPE || entry->walk.kind == WALK_CLASS)
			types[(*ret_count)++] = entry->definition;
	}
	return types;
}

/* A type that may not be made, but whose instances are permitted, keeps all but its constructor. */
static bool keeps(PyTypeObject *type, const char *slot)
{
	const struct permit *permit = rows_find_slot(type->tp_name, slot);
	if (permit != NULL)
		return permit->action == PERMIT_ALLOW;
	return !slots_make(slot) && rows_opens_type(type->tp_name);
}

bool disarm_slots(void)
{
	size_t count = 0;
	CLEANUP(free_at_exit) PyTypeObject **types = all_types(&count);
	for (struct survey_entry *entry = survey_first(); types != NULL && entry != NULL;
	     entry = entry->hh.next) {
		bool closed = survey_is_closed(entry->permit->action) &&
		              !plant_spares(entry->walk.owner, entry->walk.name);
		if (entry->walk.kind == WALK_TYPE &&
		    (closed || rows_have_slots(entry->walk.owner)) &&
		    !slots_close(entry->definition, keeps, types, count))
			return false;
	}
	return types != NULL;
}

bool disarm_state(void)
{
	size_t count = 0;
	const struct survey_state *states = survey_states(&count);
	for (size_t i = 0; i < count; i++) {
		PyObject *dict = PyModule_GetDict(states[i].walk.definition);
		OWNED name = PyUnicode_FromString(states[i].walk.name);
		if (name == NULL)
			return false;
		if (states[i].maker != MAKER_OF(cell.number) ||
		    !survey_is_closed(states[i].permit->action))
			continue;
		int held = PyDict_Contains(dict, name);
		if (held < 0 || (held > 0 && PyDict_DelItem(dict, name) != 0))
			return false;
	}
	return true;
}
