/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/codec_registry.c - register and register_error that can be undone.
 *
 * CPython lets a search function be taken out, and with it all that it had answered.  An error
 * handler can only be replaced: a name that was new afterwards has one that says there is none.
 *
 * Runs in: worker after lockdown
 */
#include "codec_registry.h"

#include "cell.h"
#include "virtual.h"

static bool note(PyObject **list, PyObject *entry)
{
	if (*list == NULL)
		*list = PyList_New(0);
	return *list != NULL && PyList_Append(*list, entry) == 0;
}

PyObject *virtual_codec_register(PyObject *module, PyObject *function)
{
	(void)module;
	if (!note(&cell.codec_functions, function) || PyCodec_Register(function) != 0)
		return NULL;
	Py_RETURN_NONE;
}

static PyObject *no_handler(PyObject *module, PyObject *error)
{
	(void)module;
	(void)error;
	return PyErr_Format(PyExc_LookupError, "unknown error handler name");
}

/* The handler that a name has now, or one that says there is none. */
static PyObject *present_handler(const char *name)
{
	static PyMethodDef none = {"no_handler", no_handler, METH_O, "There is no such handler."};
	PyObject *handler = PyCodec_LookupError(name);
	if (handler != NULL || !PyErr_ExceptionMatches(PyExc_LookupError))
		return handler;
	PyErr_Clear();
	return PyCFunction_New(&none, NULL);
}

PyObject *virtual_register_error(PyObject *module, PyObject *const *arguments, Py_ssize_t count)
{
	(void)module;
	if (count != 2)
		return PyErr_Format(PyExc_TypeError, "register_error expected 2 arguments, got %zd",
		                    count);
	const char *name = PyUnicode_Check(arguments[0]) ? PyUnicode_AsUTF8(arguments[0]) : NULL;
	if (name == NULL && PyErr_Occurred() == NULL)
		return PyErr_Format(PyExc_TypeError,
		                    "register_error() argument 1 must be str, not %.100s",
		                    Py_TYPE(arguments[0])->tp_name);
	OWNED before = name != NULL ? present_handler(name) : NULL;
	OWNED entry = before != NULL ? PyTuple_Pack(2, arguments[0], before) : NULL;
	if (entry == NULL || !note(&cell.codec_errors, entry) ||
	    PyCodec_RegisterError(name, arguments[1]) != 0)
		return NULL;
	Py_RETURN_NONE;
}

bool codec_registry_reset(void)
{
	bool done = true;
	OWNED functions = TAKE(cell.codec_functions);
	OWNED errors = TAKE(cell.codec_errors);
	for (Py_ssize_t i = 0; functions != NULL && i < PyList_GET_SIZE(functions); i++)
		done = PyCodec_Unregister(PyList_GET_ITEM(functions, i)) == 0 && done;
	/* Backwards: the first of a name has what was there before all of them. */
	for (Py_ssize_t i = errors != NULL ? PyList_GET_SIZE(errors) : 0; i > 0; i--) {
		PyObject *entry = PyList_GET_ITEM(errors, i - 1);
		const char *name = PyUnicode_AsUTF8(PyTuple_GET_ITEM(entry, 0));
		done = name != NULL &&
		       PyCodec_RegisterError(name, PyTuple_GET_ITEM(entry, 1)) == 0 && done;
	}
	return done;
}
