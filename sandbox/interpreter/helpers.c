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
#include "facts.h"
#include "guard.h"
#include "plants.h"
#include "value.h"

/* Most bytes of a result: one frame of the protocol. */
#define RESULT_MAX 65536u

/* What the helpers keep to themselves, inside a guarded object. */
struct helpers {
	PyObject *posix;     /* borrowed: it lives for good */
	PyCFunction urandom; /* its urandom(), taken before permits disarm it: the one function of
	                        that module the cell needs */
};

static PyObject *guarded;

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

/* Of the collector: what hands out objects is not among it, nor what would outlast the guest. */
static PyObject *helper_gc_collect(PyObject *self, PyObject *unused)
{
	(void)self;
	(void)unused;
	return PyLong_FromSsize_t(PyGC_Collect());
}

static PyObject *helper_gc_facts(PyObject *self, PyObject *object)
{
	(void)self;
	bool held = PyObject_IS_GC(object) != 0;
	return Py_BuildValue("(NN)", PyBool_FromLong(held && PyObject_GC_IsTracked(object)),
	                     PyBool_FromLong(held && PyObject_GC_IsFinalized(object)));
}

/* An object's own __index__ is the guest's code. */
static Py_ssize_t ask_number(PyObject *object)
{
	GUARD_CALL_OUT(call);
	return PyNumber_AsSsize_t(object, PyExc_OverflowError);
}

static PyObject *helper_urandom(PyObject *self, PyObject *object)
{
	(void)self;
	GUARD_ENTER(entry);
	Py_ssize_t size = ask_number(object);
	if (size == -1 && PyErr_Occurred() != NULL)
		return NULL;

	const struct helpers *helpers = guard_inside(guarded, GUARDED_HELPERS);
	PyCFunction urandom = helpers != NULL ? helpers->urandom : NULL;
	guard_leave(&entry);
	if (size < 0 || size > URANDOM_MAX || urandom == NULL)
		return PyErr_Format(PyExc_ValueError, "between 0 and %d bytes at once",
		                    URANDOM_MAX);
	OWNED number = PyLong_FromSsize_t(size); /* asking the object again may give another one */
	return number != NULL ? urandom(NULL, number) : NULL;
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

/* What a weakness that was planted lets padcell.result() answer with; new reference, or NULL. */
static PyObject *planted_answer(void)
{
	GUARD_ENTER(entry);
	const struct helpers *helpers = guard_inside(guarded, GUARDED_HELPERS);
	PyObject *posix = helpers != NULL ? helpers->posix : NULL;
	guard_leave(&entry);
	if (plant_opens(PLANT_GIVES_GUARDED))
		return Py_NewRef(guarded);
	if (plant_opens(PLANT_DROPS_MODULE))
		return Py_NewRef(PyModule_GetDict(posix));
	if (!plant_opens(PLANT_DROPS_CODE))
		return NULL;

	PyObject *abc = PyDict_GetItemString(cell.modules, "abc");
	PyObject *function =
	        abc != NULL ? PyDict_GetItemString(PyModule_GetDict(abc), "update_abstractmethods")
	                    : NULL;
	return function != NULL && PyFunction_Check(function)
	               ? Py_NewRef(PyFunction_GET_CODE(function))
	               : NULL;
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
	PyObject *planted = planted_answer();
	return planted != NULL ? planted : Py_NewRef(Py_None);
}

static PyMethodDef methods[] = {
        {"caller_module", facts_caller_module, METH_O, "Name of the module that calls."},
        {"clear_frames", facts_clear_frames, METH_O, "Drop the names of finished frames."},
        {"code_types", helper_code_types, METH_NOARGS,
         "Types that no literal of the language has."},
        {"first_line", facts_first_line, METH_O, "Line on which a function begins."},
        {"gc_collect", helper_gc_collect, METH_NOARGS, "Collect now; how many were found."},
        {"gc_facts", helper_gc_facts, METH_O, "(tracked, finalised) of an object."},
        {"generator_state", facts_generator_state, METH_O, "CREATED, SUSPENDED, ..."},
        {"is_awaitable", facts_is_awaitable, METH_O, "Of a generator: made by types.coroutine()."},
        {"iterable_coroutine", facts_iterable_coroutine, METH_O, "What types.coroutine() makes."},
        {"names_for_annotations", facts_names_for_annotations, METH_O,
         "A copy of a function's namespace, for annotations given as text."},
        {"refuse", helper_refuse, METH_O, "Record a refusal and raise PermissionError."},
        {"result", helper_result, METH_O, "Hand plain data to the host; the last call counts."},
        {"signature_parts", facts_signature_parts, METH_O, "Names and defaults of parameters."},
        {"source_of", facts_source_of, METH_O, "The text of a file of the guest, or None."},
        {"traceback_entries", facts_traceback_entries, METH_O,
         "(file, line, function, last line, columns) each."},
        {"urandom", helper_urandom, METH_O, "Random bytes from the kernel."},
        {NULL, NULL, 0, NULL},
};

/* The same in every cell: what is inside are C functions of the process. */
static enum padcell_status keep_posix(PyObject *posix, PyCFunction urandom, padcell_error *reterr)
{
	if (guarded == NULL)
		guarded = guard_new(GUARDED_HELPERS);
	if (guarded == NULL)
		return cell_fail_python(reterr, "making the helpers");

	GUARD_ENTER(entry);
	struct helpers *helpers = guard_inside(guarded, GUARDED_HELPERS);
	helpers->posix = posix;
	helpers->urandom = urandom;
	return PADCELL_OK;
}

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
	enum padcell_status status = keep_posix(posix, PyCFunction_GetFunction(urandom), reterr);
	if (status != PADCELL_OK)
		return status;
	if (!facts_prepare())
		return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
		                    "frame.clear is not what it was");

	OWNED module = PyModule_Create(&definition);
	if (module == NULL || PyDict_SetItemString(cell.native, "_padcell", module) != 0 ||
	    PyDict_SetItemString(cell.modules, "_padcell", module) != 0)
		return cell_fail_python(reterr, "making the helpers");
	return PADCELL_OK;
}
