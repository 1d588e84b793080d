/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/virtual_addresses.c - where CPython gives an address away in a way of its own.
 * Runs in: worker before lockdown, worker after lockdown
 */
#include <string.h>

#include "cell.h"
#include "identity.h"
#include "permits.h"
#include "virtual.h"

/* What get_ident() says too: a cell has one thread. */
#define THREAD_IDENT 1L

static PyCFunction real_buffer_info;
static PyCFunction real_release_save;
static PyCFunction real_acquire_restore;
static newfunc real_encoder_new;
static reprfunc real_rlock_repr;

/* The function of a method, before permits replace it; NULL when the policy has no such module. */
static PyCFunction method_of(const char *module_name, const char *type_name, const char *name)
{
	PyObject *module = PyDict_GetItemString(cell.native, module_name);
	OWNED type = module != NULL ? PyObject_GetAttrString(module, type_name) : NULL;
	PyErr_Clear();
	PyObject *method =
	        type != NULL && PyType_Check(type)
	                ? PyDict_GetItemString(cell_type_dict((PyTypeObject *)type), name)
	                : NULL;
	return method != NULL && Py_TYPE(method) == &PyMethodDescr_Type
	               ? ((PyMethodDescrObject *)method)->d_method->ml_meth
	               : NULL;
}

static PyObject *not_there(const char *what)
{
	return PyErr_Format(PyExc_PermissionError, "%s is not there", what);
}

PyObject *virtual_buffer_info(PyObject *self, PyObject *unused)
{
	OWNED plain =
	        real_buffer_info != NULL ? real_buffer_info(self, unused) : not_there("array");
	if (plain == NULL || !PyTuple_Check(plain) || PyTuple_GET_SIZE(plain) != 2)
		return NULL;

	void *address = PyLong_AsVoidPtr(PyTuple_GET_ITEM(plain, 0));
	if (address == NULL && PyErr_Occurred() != NULL)
		return NULL;
	unsigned long long shown = address != NULL ? identity_of(address) : 0;
	return Py_BuildValue("(KO)", shown, PyTuple_GET_ITEM(plain, 1));
}

PyObject *virtual_release_save(PyObject *self, PyObject *unused)
{
	OWNED state =
	        real_release_save != NULL ? real_release_save(self, unused) : not_there("RLock");
	if (state == NULL || !PyTuple_Check(state) || PyTuple_GET_SIZE(state) != 2)
		return NULL;
	return Py_BuildValue("(Ol)", PyTuple_GET_ITEM(state, 0), THREAD_IDENT);
}

PyObject *virtual_acquire_restore(PyObject *self, PyObject *arguments)
{
	unsigned long count = 0;
	unsigned long owner = 0;
	if (!PyArg_ParseTuple(arguments, "(kk):_acquire_restore", &count, &owner))
		return NULL;
	if (real_acquire_restore == NULL)
		return not_there("RLock");

	OWNED state = Py_BuildValue("((kk))", count, PyThread_get_thread_ident());
	return state != NULL ? real_acquire_restore(self, state) : NULL;
}

/* "<locked _thread.RLock object owner=140.. count=1 at 0x..>": the last "owner=" is the object's
 * own, since a class may be called anything. */
static PyObject *virtual_rlock_repr(PyObject *self)
{
	static const char word[] = " owner=";
	OWNED text = real_rlock_repr(self);
	const char *all = text != NULL ? PyUnicode_AsUTF8(text) : NULL;
	if (all == NULL)
		return NULL;

	const char *found = NULL;
	for (const char *next = all; (next = strstr(next, word)) != NULL; next++)
		found = next + sizeof word - 1;
	if (found == NULL)
		return TAKE(text);

	const char *rest = found + strspn(found, "0123456789");
	OWNED head = PyUnicode_FromStringAndSize(all, found - all);
	long owner = found[0] == '0' ? 0 : THREAD_IDENT;
	return head != NULL ? PyUnicode_FromFormat("%U%ld%s", head, owner, rest) : NULL;
}

/* A dict of the guest's is taken for what it is good for: circles are looked for. */
static PyObject *virtual_encoder_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
	static const char name[] = "markers";
	OWNED own = PyDict_New();
	OWNED positional = PySequence_List(arguments);
	OWNED named = keywords != NULL ? PyDict_Copy(keywords) : PyDict_New();
	if (own == NULL || positional == NULL || named == NULL)
		return NULL;
	if (PyList_GET_SIZE(positional) > 0 && PyDict_Check(PyList_GET_ITEM(positional, 0))) {
		Py_INCREF(own);
		if (PyList_SetItem(positional, 0, own) != 0)
			return NULL;
	}
	PyObject *markers = PyDict_GetItemString(named, name);
	if (markers != NULL && PyDict_Check(markers) && PyDict_SetItemString(named, name, own) != 0)
		return NULL;

	OWNED changed = PyList_AsTuple(positional);
	return changed != NULL ? real_encoder_new(type, changed, named) : NULL;
}

bool virtual_prepare_addresses(void)
{
	real_buffer_info = method_of("array", "array", "buffer_info");
	real_release_save = method_of("_thread", "RLock", "_release_save");
	real_acquire_restore = method_of("_thread", "RLock", "_acquire_restore");
	return true;
}

/* Slot wrappers of the type hold the function on their own. */
static void replace_wrapper(PyTypeObject *type, const void *old, void *new)
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

#define REAL_virtual_encoder_new real_encoder_new
#define REAL_virtual_rlock_repr  real_rlock_repr

static bool replace_slots(void *user, PyTypeObject *type)
{
	(void)user;
#define ADDRESS_SLOT(name, slot, function, reason)                                  \
	if (strcmp(type->tp_name, name) == 0 && type->slot != (function)) {         \
		REAL_##function = type->slot;                                       \
		replace_wrapper(type, (void *)REAL_##function, (void *)(function)); \
		type->slot = (function);                                            \
	}
#include "addresses.def"
#undef ADDRESS_SLOT
	return true;
}

void virtual_addresses_apply(void)
{
	(void)permits_each_type(replace_slots, NULL);
}
