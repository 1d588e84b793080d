/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/evaluator.c - `evaluator: checked`: the tracer that looks at value stacks.
 *
 * CPython calls a tracer before each instruction of a frame that asks for it, with the frame's
 * stack written back to memory.  What the last instruction pushed is therefore seen before the next
 * one can use it.  The tracer is put into the thread state by hand: PyEval_SetTrace() raises the
 * audit event of sys.settrace(), which is one that nobody may raise.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "evaluator.h"

#include <Python.h>
#include <stdio.h>
#include <string.h>

#include "cell.h"
#include "evaluator_set.h"
#include "evaluator_survey.h"
#include "guard.h"
#include "guard_types.h"
#include "plants.h"

/* KEEP IN STEP: evaluator (evaluator_survey.c).  Another minor version has other frames. */
#if PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x030C0000
#define Py_BUILD_CORE 1
#include <internal/pycore_frame.h>
#include <internal/pycore_pystate.h>
#undef Py_BUILD_CORE
#define EVALUATOR_VERSION "3.11."
#endif

static bool wanted; /* by cell_watch_stack() */

#ifdef EVALUATOR_VERSION

static const struct kind {
	enum padcell_invariant invariant;
	const char *what;
} kinds[] = {
#define KIND(id, invariant, what, reason) {PADCELL_INVARIANT_##invariant, what},
#include "evaluator.def"
#undef KIND
};

static unsigned surveyed; /* number of the cell that the set is of, from 1 */
static bool told;         /* once a run is enough */

static bool is_constant_of(PyObject *object, const PyCodeObject *code)
{
	for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(code->co_consts); i++) {
		if (PyTuple_GET_ITEM(code->co_consts, i) == object)
			return true;
	}
	return false;
}

/* One definition is behind the __new__ of every type; what is closed is tp_new. */
static bool is_shared_new(PyObject *function)
{
	return strcmp(((PyCFunctionObject *)function)->m_ml->ml_name, "__new__") == 0;
}

static enum evaluator_kind judge(PyObject *object, const PyCodeObject *code)
{
	if (PyLong_CheckExact(object) || object == Py_None || PyFloat_CheckExact(object))
		return EVALUATOR_KIND_COUNT;
	if (PyFrame_Check(object))
		return EVALUATOR_FRAME;
	if (guard_is_guarded(object))
		return EVALUATOR_GUARDED;
	if (guard_held_name(object) != NULL)
		return EVALUATOR_HELD;
	if (PyCFunction_Check(object) && cell_permit_of(object) == CELL_UNKNOWN &&
	    !is_shared_new(object))
		return EVALUATOR_UNKNOWN;

	enum evaluator_kind kind = evaluator_set_find(object);
	/* A def statement: the frame's own code holds the new function's. */
	if (PyCode_Check(object) && is_constant_of(object, code))
		return EVALUATOR_KIND_COUNT;
	return kind;
}

static const char *text_of(PyObject *object)
{
	const char *text = PyUnicode_Check(object) ? PyUnicode_AsUTF8(object) : NULL;
	PyErr_Clear();
	return text != NULL ? text : "?";
}

static void tell(enum evaluator_kind kind, PyObject *object, PyFrameObject *frame)
{
	const PyCodeObject *code = frame->f_frame->f_code;
	char what[96];
	char detail[400];
	(void)snprintf(what, sizeof what, "%s: %s", GUARD_WHAT_STACK, kinds[kind].what);
	(void)snprintf(detail, sizeof detail,
	               "an object of type %.80s on the stack of %.100s (%.150s:%d)",
	               Py_TYPE(object)->tp_name, text_of(code->co_name), text_of(code->co_filename),
	               PyFrame_GetLineNumber(frame));
	told = true;
	cell_violation(kinds[kind].invariant, PADCELL_LAYER_GUARD, what, detail);
}

static void look_at_stack(PyFrameObject *frame)
{
	_PyInterpreterFrame *inner = frame->f_frame;
	PyObject **next = inner->localsplus + inner->f_code->co_nlocalsplus;
	PyObject **end = inner->localsplus + inner->stacktop;
	for (; next < end && !told; next++) {
		if (*next == NULL) /* the place of a self that a call has not */
			continue;
		enum evaluator_kind kind = judge(*next, inner->f_code);
		if (kind != EVALUATOR_KIND_COUNT)
			tell(kind, *next, frame);
	}
}

static int trace(PyObject *unused, PyFrameObject *frame, int event, PyObject *argument)
{
	(void)unused;
	(void)argument;
	if (event == PyTrace_OPCODE) {
		look_at_stack(frame);
		return 0;
	}
	if (event == PyTrace_CALL) {
		guard_expect_checked("Python code started unchecked");
		frame->f_trace_opcodes = 1;
		frame->f_trace_lines = 0;
	}
	/* CPython remembers lines by the address of a code object, which may be another's by now.
	 */
	PyThreadState_Get()->trace_info.code = NULL;
	return 0;
}

static void set_tracer(Py_tracefunc tracer)
{
	PyThreadState *thread = PyThreadState_Get();
	thread->c_tracefunc = tracer;
	thread->c_traceobj = NULL;
	_PyThreadState_UpdateTracingState(thread);
}

enum padcell_status evaluator_check(padcell_error *reterr)
{
	if (cell.config.evaluator_checked &&
	    strncmp(Py_GetVersion(), EVALUATOR_VERSION, strlen(EVALUATOR_VERSION)) != 0)
		return padcell_fail(reterr, PADCELL_E_UNSUPPORTED, PADCELL_STAGE_INTERPRETER, 0,
		                    "evaluator: checked was built for CPython " EVALUATOR_VERSION
		                    "x, and this is %.20s",
		                    Py_GetVersion());
	return PADCELL_OK;
}

bool evaluator_begin(void)
{
	if (!cell.config.evaluator_checked && !wanted)
		return true;
	if (surveyed != cell.number + 1 && !evaluator_survey())
		return false;

	surveyed = cell.number + 1;
	told = false;
	set_tracer(trace);
	return true;
}

void evaluator_end(void)
{
	if (PyThreadState_Get()->c_tracefunc == trace)
		set_tracer(NULL);
}

bool evaluator_learn(PyObject *code)
{
	if (surveyed != cell.number + 1 || evaluator_survey_code(code))
		return true;
	(void)PyErr_NoMemory();
	return false;
}

bool cell_watch_stack(bool on)
{
	wanted = on;
	return true;
}

#else

enum padcell_status evaluator_check(padcell_error *reterr)
{
	if (cell.config.evaluator_checked)
		return padcell_fail(reterr, PADCELL_E_UNSUPPORTED, PADCELL_STAGE_INTERPRETER, 0,
		                    "evaluator: checked is not made for CPython %s, but for 3.11",
		                    PY_VERSION);
	return PADCELL_OK;
}

bool evaluator_begin(void)
{
	return true;
}

void evaluator_end(void)
{
}

bool evaluator_learn(PyObject *code)
{
	(void)code;
	return true;
}

bool cell_watch_stack(bool on)
{
	return !on;
}

#endif
