/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/facts.c - facts about frames and code objects, as plain data.
 *
 * Library modules ask for them in place of the objects themselves, which are closed by permits; and
 * what library modules can call, a guest can.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "facts.h"

#include <string.h>

#include "cell.h"
#include "given.h"

/* frame.clear(): taken before permits disarm it. */
static PyCFunction real_frame_clear;

bool facts_prepare(void)
{
	PyObject *clear = PyDict_GetItemString(cell_type_dict(&PyFrame_Type), "clear");
	if (clear == NULL || Py_TYPE(clear) != &PyMethodDescr_Type)
		return false;

	/* Once: a second cell finds the first one's stub. */
	if (real_frame_clear == NULL)
		real_frame_clear = ((PyMethodDescrObject *)clear)->d_method->ml_meth;
	return true;
}

/* `__name__` where the caller's function was written, `depth` callers up; None when it is no text.
 */
PyObject *facts_caller_module(PyObject *self, PyObject *object)
{
	(void)self;
	long depth = PyLong_AsLong(object);
	if (depth == -1 && PyErr_Occurred() != NULL)
		return NULL;

	OWNED frame = (PyObject *)PyThreadState_GetFrame(PyThreadState_Get());
	for (; depth > 0 && frame != NULL; depth--) {
		PyObject *back = (PyObject *)PyFrame_GetBack((PyFrameObject *)frame);
		Py_SETREF(frame, back);
	}
	if (frame == NULL)
		return PyErr_Format(PyExc_ValueError, "call stack is not deep enough");
	OWNED globals = PyFrame_GetGlobals((PyFrameObject *)frame);
	PyObject *name = PyDict_GetItemString(globals, "__name__");
	return Py_NewRef(name != NULL && PyUnicode_CheckExact(name) ? name : Py_None);
}

PyObject *facts_signature_parts(PyObject *self, PyObject *object)
{
	(void)self;
	if (!PyFunction_Check(object))
		return PyErr_Format(PyExc_TypeError, "a function written in Python is needed");

	PyCodeObject *code = (PyCodeObject *)PyFunction_GET_CODE(object);
	PyObject *defaults = PyFunction_GET_DEFAULTS(object);
	PyObject *kwdefaults = PyFunction_GET_KW_DEFAULTS(object);
	OWNED names = PyCode_GetVarnames(code);
	Py_ssize_t count = code->co_argcount + code->co_kwonlyargcount +
	                   ((code->co_flags & CO_VARARGS) != 0) +
	                   ((code->co_flags & CO_VARKEYWORDS) != 0);
	OWNED parameters = names != NULL ? PyTuple_GetSlice(names, 0, count) : NULL;
	OWNED kwcopy = kwdefaults != NULL ? PyDict_Copy(kwdefaults) : NULL;
	if (parameters == NULL || (kwdefaults != NULL && kwcopy == NULL))
		return NULL;
	return Py_BuildValue("(OiiiiOO)", parameters, code->co_argcount, code->co_posonlyargcount,
	                     code->co_kwonlyargcount, code->co_flags,
	                     defaults != NULL ? defaults : Py_None,
	                     kwcopy != NULL ? kwcopy : Py_None);
}

/* A copy: annotations are evaluated in it, and evaluating text may assign. */
PyObject *facts_names_for_annotations(PyObject *self, PyObject *object)
{
	(void)self;
	return PyFunction_Check(object) ? PyDict_Copy(PyFunction_GET_GLOBALS(object))
	                                : PyDict_New();
}

/* Lines and columns are None where the compiler noted none. */
static PyObject *traceback_entry(const PyTracebackObject *each)
{
	OWNED code = (PyObject *)PyFrame_GetCode(each->tb_frame);
	PyCodeObject *facts = (PyCodeObject *)code;
	int places[4] = {-1, -1, -1, -1};
	if (each->tb_lasti >= 0 && PyCode_Addr2Location(facts, each->tb_lasti, &places[0],
	                                                &places[1], &places[2], &places[3]) == 0)
		return NULL;

	int line = each->tb_lineno >= 0 ? each->tb_lineno : PyCode_Addr2Line(facts, each->tb_lasti);
	OWNED entry = PyTuple_New(6);
	OWNED first = Py_BuildValue("(OiO)", facts->co_filename, line, facts->co_name);
	for (Py_ssize_t i = 0; entry != NULL && first != NULL && i < 6; i++) {
		PyObject *item = i < 3               ? PyTuple_GET_ITEM(first, i)
		                 : places[i - 2] < 0 ? Py_None
		                                     : NULL;
		Py_XINCREF(item);
		if (item == NULL && (item = PyLong_FromLong(places[i - 2])) == NULL)
			return NULL;
		PyTuple_SET_ITEM(entry, i, item);
	}
	return first != NULL ? TAKE(entry) : NULL;
}

PyObject *facts_traceback_entries(PyObject *self, PyObject *object)
{
	(void)self;
	if (!PyTraceBack_Check(object))
		return PyErr_Format(PyExc_TypeError, "a traceback is needed");

	OWNED entries = PyList_New(0);
	for (PyTracebackObject *each = (PyTracebackObject *)object; entries != NULL && each != NULL;
	     each = each->tb_next) {
		OWNED entry = traceback_entry(each);
		if (entry == NULL || PyList_Append(entries, entry) != 0)
			return NULL;
	}
	return TAKE(entries);
}

/* What traceback.clear_frames() does: a frame that still runs keeps its names. */
PyObject *facts_clear_frames(PyObject *self, PyObject *object)
{
	(void)self;
	if (!PyTraceBack_Check(object))
		return PyErr_Format(PyExc_TypeError, "a traceback is needed");

	for (PyTracebackObject *each = (PyTracebackObject *)object; each != NULL;
	     each = each->tb_next) {
		OWNED done = real_frame_clear((PyObject *)each->tb_frame, NULL);
		if (done == NULL && !PyErr_ExceptionMatches(PyExc_RuntimeError))
			return NULL;
		PyErr_Clear();
	}
	Py_RETURN_NONE;
}

/* The text behind a file name: of the guest or of a module the policy brought, else None. */
PyObject *facts_source_of(PyObject *self, PyObject *object)
{
	(void)self;
	const char *name = PyUnicode_Check(object) ? PyUnicode_AsUTF8(object) : NULL;
	if (name == NULL)
		return PyErr_Format(PyExc_TypeError, "the name of a file is needed");

	size_t size = 0;
	const char *text = given_text(name, &size);
	if (cell.guest_name != NULL && strcmp(name, cell.guest_name) == 0) {
		text = cell.source;
		size = cell.source_size;
	}
	if (text == NULL)
		Py_RETURN_NONE;
	return PyUnicode_DecodeUTF8(text, (Py_ssize_t)size, "replace");
}

/* KEEP IN STEP: PyFrameState of CPython, whose names are not public. */
#if PY_VERSION_HEX >= 0x030D0000
#define FRAME_IS_CREATED (-3)
#else
#define FRAME_IS_CREATED (-2)
#endif
#define FRAME_IS_EXECUTING 0

static const char *state_of(PyObject *object)
{
	int state = ((PyGenObject *)object)->gi_frame_state;
	if (state == FRAME_IS_CREATED)
		return "CREATED";
	if (state < FRAME_IS_EXECUTING)
		return "SUSPENDED";
	return state == FRAME_IS_EXECUTING ? "RUNNING" : "CLOSED";
}

PyObject *facts_generator_state(PyObject *self, PyObject *object)
{
	(void)self;
	if (!PyGen_Check(object) && !PyCoro_CheckExact(object) && !PyAsyncGen_CheckExact(object))
		return PyErr_Format(PyExc_TypeError, "a generator or coroutine is needed");

	return PyUnicode_FromString(state_of(object));
}

/* code.replace() is closed by now, and the constructor behind it raises an audit event: so the C
 * interface, which takes all of a code object apart. */
static PyObject *replace_flags(PyCodeObject *code, int flags)
{
	OWNED bytes = PyCode_GetCode(code);
	OWNED varnames = PyCode_GetVarnames(code);
	OWNED cellvars = PyCode_GetCellvars(code);
	OWNED freevars = PyCode_GetFreevars(code);
	if (bytes == NULL || varnames == NULL || cellvars == NULL || freevars == NULL)
		return NULL;
	return (PyObject *)PyCode_NewWithPosOnlyArgs(
	        code->co_argcount, code->co_posonlyargcount, code->co_kwonlyargcount,
	        PyTuple_GET_SIZE(varnames), code->co_stacksize, flags, bytes, code->co_consts,
	        code->co_names, varnames, freevars, cellvars, code->co_filename, code->co_name,
	        code->co_qualname, code->co_firstlineno, code->co_linetable,
	        code->co_exceptiontable);
}

/* Is it a generator whose function went through types.coroutine()? */
PyObject *facts_is_awaitable(PyObject *self, PyObject *object)
{
	(void)self;
	if (!PyGen_CheckExact(object))
		Py_RETURN_FALSE;
#if PY_VERSION_HEX >= 0x030C0000
	PyCodeObject *code = PyGen_GetCode((PyGenObject *)object);
#else
	PyCodeObject *code = ((PyGenObject *)object)->gi_code;
	Py_INCREF(code);
#endif
	OWNED owned = (PyObject *)code;
	return PyBool_FromLong((code->co_flags & CO_ITERABLE_COROUTINE) != 0);
}

/* A function like the one given, with other code. */
static PyObject *with_code(PyFunctionObject *function, PyObject *code)
{
	OWNED made =
	        PyFunction_NewWithQualName(code, function->func_globals, function->func_qualname);
	OWNED dict = function->func_dict != NULL ? PyDict_Copy(function->func_dict) : NULL;
	if (made == NULL || (function->func_dict != NULL && dict == NULL))
		return NULL;

	PyFunctionObject *copy = (PyFunctionObject *)made;
	Py_XSETREF(copy->func_name, Py_NewRef(function->func_name));
	Py_XSETREF(copy->func_doc, Py_XNewRef(function->func_doc));
	Py_XSETREF(copy->func_module, Py_XNewRef(function->func_module));
	Py_XSETREF(copy->func_defaults, Py_XNewRef(function->func_defaults));
	Py_XSETREF(copy->func_kwdefaults, Py_XNewRef(function->func_kwdefaults));
	Py_XSETREF(copy->func_closure, Py_XNewRef(function->func_closure));
	Py_XSETREF(copy->func_annotations, Py_XNewRef(function->func_annotations));
	Py_XSETREF(copy->func_dict, TAKE(dict));
	return TAKE(made);
}

/*
 * types.coroutine() of a generator function: a function with one flag more.  A new one, where
 * CPython changes the function it was given: that could be a library's.  None when it is no
 * generator's.
 */
PyObject *facts_iterable_coroutine(PyObject *self, PyObject *object)
{
	(void)self;
	if (!PyFunction_Check(object))
		Py_RETURN_NONE;

	PyCodeObject *code = (PyCodeObject *)PyFunction_GET_CODE(object);
	if ((code->co_flags & (CO_COROUTINE | CO_ITERABLE_COROUTINE)) != 0)
		return Py_NewRef(object);
	if ((code->co_flags & CO_GENERATOR) == 0)
		Py_RETURN_NONE;
	OWNED changed = replace_flags(code, code->co_flags | CO_ITERABLE_COROUTINE);
	return changed != NULL ? with_code((PyFunctionObject *)object, changed) : NULL;
}

/* Line on which a function begins, or AttributeError for what has no code. */
PyObject *facts_first_line(PyObject *self, PyObject *object)
{
	(void)self;
	if (!PyFunction_Check(object))
		return PyErr_Format(PyExc_AttributeError,
		                    "'%.100s' object has no attribute "
		                    "'__code__'",
		                    Py_TYPE(object)->tp_name);
	return PyLong_FromLong(((PyCodeObject *)PyFunction_GET_CODE(object))->co_firstlineno);
}
