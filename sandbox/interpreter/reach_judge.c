/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/reach_judge.c - is a thing written in C armed, and does a row say that it may be?
 *
 * Armed is told from the object alone: the address of the function it would run now lies outside of
 * padcell's own machine code, so it is CPython's.  Nothing that the permits walk remembers is
 * asked: not what it found, nor what it decided, nor what it believes to have replaced.
 *
 * Runs in: worker after lockdown
 */
#include "reach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <structmember.h>

#include "cell.h"
#include "thunks.h"

/* Marks of the linker around the code of the program that this file is in. */
extern const char __executable_start[];
extern const char etext[];

/* As in reach_graph.c: CPython keeps this struct to itself. */
struct bound_slot {
	PyObject_HEAD PyWrapperDescrObject *descriptor;
	PyObject *self;
};

/* Objects that no guest may hold, however harmless they look, by the name of their type. */
static const char *const forbidden[] = {
#define FORBIDDEN(type, reason) type,
#include "reach_forbidden.def"
#undef FORBIDDEN
};

/* Of classes made here by class statements: what all such classes have in common. */
static struct {
	newfunc python_new; /* calls a __new__ written in Python */
	const void *getsets[3];
	destructor dealloc;
} classes;

static PyObject *make_class(const char *slots, bool has_new)
{
	OWNED dict = PyDict_New();
	OWNED empty = PyTuple_New(0);
	if (dict == NULL || empty == NULL)
		return NULL;
	if (slots != NULL) {
		OWNED names = slots[0] != '\0' ? Py_BuildValue("(s)", slots) : PyTuple_New(0);
		if (names == NULL || PyDict_SetItemString(dict, "__slots__", names) != 0)
			return NULL;
	}
	/* Any callable makes the slot one that calls Python. */
	if (has_new && PyDict_SetItemString(dict, "__new__", Py_None) != 0)
		return NULL;
	return PyObject_CallFunction((PyObject *)&PyType_Type, "sOO", "C", empty, dict);
}

bool reach_prepare_judge(void)
{
	OWNED plain = make_class(NULL, true);
	OWNED only_dict = make_class("__dict__", false);
	OWNED only_weak = make_class("__weakref__", false);
	if (plain == NULL || only_dict == NULL || only_weak == NULL)
		return false;

	classes.python_new = ((PyTypeObject *)plain)->tp_new;
	classes.dealloc = ((PyTypeObject *)plain)->tp_dealloc;
	classes.getsets[0] = ((PyTypeObject *)plain)->tp_getset;
	classes.getsets[1] = ((PyTypeObject *)only_dict)->tp_getset;
	classes.getsets[2] = ((PyTypeObject *)only_weak)->tp_getset;
	return true;
}

static bool is_class_getset(const PyGetSetDef *table)
{
	for (size_t i = 0; i < 3; i++) {
		if (table == classes.getsets[i])
			return true;
	}
	return table == NULL;
}

bool reach_is_class(const PyTypeObject *type)
{
	return PyType_HasFeature((PyTypeObject *)type, Py_TPFLAGS_HEAPTYPE) &&
	       type->tp_methods == NULL && is_class_getset(type->tp_getset) &&
	       type->tp_dealloc == classes.dealloc;
}

bool reach_is_ours(const void *function)
{
	const char *address = function;
	return address >= __executable_start && address < etext;
}

static int compare(const void *left, const void *right)
{
	uintptr_t a = *(const uintptr_t *)left;
	uintptr_t b = *(const uintptr_t *)right;
	return a < b ? -1 : a > b;
}

bool reach_is_stub(const void *function)
{
	static uintptr_t stubs[THUNK_COUNT];
	if (stubs[0] == 0) {
		for (unsigned i = 0; i < THUNK_COUNT; i++)
			stubs[i] = (uintptr_t)thunk(i);
		qsort(stubs, THUNK_COUNT, sizeof stubs[0], compare);
	}
	uintptr_t wanted = (uintptr_t)function;
	return bsearch(&wanted, stubs, THUNK_COUNT, sizeof stubs[0], compare) != NULL;
}

static enum reach_state judge(const void *function, enum reach_permit permit)
{
	if (function == NULL || reach_is_stub(function))
		return REACH_DISARMED;
	if (reach_is_ours(function))
		return permit == REACH_CLOSED ? REACH_DISARMED : REACH_VIRTUAL;
	return permit == REACH_ALLOWED || permit == REACH_READABLE ? REACH_PERMITTED : REACH_ARMED;
}

static void name(struct reach_entry *entry, const char *owner, const char *attribute)
{
	(void)snprintf(entry->name, sizeof entry->name, "%s%s%s", owner,
	               attribute[0] != '\0' ? "." : "", attribute);
}

/* The type that brings a method: the one whose own table it stands in; NULL for none. */
static const PyTypeObject *owner_of_method(const PyTypeObject *type, const PyMethodDef *wanted)
{
	PyObject *order = type->tp_mro;
	for (Py_ssize_t i = 0; order != NULL && i < PyTuple_GET_SIZE(order); i++) {
		const PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(order, i);
		const PyMethodDef *def = base->tp_methods;
		while (def != NULL && def->ml_name != NULL && def != wanted)
			def++;
		if (def == wanted)
			return base;
	}
	return NULL;
}

static const char *name_of_module(PyObject *module)
{
	const char *called = PyModule_GetName(module);
	PyErr_Clear();
	const PyModuleDef *def = called == NULL ? PyModule_GetDef(module) : NULL;
	PyErr_Clear();
	if (def != NULL)
		called = def->m_name; /* __name__ may have been taken out of it */
	return called != NULL ? called : "?";
}

static bool judge_function(PyObject *object, struct reach_entry *entry)
{
	const PyCFunctionObject *function = (const PyCFunctionObject *)object;
	const PyMethodDef *def = function->m_ml;
	PyObject *self = function->m_self;
	if (strcmp(def->ml_name, "__new__") == 0)
		return false; /* one definition for all types: the constructor is judged at the type
		               */

	/* Of the object's type, or a class method of the class it is bound to. */
	const PyTypeObject *type = self != NULL ? owner_of_method(Py_TYPE(self), def) : NULL;
	if (type == NULL && self != NULL && PyType_Check(self))
		type = owner_of_method((PyTypeObject *)self, def);
	bool method = type != NULL || (self != NULL && !PyModule_Check(self));
	const char *owner = "?";
	if (type != NULL)
		owner = type->tp_name;
	else if (self != NULL)
		owner = method ? Py_TYPE(self)->tp_name : name_of_module(self);

	/* What C code made for itself, and bound to an object, is in no table of the object's type:
	 * a row for the type does not speak of it. */
	enum reach_permit permit = type != NULL ? reach_permit_entry(owner, def->ml_name)
	                           : method     ? reach_permit_single(owner, def->ml_name)
	                                        : reach_permit_function(owner, def->ml_name);
	entry->kind = method ? REACH_METHOD : REACH_FUNCTION;
	entry->definition = def;
	name(entry, owner, def->ml_name);
	entry->state = judge((const void *)(void (*)(void))def->ml_meth, permit);
	return true;
}

static bool judge_method(PyObject *object, struct reach_entry *entry)
{
	const PyMethodDef *def = ((PyMethodDescrObject *)object)->d_method;
	const char *owner = PyDescr_TYPE(object)->tp_name;
	entry->kind = REACH_METHOD;
	entry->definition = def;
	name(entry, owner, def->ml_name);
	entry->state = judge((const void *)(void (*)(void))def->ml_meth,
	                     reach_permit_entry(owner, def->ml_name));
	return true;
}

/* What the type inherited from `object` is object's. */
static bool is_objects_own(PyObject *descriptor)
{
	const char *slot = ((PyWrapperDescrObject *)descriptor)->d_base->name;
	PyObject *root = PyDict_GetItemString(cell_type_dict(&PyBaseObject_Type), slot);
	return root != NULL && Py_TYPE(root) == &PyWrapperDescr_Type &&
	       ((PyWrapperDescrObject *)root)->d_wrapped ==
	               ((PyWrapperDescrObject *)descriptor)->d_wrapped;
}

static bool judge_slot(PyObject *object, struct reach_entry *entry)
{
	const PyWrapperDescrObject *descriptor = (const PyWrapperDescrObject *)object;
	const PyTypeObject *type = descriptor->d_common.d_type;
	if (reach_is_class(type))
		return false;
	const char *slot = descriptor->d_base->name;
	const char *owner = is_objects_own(object) ? "object" : type->tp_name;
	entry->kind = REACH_SLOT;
	entry->definition = object;
	name(entry, type->tp_name, slot);
	entry->state = judge(descriptor->d_wrapped,
	                     reach_permit_slot(owner, slot, (size_t)descriptor->d_base->offset));
	return true;
}

static bool judge_getset(PyObject *object, struct reach_entry *entry)
{
	const PyTypeObject *type = PyDescr_TYPE(object);
	const PyGetSetDef *def = ((PyGetSetDescrObject *)object)->d_getset;
	if (reach_is_class(type))
		return false; /* __dict__ and __weakref__ of a class statement */
	enum reach_permit permit = reach_permit_entry(type->tp_name, def->name);
	entry->kind = REACH_GETSET;
	entry->definition = def;
	name(entry, type->tp_name, def->name);
	entry->state = judge((const void *)(void (*)(void))def->get, permit);
	bool writes = def->set != NULL && !reach_is_ours((const void *)(void (*)(void))def->set);
	if (writes && !reach_permits_writing(type->tp_name, def->name))
		entry->state = REACH_ARMED;
	return true;
}

static bool judge_member(PyObject *object, struct reach_entry *entry)
{
	const PyTypeObject *type = PyDescr_TYPE(object);
	const PyMemberDef *def = ((PyMemberDescrObject *)object)->d_member;
	if (reach_is_class(type))
		return false; /* __slots__ of a class statement */
	enum reach_permit permit = reach_permit_entry(type->tp_name, def->name);
	bool reads = (def->flags & PY_AUDIT_READ) == 0;
	bool writes = (def->flags & READONLY) == 0;
	entry->kind = REACH_MEMBER;
	entry->definition = def;
	name(entry, type->tp_name, def->name);
	entry->state = reads ? REACH_PERMITTED : REACH_DISARMED;
	if ((reads && permit == REACH_CLOSED) ||
	    (writes && !reach_permits_writing(type->tp_name, def->name)))
		entry->state = REACH_ARMED;
	return true;
}

/* A class has a copy of the constructor of the type it is built on; the copy must be closed too. */
static bool judge_class(PyObject *object, struct reach_entry *entry)
{
	const PyTypeObject *type = (const PyTypeObject *)object;
	const PyTypeObject *base = type->tp_base;
	while (base != NULL && reach_is_class(base))
		base = base->tp_base;
	if (base == NULL || type->tp_new == NULL || type->tp_new == classes.python_new)
		return false;
	entry->kind = REACH_TYPE;
	entry->definition = object;
	name(entry, type->tp_name, "");
	entry->state = judge((const void *)(void (*)(void))type->tp_new,
	                     reach_permit_entry(base->tp_name, "__new__"));
	return entry->state == REACH_ARMED;
}

static bool judge_type(PyObject *object, struct reach_entry *entry)
{
	const PyTypeObject *type = (const PyTypeObject *)object;
	if (reach_is_class(type))
		return judge_class(object, entry);
	enum reach_permit permit = reach_permit_entry(type->tp_name, "__new__");
	entry->kind = REACH_TYPE;
	entry->definition = object;
	name(entry, type->tp_name, "");
	const void *const makers[] = {(const void *)(void (*)(void))type->tp_new,
	                              (const void *)(void (*)(void))type->tp_vectorcall};
	entry->state = permit == REACH_CLOSED ? REACH_DISARMED : REACH_PERMITTED;
	for (size_t i = 0; i < 2; i++) {
		if (makers[i] != NULL && judge(makers[i], permit) != REACH_DISARMED)
			entry->state = judge(makers[i], permit);
	}
	return true;
}

static bool judge_module(PyObject *object, struct reach_entry *entry)
{
	const char *called = name_of_module(object);
	entry->kind = REACH_MODULE;
	entry->definition = object;
	name(entry, called, "");
	entry->state = reach_permits_module(called) ? REACH_PERMITTED : REACH_ARMED;
	return true;
}

/* What an object is called when it is not one of many. */
static void name_object(struct reach_entry *entry, PyObject *object)
{
	entry->definition = object;
	if (PyType_Check(object)) {
		entry->kind = REACH_TYPE;
		name(entry, ((PyTypeObject *)object)->tp_name, "");
	} else if (PyModule_Check(object)) {
		entry->kind = REACH_MODULE;
		name(entry, name_of_module(object), "");
	} else {
		entry->kind = REACH_OBJECT;
		entry->definition = Py_TYPE(object);
		name(entry, Py_TYPE(object)->tp_name, "");
	}
}

static bool judge_other(PyObject *object, struct reach_entry *entry)
{
	bool found = cell_is_canary(object);
	for (size_t i = 0; i < sizeof forbidden / sizeof forbidden[0] && !found; i++)
		found = strcmp(Py_TYPE(object)->tp_name, forbidden[i]) == 0;
	if (!found)
		return false;

	name_object(entry, object);
	entry->state = REACH_ARMED;
	return true;
}

bool reach_judge(PyObject *object, struct reach_entry *ret_entry)
{
	const PyTypeObject *type = Py_TYPE(object);
	if (cell_is_canary(object))
		return judge_other(object, ret_entry);
	if (PyCFunction_Check(object))
		return judge_function(object, ret_entry);
	if (type == &PyMethodDescr_Type || type == &PyClassMethodDescr_Type)
		return judge_method(object, ret_entry);
	if (type == &PyWrapperDescr_Type)
		return judge_slot(object, ret_entry);
	if (type == &_PyMethodWrapper_Type)
		return judge_slot((PyObject *)((const struct bound_slot *)object)->descriptor,
		                  ret_entry);
	if (type == &PyGetSetDescr_Type)
		return judge_getset(object, ret_entry);
	if (type == &PyMemberDescr_Type)
		return judge_member(object, ret_entry);
	if (PyType_Check(object))
		return judge_type(object, ret_entry);
	if (PyModule_Check(object))
		return judge_module(object, ret_entry);
	return judge_other(object, ret_entry);
}
