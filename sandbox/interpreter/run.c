/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/run.c - one guest in a fresh namespace, and what became of it.
 * Runs in: worker after lockdown
 */
#include <stdlib.h>
#include <string.h>

#include "account.h"
#include "cell.h"
#include "channel.h"
#include "evaluator.h"
#include "group.h"
#include "plants.h"
#include "report.h"
#include "syntax.h"

/* Bytes beyond the guest's ceiling for saying what became of it. */
#define REPORT_RESERVE (2u << 20)

static PyObject *fresh_main(const char *name)
{
	OWNED module = PyModule_New("__main__");
	OWNED arguments = Py_BuildValue("[s]", name);
	if (module == NULL || arguments == NULL || PySys_SetObject("argv", arguments) != 0)
		return NULL;
	if (PyModule_AddObjectRef(module, "__builtins__", cell.builtins) != 0 ||
	    PyDict_SetItemString(cell.modules, "__main__", module) != 0)
		return NULL;
	return TAKE(module);
}

static void reject(struct interpreter_outcome *outcome, const char *type, const char *message)
{
	outcome->ending = INTERPRETER_REJECTED;
	outcome->type = strdup(type);
	outcome->message = strdup(message);
	outcome->traceback = strdup("");
}

/* Compile from a terminated copy: CPython's tokenizer wants one. */
static PyObject *compile_source(const char *name, const void *source, size_t size)
{
	char *text = PyMem_RawMalloc(size + 1);
	if (text == NULL)
		return PyErr_NoMemory();

	memcpy(text, source, size);
	text[size] = '\0';
	cell.compiling = true;
	PyObject *code = syntax_compile(text, size, name);
	cell.compiling = false;
	PyMem_RawFree(text);
	return code;
}

static int exit_code_of(PyObject *exception)
{
	OWNED code = PyObject_GetAttrString(exception, "code");
	if (code == NULL || code == Py_None) {
		PyErr_Clear();
		return 0;
	}
	if (PyLong_Check(code)) {
		int overflow = 0;
		long value = PyLong_AsLongAndOverflow(code, &overflow);
		return overflow != 0 ? -1 : (int)(value & 0xff);
	}
	/* As CPython does: anything else is a message on standard error. */
	OWNED text = PyObject_Str(code);
	PyObject *stream = PySys_GetObject("stderr");
	if (text == NULL || stream == NULL || PyFile_WriteObject(text, stream, Py_PRINT_RAW) != 0 ||
	    PyFile_WriteString("\n", stream) != 0)
		PyErr_Clear();
	return 1;
}

static void conclude(struct interpreter_outcome *outcome, PyObject *exception, bool compiled)
{
	bool full = account_was_hit();
	account_extend(REPORT_RESERVE);
	if (exception == NULL)
		return;

	if (compiled && PyErr_GivenExceptionMatches(exception, PyExc_SystemExit)) {
		outcome->ending = INTERPRETER_EXIT;
		outcome->exit_code = exit_code_of(exception);
		return;
	}
	bool memory = full && PyErr_GivenExceptionMatches(exception, PyExc_MemoryError);
	if (memory)
		outcome->ending = INTERPRETER_MEMORY;
	else
		outcome->ending = compiled ? INTERPRETER_EXCEPTION : INTERPRETER_REJECTED;
	report_exception(exception, outcome);
}

static PyObject *fetch_exception(void)
{
	PyObject *type = NULL;
	PyObject *value = NULL;
	PyObject *traceback = NULL;
	PyErr_Fetch(&type, &value, &traceback);
	if (type == NULL)
		return NULL;

	PyErr_NormalizeException(&type, &value, &traceback);
	if (traceback != NULL && value != NULL)
		(void)PyException_SetTraceback(value, traceback);
	Py_XDECREF(type);
	Py_XDECREF(traceback);
	return value;
}

/* What the guest registered with atexit runs while its limits hold; an exception is printed. */
static void run_exit_functions(void)
{
	PyObject *module = PyDict_GetItemString(cell.modules, "atexit");
	OWNED function = module != NULL ? PyObject_GetAttrString(module, "_run_exitfuncs") : NULL;
	if (function == NULL) {
		PyErr_Clear();
		return;
	}
	OWNED done = PyObject_CallNoArgs(function);
	if (done == NULL)
		PyErr_WriteUnraisable(function);
}

static void run_in(PyObject *module, const void *source, size_t size,
                   struct interpreter_outcome *outcome)
{
	OWNED code = compile_source(cell.guest_name, source, size);
	PyObject *dict = PyModule_GetDict(module);
	OWNED result = code != NULL ? PyEval_EvalCode(code, dict, dict) : NULL;
	OWNED exception = fetch_exception();
	run_exit_functions();
	group_after_guest(module);
	if (cell.after_run != NULL)
		cell.after_run(cell.after_run_user, dict, exception);
	conclude(outcome, exception, code != NULL);
	channel_flush();
}

void interpreter_run(const char *name, const void *source, size_t size,
                     struct interpreter_outcome *ret_outcome)
{
	*ret_outcome = (struct interpreter_outcome){0};
	if (memchr(source, '\0', size) != NULL) {
		reject(ret_outcome, "SyntaxError", "source code cannot contain null bytes");
		return;
	}

	OWNED module = fresh_main(name);
	if (module == NULL) {
		PyErr_Clear();
		reject(ret_outcome, "MemoryError", "no memory for a namespace");
		return;
	}
	cell.guest_name = name;
	cell.source = source;
	cell.source_size = size;
	account_limit(plant_opens(PLANT_METERS_NOTHING) ? 0 : cell.config.memory_bytes);
	if (evaluator_begin())
		run_in(module, source, size, ret_outcome);
	else
		reject(ret_outcome, "MemoryError", "no memory to check the evaluator with");
	evaluator_end();
	cell.guest_name = NULL;
	cell.source = NULL;
	PyErr_Clear();
}

void interpreter_outcome_done(struct interpreter_outcome *outcome)
{
	free(outcome->type);
	free(outcome->message);
	free(outcome->traceback);
	*outcome = (struct interpreter_outcome){0};
}
