/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/virtual.c - safe functions in the place of powerful ones.
 * Runs in: worker after lockdown
 */
#include "virtual.h"

#include "cell.h"
#include "permits.h"
#include "plants.h"

/* Recursion a guest may set when the policy names no limit: the worker's C stack holds this. */
#define RECURSION_MAX 20000

static PyCFunction real_subclasses;
static PyCFunction real_getweakrefs;
static binaryfunc real_proxy_or;
static richcmpfunc real_proxy_compare;
static objobjargproc real_bytearray_assign;
static ssizeobjargproc real_bytearray_assign_item;

bool virtual_prepare(void)
{
	PyObject *subclasses = PyDict_GetItemString(cell_type_dict(&PyType_Type), "__subclasses__");
	OWNED module = PyImport_ImportModuleLevel("_weakref", NULL, NULL, NULL, 0);
	OWNED getweakrefs = module != NULL ? PyObject_GetAttrString(module, "getweakrefs") : NULL;
	if (subclasses == NULL || getweakrefs == NULL || !PyCFunction_Check(getweakrefs))
		return false;

	real_subclasses = ((PyMethodDescrObject *)subclasses)->d_method->ml_meth;
	real_getweakrefs = PyCFunction_GetFunction(getweakrefs);
	real_proxy_or = PyDictProxy_Type.tp_as_number->nb_or;
	real_proxy_compare = PyDictProxy_Type.tp_richcompare;
	real_bytearray_assign = PyByteArray_Type.tp_as_mapping->mp_ass_subscript;
	real_bytearray_assign_item = PyByteArray_Type.tp_as_sequence->sq_ass_item;
	return virtual_prepare_addresses() && virtual_prepare_clock();
}

PyObject *virtual_subclasses(PyObject *self, PyObject *unused)
{
	OWNED all = real_subclasses(self, unused);
	OWNED shown = PyList_New(0);
	if (all == NULL || shown == NULL)
		return NULL;

	bool hidden = false;
	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(all); i++) {
		PyObject *type = PyList_GET_ITEM(all, i);
		if (permits_hides((PyTypeObject *)type) && !plant_opens(PLANT_SHOWS_CLASSES))
			hidden = true;
		else if (PyList_Append(shown, type) != 0)
			return NULL;
	}
	if (hidden)
		cell_note_denial(PADCELL_LAYER_PERMITS, "type.__subclasses__");
	return TAKE(shown);
}

PyObject *virtual_getweakrefs(PyObject *module, PyObject *object)
{
	if (PyType_Check(object) && !PyType_HasFeature((PyTypeObject *)object, Py_TPFLAGS_HEAPTYPE))
		return PyList_New(0);

	return real_getweakrefs(module, object);
}

PyObject *virtual_thread_ident(PyObject *module, PyObject *unused)
{
	(void)module;
	(void)unused;
	return PyLong_FromLong(1);
}

PyObject *virtual_tzset(PyObject *module, PyObject *unused)
{
	(void)module;
	(void)unused;
	Py_RETURN_NONE;
}

/* Calls of Python code that have not returned. */
static int recursion_depth(void)
{
	const PyThreadState *thread = PyThreadState_Get();
#if PY_VERSION_HEX >= 0x030C0000
	return thread->py_recursion_limit - thread->py_recursion_remaining;
#else
	return thread->recursion_limit - thread->recursion_remaining;
#endif
}

PyObject *virtual_setrecursionlimit(PyObject *module, PyObject *limit)
{
	(void)module;
	long wanted = PyLong_AsLong(limit);
	if (wanted == -1 && PyErr_Occurred())
		return NULL;
	if (wanted < 1) {
		PyErr_SetString(PyExc_ValueError,
		                "recursion limit must be greater or equal than 1");
		return NULL;
	}

	long most = cell.config.recursion != 0 ? (long)cell.config.recursion : RECURSION_MAX;
	if (plant_opens(PLANT_CAPS_NOTHING))
		most = INT_MAX;
	int depth = recursion_depth();
	if (depth >= wanted)
		return PyErr_Format(PyExc_RecursionError,
		                    "cannot set the recursion limit to %ld at the recursion depth "
		                    "%d: the limit is too low",
		                    wanted, depth);
	Py_SetRecursionLimit((int)(wanted < most ? wanted : most));
	Py_RETURN_NONE;
}

/* A mappingproxy's copy() is a new dict: what the other operand does with it, it does to itself. */
static PyObject *copy_of_proxy(PyObject *object)
{
	if (Py_TYPE(object) != &PyDictProxy_Type || plant_opens(PLANT_REFLECTS)) {
		Py_INCREF(object);
		return object;
	}
	return PyObject_CallMethod(object, "copy", NULL);
}

/* An operand that is no mapping of CPython's own could only want the mapping behind the proxy. */
static void note_reflection(PyObject *other)
{
	if (!PyDict_CheckExact(other) && Py_TYPE(other) != &PyDictProxy_Type && other != Py_None)
		cell_note_denial(PADCELL_LAYER_PERMITS, "mappingproxy: the mapping behind it");
}

PyObject *virtual_proxy_or(PyObject *left, PyObject *right)
{
	OWNED left_copy = copy_of_proxy(left);
	OWNED right_copy = copy_of_proxy(right);
	if (left_copy == NULL || right_copy == NULL)
		return NULL;
	note_reflection(Py_TYPE(left) == &PyDictProxy_Type ? right : left);

	return real_proxy_or(left_copy, right_copy);
}

PyObject *virtual_proxy_compare(PyObject *self, PyObject *other, int operation)
{
	OWNED copy = copy_of_proxy(self);
	if (copy == NULL)
		return NULL;
	note_reflection(other);

	return copy != self ? PyObject_RichCompare(copy, other, operation)
	                    : real_proxy_compare(self, other, operation);
}

/* A number in place of what has an __index__ of its own; anything else as it is. */
static PyObject *settled(PyObject *object)
{
	if (object == NULL || !PyIndex_Check(object)) {
		Py_XINCREF(object);
		return object;
	}
	return PyNumber_Index(object);
}

/* The memory the assignment would have written to is gone: nobody does that by accident. */
static void note_moved(PyObject *self, const char *before)
{
	if (PyByteArray_AS_STRING(self) != before)
		cell_note_denial(PADCELL_LAYER_PERMITS,
		                 "bytearray: moved while it was assigned to");
}

int virtual_bytearray_assign(PyObject *self, PyObject *index, PyObject *value)
{
	const char *before = PyByteArray_AS_STRING(self);
	OWNED settled_index = settled(index);
	OWNED settled_value = settled(value);
	note_moved(self, before);
	if (settled_index == NULL || (value != NULL && settled_value == NULL))
		return -1;

	return real_bytearray_assign(self, settled_index, settled_value);
}

int virtual_bytearray_assign_item(PyObject *self, Py_ssize_t index, PyObject *value)
{
	const char *before = PyByteArray_AS_STRING(self);
	OWNED settled_value = settled(value);
	note_moved(self, before);
	if (value != NULL && settled_value == NULL)
		return -1;

	return real_bytearray_assign_item(self, index, settled_value);
}

/* Slot wrappers such as mappingproxy.__or__ hold the slot's function on their own. */
static void replace_in_wrappers(PyTypeObject *type, const void *old, void *new)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(cell_type_dict(type), &position, &key, &value)) {
		if (Py_TYPE(value) == &PyWrapperDescr_Type &&
		    ((PyWrapperDescrObject *)value)->d_wrapped == old)
			((PyWrapperDescrObject *)value)->d_wrapped = new;
	}
}

void virtual_slots_apply(void)
{
#define ENTRY(type, name, action, reason)
#define ENTRY_VIRTUAL(type, name, flags, function, reason)
#define SLOT_VIRTUAL(type, slot, function, reason)                           \
	replace_in_wrappers(type, (void *)(type)->slot, (void *)(function)); \
	(type)->slot = (function);
#include "permits/entries.def"
#undef ENTRY
#undef ENTRY_VIRTUAL
#undef SLOT_VIRTUAL
}
