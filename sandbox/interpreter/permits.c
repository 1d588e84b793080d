/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/permits.c - survey every C entry, then disarm what no row permits.
 *
 * Disarmed in place: the function pointer of the definition is replaced, so every object made of
 * it, in every interpreter of the process, is disarmed at once, whatever path led to it.  What must
 * not be patched because many entries share it: the definition behind every type's __new__ (closed
 * at tp_new instead) and the 86 bases of slot wrappers.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "permits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <structmember.h>
#include <uthash.h>

#include "importer.h"
#include "plants.h"
#include "rows.h"
#include "thunks.h"
#include "virtual.h"

struct entry {
	void *definition; /* key */
	struct walk_entry walk;
	const struct permit *permit;
	unsigned number; /* of its thunk; functions and methods only */
	bool foreign;    /* a type that the main interpreter made */
	UT_hash_handle hh;
};

static struct entry *entries;
static struct entry *numbered[THUNK_COUNT];
static unsigned numbered_count;

static bool is_closed(enum permit_action action)
{
	return action == PERMIT_UNLISTED || action == PERMIT_DENY || action == PERMIT_ABSENT;
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

static bool survey_visit(void *user, const struct walk_entry *walk)
{
	const bool *is_main = user;
	struct entry *entry = NULL;
	HASH_FIND_PTR(entries, &walk->definition, entry);
	if (walk->kind == WALK_OWNED) {
		entry->foreign = *is_main;
		return true;
	}
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
	HASH_ADD_PTR(entries, definition, entry);
	return true;
}

/* tp_name of a heap type goes with the type: keep the type, and with it the name, for good. */
static bool survey_and_keep(void *user, const struct walk_entry *walk)
{
	if (walk->kind == WALK_TYPE || walk->kind == WALK_CLASS)
		Py_INCREF((PyObject *)walk->definition);
	return survey_visit(user, walk);
}

enum padcell_status permits_survey(padcell_error *reterr)
{
	if (!rows_load())
		return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
		                    "%s", rows_error());
	bool is_main = false;
	if (!walk_interpreter(survey_and_keep, &is_main))
		return cell_fail_python(reterr, "walking the cell");
	if (cell.main_thread == cell.thread)
		return PADCELL_OK;

	is_main = true;
	(void)PyThreadState_Swap(cell.main_thread);
	enum padcell_status status = PADCELL_OK;
	if (!walk_interpreter(survey_and_keep, &is_main))
		status = cell_fail_python(reterr, "walking the main interpreter");
	(void)PyThreadState_Swap(cell.thread);
	return status;
}

bool permits_each_type(bool (*visit)(void *user, PyTypeObject *type), void *user)
{
	for (const struct entry *entry = entries; entry != NULL; entry = entry->hh.next) {
		if (entry->walk.kind == WALK_TYPE && !visit(user, entry->definition))
			return false;
	}
	return true;
}

bool permits_hides(const PyTypeObject *type)
{
	const void *definition = type;
	struct entry *entry = NULL;
	HASH_FIND_PTR(entries, &definition, entry);
	return entry != NULL && (entry->foreign || is_closed(entry->permit->action));
}

static bool is_absent(PyObject *object)
{
	struct entry *entry = NULL;
	if (PyCFunction_Check(object)) {
		const void *definition = ((PyCFunctionObject *)object)->m_ml;
		HASH_FIND_PTR(entries, &definition, entry);
	}
	return entry != NULL && entry->permit->action == PERMIT_ABSENT &&
	       !plant_spares(entry->walk.owner, entry->walk.name);
}

enum padcell_status permits_clean_module(PyObject *module, padcell_error *reterr)
{
	PyObject *dict = PyModule_GetDict(module);
	OWNED names = PyDict_Keys(dict);
	if (names == NULL)
		return cell_fail_python(reterr, "cleaning a module");

	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names); i++) {
		PyObject *name = PyList_GET_ITEM(names, i);
		if (is_absent(PyDict_GetItemWithError(dict, name)) &&
		    PyDict_DelItem(dict, name) != 0)
			return cell_fail_python(reterr, "cleaning a module");
	}
	return PADCELL_OK;
}

static void describe(const struct entry *entry, char *what, size_t size)
{
	(void)snprintf(what, size, "%s%s%s", entry->walk.owner,
	               entry->walk.name[0] != '\0' ? "." : "", entry->walk.name);
}

PyObject *permits_refuse(unsigned number)
{
	char what[256];
	const struct entry *entry = numbered[number];
	describe(entry, what, sizeof what);
	if (plant_arms(what)) {
		cell_violation(PADCELL_INVARIANT_G, PADCELL_LAYER_PERMITS, what,
		               "an armed function that no row permits was called");
		return PyErr_Format(PyExc_PermissionError, "%s was armed", what);
	}
	return cell_deny(PADCELL_LAYER_PERMITS, what);
}

static PyObject *refuse_get(PyObject *self, void *closure)
{
	(void)self;
	char what[256];
	describe(closure, what, sizeof what);
	return cell_deny(PADCELL_LAYER_PERMITS, what);
}

static int refuse_set(PyObject *self, PyObject *value, void *closure)
{
	(void)value;
	(void)closure; /* the getter's own, when reading stays */
	char what[256];
	(void)snprintf(what, sizeof what, "%s: writing an attribute", Py_TYPE(self)->tp_name);
	(void)cell_deny(PADCELL_LAYER_PERMITS, what);
	return -1;
}

static PyObject *refuse_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
	(void)arguments;
	(void)keywords;
	char what[256];
	(void)snprintf(what, sizeof what, "%s()", type->tp_name);
	return cell_deny(PADCELL_LAYER_PERMITS, what);
}

static int refuse_init(PyObject *self, PyObject *arguments, PyObject *keywords)
{
	(void)refuse_new(Py_TYPE(self), arguments, keywords);
	return -1;
}

static bool apply_method(struct entry *entry)
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

	entry->number = numbered_count++;
	numbered[entry->number] = entry;
	def->ml_meth = thunk(entry->number);
	return true;
}

static void apply_getset(struct entry *entry)
{
	PyGetSetDef *def = entry->definition;
	if (def->set != NULL && entry->permit->action != PERMIT_ALLOW)
		def->set = refuse_set;
	if (is_closed(entry->permit->action) && def->get != NULL) {
		def->get = refuse_get;
		def->closure = entry;
	}
}

static void apply_member(const struct entry *entry)
{
	PyMemberDef *def = entry->definition;
	if (entry->permit->action != PERMIT_ALLOW)
		def->flags |= READONLY;
	if (is_closed(entry->permit->action))
		def->flags |= PY_AUDIT_READ;
}

static void apply_type(const struct entry *entry)
{
	PyTypeObject *type = entry->definition;
	if (!is_closed(entry->permit->action))
		return;

	/* A type without tp_new cannot be called; giving it one would let object.__new__ be tried.
	 */
	if (type->tp_new != NULL)
		type->tp_new = refuse_new;
	if (type->tp_init != NULL && type->tp_init != PyBaseObject_Type.tp_init)
		type->tp_init = refuse_init;
	type->tp_vectorcall = NULL;
	PyType_Modified(type);
}

static bool apply(struct entry *entry)
{
	switch (entry->walk.kind) {
	case WALK_FUNCTION:
	case WALK_METHOD:
		return apply_method(entry);
	case WALK_GETSET:
		apply_getset(entry);
		return true;
	case WALK_MEMBER:
		apply_member(entry);
		return true;
	case WALK_TYPE:
		apply_type(entry);
		return true;
	case WALK_CLASS:
		return true;
	case WALK_OWNED:
	case WALK_KIND_COUNT:
		break;
	}
	return false;
}

/* Method caches and specialised instructions remember what they found before. */
static void forget_caches(void)
{
	(void)PyType_ClearCache();
	PyType_Modified(&PyBaseObject_Type);
}

enum padcell_status permits_apply(padcell_error *reterr)
{
	for (struct entry *entry = entries; entry != NULL; entry = entry->hh.next) {
		if (plant_spares(entry->walk.owner, entry->walk.name))
			continue;
		if (!apply(entry))
			return padcell_fail(reterr, PADCELL_E_INTERPRETER,
			                    PADCELL_STAGE_INTERPRETER, 0,
			                    "more than %u functions to disarm", THUNK_COUNT);
	}
	virtual_slots_apply();
	forget_caches();
	return PADCELL_OK;
}

enum cell_permit cell_permit_of(PyObject *callable)
{
	const void *definition = NULL;
	if (PyCFunction_Check(callable))
		definition = ((PyCFunctionObject *)callable)->m_ml;
	else if (Py_TYPE(callable) == &PyMethodDescr_Type ||
	         Py_TYPE(callable) == &PyClassMethodDescr_Type)
		definition = ((PyMethodDescrObject *)callable)->d_method;
	else if (Py_TYPE(callable) == &PyGetSetDescr_Type)
		definition = ((PyGetSetDescrObject *)callable)->d_getset;
	else if (Py_TYPE(callable) == &PyMemberDescr_Type)
		definition = ((PyMemberDescrObject *)callable)->d_member;
	struct entry *entry = NULL;
	if (definition != NULL)
		HASH_FIND_PTR(entries, &definition, entry);
	if (entry == NULL)
		return CELL_UNKNOWN;
	if (entry->permit->action == PERMIT_VIRTUAL)
		return CELL_VIRTUAL;
	return is_closed(entry->permit->action) ? CELL_DENIED : CELL_ALLOWED;
}

void permits_each_entry(permits_visit *visit, void *user)
{
	for (const struct entry *entry = entries; entry != NULL; entry = entry->hh.next)
		visit(user, &entry->walk, entry->permit->action);
}
