/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feedback/values.c - from a program's values to the objects behind them.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include "values.h"

#include <string.h>

/* One text object a name, made when first asked for and kept: looking up must not allocate. */
static PyObject *name_of(program_value value)
{
	static PyObject *names[PROGRAM_VALUES_MAX];
	if (value >= PROGRAM_VALUES_MAX)
		return NULL;

	if (names[value] == NULL) {
		char name[5];
		program_value_name(value, name);
		names[value] = PyUnicode_InternFromString(name);
	}
	return names[value];
}

PyObject *value_object(PyObject *namespace_, program_value value)
{
	PyObject *name = name_of(value);
	PyObject *object = name != NULL ? PyDict_GetItemWithError(namespace_, name) : NULL;
	if (object == NULL)
		PyErr_Clear();
	return object;
}

bool value_is_guest_type(const PyTypeObject *type)
{
	program_value value;
	size_t size = strnlen(type->tp_name, 8);
	return (type->tp_flags & Py_TPFLAGS_HEAPTYPE) != 0 &&
	       program_value_read(type->tp_name, size, &value) == size;
}

static uint32_t hash_text(uint32_t hash, const char *text)
{
	/* Names of types may be chosen by the guest: long ones are cut. */
	for (unsigned i = 0; text[i] != '\0' && i < 64; i++)
		hash = (hash ^ (uint8_t)text[i]) * 16777619U;
	return hash;
}

/* Which special methods a guest's class has decides what C does with its instances.  The sum does
 * not depend on their order. */
static uint32_t hash_methods(const PyTypeObject *type)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	uint32_t sum = 0;
	while (type->tp_dict != NULL && PyDict_Next(type->tp_dict, &position, &key, &value)) {
		const char *name = PyUnicode_Check(key) ? PyUnicode_AsUTF8(key) : NULL;
		if (name != NULL && name[0] == '_' && PyFunction_Check(value))
			sum += hash_text(2166136261U, name);
	}
	PyErr_Clear();
	return sum;
}

static uint32_t hash_type(uint32_t hash, const PyTypeObject *type)
{
	while (value_is_guest_type(type) && type->tp_base != NULL) {
		hash = hash_text(hash ^ hash_methods(type), "guest ");
		type = type->tp_base;
	}
	return hash_text(hash, type->tp_name);
}

uint32_t value_mark(PyObject *object)
{
	return object != NULL ? hash_type(2166136261U, Py_TYPE(object)) : 0;
}

uint32_t value_identity(PyObject *object)
{
	uint32_t hash = value_mark(object);
	if (object != NULL && PyType_Check(object))
		hash = hash_type(hash, (const PyTypeObject *)object);
	else if (object != NULL && PyCFunction_Check(object))
		hash = hash_text(hash, ((PyCFunctionObject *)object)->m_ml->ml_name);
	return hash;
}
