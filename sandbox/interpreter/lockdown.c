/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/lockdown.c - take the cell's authority away, layer by layer.
 *
 * builtins and sys are cleaned in place: nothing with power stays behind under another name, and C
 * code of CPython that looks a name up finds what the guest finds.
 *
 * Runs in: worker before lockdown
 */
#include <string.h>

#include "account.h"
#include "audit.h"
#include "canary.h"
#include "cell.h"
#include "channel.h"
#include "group.h"
#include "guard.h"
#include "identity.h"
#include "importer.h"
#include "permits.h"
#include "plants.h"
#include "residue.h"
#include "syntax.h"
#include "virtual.h"

enum name_action { KEEP, TEXT, EMPTY };

static const struct name_row {
	const char *module;
	const char *name;
	enum name_action action;
	const char *text;
} names[] = {
#define KEEP(module, name, reason)       {module, name, KEEP, NULL},
#define TEXT(module, name, text, reason) {module, name, TEXT, text},
#define EMPTY(module, name, reason)      {module, name, EMPTY, NULL},
#include "names.def"
#undef KEEP
#undef TEXT
#undef EMPTY
};

static const struct name_row *row_of(const char *module, const char *name)
{
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i].module, module) == 0 && strcmp(names[i].name, name) == 0)
			return &names[i];
	}
	return NULL;
}

static int clean_name(PyObject *dict, const char *module, PyObject *key, PyObject *value)
{
	const char *name = PyUnicode_AsUTF8(key);
	const struct name_row *row = name != NULL ? row_of(module, name) : NULL;
	if (row != NULL && row->action == KEEP)
		return 0;
	if (row != NULL) {
		OWNED instead =
		        row->action == TEXT ? PyUnicode_FromString(row->text) : PyList_New(0);
		return instead != NULL ? PyDict_SetItem(dict, key, instead) : -1;
	}
	bool stays = PyCFunction_Check(value) ||
	             (PyType_Check(value) && !permits_hides((PyTypeObject *)value));
	return stays ? 0 : PyDict_DelItem(dict, key);
}

static enum padcell_status clean(const char *name, padcell_error *reterr)
{
	PyObject *module = PyDict_GetItemString(cell.modules, name);
	enum padcell_status status = permits_clean_module(module, reterr);
	if (status != PADCELL_OK)
		return status;

	PyObject *dict = PyModule_GetDict(module);
	OWNED items = PyDict_Items(dict);
	for (Py_ssize_t i = 0; items != NULL && i < PyList_GET_SIZE(items); i++) {
		PyObject *pair = PyList_GET_ITEM(items, i);
		if (clean_name(dict, name, PyTuple_GET_ITEM(pair, 0), PyTuple_GET_ITEM(pair, 1)) !=
		    0)
			return cell_fail_python(reterr, name);
	}
	return items != NULL ? PADCELL_OK : cell_fail_python(reterr, name);
}

static enum padcell_status lock_builtins(padcell_error *reterr)
{
	static const char *const cleaned[] = {"builtins", "sys"};
	for (size_t i = 0; i < sizeof cleaned / sizeof cleaned[0]; i++) {
		enum padcell_status status = clean(cleaned[i], reterr);
		if (status != PADCELL_OK)
			return status;
	}
	if (plant_opens(PLANT_TELLS_CANARY) && cell.config.canary != NULL) {
		OWNED told = PyUnicode_FromString(cell.config.canary);
		if (told == NULL || PySys_SetObject("executable", told) != 0)
			return cell_fail_python(reterr, "planting");
	}
	return importer_lockdown(reterr);
}

/* Cheap collections afterwards: what is there now is never looked at again. */
static enum padcell_status freeze(padcell_error *reterr)
{
	OWNED gc = PyImport_ImportModuleLevel("gc", NULL, NULL, NULL, 0);
	OWNED collected = gc != NULL ? PyObject_CallMethod(gc, "collect", NULL) : NULL;
	OWNED frozen = collected != NULL ? PyObject_CallMethod(gc, "freeze", NULL) : NULL;
	return frozen != NULL ? PADCELL_OK : cell_fail_python(reterr, "freezing the heap");
}

/* compile() makes the types of syntax trees when it is first called, whatever it is called with: a
 * guest's call would bring a hundred types that the survey never saw. */
static enum padcell_status make_late_types(padcell_error *reterr)
{
	OWNED made = PyObject_CallMethod(cell.builtins, "compile", "sss", "0", "<none>", "eval");
	return made != NULL ? PADCELL_OK : cell_fail_python(reterr, "making types");
}

/* The last of several cells runs no guest when there is a canary: it is what must not be found. */
static enum padcell_status prepare(padcell_error *reterr)
{
	enum padcell_status status = channel_open_streams(reterr);
	if (status == PADCELL_OK)
		status = make_late_types(reterr);
	if (status == PADCELL_OK)
		status = canary_plant_trusted(reterr);
	if (status == PADCELL_OK && cell.config.canary != NULL && cell.number > 0 &&
	    cell.number == cell_count() - 1)
		status = canary_plant_sibling(reterr);
	return status;
}

static enum padcell_status finish(padcell_error *reterr)
{
	if (cell.config.recursion != 0)
		Py_SetRecursionLimit((int)cell.config.recursion);
	cell.locked = true;
	guard_hide_held();
	if (plant_was_chosen())
		guard_watch_frames();
	enum padcell_status status = canary_plant_trusted_again(reterr);
	if (status == PADCELL_OK)
		status = syntax_prepare(reterr);
	if (status == PADCELL_OK)
		status = residue_remember(reterr);
	return status == PADCELL_OK ? group_finish(reterr) : status;
}

enum padcell_status interpreter_lockdown(padcell_error *reterr)
{
	enum padcell_status status = cell_each(prepare, reterr);
	if (status == PADCELL_OK && !virtual_prepare())
		status = cell_fail_python(reterr, "preparing virtual functions");
	if (status == PADCELL_OK)
		status = permits_survey(reterr);
	if (status == PADCELL_OK)
		status = group_survey(reterr);
	if (status == PADCELL_OK)
		status = cell_each(freeze, reterr);
	if (status == PADCELL_OK && cell_layer_on(PADCELL_LAYER_BUILTINS))
		status = cell_each(lock_builtins, reterr);
	if (status == PADCELL_OK)
		status = identity_lockdown(reterr);
	if (status == PADCELL_OK && cell_layer_on(PADCELL_LAYER_PERMITS))
		status = permits_apply(reterr);
	if (status == PADCELL_OK)
		status = group_plant(reterr);
	if (status == PADCELL_OK)
		status = cell_each(finish, reterr);
	if (status != PADCELL_OK)
		return status;

	audit_arm();
	account_limit(plant_opens(PLANT_METERS_NOTHING) ? 0 : cell.config.memory_bytes);
	return PADCELL_OK;
}
