/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oracle/library.c - what the cell was given before the first guest: modules written in C, and the
 * code of the library's functions.
 *
 * Code that a guest compiles is its own; the library's leads to what the library is made of.  They
 * are told apart by identity, since a guest may choose any file name for its code.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include "library.h"

#include <stdlib.h>

#define MODULES_MAX 256
#define CODES_MAX   32768
#define DEPTH_MAX   8 /* functions inside functions, classes inside classes */

static PyObject *modules[MODULES_MAX]; /* owned */
static size_t module_count;
static PyObject *codes[CODES_MAX]; /* owned, so that no address is used again; sorted by it */
static size_t code_count;

static int compare(const void *left, const void *right)
{
	uintptr_t a = (uintptr_t) * (PyObject *const *)left;
	uintptr_t b = (uintptr_t) * (PyObject *const *)right;
	return (a > b) - (a < b);
}

static bool learn_code(PyObject *code, unsigned depth)
{
	if (code_count == CODES_MAX)
		return false;

	Py_INCREF(code);
	codes[code_count++] = code;
	PyObject *constants = ((PyCodeObject *)code)->co_consts;
	for (Py_ssize_t i = 0; depth < DEPTH_MAX && i < PyTuple_GET_SIZE(constants); i++) {
		PyObject *inner = PyTuple_GET_ITEM(constants, i);
		if (PyCode_Check(inner) && !learn_code(inner, depth + 1))
			return false;
	}
	return true;
}

static bool learn_names(PyObject *dict, unsigned depth)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(dict, &position, &key, &value)) {
		PyTypeObject *type = PyType_Check(value) ? (PyTypeObject *)value : NULL;
		bool written = type != NULL && (type->tp_flags & Py_TPFLAGS_HEAPTYPE) != 0;
		if (PyFunction_Check(value) && !learn_code(PyFunction_GET_CODE(value), 0))
			return false;
		if (written && depth < DEPTH_MAX && !learn_names(type->tp_dict, depth + 1))
			return false;
	}
	return true;
}

bool library_learn(PyObject *loaded)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(loaded, &position, &key, &value)) {
		if (!PyModule_Check(value))
			continue;
		if (!learn_names(PyModule_GetDict(value), DEPTH_MAX - 2))
			return false;
		if (PyModule_GetDef(value) == NULL)
			continue;
		if (module_count == MODULES_MAX)
			return false;
		Py_INCREF(value);
		modules[module_count++] = value;
	}
	PyErr_Clear();
	qsort(codes, code_count, sizeof codes[0], compare);
	return true;
}

bool library_has_module(PyObject *module)
{
	for (size_t i = 0; i < module_count; i++) {
		if (modules[i] == module)
			return true;
	}
	return false;
}

bool library_has_code(PyObject *code)
{
	return bsearch(&code, codes, code_count, sizeof codes[0], compare) != NULL;
}
