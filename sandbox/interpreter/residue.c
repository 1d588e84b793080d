/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/residue.c - undo what a guest left, and name what cannot be undone.
 *
 * Module dicts are put back from shallow copies: what a guest may legitimately change (an attribute
 * of a library module, a filter of warnings, sys.modules) is undone without a word.  What no guest
 * may change, the dicts of types that all interpreters share, is only compared: a difference is a
 * breach of J, and the process must not run another guest.
 *
 * CPython counts changes of a dict in its version tag, so an untouched dict costs one comparison.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "residue.h"

#include <stdio.h>
#include <stdlib.h>

#include "cell.h"
#include "channel.h"
#include "permits.h"
#include "plants.h"

/* Finalisers that make finalisers: after so many rounds the cell is given up. */
#define PUT_BACK_MAX 4

struct kept_dict {
	PyObject *dict; /* owned */
	PyObject *copy; /* owned; as it was after lockdown */
	uint64_t version;
};

struct kept_type {
	PyTypeObject *type; /* owned */
	uint64_t version;
};

static struct {
	struct kept_dict *dicts;
	size_t dict_count;
	struct kept_type *types;
	size_t type_count;
	int recursion;
	char found[256];
} residue;

/* The tag is private to CPython and goes away in 3.14; until then nothing else is as cheap. */
static uint64_t version_of(PyObject *dict)
{
#if PY_VERSION_HEX < 0x030C0000
	return ((PyDictObject *)dict)->ma_version_tag;
#else
	return (uint64_t)PyDict_GET_SIZE(dict);
#endif
}

static int keep_dict(PyObject *dict)
{
	struct kept_dict *grown = realloc(residue.dicts, (residue.dict_count + 1) * sizeof *grown);
	if (grown == NULL)
		return -1;
	residue.dicts = grown;

	OWNED copy = PyDict_Copy(dict);
	if (copy == NULL)
		return -1;
	Py_INCREF(dict);
	grown[residue.dict_count++] = (struct kept_dict){dict, TAKE(copy), version_of(dict)};
	return 0;
}

static bool keep_type(void *user, PyTypeObject *type)
{
	(void)user;
	if (PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) || type->tp_dict == NULL)
		return true;

	struct kept_type *grown = realloc(residue.types, (residue.type_count + 1) * sizeof *grown);
	if (grown == NULL)
		return false;
	residue.types = grown;
	Py_INCREF(type);
	grown[residue.type_count++] = (struct kept_type){type, version_of(type->tp_dict)};
	return true;
}

static void forget(void)
{
	for (size_t i = 0; i < residue.dict_count; i++) {
		Py_CLEAR(residue.dicts[i].dict);
		Py_CLEAR(residue.dicts[i].copy);
	}
	for (size_t i = 0; i < residue.type_count; i++)
		Py_CLEAR(residue.types[i].type);
	residue.dict_count = 0;
	residue.type_count = 0;
}

enum padcell_status residue_remember(padcell_error *reterr)
{
	forget();
	OWNED modules = PyDict_Values(cell.modules);
	if (modules == NULL || keep_dict(cell.modules) != 0)
		return cell_fail_python(reterr, "remembering the cell");

	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(modules); i++) {
		PyObject *module = PyList_GET_ITEM(modules, i);
		if (PyModule_Check(module) && keep_dict(PyModule_GetDict(module)) != 0)
			return cell_fail_python(reterr, "remembering the cell");
	}
	if (!permits_each_type(keep_type, NULL))
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_INTERPRETER, 0,
		                    "remembering the types");
	residue.recursion = Py_GetRecursionLimit();
	return PADCELL_OK;
}

bool cell_remember(void)
{
	return residue_remember(NULL) == PADCELL_OK;
}

static bool put_back(struct kept_dict *kept)
{
	if (version_of(kept->dict) == kept->version)
		return true;

	/* Values that go may run finalisers of the guest, which may write into the dict again. */
	for (int attempt = 0; attempt < PUT_BACK_MAX; attempt++) {
		PyDict_Clear(kept->dict);
		if (PyDict_Update(kept->dict, kept->copy) != 0) {
			PyErr_Clear();
			return false;
		}
		if (PyDict_GET_SIZE(kept->dict) == PyDict_GET_SIZE(kept->copy)) {
			kept->version = version_of(kept->dict);
			return true;
		}
	}
	return false;
}

static bool put_all_back(void)
{
	bool done = true;
	for (size_t i = 0; i < residue.dict_count; i++)
		done = put_back(&residue.dicts[i]) && done;
	return done;
}

static bool is_settled(void)
{
	for (size_t i = 0; i < residue.dict_count; i++) {
		if (version_of(residue.dicts[i].dict) != residue.dicts[i].version)
			return false;
	}
	return true;
}

static const char *changed_type(void)
{
	for (size_t i = 0; i < residue.type_count; i++) {
		if (version_of(residue.types[i].type->tp_dict) != residue.types[i].version)
			return residue.types[i].type->tp_name;
	}
	return NULL;
}

static const char *say(const char *what, const char *did)
{
	(void)snprintf(residue.found, sizeof residue.found, "%s %s", what, did);
	return residue.found;
}

/* A guest may close its streams: new ones become part of what the cell is put back to. */
static bool reopen_streams(void)
{
	if (!channel_is_closed())
		return true;
	if (channel_open_streams(NULL) != PADCELL_OK)
		return false;

	PyObject *sys = PyModule_GetDict(PyDict_GetItemString(cell.modules, "sys"));
	for (size_t i = 0; i < residue.dict_count; i++) {
		if (residue.dicts[i].dict != sys)
			continue;
		OWNED copy = PyDict_Copy(sys);
		if (copy == NULL)
			return false;
		Py_SETREF(residue.dicts[i].copy, TAKE(copy));
		residue.dicts[i].version = version_of(sys);
	}
	return true;
}

const char *cell_reset(void)
{
	if (plant_opens(PLANT_FORGETS_RESET))
		return is_settled() ? NULL : say("a module", "was left as a guest changed it");

	bool done = put_all_back();
	(void)PyGC_Collect();
	if (!is_settled())
		done = put_all_back() && done;
	Py_SetRecursionLimit(residue.recursion);
	if (!done || !reopen_streams()) {
		PyErr_Clear();
		return say("a module", "cannot be put back");
	}
	const char *type = changed_type();
	return type != NULL
	               ? say(type, "has another dict than before: a type all interpreters share")
	               : NULL;
}
