/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/cell.c - the cells of the process, and how the one in turn reports refusals and
 * breaches. Runs in: worker before lockdown, worker after lockdown
 */
#include "cell.h"

#include <signal.h>
#include <string.h>

struct cell cell;

#if PY_VERSION_HEX >= 0x030D0000
PyTypeObject cell_no_type = {PyVarObject_HEAD_INIT(NULL, 0).tp_name = "no type"};
#endif

/* Those whose turn it is not. */
static struct cell waiting[INTERPRETER_CELLS_MAX];
static unsigned count;

unsigned cell_count(void)
{
	return count;
}

void cell_enter(unsigned number)
{
	if (number != cell.number) {
		waiting[cell.number] = cell;
		cell = waiting[number];
	}
	(void)PyThreadState_Swap(cell.thread);
}

static PyThreadState *new_interpreter(void)
{
	PyThreadState *thread = NULL;
#if PY_VERSION_HEX >= 0x030C0000
	const PyInterpreterConfig config = {
	        .use_main_obmalloc = 0,
	        .allow_fork = 0,
	        .allow_exec = 0,
	        .allow_threads = 0,
	        .allow_daemon_threads = 0,
	        .check_multi_interp_extensions = 1,
	        .gil = PyInterpreterConfig_OWN_GIL,
	};
	if (PyStatus_Exception(Py_NewInterpreterFromConfig(&thread, &config)))
		return NULL;
#else
	thread = Py_NewInterpreter();
#endif
	return thread;
}

enum padcell_status cell_add(padcell_error *reterr)
{
	struct cell made = {.number = count, .config = cell.config};
	bool own = cell_layer_on(PADCELL_LAYER_INTERPRETER);
	made.main_thread = count == 0 ? PyThreadState_Get() : cell.main_thread;
	made.thread = own ? new_interpreter() : made.main_thread;
	if (made.thread == NULL || count == INTERPRETER_CELLS_MAX || (count > 0 && !own))
		return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
		                    "making a cell failed");

	if (count > 0)
		waiting[cell.number] = cell;
	cell = made;
	count++;
	cell.modules = PyImport_GetModuleDict();
	Py_INCREF(cell.modules);
	cell.builtins = PyImport_ImportModule("builtins");
	return cell.builtins != NULL ? PADCELL_OK : cell_fail_python(reterr, "making a cell");
}

enum padcell_status cell_each(enum padcell_status (*act)(padcell_error *reterr),
                              padcell_error *reterr)
{
	for (unsigned number = 0; number < count; number++) {
		cell_enter(number);
		enum padcell_status status = act(reterr);
		if (status != PADCELL_OK)
			return status;
	}
	cell_enter(0);
	return PADCELL_OK;
}

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
