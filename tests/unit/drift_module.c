/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/drift_module.c - functions, a static type, a heap type and module state, as a new
 * CPython might bring them.
 */
#include "drift_module.h"

#include <structmember.h>

static unsigned calls;

unsigned drift_module_calls(void)
{
	return calls;
}

struct drifter {
	PyObject_HEAD long number;
	long fixed;
};

static PyObject *ran(void)
{
	calls++;
	return PyUnicode_FromString("ran");
}

/* clang-format off */
static PyObject *call_noargs(PyObject *self, PyObject *unused) { (void)self, (void)unused; return ran(); }
static PyObject *call_fast(PyObject *self, PyObject *const *args, Py_ssize_t count)
{ (void)self, (void)args, (void)count; return ran(); }
static PyObject *call_keywords(PyObject *self, PyObject *args, PyObject *keywords)
{ (void)self, (void)args, (void)keywords; return ran(); }
static PyObject *get_value(PyObject *self, void *closure) { (void)self, (void)closure; return ran(); }
static int set_value(PyObject *self, PyObject *value, void *closure)
{ (void)self, (void)value, (void)closure; calls++; return 0; }
static PyObject *slot_object(PyObject *self) { (void)self; return ran(); }
static PyObject *slot_binary(PyObject *left, PyObject *right) { (void)left, (void)right; return ran(); }
static PyObject *slot_call(PyObject *self, PyObject *args, PyObject *keywords)
{ (void)self, (void)args, (void)keywords; return ran(); }
static PyObject *slot_compare(PyObject *self, PyObject *other, int operation)
{ (void)self, (void)other, (void)operation; return ran(); }
static PyObject *slot_get(PyObject *self, PyObject *object, PyObject *type)
{ (void)self, (void)object, (void)type; return ran(); }
static PyObject *slot_item(PyObject *self, Py_ssize_t index) { (void)self, (void)index; return ran(); }
static Py_ssize_t slot_length(PyObject *self) { (void)self; calls++; return 3; }
static Py_hash_t slot_hash(PyObject *self) { (void)self; calls++; return 7; }
static int slot_bool(PyObject *self) { (void)self; calls++; return 1; }
static int slot_contains(PyObject *self, PyObject *item) { (void)self, (void)item; calls++; return 1; }
static int slot_assign(PyObject *self, PyObject *key, PyObject *value)
{ (void)self, (void)key, (void)value; calls++; return 0; }
static void slot_finalise(PyObject *self) { (void)self; calls++; }
/* clang-format on */

static PyObject *slot_new(PyTypeObject *type, PyObject *args, PyObject *keywords)
{
	(void)args, (void)keywords;
	calls++;
	return type->tp_alloc(type, 0);
}

static int slot_init(PyObject *self, PyObject *args, PyObject *keywords)
{
	(void)self, (void)args, (void)keywords;
	calls++;
	return 0;
}

static int slot_buffer(PyObject *self, Py_buffer *view, int flags)
{
	calls++;
	return PyBuffer_FillInfo(view, self, &((struct drifter *)self)->number, sizeof(long), 0,
	                         flags);
}

#define CAST(function) ((PyCFunction)(void (*)(void))(function))

static PyMethodDef functions[] = {
        {"armed", call_noargs, METH_NOARGS, NULL},
        {"armed_fast", CAST(call_fast), METH_FASTCALL, NULL},
        {"armed_keywords", CAST(call_keywords), METH_VARARGS | METH_KEYWORDS, NULL},
        {NULL, NULL, 0, NULL},
};

/* Definitions are patched in place, so each of the two types has its own. */
#define METHODS                                                                      \
	{                                                                            \
		{"method", call_noargs, METH_NOARGS, NULL},                          \
		        {"of_class", call_noargs, METH_NOARGS | METH_CLASS, NULL},   \
		        {"of_nobody", call_noargs, METH_NOARGS | METH_STATIC, NULL}, \
		        {NULL, NULL, 0, NULL},                                       \
	}
#define GETSETS                                                                              \
	{                                                                                    \
		{"value", get_value, set_value, NULL, NULL}, {NULL, NULL, NULL, NULL, NULL}, \
	}
#define MEMBERS                                                                             \
	{                                                                                   \
		{"number", T_LONG, offsetof(struct drifter, number), 0, NULL},              \
		        {"fixed", T_LONG, offsetof(struct drifter, fixed), READONLY, NULL}, \
		        {NULL, 0, 0, 0, NULL},                                              \
	}

static PyMethodDef static_methods[] = METHODS;
static PyGetSetDef static_getsets[] = GETSETS;
static PyMemberDef static_members[] = MEMBERS;
static PyMethodDef heap_methods[] = METHODS;
static PyGetSetDef heap_getsets[] = GETSETS;
static PyMemberDef heap_members[] = MEMBERS;

static PyNumberMethods numbers = {.nb_add = slot_binary,
                                  .nb_or = slot_binary,
                                  .nb_bool = slot_bool,
                                  .nb_negative = slot_object};
static PySequenceMethods sequences = {.sq_item = slot_item, .sq_contains = slot_contains};
static PyMappingMethods mappings = {
        .mp_length = slot_length, .mp_subscript = slot_binary, .mp_ass_subscript = slot_assign};
static PyAsyncMethods asyncs = {.am_await = slot_object};
static PyBufferProcs buffers = {.bf_getbuffer = slot_buffer};

static PyTypeObject static_type = {
        PyVarObject_HEAD_INIT(NULL, 0).tp_name = "drift.Static",
        .tp_basicsize = sizeof(struct drifter),
        .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
        .tp_new = slot_new,
        .tp_init = slot_init,
        .tp_methods = static_methods,
        .tp_getset = static_getsets,
        .tp_members = static_members,
        .tp_repr = slot_object,
        .tp_str = slot_object,
        .tp_hash = slot_hash,
        .tp_call = slot_call,
        .tp_iter = slot_object,
        .tp_iternext = slot_object,
        .tp_richcompare = slot_compare,
        .tp_descr_get = slot_get,
        .tp_descr_set = slot_assign,
        .tp_finalize = slot_finalise,
        .tp_as_number = &numbers,
        .tp_as_sequence = &sequences,
        .tp_as_mapping = &mappings,
        .tp_as_async = &asyncs,
        .tp_as_buffer = &buffers,
};

static PyType_Slot heap_slots[] = {
        {Py_tp_new, (void *)slot_new},
        {Py_tp_init, (void *)slot_init},
        {Py_tp_methods, (void *)heap_methods},
        {Py_tp_getset, (void *)heap_getsets},
        {Py_tp_members, (void *)heap_members},
        {Py_tp_repr, (void *)slot_object},
        {Py_tp_str, (void *)slot_object},
        {Py_tp_hash, (void *)slot_hash},
        {Py_tp_call, (void *)slot_call},
        {Py_tp_iter, (void *)slot_object},
        {Py_tp_iternext, (void *)slot_object},
        {Py_tp_richcompare, (void *)slot_compare},
        {Py_tp_descr_get, (void *)slot_get},
        {Py_tp_descr_set, (void *)slot_assign},
        {Py_tp_finalize, (void *)slot_finalise},
        {Py_nb_add, (void *)slot_binary},
        {Py_nb_or, (void *)slot_binary},
        {Py_nb_bool, (void *)slot_bool},
        {Py_nb_negative, (void *)slot_object},
        {Py_sq_item, (void *)slot_item},
        {Py_sq_contains, (void *)slot_contains},
        {Py_mp_length, (void *)slot_length},
        {Py_mp_subscript, (void *)slot_binary},
        {Py_mp_ass_subscript, (void *)slot_assign},
        {Py_am_await, (void *)slot_object},
        {Py_bf_getbuffer, (void *)slot_buffer},
        {0, NULL},
};
static PyType_Spec heap_spec = {.name = "drift.Heap",
                                .basicsize = sizeof(struct drifter),
                                .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
                                .slots = heap_slots};

static int fill(PyObject *module)
{
	PyObject *heap = PyType_FromSpec(&heap_spec);
	PyObject *function = PyObject_GetAttrString(module, "armed");
	PyObject *holder = function != NULL ? PyList_New(0) : NULL;
	if (heap == NULL || holder == NULL || PyType_Ready(&static_type) != 0 ||
	    PyList_Append(holder, function) != 0)
		return -1;

	Py_DECREF(function);
	Py_INCREF(&static_type);
	return PyModule_AddObject(module, "Static", (PyObject *)&static_type) != 0 ||
	                       PyModule_AddObject(module, "Heap", heap) != 0 ||
	                       PyModule_AddObject(module, "HOLDER", holder) != 0 ||
	                       PyModule_AddIntConstant(module, "CONSTANT", 1) != 0
	               ? -1
	               : 0;
}

PyObject *drift_module_init(void)
{
	static PyModuleDef definition = {
	        PyModuleDef_HEAD_INIT, DRIFT_NAME, NULL, -1, functions, NULL, NULL, NULL, NULL};
	PyObject *module = PyModule_Create(&definition);
	if (module == NULL || fill(module) != 0)
		return NULL;
	return module;
}
