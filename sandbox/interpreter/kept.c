/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/kept.c - what a cell's library holds: modules, their classes, their dicts and lists.
 *
 * Attributes of methods and of other objects of the library are not kept: a value that a guest
 * hides there is not seen here (threat-model/residual-risks.md).
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "kept.h"

#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "plants.h"

/* The tag is private to CPython and goes away in 3.14; until then nothing else is as cheap. */
uint64_t kept_version_of_dict(PyObject *dict)
{
#if PY_VERSION_HEX < 0x030C0000
	return ((PyDictObject *)dict)->ma_version_tag;
#else
	return (uint64_t)PyDict_GET_SIZE(dict);
#endif
}

/* Room for one more; the old items on failure. */
static void *grown(void *items, size_t count, size_t size)
{
	void *more = realloc(items, (count + 1) * size);
	if (more == NULL)
		(void)PyErr_NoMemory();
	return more;
}

static bool keep_dict(struct kept *kept, PyObject *dict, PyTypeObject *type)
{
	struct kept_dict *more = grown(kept->dicts, kept->dict_count, sizeof *more);
	if (more == NULL)
		return false;
	kept->dicts = more;

	OWNED copy = PyDict_Copy(dict);
	if (copy == NULL)
		return false;
	Py_INCREF(dict);
	Py_XINCREF(type);
	more[kept->dict_count++] =
	        (struct kept_dict){dict, TAKE(copy), type, kept_version_of_dict(dict)};
	return true;
}

static bool keep_list(struct kept *kept, PyObject *list)
{
	struct kept_list *more = grown(kept->lists, kept->list_count, sizeof *more);
	if (more == NULL)
		return false;
	kept->lists = more;

	OWNED copy = PyList_GetSlice(list, 0, PyList_GET_SIZE(list));
	if (copy == NULL)
		return false;
	Py_INCREF(list);
	more[kept->list_count++] = (struct kept_list){list, TAKE(copy)};
	return true;
}

/* A guest may give a module another class. */
static bool keep_type(struct kept *kept, PyObject *module)
{
	struct kept_module *more = grown(kept->modules, kept->module_count, sizeof *more);
	if (more == NULL)
		return false;
	kept->modules = more;

	Py_INCREF(module);
	Py_INCREF(Py_TYPE(module));
	more[kept->module_count++] = (struct kept_module){module, Py_TYPE(module)};
	return true;
}

static bool keep_function(struct kept *kept, PyObject *object)
{
	PyFunctionObject *function = (PyFunctionObject *)object;
	if (function->func_dict != NULL)
		return keep_dict(kept, function->func_dict, NULL);

	PyFunctionObject **more = grown(kept->functions, kept->function_count, sizeof *more);
	if (more == NULL)
		return false;
	kept->functions = more;
	Py_INCREF(object);
	more[kept->function_count++] = function;
	return true;
}

/* random.random() and its kin share one generator. */
static bool keep_random(struct kept *kept, PyObject *object)
{
	PyTypeObject *base = Py_TYPE(object)->tp_base;
	size_t size = (size_t)base->tp_basicsize - sizeof(PyObject);
	char *copy = malloc(size);
	if (copy == NULL)
		return PyErr_NoMemory() != NULL;

	memcpy(copy, (char *)object + sizeof(PyObject), size);
	Py_INCREF(object);
	kept->random = (struct kept_state){object, copy, size};
	PyObject **dict = _PyObject_GetDictPtr(object);
	return dict == NULL || *dict == NULL || keep_dict(kept, *dict, NULL);
}

static bool is_random(PyObject *object)
{
	PyTypeObject *base = Py_TYPE(object)->tp_base;
	return base != NULL && strcmp(base->tp_name, "_random.Random") == 0;
}

static bool keep_value(struct kept *kept, PyObject *value)
{
	if (PyType_Check(value) && PyType_HasFeature((PyTypeObject *)value, Py_TPFLAGS_HEAPTYPE))
		return keep_dict(kept, cell_type_dict((PyTypeObject *)value),
		                 (PyTypeObject *)value);
	if (PyDict_CheckExact(value))
		return keep_dict(kept, value, NULL);
	if (PyList_CheckExact(value))
		return keep_list(kept, value);
	if (PyFunction_Check(value))
		return keep_function(kept, value);
	return !is_random(value) || kept->random.object != NULL || keep_random(kept, value);
}

/* 1 for the first time, 0 afterwards: several modules hold the same class.  -1 on failure. */
static int note_new(PyObject *seen, PyObject *object)
{
	OWNED id = PyLong_FromVoidPtr(object);
	int known = id != NULL ? PySet_Contains(seen, id) : -1;
	if (known != 0)
		return known < 0 ? -1 : 0;
	return PySet_Add(seen, id) == 0 ? 1 : -1;
}

static bool keep_values(struct kept *kept, PyObject *seen, PyObject *dict)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(dict, &position, &key, &value)) {
		int fresh = note_new(seen, value);
		if (fresh < 0 || (fresh == 1 && !keep_value(kept, value)))
			return false;
	}
	return true;
}

static bool keep_module(struct kept *kept, PyObject *seen, PyObject *module)
{
	if (!PyModule_Check(module))
		return true;

	PyObject *dict = PyModule_GetDict(module);
	int fresh = note_new(seen, dict);
	return fresh == 0 || (fresh == 1 && keep_type(kept, module) &&
	                      keep_dict(kept, dict, NULL) && keep_values(kept, seen, dict));
}

bool kept_remember(struct kept *kept)
{
	OWNED modules = PyDict_Values(cell.modules);
	OWNED seen = PySet_New(NULL);
	if (modules == NULL || seen == NULL || note_new(seen, cell.modules) != 1 ||
	    !keep_dict(kept, cell.modules, NULL))
		return false;

	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(modules); i++) {
		if (!keep_module(kept, seen, PyList_GET_ITEM(modules, i)))
			return false;
	}
	return true;
}

void kept_forget(struct kept *kept)
{
	for (size_t i = 0; i < kept->dict_count; i++) {
		Py_CLEAR(kept->dicts[i].dict);
		Py_CLEAR(kept->dicts[i].copy);
		Py_CLEAR(kept->dicts[i].type);
	}
	for (size_t i = 0; i < kept->list_count; i++) {
		Py_CLEAR(kept->lists[i].list);
		Py_CLEAR(kept->lists[i].copy);
	}
	for (size_t i = 0; i < kept->module_count; i++) {
		Py_CLEAR(kept->modules[i].module);
		Py_CLEAR(kept->modules[i].type);
	}
	for (size_t i = 0; i < kept->function_count; i++)
		Py_CLEAR(kept->functions[i]);
	Py_CLEAR(kept->random.object);
	free(kept->random.copy);
	kept->random.copy = NULL;
	kept->dict_count = 0;
	kept->list_count = 0;
	kept->module_count = 0;
	kept->function_count = 0;
}

static bool dict_is_settled(const struct kept_dict *kept)
{
	return kept_version_of_dict(kept->dict) == kept->version;
}

static bool list_is_settled(const struct kept_list *kept)
{
	const PyListObject *list = (const PyListObject *)kept->list;
	const PyListObject *copy = (const PyListObject *)kept->copy;
	return Py_SIZE(list) == Py_SIZE(copy) &&
	       (Py_SIZE(list) == 0 || memcmp(list->ob_item, copy->ob_item,
	                                     (size_t)Py_SIZE(list) * sizeof(PyObject *)) == 0);
}

static char *state_of(const struct kept_state *kept)
{
	return (char *)kept->object + sizeof(PyObject);
}

static bool random_is_settled(const struct kept_state *kept)
{
	return kept->object == NULL || memcmp(state_of(kept), kept->copy, kept->size) == 0;
}

bool kept_is_settled(const struct kept *kept)
{
	for (size_t i = 0; i < kept->dict_count; i++) {
		if (!dict_is_settled(&kept->dicts[i]))
			return false;
	}
	for (size_t i = 0; i < kept->list_count; i++) {
		if (!list_is_settled(&kept->lists[i]))
			return false;
	}
	for (size_t i = 0; i < kept->module_count; i++) {
		if (Py_TYPE(kept->modules[i].module) != kept->modules[i].type)
			return false;
	}
	for (size_t i = 0; i < kept->function_count; i++) {
		/* An empty one is what asking for __dict__ leaves. */
		PyObject *dict = kept->functions[i]->func_dict;
		if (dict != NULL && PyDict_GET_SIZE(dict) != 0)
			return false;
	}
	return random_is_settled(&kept->random);
}

static bool refill_dict(const struct kept_dict *kept)
{
	PyDict_Clear(kept->dict);
	return PyDict_Update(kept->dict, kept->copy) == 0;
}

/* By the type's own way of setting attributes: its slots and caches have to follow. */
static bool refill_class(const struct kept_dict *kept)
{
	PyObject *type = (PyObject *)kept->type;
	OWNED names = PyDict_Keys(kept->dict);
	for (Py_ssize_t i = 0; names != NULL && i < PyList_GET_SIZE(names); i++) {
		PyObject *name = PyList_GET_ITEM(names, i);
		if (PyDict_GetItemWithError(kept->copy, name) == NULL &&
		    PyType_Type.tp_setattro(type, name, NULL) != 0)
			return false;
	}

	PyObject *name = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (names != NULL && PyDict_Next(kept->copy, &position, &name, &value)) {
		if (PyDict_GetItemWithError(kept->dict, name) != value &&
		    PyType_Type.tp_setattro(type, name, value) != 0)
			return false;
	}
	return names != NULL;
}

static bool put_dict_back(struct kept_dict *kept)
{
	if (dict_is_settled(kept) || (kept->type != NULL && plant_opens(PLANT_KEEPS_CLASSES)))
		return true;
	if (!(kept->type != NULL ? refill_class(kept) : refill_dict(kept))) {
		PyErr_Clear();
		return false;
	}
	/* What went may have run a finaliser of the guest, which wrote again: then not yet. */
	if (PyDict_GET_SIZE(kept->dict) == PyDict_GET_SIZE(kept->copy))
		kept->version = kept_version_of_dict(kept->dict);
	return true;
}

static bool put_list_back(struct kept_list *kept)
{
	if (list_is_settled(kept))
		return true;
	if (PyList_SetSlice(kept->list, 0, PyList_GET_SIZE(kept->list), kept->copy) == 0)
		return true;
	PyErr_Clear();
	return false;
}

/* Not by setting __class__: a class of the guest may answer to that in its own way. */
static void put_type_back(const struct kept_module *kept)
{
	PyTypeObject *now = Py_TYPE(kept->module);
	if (now == kept->type)
		return;

	if (PyType_HasFeature(kept->type, Py_TPFLAGS_HEAPTYPE))
		Py_INCREF(kept->type);
	Py_SET_TYPE(kept->module, kept->type);
	if (PyType_HasFeature(now, Py_TPFLAGS_HEAPTYPE))
		Py_DECREF(now);
}

bool kept_put_back(struct kept *kept)
{
	bool done = true;
	for (size_t i = 0; i < kept->module_count; i++)
		put_type_back(&kept->modules[i]);
	for (size_t i = 0; i < kept->function_count; i++)
		Py_CLEAR(kept->functions[i]->func_dict);
	for (size_t i = 0; i < kept->dict_count; i++)
		done = put_dict_back(&kept->dicts[i]) && done;
	for (size_t i = 0; i < kept->list_count; i++)
		done = put_list_back(&kept->lists[i]) && done;
	if (!random_is_settled(&kept->random))
		memcpy(state_of(&kept->random), kept->random.copy, kept->random.size);
	return done;
}

bool kept_renew(struct kept *kept, PyObject *dict)
{
	for (size_t i = 0; i < kept->dict_count; i++) {
		if (kept->dicts[i].dict != dict)
			continue;
		OWNED copy = PyDict_Copy(dict);
		if (copy == NULL)
			return false;
		Py_SETREF(kept->dicts[i].copy, TAKE(copy));
		kept->dicts[i].version = kept_version_of_dict(dict);
	}
	return true;
}
