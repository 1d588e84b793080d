/* SPDX-License-Identifier: Apache-2.0 */
/*
 * naive/interpreter.c - CPython as anybody embeds it, running naive_host.py as __main__.
 * Runs in: host
 */
#include <Python.h>
#include <stdbool.h>

#include "naive.h"

/* naive_host.py and a terminator. */
static const char host_source[] = {
#include "naive_host.inc"
        0};

static bool start_python(void)
{
	PyConfig config;
	PyConfig_InitIsolatedConfig(&config);
	config.site_import = 0;
	config.write_bytecode = 0;
	config.buffered_stdio = 1;
	PyStatus status = PyConfig_SetBytesString(&config, &config.home, PADCELL_PYTHON_PREFIX);
	if (!PyStatus_Exception(status))
		status = Py_InitializeFromConfig(&config);
	PyConfig_Clear(&config);
	if (PyStatus_Exception(status))
		naive_complain("CPython does not start: %s", status.err_msg);
	return !PyStatus_Exception(status);
}

/* A new reference to `value` becomes __main__'s `name`. */
static bool plant(PyObject *globals, const char *name, PyObject *value)
{
	bool planted = value != NULL && PyDict_SetItemString(globals, name, value) == 0;
	Py_XDECREF(value);
	return planted;
}

static bool plant_all(PyObject *globals, const struct naive_guest *guest)
{
	return plant(globals, "GUEST_NAME", PyUnicode_DecodeFSDefault(guest->name)) &&
	       plant(globals, "GUEST_SOURCE",
	             PyBytes_FromStringAndSize(guest->source, (Py_ssize_t)guest->source_size)) &&
	       plant(globals, "EXIT_GUEST", PyLong_FromLong(NAIVE_EXIT_GUEST)) &&
	       plant(globals, "EXIT_MEMORY", PyLong_FromLong(NAIVE_EXIT_MEMORY));
}

enum naive_exit naive_interpret(const struct naive_guest *guest)
{
	if (!start_python())
		return NAIVE_EXIT_INTERNAL;

	PyObject *globals = PyModule_GetDict(PyImport_AddModule("__main__"));
	PyObject *code = Py_CompileString(host_source, "naive_host.py", Py_file_input);
	if (code == NULL || !plant_all(globals, guest)) {
		PyErr_Print();
		return NAIVE_EXIT_INTERNAL;
	}

	PyObject *done = PyEval_EvalCode(code, globals, globals);
	PyObject *exit_code = PyDict_GetItemString(globals, "EXIT_CODE");
	if (done == NULL || exit_code == NULL) {
		PyErr_Print();
		return NAIVE_EXIT_INTERNAL;
	}

	/* Finalisers of the guest run here: some known crashers need them. */
	long answer = PyLong_AsLong(exit_code);
	(void)Py_FinalizeEx();
	return (enum naive_exit)answer;
}
