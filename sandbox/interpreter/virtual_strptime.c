/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/virtual_strptime.c - datetime.strptime that keeps no module for all interpreters.
 *
 * CPython 3.11 remembers the module _strptime of the interpreter that asked first in a static
 * variable and runs its function in every other one: what one guest put in its place, the next one
 * calls.
 *
 * Runs in: worker after lockdown
 */
#include "cell.h"
#include "virtual.h"

PyObject *virtual_strptime(PyObject *type, PyObject *arguments)
{
	PyObject *text = NULL;
	PyObject *format = NULL;
	if (!PyArg_ParseTuple(arguments, "UU:strptime", &text, &format))
		return NULL;

	OWNED module = PyImport_ImportModule("_strptime");
	return module != NULL ? PyObject_CallMethod(module, "_strptime_datetime", "OOO", type, text,
	                                            format)
	                      : NULL;
}
