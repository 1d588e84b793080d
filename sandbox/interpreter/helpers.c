/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/helpers.c - the module _padcell.
 *
 * Guests can import what library modules can: every function here must be harmless in their hands.
 * Each gives facts as plain data (names, numbers, text), never a frame, a code object or a
 * namespace.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "helpers.h"

#include "bytes.h"
#include "cell.h"
#include "value.h"

/* Most bytes of a result: one frame of the protocol. */
#define RESULT_MAX 65536u

/* posix.urandom(): taken before permits disarm it, as the one function of that module the cell
 * needs. */
static PyCFunction real_urandom;

/* Most bytes that urandom() gives at once. */
#define URANDOM_MAX 65536

static PyObject *helper_code_types(PyObject *self, PyObject *unused)
{
	(void)self;
	(void)unused;
	return Py_BuildValue("{sO sO sO sO sO sO sO sO sO sO sO}", "FunctionType", &PyFunction_Type,
	                     "LambdaType", &PyFunction_Type, "CodeType", &PyCode_Type, "FrameType",
	                     &PyFrame_Type, "CellType", &PyCell_Type, "GeneratorType", &PyGen_Type,
	                     "CoroutineType", &PyCoro_Type, "AsyncGeneratorType", &PyAsyncGen_Type,
	                     "TracebackType", &PyTraceBack_Type, "GetSetDescriptorType",
	                     &PyGetSetDescr_Type, "MemberDescriptorType", &PyMemberDescr_Type);
}

static PyObject *helper_signature_parts(PyObject *self, PyObject *object)
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
static PyObject *helper_names_for_annotations(PyObject *self, PyObject *object)
{
	(void)self;
	return PyFunction_Check(object) ? PyDict_Copy(PyFunction_GET_GLOBALS(object))
	                                : PyDict_New();
}

static PyObject *helper_traceback_entries(PyObject *self, PyObject *object)
{
	(void)self;
	if (!PyTraceBack_Check(object))
		return PyErr_Format(PyExc_TypeError, "a traceback is needed");

	OWNED entries = PyList_New(0);
	for (PyTracebackObject *each = (PyTracebackObject *)object; entries != NULL && each != NULL;
	     each = each->tb_next) {
		OWNED code = (PyObject *)PyFrame_GetCode(each->tb_frame);
		PyCodeObject *facts = (PyCodeObject *)code;
		int line = each->tb_lineno >= 0 ? each->tb_lineno
		                                : PyCode_Addr2Line(facts, each->tb_lasti);
		OWNED entry = Py_BuildValue("(OiO)", facts->co_filename, line, facts->co_name);
		if (entry == NULL || PyList_Append(entries, entry) != 0)
			return NULL;
	}
	return TAKE(entries);
}

static PyObject *helper_urandom(PyObject *self, PyObject *object)
{
	(void)self;
	Py_ssize_t size = PyNumber_AsSsize_t(object, PyExc_OverflowError);
	if (size == -1 && PyErr_Occurred() != NULL)
		return NULL;
	if (size < 0 || size > URANDOM_MAX)
		return PyErr_Format(PyExc_ValueError, "between 0 and %d bytes at once",
		                    URANDOM_MAX);

	return real_urandom(NULL, object);
}

/* For library code that refuses on its own: the refusal is recorded as any other. */
static PyObject *helper_refuse(PyObject *self, PyObject *object)
{
	(void)self;
	const char *what = PyUnicode_Check(object) ? PyUnicode_AsUTF8(object) : NULL;
	if (what == NULL)
		return PyErr_Format(PyExc_TypeError, "the name of what is refused is needed");

	char name[128];
	(void)snprintf(name, sizeof name, "%s", what);
	return cell_deny(PADCELL_LAYER_BUILTINS, name);
}

static PyObject *helper_result(PyObject *self, PyObject *value)
{
	(void)self;
	struct bytes encoded = {.limit = RESULT_MAX};
	bool done = value_encode(value, &encoded);
	int refused =
	        done ? cell.config.sinks.result(cell.config.sinks.user, encoded.data, encoded.size)
	             : 0;
	bytes_done(&encoded);
	if (!done)
		return NULL;
	if (refused != 0)
		return PyErr_Format(PyExc_OSError, "the result was not taken");
	Py_RETURN_NONE;
}

static PyMethodDef methods[] = {
        {"code_types", helper_code_types, METH_NOARGS,
         "Types that no literal of the language has."},
        {"names_for_annotations", helper_names_for_annotations, METH_O,
         "A copy of a function's namespace, for annotations given as text."},
        {"refuse", helper_refuse, METH_O, "Record a refusal and raise PermissionError."},
        {"result", helper_result, METH_O, "Hand plain data to the host; the last call counts."},
        {"signature_parts", helper_signature_parts, METH_O, "Names and defaults of parameters."},
        {"traceback_entries", helper_traceback_entries, METH_O, "(file, line, function) each."},
        {"urandom", helper_urandom, METH_O, "Random bytes from the kernel."},
        {NULL, NULL, 0, NULL},
};

enum padcell_status helpers_prepare(padcell_error *reterr)
{
	static PyModuleDef definition = {
	        PyModuleDef_HEAD_INIT,
	        "_padcell",
	        "Helpers of the cell's library.",
	        -1,
	        methods,
	        NULL,
	        NULL,
	        NULL,
	        NULL,
	};
	OWNED posix = PyImport_ImportModuleLevel("posix", NULL, NULL, NULL, 0);
	OWNED urandom = posix != NULL ? PyObject_GetAttrString(posix, "urandom") : NULL;
	if (urandom == NULL || !PyCFunction_Check(urandom) ||
	    PyCFunction_GetFlags(urandom) != METH_O)
		return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
		                    "posix.urandom is not what it was");
	real_urandom = PyCFunction_GetFunction(urandom);

	OWNED module = PyModule_Create(&definition);
	if (module == NULL || PyDict_SetItemString(cell.native, "_padcell", module) != 0 ||
	    PyDict_SetItemString(cell.modules, "_padcell", module) != 0)
		return cell_fail_python(reterr, "making the helpers");
	return PADCELL_OK;
}
