/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/state.c - the library's classes as they were before the first guest.
 *
 * A class's dict carries a version that changes with it, so an unchanged one costs a comparison.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include "state.h"

#define CLASSES_MAX 4096

struct kept_class {
	PyTypeObject *type; /* owned */
	PyObject *copy;     /* owned; of its dict */
	uint64_t version;
};

static struct kept_class classes[CLASSES_MAX];
static unsigned class_count;

static uint64_t version_of(const PyTypeObject *type)
{
	return ((PyDictObject *)type->tp_dict)->ma_version_tag;
}

static bool is_kept(const PyObject *type)
{
	for (unsigned i = 0; i < class_count; i++) {
		if ((PyObject *)classes[i].type == type)
			return true;
	}
	return false;
}

static bool keep(PyObject *object)
{
	PyTypeObject *type = (PyTypeObject *)object;
	bool changeable = PyType_Check(object) && (type->tp_flags & Py_TPFLAGS_HEAPTYPE) != 0 &&
	                  (type->tp_flags & Py_TPFLAGS_IMMUTABLETYPE) == 0;
	if (!changeable || is_kept(object))
		return true;

	PyObject *copy = class_count < CLASSES_MAX ? PyDict_Copy(type->tp_dict) : NULL;
	if (copy == NULL)
		return false;
	Py_INCREF(type);
	classes[class_count++] = (struct kept_class){type, copy, version_of(type)};
	return true;
}

static bool keep_classes_of(PyObject *module)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(PyModule_GetDict(module), &position, &key, &value)) {
		if (!keep(value))
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
		if (PyModule_Check(value) && !keep_classes_of(value))
			return false;
	}
	return true;
}

/* By the type of types: a class keeps slots beside its dict.  NULL deletes. */
static void put(const struct kept_class *kept, PyObject *key, PyObject *value)
{
	if (PyType_Type.tp_setattro((PyObject *)kept->type, key, value) != 0)
		PyErr_Clear();
}

static void put_back(const struct kept_class *kept)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(kept->copy, &position, &key, &value)) {
		if (PyDict_GetItemWithError(kept->type->tp_dict, key) != value)
			put(kept, key, value);
	}
	PyErr_Clear();
}

static void take_out_new(const struct kept_class *kept)
{
	PyObject *keys = PyDict_Keys(kept->type->tp_dict);
	for (Py_ssize_t i = 0; keys != NULL && i < PyList_GET_SIZE(keys); i++) {
		PyObject *key = PyList_GET_ITEM(keys, i);
		if (PyDict_GetItemWithError(kept->copy, key) == NULL)
			put(kept, key, NULL);
	}
	Py_XDECREF(keys);
	PyErr_Clear();
}

unsigned state_restore(void)
{
	unsigned changed = 0;
	for (unsigned i = 0; i < class_count; i++) {
		struct kept_class *kept = &classes[i];
		if (version_of(kept->type) == kept->version)
			continue;
		put_back(kept);
		take_out_new(kept);
		kept->version = version_of(kept->type);
		changed++;
	}
	return changed;
}
