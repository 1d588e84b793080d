/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feedback/harvest.c - words that are really there: names in the dicts of types and modules that a
 * program held.  Read in C, so that no guest code runs.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include "feedback.h"

#include "values.h"

#define KNOWN_MAX 1024 /* types and modules looked at in one process */
#define WORDS_MAX 64   /* taken from one of them */

static bool is_known(const void *holder)
{
	static const void *known[KNOWN_MAX];
	static unsigned count;
	for (unsigned i = 0; i < count; i++) {
		if (known[i] == holder)
			return true;
	}
	if (count == KNOWN_MAX)
		return true;

	known[count++] = holder;
	return false;
}

static void take_names(PyObject *dict, void (*take)(const char *text, size_t size))
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	for (unsigned words = 0; words < WORDS_MAX && PyDict_Next(dict, &position, &key, &value);
	     words++) {
		Py_ssize_t size = 0;
		const char *text =
		        PyUnicode_Check(key) ? PyUnicode_AsUTF8AndSize(key, &size) : NULL;
		if (text != NULL)
			take(text, (size_t)size);
		else
			PyErr_Clear();
	}
}

/* Guest types come and go at the same addresses, and hold the guest's own names. */
static void look_at(PyObject *object, void (*take)(const char *text, size_t size))
{
	PyTypeObject *type = PyType_Check(object) ? (PyTypeObject *)object : Py_TYPE(object);
	if (!value_is_guest_type(type) && type->tp_dict != NULL && !is_known(type))
		take_names(type->tp_dict, take);
	if (PyModule_Check(object) && !is_known(object))
		take_names(PyModule_GetDict(object), take);
}

void feedback_harvest(PyObject *namespace_, void (*take)(const char *text, size_t size))
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(namespace_, &position, &key, &value))
		look_at(value, take);
}
