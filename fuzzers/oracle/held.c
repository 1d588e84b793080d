/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oracle/held.c - what the guest holds when its run ends.
 *
 * Follows only edges that the guest has itself: items, attributes of its own instances and classes,
 * the public fields of exceptions.  Everything else an object refers to is the interpreter's.
 * Nothing here calls into Python code, allocates for long, or changes an object.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include <Python.h>
#include <frameobject.h>
#include <stdio.h>
#include <string.h>

#include "inspect_cell.h"
#include "library.h"
#include "oracle.h"
#include "values.h"

#define DEPTH_MAX   3    /* containers inside containers */
#define OBJECTS_MAX 8000 /* looked at in one run: a list of classes has some hundred */

struct scan {
	const char *name; /* of the guest's variable that the walk started from */
	unsigned left;    /* objects that may still be looked at */
};

#define PLANTED_VALUE "the planted value"
#define TEXT_MAX      65536 /* longer texts are not searched: a guest can make them by the thousand */

static const char *planted;

void oracle_watch_for(const char *value)
{
	planted = value;
}

static bool contains_planted(const void *text, size_t size)
{
	return planted != NULL && size <= TEXT_MAX &&
	       memmem(text, size, planted, strlen(planted)) != NULL;
}

void oracle_scan_output(const void *data, size_t size)
{
	if (contains_planted(data, size))
		oracle_note(PADCELL_INVARIANT_K, PADCELL_LAYER_BUILTINS, PLANTED_VALUE,
		            "in the guest's output", cell_current_line());
	oracle_scan_addresses(data, size);
}

bool oracle_learn_library(PyObject *modules)
{
	return library_learn(modules);
}

static void note_held(const struct scan *scan, enum padcell_invariant invariant,
                      enum padcell_layer layer, const char *what, const PyObject *object)
{
	char detail[ORACLE_DETAIL_MAX];
	(void)snprintf(detail, sizeof detail, "%s leads to an object of type %s", scan->name,
	               Py_TYPE(object)->tp_name);
	oracle_note(invariant, layer, what, detail, 0);
}

static const char *function_name(PyObject *function)
{
	return PyCFunction_Check(function) ? ((PyCFunctionObject *)function)->m_ml->ml_name
	                                   : "a method descriptor";
}

/* `object.__new__` and its kin share one definition that is never patched: tp_new is closed. */
static bool is_shared_new(PyObject *function)
{
	return PyCFunction_Check(function) &&
	       strcmp(((PyCFunctionObject *)function)->m_ml->ml_name, "__new__") == 0;
}

/* Modules of the main interpreter; other modules that hold a canary are the cell's own trusted
 * ones. */
static bool is_foreign_module(PyObject *object)
{
	const char *name = PyModule_GetName(object);
	PyErr_Clear();
	return name != NULL &&
	       (strcmp(name, "__main__") == 0 || strcmp(name, "padcell_canary") == 0);
}

static void judge_canary(const struct scan *scan, PyObject *object)
{
	if (PyUnicode_Check(object))
		note_held(scan, PADCELL_INVARIANT_K, PADCELL_LAYER_BUILTINS, PLANTED_VALUE, object);
	else if (PyModule_Check(object) && !is_foreign_module(object))
		note_held(scan, PADCELL_INVARIANT_D, PADCELL_LAYER_BUILTINS, "a trusted module",
		          object);
	else
		note_held(scan, PADCELL_INVARIANT_C, PADCELL_LAYER_INTERPRETER,
		          "an object of the main interpreter", object);
}

static bool tells_planted(PyObject *object)
{
	return PyUnicode_Check(object) && PyUnicode_IS_COMPACT_ASCII(object) &&
	       contains_planted(PyUnicode_1BYTE_DATA(object), (size_t)PyUnicode_GET_LENGTH(object));
}

static bool is_function(PyObject *object)
{
	return PyCFunction_Check(object) || Py_TYPE(object) == &PyMethodDescr_Type;
}

static void judge(const struct scan *scan, PyObject *object)
{
	char what[ORACLE_WHAT_MAX];
	if (cell_is_canary(object)) {
		judge_canary(scan, object);
	} else if (tells_planted(object)) {
		note_held(scan, PADCELL_INVARIANT_K, PADCELL_LAYER_BUILTINS, PLANTED_VALUE, object);
	} else if (oracle_tells_address(object)) {
		note_held(scan, PADCELL_INVARIANT_K, PADCELL_LAYER_PERMITS,
		          "an address of the process", object);
	} else if (PyFrame_Check(object)) {
		note_held(scan, PADCELL_INVARIANT_E, PADCELL_LAYER_PERMITS, "a frame", object);
	} else if (PyCode_Check(object) && library_has_code(object)) {
		note_held(scan, PADCELL_INVARIANT_E, PADCELL_LAYER_PERMITS, "code of the library",
		          object);
	} else if (PyModule_Check(object) && PyModule_GetDef(object) != NULL) {
		(void)snprintf(what, sizeof what, "module %s", PyModule_GetDef(object)->m_name);
		if (!library_has_module(object))
			note_held(scan, PADCELL_INVARIANT_E, PADCELL_LAYER_BUILTINS, what, object);
	} else if (is_function(object) && cell_permit_of(object) == CELL_UNKNOWN &&
	           !is_shared_new(object)) {
		(void)snprintf(what, sizeof what, "armed function %s", function_name(object));
		note_held(scan, PADCELL_INVARIANT_E, PADCELL_LAYER_PERMITS, what, object);
	}
}

static void walk(struct scan *scan, PyObject *object, unsigned depth);

static void walk_dict(struct scan *scan, PyObject *dict, unsigned depth)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (scan->left > 0 && PyDict_Next(dict, &position, &key, &value)) {
		walk(scan, key, depth);
		walk(scan, value, depth);
	}
}

static void walk_set(struct scan *scan, PyObject *set, unsigned depth)
{
	PyObject *key = NULL;
	Py_hash_t hash = 0;
	Py_ssize_t position = 0;
	while (scan->left > 0 && _PySet_NextEntry(set, &position, &key, &hash) != 0)
		walk(scan, key, depth);
}

static void walk_exception(struct scan *scan, PyObject *object, unsigned depth)
{
	PyBaseExceptionObject *exception = (PyBaseExceptionObject *)object;
	walk(scan, exception->args, depth);
	walk(scan, exception->context, depth);
	walk(scan, exception->cause, depth);
	if (PyErr_GivenExceptionMatches(object, PyExc_AttributeError))
		walk(scan, ((PyAttributeErrorObject *)object)->obj, depth);
	if (PyErr_GivenExceptionMatches(object, PyExc_StopIteration))
		walk(scan, ((PyStopIterationObject *)object)->value, depth);
}

/* Types of the library hold what the library put there; the guest's own types what it did. */
static void walk_attributes(struct scan *scan, PyObject *object, unsigned depth)
{
	if (PyType_Check(object)) {
		if (value_is_guest_type((PyTypeObject *)object))
			walk_dict(scan, ((PyTypeObject *)object)->tp_dict, depth);
		return;
	}
	if (PyModule_Check(object) || !value_is_guest_type(Py_TYPE(object)))
		return;

	PyObject **dict = _PyObject_GetDictPtr(object);
	if (dict != NULL && *dict != NULL)
		walk_dict(scan, *dict, depth);
	walk(scan, (PyObject *)Py_TYPE(object), depth);
}

static void walk_inside(struct scan *scan, PyObject *object, unsigned depth)
{
	if (PyTuple_Check(object)) {
		for (Py_ssize_t i = 0; scan->left > 0 && i < PyTuple_GET_SIZE(object); i++)
			walk(scan, PyTuple_GET_ITEM(object, i), depth);
	} else if (PyList_Check(object)) {
		for (Py_ssize_t i = 0; scan->left > 0 && i < PyList_GET_SIZE(object); i++)
			walk(scan, PyList_GET_ITEM(object, i), depth);
	} else if (PyDict_Check(object)) {
		walk_dict(scan, object, depth);
	} else if (PyAnySet_Check(object)) {
		walk_set(scan, object, depth);
	} else if (PyExceptionInstance_Check(object)) {
		walk_exception(scan, object, depth);
	}
	walk_attributes(scan, object, depth);
}

static void walk(struct scan *scan, PyObject *object, unsigned depth)
{
	if (object == NULL || scan->left == 0)
		return;

	scan->left--;
	judge(scan, object);
	if (depth < DEPTH_MAX)
		walk_inside(scan, object, depth + 1);
}

void oracle_scan_held(PyObject *namespace_)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	struct scan scan = {.left = OBJECTS_MAX};
	while (scan.left > 0 && PyDict_Next(namespace_, &position, &key, &value)) {
		/* The namespace's own __builtins__ is given to every guest. */
		const char *name = PyUnicode_Check(key) ? PyUnicode_AsUTF8(key) : NULL;
		if (name == NULL || strcmp(name, "__builtins__") == 0) {
			PyErr_Clear();
			continue;
		}
		scan.name = name;
		walk(&scan, value, 0);
	}
}
