/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/state.c - the cell's modules as they were before the first guest.
 *
 * Every dict carries a version that changes with it, so an unchanged one costs a comparison.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include "state.h"

#define HOLDERS_MAX 4096

/* A module, a class written in Python, or sys.modules itself. */
struct holder {
	PyObject *owner; /* owned */
	PyObject *dict;  /* borrowed from the owner, which lives for good */
	PyObject *copy;  /* owned */
	uint64_t version;
};

static struct holder holders[HOLDERS_MAX];
static unsigned holder_count;

static uint64_t version_of(PyObject *dict)
{
	return ((PyDictObject *)dict)->ma_version_tag;
}

static bool is_held(const PyObject *owner)
{
	for (unsigned i = 0; i < holder_count; i++) {
		if (holders[i].owner == owner)
			return true;
	}
	return false;
}

static bool hold(PyObject *owner, PyObject *dict)
{
	if (is_held(owner))
		return true;
	PyObject *copy = holder_count < HOLDERS_MAX ? PyDict_Copy(dict) : NULL;
	if (copy == NULL)
		return false;

	Py_INCREF(owner);
	holders[holder_count++] = (struct holder){owner, dict, copy, version_of(dict)};
	return true;
}

static bool is_changeable_class(PyObject *object)
{
	const PyTypeObject *type = (PyTypeObject *)object;
	return PyType_Check(object) && (type->tp_flags & Py_TPFLAGS_HEAPTYPE) != 0 &&
	       (type->tp_flags & Py_TPFLAGS_IMMUTABLETYPE) == 0;
}

static bool hold_module(PyObject *module)
{
	PyObject *dict = PyModule_GetDict(module);
	if (!hold(module, dict))
		return false;

	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(dict, &position, &key, &value)) {
		if (is_changeable_class(value) && !hold(value, ((PyTypeObject *)value)->tp_dict))
			return false;
	}
	return true;
}

bool state_remember(PyObject *modules)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(modules, &position, &key, &value)) {
		if (PyModule_Check(value) && !hold_module(value))
			return false;
	}
	return hold(modules, modules);
}

/* Classes keep slots beside their dict, so they are written by the type of types. */
static int put(const struct holder *holder, PyObject *key, PyObject *value)
{
	if (PyType_Check(holder->owner))
		return PyType_Type.tp_setattro(holder->owner, key, value);
	return value != NULL ? PyDict_SetItem(holder->dict, key, value)
	                     : PyDict_DelItem(holder->dict, key);
}

static void put_back_all(const struct holder *holder)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(holder->copy, &position, &key, &value)) {
		if (PyDict_GetItemWithError(holder->dict, key) != value &&
		    put(holder, key, value) != 0)
			PyErr_Clear();
	}
}

static void take_out_new(const struct holder *holder)
{
	PyObject *keys = PyDict_Keys(holder->dict);
	for (Py_ssize_t i = 0; keys != NULL && i < PyList_GET_SIZE(keys); i++) {
		PyObject *key = PyList_GET_ITEM(keys, i);
		if (PyDict_GetItemWithError(holder->copy, key) == NULL &&
		    put(holder, key, NULL) != 0)
			PyErr_Clear();
	}
	Py_XDECREF(keys);
	PyErr_Clear();
}

unsigned state_restore(void)
{
	unsigned changed = 0;
	for (unsigned i = 0; i < holder_count; i++) {
		struct holder *holder = &holders[i];
		if (version_of(holder->dict) == holder->version)
			continue;
		put_back_all(holder);
		take_out_new(holder);
		holder->version = version_of(holder->dict);
		changed++;
	}
	return changed;
}
