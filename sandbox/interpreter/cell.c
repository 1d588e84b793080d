/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/cell.c - the one cell of the process, and how it reports refusals and breaches.
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "cell.h"

#include <signal.h>
#include <string.h>

struct cell cell;

enum padcell_status cell_fail_python(padcell_error *reterr, const char *doing)
{
	PyObject *type = NULL;
	PyObject *value = NULL;
	PyObject *traceback = NULL;
	PyErr_Fetch(&type, &value, &traceback);
	OWNED owned_type = type;
	OWNED owned_value = value;
	OWNED owned_traceback = traceback;

	OWNED text = value != NULL ? PyObject_Str(value) : NULL;
	const char *message = text != NULL ? PyUnicode_AsUTF8(text) : NULL;
	PyErr_Clear();
	return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
	                    "%s: %s: %s", doing,
	                    type != NULL ? ((PyTypeObject *)type)->tp_name : "no exception",
	                    message != NULL ? message : "");
}

void cell_note_denial(enum padcell_layer layer, const char *what)
{
	if (cell.locked)
		cell.config.sinks.denial(cell.config.sinks.user, layer, what);
}

PyObject *cell_deny(enum padcell_layer layer, const char *what)
{
	cell_note_denial(layer, what);
	return PyErr_Format(PyExc_PermissionError, "%s is denied by %s", what,
	                    padcell_layer_name(layer));
}

void cell_violation(enum padcell_invariant invariant, enum padcell_layer layer, const char *what,
                    const char *detail)
{
	cell.config.sinks.violation(cell.config.sinks.user, invariant, layer, what, detail,
	                            cell_current_line());
}

unsigned cell_current_line(void)
{
	if (cell.guest_name == NULL || _PyThreadState_UncheckedGet() == NULL)
		return 0;

	PyFrameObject *frame = PyEval_GetFrame();
	Py_XINCREF(frame);
	unsigned line = 0;
	while (frame != NULL && line == 0) {
		OWNED code = (PyObject *)PyFrame_GetCode(frame);
		const char *file = PyUnicode_AsUTF8(((PyCodeObject *)code)->co_filename);
		if (file != NULL && strcmp(file, cell.guest_name) == 0)
			line = (unsigned)PyFrame_GetLineNumber(frame);
		PyFrameObject *back = PyFrame_GetBack(frame);
		Py_DECREF(frame);
		frame = back;
	}
	Py_XDECREF(frame);
	return line;
}

static volatile sig_atomic_t interrupting;

/* Queues itself again: a guest that catches the exception meets it at its next call or jump. */
static int raise_interrupt(void *unused)
{
	(void)unused;
	if (interrupting == 0)
		return 0;

	(void)Py_AddPendingCall(raise_interrupt, NULL);
	PyErr_SetNone(PyExc_KeyboardInterrupt);
	return -1;
}

void cell_interrupt(void)
{
	interrupting = 1;
	(void)Py_AddPendingCall(raise_interrupt, NULL);
}

void cell_interrupt_end(void)
{
	interrupting = 0;
}

void cell_set_after_run(cell_after_run *hook, void *user)
{
	cell.after_run = hook;
	cell.after_run_user = user;
}
