/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/syntax_doors.c - exec(), eval() and compile(), as the layer syntax leaves them.
 *
 * Replaced in place, as permits do it: every object made of these definitions, in whatever hands,
 * asks the layer.  What they are given is first made a plain str or bytes, or refused: CPython asks
 * an object's own __class__ whether it is a syntax tree, so a guest could else hand in one that is.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "syntax_doors.h"

#include <string.h>

#include "cell.h"
#include "syntax_tree.h"

enum { DOOR_COMPILE, DOOR_EVAL, DOOR_EXEC, DOOR_COUNT };

static PyMethodDef *definitions[DOOR_COUNT];
static PyCFunction reals[DOOR_COUNT];

/* compile(): in the order of its parameters. */
enum { SOURCE, FILENAME, MODE, FLAGS, DONT_INHERIT, OPTIMIZE, POSITIONAL, VERSION = POSITIONAL };
#define PARAMETERS (VERSION + 1)

static const char *const parameters[PARAMETERS] = {
        "source", "filename", "mode", "flags", "dont_inherit", "optimize", "_feature_version"};

static PyObject *call_real(int door, PyObject *const *arguments, Py_ssize_t count)
{
	void (*function)(void) = (void (*)(void))reals[door];
	if ((definitions[door]->ml_flags & METH_KEYWORDS) != 0)
		return ((_PyCFunctionFastWithKeywords)function)(cell.builtins, arguments, count,
		                                                NULL);
	return ((_PyCFunctionFast)function)(cell.builtins, arguments, count);
}

PyObject *syntax_doors_compile(const struct syntax_request *request, PyObject *source, long flags)
{
	OWNED flag_object = PyLong_FromLong(flags);
	OWNED inherit = PyLong_FromLong(request->dont_inherit);
	OWNED optimize = PyLong_FromLong(request->optimize);
	OWNED version = PyLong_FromLong(request->feature_version);
	OWNED keyword = Py_BuildValue("(s)", "_feature_version");
	if (flag_object == NULL || inherit == NULL || optimize == NULL || version == NULL ||
	    keyword == NULL)
		return NULL;
	PyObject *arguments[PARAMETERS] = {source,  request->filename, request->mode, flag_object,
	                                   inherit, optimize,          version};
	void (*function)(void) = (void (*)(void))reals[DOOR_COMPILE];
	return ((_PyCFunctionFastWithKeywords)function)(cell.builtins, arguments, POSITIONAL,
	                                                keyword);
}

static bool is_text(PyObject *object)
{
	return PyUnicode_Check(object) || PyObject_CheckBuffer(object);
}

/* The same text as a plain str or bytes, new reference. */
static PyObject *plain_text(PyObject *object)
{
	if (PyUnicode_Check(object))
		return PyUnicode_FromObject(object);
	if (PyBytes_CheckExact(object)) {
		Py_INCREF(object);
		return object;
	}
	return PyBytes_FromObject(object);
}

static PyObject *refuse_source(PyObject *object, const char *function)
{
	if (!syntax_tree_is_node(object))
		return PyErr_Format(PyExc_TypeError,
		                    "%s() arg 1 must be a string or bytes, as the layer syntax "
		                    "leaves it, not %.100s",
		                    function, Py_TYPE(object)->tp_name);
	cell_note_denial(PADCELL_LAYER_SYNTAX, "compile: a tree");
	PyErr_SetString(PyExc_SyntaxError,
	                "compiling a tree is refused by the layer syntax: give its text");
	return NULL;
}

static bool place_keyword(PyObject *name, PyObject *value, PyObject *slots[PARAMETERS])
{
	for (int i = 0; i < PARAMETERS; i++) {
		if (!PyUnicode_Check(name) ||
		    PyUnicode_CompareWithASCIIString(name, parameters[i]) != 0)
			continue;
		if (slots[i] != NULL) {
			PyErr_Format(PyExc_TypeError, "compile() got '%s' twice", parameters[i]);
			return false;
		}
		slots[i] = value;
		return true;
	}
	PyErr_Format(PyExc_TypeError, "compile() got an unexpected keyword argument '%U'", name);
	return false;
}

static bool place_arguments(PyObject *const *arguments, Py_ssize_t count, PyObject *keywords,
                            PyObject *slots[PARAMETERS])
{
	if (count > POSITIONAL) {
		PyErr_Format(PyExc_TypeError, "compile() takes at most %d positional arguments",
		             POSITIONAL);
		return false;
	}
	for (Py_ssize_t i = 0; i < count; i++)
		slots[i] = arguments[i];
	Py_ssize_t named = keywords != NULL ? PyTuple_GET_SIZE(keywords) : 0;
	for (Py_ssize_t i = 0; i < named; i++) {
		if (!place_keyword(PyTuple_GET_ITEM(keywords, i), arguments[count + i], slots))
			return false;
	}
	for (int i = SOURCE; i <= MODE; i++) {
		if (slots[i] != NULL)
			continue;
		PyErr_Format(PyExc_TypeError, "compile() missing required argument '%s' (pos %d)",
		             parameters[i], i + 1);
		return false;
	}
	return true;
}

static long number_in(PyObject *slot, long otherwise)
{
	return slot != NULL ? PyLong_AsLong(slot) : otherwise;
}

static PyObject *door_compile(PyObject *self, PyObject *const *arguments, Py_ssize_t count,
                              PyObject *keywords)
{
	(void)self;
	PyObject *slots[PARAMETERS] = {NULL};
	if (!place_arguments(arguments, count, keywords, slots))
		return NULL;
	if (!is_text(slots[SOURCE]))
		return refuse_source(slots[SOURCE], "compile");

	OWNED source = plain_text(slots[SOURCE]);
	OWNED filename = NULL;
	if (source == NULL || PyUnicode_FSDecoder(slots[FILENAME], &filename) == 0)
		return NULL;
	struct syntax_request request = {
	        .source = source, .filename = filename, .mode = slots[MODE]};
	request.flags = number_in(slots[FLAGS], 0);
	if (PyErr_Occurred() == NULL)
		request.dont_inherit =
		        slots[DONT_INHERIT] != NULL ? PyObject_IsTrue(slots[DONT_INHERIT]) : 0;
	if (PyErr_Occurred() == NULL)
		request.optimize = (int)number_in(slots[OPTIMIZE], -1);
	if (PyErr_Occurred() == NULL)
		request.feature_version = number_in(slots[VERSION], -1);
	return PyErr_Occurred() == NULL ? syntax_request_compile(&request) : NULL;
}

/* eval() takes blanks before an expression. */
static PyObject *without_blanks(PyObject *text)
{
	Py_ssize_t at = 0;
	if (PyUnicode_Check(text)) {
		Py_ssize_t size = PyUnicode_GET_LENGTH(text);
		while (at < size && (PyUnicode_READ_CHAR(text, at) == ' ' ||
		                     PyUnicode_READ_CHAR(text, at) == '\t'))
			at++;
		return PyUnicode_Substring(text, at, size);
	}
	const char *bytes = PyBytes_AS_STRING(text);
	Py_ssize_t size = PyBytes_GET_SIZE(text);
	while (at < size && (bytes[at] == ' ' || bytes[at] == '\t'))
		at++;
	return PyBytes_FromStringAndSize(bytes + at, size - at);
}

static PyObject *compile_for(int door, PyObject *object)
{
	OWNED text = plain_text(object);
	OWNED source = text != NULL && door == DOOR_EVAL ? without_blanks(text) : Py_XNewRef(text);
	OWNED filename = PyUnicode_FromString("<string>");
	OWNED mode = PyUnicode_FromString(door == DOOR_EVAL ? "eval" : "exec");
	if (source == NULL || filename == NULL || mode == NULL)
		return NULL;

	const struct syntax_request request = {.source = source,
	                                       .filename = filename,
	                                       .mode = mode,
	                                       .optimize = -1,
	                                       .feature_version = -1};
	return syntax_request_compile(&request);
}

/* exec() and eval(): with code in the place of a text, they do what they always did. */
static PyObject *run(int door, PyObject *const *arguments, Py_ssize_t count, PyObject *keywords)
{
	Py_ssize_t named = keywords != NULL ? PyTuple_GET_SIZE(keywords) : 0;
	const char *name = definitions[door]->ml_name;
	PyObject *given[4] = {NULL};
	if (count < 1 || count > 3 || named > 1)
		return PyErr_Format(PyExc_TypeError, "%s() takes one to three arguments", name);
	if (!PyCode_Check(arguments[0]) && !is_text(arguments[0]))
		return refuse_source(arguments[0], name);

	OWNED code = PyCode_Check(arguments[0]) ? Py_NewRef(arguments[0])
	                                        : compile_for(door, arguments[0]);
	if (code == NULL)
		return NULL;
	memcpy(given, arguments, (size_t)(count + named) * sizeof *given);
	given[0] = code;
	if (named == 0)
		return call_real(door, given, count);
	void (*function)(void) = (void (*)(void))reals[door];
	return ((_PyCFunctionFastWithKeywords)function)(cell.builtins, given, count, keywords);
}

static PyObject *door_eval(PyObject *self, PyObject *const *arguments, Py_ssize_t count)
{
	(void)self;
	return run(DOOR_EVAL, arguments, count, NULL);
}

static PyObject *door_exec(PyObject *self, PyObject *const *arguments, Py_ssize_t count,
                           PyObject *keywords)
{
	(void)self;
	return run(DOOR_EXEC, arguments, count, keywords);
}

static const struct door {
	const char *name;
	int flags; /* calling convention that the function here was written for */
	PyCFunction function;
} doors[DOOR_COUNT] = {
        [DOOR_COMPILE] = {"compile", METH_FASTCALL | METH_KEYWORDS,
                          (PyCFunction)(void (*)(void))door_compile},
        [DOOR_EVAL] = {"eval", METH_FASTCALL, (PyCFunction)(void (*)(void))door_eval},
        [DOOR_EXEC] = {"exec", METH_FASTCALL | METH_KEYWORDS,
                       (PyCFunction)(void (*)(void))door_exec},
};

static bool close_door(int door)
{
	OWNED function = PyObject_GetAttrString(cell.builtins, doors[door].name);
	if (function == NULL || !PyCFunction_Check(function))
		return false;

	PyMethodDef *definition = ((PyCFunctionObject *)function)->m_ml;
	if (definition->ml_flags != doors[door].flags)
		return false;
	if (definition->ml_meth == doors[door].function)
		return true; /* by another cell of this process */
	definitions[door] = definition;
	reals[door] = definition->ml_meth;
	definition->ml_meth = doors[door].function;
	return true;
}

enum padcell_status syntax_doors_close(padcell_error *reterr)
{
	for (int door = 0; door < DOOR_COUNT; door++) {
		if (!close_door(door))
			return padcell_fail(
			        reterr, PADCELL_E_UNSUPPORTED, PADCELL_STAGE_INTERPRETER, 0,
			        "syntax: strict: %s() of this CPython is not as expected",
			        doors[door].name);
	}
	return PADCELL_OK;
}
