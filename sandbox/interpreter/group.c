/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/group.c - several cells in one process: whose is an object, and what a turn leaves.
 *
 * Sub-interpreters of one process share static types, interned strings and single objects, so a
 * cell that had its turn is put back and its classes and weak references are taken out of what all
 * share.  Whether that was enough is then looked at, not assumed: no object of the cell may refer
 * to an object of another interpreter (C), and neither a shared type nor a cell that still waits
 * may look otherwise than after lockdown (B).
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "group.h"

#include "account.h"
#include "canary.h"
#include "cell.h"
#include "library_state.h"
#include "owners.h"
#include "permits.h"
#include "plants.h"
#include "residue.h"

/* Bytes above the guest's ceiling for looking at what it made: a list of its objects. */
#define LOOK_RESERVE (64u << 20)

static struct {
	/* Strong references, so that no address is used twice: what each cell had at lockdown. */
	PyObject *objects[INTERPRETER_CELLS_MAX];
	_PyCFunctionFastWithKeywords get_objects; /* of gc; taken before permits disarm it */
} group;

/* All objects of the current interpreter that the collector tracks and that are not frozen. */
static PyObject *list_objects(void)
{
	cell.reading = true; /* audit.def: trusted code looks at the heap, and no guest code runs */
	PyObject *list = group.get_objects(NULL, NULL, 0, NULL);
	cell.reading = false;
	return list;
}

static enum padcell_status take_get_objects(padcell_error *reterr)
{
	OWNED gc = PyImport_ImportModuleLevel("gc", NULL, NULL, NULL, 0);
	OWNED function = gc != NULL ? PyObject_GetAttrString(gc, "get_objects") : NULL;
	if (function == NULL || !PyCFunction_Check(function) ||
	    PyCFunction_GetFlags(function) != (METH_FASTCALL | METH_KEYWORDS))
		return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
		                    "gc.get_objects is not what it was");

	group.get_objects =
	        (_PyCFunctionFastWithKeywords)(void (*)(void))PyCFunction_GetFunction(function);
	return PADCELL_OK;
}

static enum padcell_status claim(PyObject *list, unsigned owner, padcell_error *reterr)
{
	for (Py_ssize_t i = 0; list != NULL && i < PyList_GET_SIZE(list); i++) {
		if (!owners_claim(PyList_GET_ITEM(list, i), owner))
			return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_INTERPRETER, 0,
			                    "out of memory for the owners of objects");
	}
	return list != NULL ? PADCELL_OK : cell_fail_python(reterr, "looking at a cell");
}

static enum padcell_status survey_cell(padcell_error *reterr)
{
	group.objects[cell.number] = list_objects();
	return claim(group.objects[cell.number], cell.number, reterr);
}

static enum padcell_status survey_main(padcell_error *reterr)
{
	(void)PyThreadState_Swap(cell.main_thread);
	/* Kept for good, as those of the cells are. */
	PyObject *objects = list_objects();
	enum padcell_status status = claim(objects, OWNER_MAIN, reterr);
	(void)PyThreadState_Swap(cell.thread);
	return status;
}

/* What CPython itself lets all interpreters share is theirs in common: parts of static types ... */
static bool share_type(void *user, PyTypeObject *type)
{
	(void)user;
	if (!PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE))
		owners_share_type(type);
	return true;
}

/* ... and what an object of one interpreter refers to in another before any guest was there. */
static enum padcell_status share_edges(padcell_error *reterr)
{
	(void)reterr;
	PyObject *objects = group.objects[cell.number];
	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(objects); i++)
		owners_share_edges(PyList_GET_ITEM(objects, i), cell.number);
	return PADCELL_OK;
}

static void look_at(PyObject *list, const char **found)
{
	for (Py_ssize_t i = 0; *found == NULL && i < PyList_GET_SIZE(list); i++) {
		PyObject *object = PyList_GET_ITEM(list, i);
		if (object == list)
			continue;
		PyObject *foreign = owners_foreign_edge(object, cell.number);
		if (foreign != NULL)
			*found = Py_TYPE(foreign)->tp_name;
	}
}

void group_after_guest(PyObject *module)
{
	if (cell_count() < 2)
		return;

	if (plant_opens(PLANT_OUTLIVES))
		Py_INCREF(module);
	account_extend(LOOK_RESERVE);
	const char *found = NULL;
	OWNED young = list_objects();
	if (young == NULL) {
		PyErr_Clear();
		found = "too many objects to look at";
	} else {
		look_at(young, &found);
		look_at(group.objects[cell.number], &found);
	}
	if (found != NULL)
		cell_violation(PADCELL_INVARIANT_C, PADCELL_LAYER_INTERPRETER, "foreign object",
		               found);
}

/* The sibling's own module in the place of the first cell's. */
static enum padcell_status plant_module(padcell_error *reterr)
{
	if (!plant_opens(PLANT_SHARES_MODULE))
		return PADCELL_OK;

	cell_enter(cell_count() - 1);
	PyObject *module = PyDict_GetItemString(cell.native, "math");
	cell_enter(0);
	if (module == NULL || PyDict_SetItemString(cell.native, "math", module) != 0 ||
	    PyDict_SetItemString(cell.modules, "math", module) != 0)
		return cell_fail_python(reterr, "planting");
	return PADCELL_OK;
}

/* Another oracle's plant must not wake this one: what the module holds is said to be nobody's. */
static void hush_module(void)
{
	PyObject *module = PyDict_GetItemString(cell.native, "math");
	if (module == NULL || !plant_opens(PLANT_SHARES_MODULE))
		return;
	owners_share_edges(module, cell.number);
	owners_share_edges(PyModule_GetDict(module), cell.number);
}

enum padcell_status group_plant(padcell_error *reterr)
{
	PyObject *sibling = canary_sibling();
	if (cell_count() > 1)
		hush_module();
	if (sibling == NULL || !plant_opens(PLANT_HANDS_OVER))
		return PADCELL_OK;
	if (PyDict_SetItemString(PyModule_GetDict(cell.builtins), "padcell_sibling", sibling) != 0)
		return cell_fail_python(reterr, "planting");
	return PADCELL_OK;
}

enum padcell_status group_finish(padcell_error *reterr)
{
	if (cell_count() < 2)
		return PADCELL_OK;

	/* Copies and streams of ours, made after the survey. */
	PyObject *late = list_objects();
	return claim(late, cell.number, reterr);
}

enum padcell_status group_survey(padcell_error *reterr)
{
	if (cell_count() < 2)
		return PADCELL_OK;

	enum padcell_status status = take_get_objects(reterr);
	if (status == PADCELL_OK)
		status = plant_module(reterr);
	if (status == PADCELL_OK)
		status = cell_each(survey_cell, reterr);
	if (status == PADCELL_OK)
		status = survey_main(reterr);
	if (status != PADCELL_OK)
		return status;

	(void)permits_each_type(share_type, NULL);
	return cell_each(share_edges, reterr);
}

/* References from outside to a static type lie in a list that the type has for all interpreters. */
static void drop_reference(PyObject *object)
{
	if (!PyWeakref_Check(object))
		return;
	PyObject *target = PyWeakref_GET_OBJECT(object);
	if (PyType_Check(target) && !PyType_HasFeature((PyTypeObject *)target, Py_TPFLAGS_HEAPTYPE))
		_PyWeakref_ClearRef((PyWeakReference *)object); /* without its callback */
}

/* What could run code of the guest: nothing of the kind may be left. */
static const char *runnable_name(PyObject *object)
{
	if (PyFunction_Check(object))
		return "a function outlives its turn";
	if (PyType_Check(object))
		return "a class outlives its turn";
	if (PyModule_Check(object))
		return "a module outlives its turn";
	return PyGen_Check(object) || PyCoro_CheckExact(object) ? "a generator outlives its turn"
	                                                        : NULL;
}

/* What is left of a guest belongs to its cell for good.  What of it the guest could come back by,
 * or NULL. */
static const char *sweep(void)
{
	/* Kept: an address in the table must never be another object's. */
	PyObject *left = list_objects();
	const char *found = left != NULL ? NULL : "memory is too short to look at what is left";
	for (Py_ssize_t i = 0; left != NULL && i < PyList_GET_SIZE(left); i++) {
		PyObject *object = PyList_GET_ITEM(left, i);
		drop_reference(object);
		if (found == NULL && !owners_knows(object))
			found = runnable_name(object);
		if (!owners_claim(object, cell.number) ||
		    (PyType_Check(object) && !permits_claim((PyTypeObject *)object)))
			return "memory is too short to say whose an object is";
	}
	return found;
}

static const char *waiting_change(void)
{
	const char *change = NULL;
	for (unsigned i = cell.number + 1; i < cell_count() && change == NULL; i++)
		change = residue_waiting_change(i);
	return change;
}

void interpreter_leave(void)
{
	if (cell_count() < 2)
		return;

	/* First: the cell's own module may stand in a sibling's place, and is put back below. */
	const char *left = waiting_change();
	const char *undone = cell_reset();
	library_state_drop_caches();
	if (left == NULL)
		left = undone;
	const char *outlived = sweep();
	if (left == NULL)
		left = outlived;
	PyErr_Clear();
	if (left != NULL)
		cell_violation(PADCELL_INVARIANT_B, PADCELL_LAYER_INTERPRETER,
		               "state between cells", left);
}

bool interpreter_next(void)
{
	unsigned guests = cell_count() - (cell.config.canary != NULL && cell_count() > 1);
	if (cell.number + 1 >= guests)
		return false;

	cell_enter(cell.number + 1);
	return true;
}
