/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/library_state.c - what the library remembers where no dict tells of it.
 *
 * All of it by functions that guests may call too, so that permits leave them as they are.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "library_state.h"

#include "cell.h"

static PyObject *call(const char *module, const char *function, PyObject *argument)
{
	PyObject *from = PyDict_GetItemString(cell.native, module);
	if (from == NULL)
		from = PyDict_GetItemString(cell.modules, module);
	OWNED callable = from != NULL ? PyObject_GetAttrString(from, function) : NULL;
	if (callable == NULL)
		return PyErr_Occurred() != NULL ? NULL
		                                : PyErr_Format(PyExc_ImportError, "%s", module);
	return argument != NULL ? PyObject_CallOneArg(callable, argument)
	                        : PyObject_CallNoArgs(callable);
}

/* The classes that were registered with an abstract one; those that died are left out. */
static PyObject *registered(PyObject *class)
{
	OWNED dump = call("_abc", "_get_dump", class);
	OWNED references = dump != NULL && PyTuple_Check(dump)
	                           ? PySequence_List(PyTuple_GET_ITEM(dump, 0))
	                           : NULL;
	OWNED found = references != NULL ? PyList_New(0) : NULL;
	for (Py_ssize_t i = 0; found != NULL && i < PyList_GET_SIZE(references); i++) {
		PyObject *target = PyWeakref_GetObject(PyList_GET_ITEM(references, i));
		if (target == NULL)
			return NULL;
		if (target != Py_None && PyList_Append(found, target) != 0)
			return NULL;
	}
	return TAKE(found);
}

static bool note_abstract(PyObject *list, PyObject *object)
{
	if (!PyType_Check(object) ||
	    !PyType_HasFeature((PyTypeObject *)object, Py_TPFLAGS_HEAPTYPE) ||
	    PyDict_GetItemString(((PyTypeObject *)object)->tp_dict, "_abc_impl") == NULL)
		return true;

	OWNED classes = registered(object);
	OWNED entry = classes != NULL ? PyTuple_Pack(2, object, classes) : NULL;
	return entry != NULL && PyList_Append(list, entry) == 0;
}

/* Those that modules name; a class that several modules name is looked at several times. */
static PyObject *list_abstract(void)
{
	OWNED list = PyList_New(0);
	OWNED modules = PyDict_Values(cell.modules);
	for (Py_ssize_t i = 0; modules != NULL && i < PyList_GET_SIZE(modules); i++) {
		PyObject *module = PyList_GET_ITEM(modules, i);
		PyObject *key = NULL;
		PyObject *value = NULL;
		Py_ssize_t position = 0;
		if (!PyModule_Check(module))
			continue;
		while (PyDict_Next(PyModule_GetDict(module), &position, &key, &value)) {
			if (list == NULL || !note_abstract(list, value))
				return NULL;
		}
	}
	return modules != NULL ? TAKE(list) : NULL;
}

bool library_state_remember(struct library_state *state)
{
	PyObject *sys = PyDict_GetItemString(cell.modules, "sys");
	Py_XSETREF(state->abstract, list_abstract());
	Py_XSETREF(state->token, call("_abc", "get_cache_token", NULL));
	if (state->abstract == NULL || state->token == NULL || sys == NULL)
		return false;

	Py_XSETREF(state->set_digits, PyObject_GetAttrString(sys, "set_int_max_str_digits"));
	Py_XSETREF(state->get_digits, PyObject_GetAttrString(sys, "get_int_max_str_digits"));
	PyErr_Clear(); /* not every Python has the limit */
	Py_CLEAR(state->digits);
	if (state->set_digits != NULL && state->get_digits != NULL)
		state->digits = PyObject_CallNoArgs(state->get_digits);
	return state->get_digits == NULL || state->digits != NULL;
}

static int is_same(PyObject *a, PyObject *b)
{
	return PyObject_RichCompareBool(a, b, Py_EQ);
}

static bool register_again(PyObject *class, PyObject *classes)
{
	OWNED now = registered(class);
	if (now == NULL || is_same(now, classes) == 1)
		return now != NULL;

	OWNED emptied = call("_abc", "_reset_registry", class);
	OWNED forgotten = call("_abc", "_reset_caches", class);
	if (emptied == NULL || forgotten == NULL)
		return false;
	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(classes); i++) {
		OWNED pair = PyTuple_Pack(2, class, PyList_GET_ITEM(classes, i));
		PyObject *abc = PyDict_GetItemString(cell.native, "_abc");
		OWNED function = abc != NULL ? PyObject_GetAttrString(abc, "_abc_register") : NULL;
		OWNED done = pair != NULL && function != NULL ? PyObject_CallObject(function, pair)
		                                              : NULL;
		if (done == NULL)
			return false;
	}
	return true;
}

static bool put_registrations_back(struct library_state *state)
{
	OWNED token = call("_abc", "get_cache_token", NULL);
	if (token == NULL || is_same(token, state->token) == 1)
		return token != NULL;

	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(state->abstract); i++) {
		PyObject *entry = PyList_GET_ITEM(state->abstract, i);
		if (!register_again(PyTuple_GET_ITEM(entry, 0), PyTuple_GET_ITEM(entry, 1)))
			return false;
	}
	Py_XSETREF(state->token, call("_abc", "get_cache_token", NULL));
	return state->token != NULL;
}

static bool put_digits_back(const struct library_state *state)
{
	if (state->digits == NULL)
		return true;

	OWNED now = PyObject_CallNoArgs(state->get_digits);
	if (now == NULL || is_same(now, state->digits) == 1)
		return now != NULL;
	OWNED done = PyObject_CallOneArg(state->set_digits, state->digits);
	return done != NULL;
}

bool library_state_put_back(struct library_state *state)
{
	bool done = state->abstract == NULL ||
	            (put_registrations_back(state) && put_digits_back(state));
	PyErr_Clear();
	return done;
}

void library_state_drop_caches(void)
{
	OWNED emptied = call("_struct", "_clearcache", NULL);
	PyErr_Clear();
	(void)PyType_ClearCache();
}
