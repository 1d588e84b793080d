/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/permits.c - survey every C entry, then disarm what no row permits.
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "permits.h"

#include "disarm.h"
#include "plants.h"
#include "survey.h"
#include "thunks.h"
#include "virtual.h"

enum padcell_status permits_survey(padcell_error *reterr)
{
	return survey_take(reterr);
}

bool permits_each_type(bool (*visit)(void *user, PyTypeObject *type), void *user)
{
	for (const struct survey_entry *entry = survey_first(); entry != NULL;
	     entry = entry->hh.next) {
		if (entry->walk.kind == WALK_TYPE && !visit(user, entry->definition))
			return false;
	}
	return true;
}

bool permits_closes(const PyTypeObject *type)
{
	const struct survey_entry *entry = survey_find(type);
	return entry != NULL && entry->walk.kind == WALK_TYPE &&
	       survey_is_closed(entry->permit->action);
}

bool permits_hides(const PyTypeObject *type)
{
	const struct survey_entry *entry = survey_find(type);
	if (entry == NULL)
		return false;

	bool elsewhere = entry->maker != 0 && entry->maker != MAKER_OF(cell.number);
	bool sibling = elsewhere && entry->maker != MAKER_MAIN;
	if (sibling && plant_opens(PLANT_SHARES_REGISTRY))
		return false;
	return elsewhere || survey_is_closed(entry->permit->action);
}

bool permits_claim(PyTypeObject *type)
{
	return survey_add_class(type);
}

static bool is_absent(PyObject *object)
{
	const struct survey_entry *entry =
	        PyCFunction_Check(object) ? survey_find(((PyCFunctionObject *)object)->m_ml) : NULL;
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

/* Method caches and specialised instructions remember what they found before. */
static void forget_caches(void)
{
	(void)PyType_ClearCache();
	PyType_Modified(&PyBaseObject_Type);
}

static enum padcell_status clean_state(padcell_error *reterr)
{
	return disarm_state() ? PADCELL_OK : cell_fail_python(reterr, "cleaning modules");
}

enum padcell_status permits_apply(padcell_error *reterr)
{
	for (struct survey_entry *entry = survey_first(); entry != NULL; entry = entry->hh.next) {
		if (plant_spares(entry->walk.owner, entry->walk.name))
			continue;
		if (!disarm(entry))
			return padcell_fail(reterr, PADCELL_E_INTERPRETER,
			                    PADCELL_STAGE_INTERPRETER, 0,
			                    "more than %u functions to disarm", THUNK_COUNT);
	}
	if (!disarm_slots())
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_INTERPRETER, 0,
		                    "disarming slots");
	virtual_slots_apply();
	enum padcell_status status = cell_each(clean_state, reterr);
	forget_caches();
	return status;
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
	const struct survey_entry *entry = definition != NULL ? survey_find(definition) : NULL;
	if (entry == NULL)
		return CELL_UNKNOWN;
	if (entry->permit->action == PERMIT_VIRTUAL)
		return CELL_VIRTUAL;
	return survey_is_closed(entry->permit->action) ? CELL_DENIED : CELL_ALLOWED;
}
