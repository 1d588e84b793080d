/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/evaluator_survey.c - walk the collector's lists of every interpreter of the process.
 *
 * The module gc is not asked: it belongs to one interpreter, and permits have disarmed it.  The
 * lists are the insides of one minor version of CPython (evaluator_check()).
 *
 * Runs in: worker after lockdown
 */
#include "evaluator_survey.h"

#include <Python.h>

#define PADCELL_EVALUATOR_HERE (PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x030C0000)

#if PADCELL_EVALUATOR_HERE
#define Py_BUILD_CORE 1
#include <internal/pycore_gc.h>
#include <internal/pycore_interp.h>
#undef Py_BUILD_CORE

#include "canary.h"
#include "cell.h"
#include "evaluator_set.h"
#include "guard.h"
#include "permits.h"

typedef bool visit_object(PyObject *object);

static bool each_in(const PyGC_Head *head, visit_object *visit)
{
	for (const PyGC_Head *at = _PyGCHead_NEXT(head); at != head; at = _PyGCHead_NEXT(at)) {
		if (!visit((PyObject *)(at + 1)))
			return false;
	}
	return true;
}

static bool each_object(PyInterpreterState *interpreter, visit_object *visit)
{
	struct _gc_runtime_state *gc = &interpreter->gc;
	for (int i = 0; i < NUM_GENERATIONS; i++) {
		if (!each_in(&gc->generations[i].head, visit))
			return false;
	}
	return each_in(&gc->permanent_generation.head, visit);
}

static bool add_code(PyObject *code, enum evaluator_kind kind)
{
	PyObject *constants = ((PyCodeObject *)code)->co_consts;
	if (evaluator_set_find(code) != EVALUATOR_KIND_COUNT)
		return true;
	if (!evaluator_set_add(code, kind))
		return false;
	for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(constants); i++) {
		PyObject *inner = PyTuple_GET_ITEM(constants, i);
		if (PyCode_Check(inner) && !add_code(inner, kind))
			return false;
	}
	return true;
}

/* weakref.ref(int) is one object in all interpreters: it hangs on the type. */
static bool is_shared_reference(PyObject *object)
{
	if (!PyWeakref_CheckRef(object))
		return false;
	PyObject *to = PyWeakref_GET_OBJECT(object);
	return PyType_Check(to) && (((PyTypeObject *)to)->tp_flags & Py_TPFLAGS_HEAPTYPE) == 0;
}

static bool add_foreign(PyObject *object)
{
	if (is_shared_reference(object))
		return true;
	if (PyFunction_Check(object) && !add_code(PyFunction_GET_CODE(object), EVALUATOR_FOREIGN))
		return false;
	return evaluator_set_add(object, EVALUATOR_FOREIGN);
}

static bool holds(PyObject *dict, const PyObject *object)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (dict != NULL && PyDict_Next(dict, &position, &key, &value)) {
		if (value == object)
			return true;
	}
	return false;
}

static bool is_visible(PyObject *module)
{
	return module == cell.builtins || holds(cell.modules, module) || holds(cell.native, module);
}

/* What a trusted module made itself; what it only names may be anybody's. */
static bool add_own(PyObject *module, PyObject *value)
{
	if (PyCFunction_Check(value) && PyCFunction_GET_SELF(value) == module)
		return evaluator_set_add(value, EVALUATOR_TRUSTED);
	if (PyFunction_Check(value) && PyFunction_GET_GLOBALS(value) == PyModule_GetDict(module))
		return evaluator_set_add(value, EVALUATOR_TRUSTED) &&
		       add_code(PyFunction_GET_CODE(value), EVALUATOR_CODE);
	return true;
}

static bool add_trusted(PyObject *module)
{
	PyObject *dict = PyModule_GetDict(module);
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	if (!evaluator_set_add(module, EVALUATOR_TRUSTED) ||
	    !evaluator_set_add(dict, EVALUATOR_TRUSTED))
		return false;
	while (PyDict_Next(dict, &position, &key, &value)) {
		if (!add_own(module, value))
			return false;
	}
	return true;
}

static bool add_of_cell(PyObject *object)
{
	if (PyFunction_Check(object))
		return add_code(PyFunction_GET_CODE(object), EVALUATOR_CODE);
	if (PyModule_Check(object) && !is_visible(object))
		return add_trusted(object);
	return true;
}

/* A type that interpreters share was made in the main one, with all that is in its dict:
 * descriptors and the like, which everybody may hold.  The dict itself is another matter. */
static bool add_shared_type(void *user, PyTypeObject *type)
{
	(void)user;
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	if ((type->tp_flags & Py_TPFLAGS_HEAPTYPE) != 0 || type->tp_dict == NULL)
		return true;
	if (!evaluator_set_add(type->tp_dict, EVALUATOR_TYPE_DICT) ||
	    !evaluator_set_add(type->tp_mro, EVALUATOR_KIND_COUNT) ||
	    !evaluator_set_add(type->tp_bases, EVALUATOR_KIND_COUNT))
		return false;
	while (PyDict_Next(type->tp_dict, &position, &key, &value)) {
		bool wraps = Py_IS_TYPE(value, &PyStaticMethod_Type);
		OWNED inner = wraps ? Py_TYPE(value)->tp_descr_get(value, NULL, (PyObject *)type)
		                    : Py_NewRef(value);
		if (inner == NULL || !evaluator_set_add(value, EVALUATOR_KIND_COUNT) ||
		    !evaluator_set_add(inner, EVALUATOR_KIND_COUNT))
			return false;
	}
	return true;
}

static bool add_canaries(void)
{
	PyObject *canary = NULL;
	for (unsigned i = 0; (canary = canary_at(i)) != NULL; i++) {
		if (!is_visible(canary) && !evaluator_set_add(canary, EVALUATOR_CANARY))
			return false;
	}
	return true;
}

bool evaluator_survey_code(PyObject *code)
{
	return add_code(code, EVALUATOR_CODE);
}

bool evaluator_survey(void)
{
	evaluator_set_clear();
	if (!add_canaries() || !permits_each_type(add_shared_type, NULL))
		return false;

	PyInterpreterState *own = cell.thread->interp;
	PyInterpreterState *each = PyInterpreterState_Head();
	for (; each != NULL; each = PyInterpreterState_Next(each)) {
		if (!each_object(each, each == own ? add_of_cell : add_foreign))
			return false;
	}
	return true;
}

#else

bool evaluator_survey_code(PyObject *code)
{
	(void)code;
	return false;
}

bool evaluator_survey(void)
{
	return false;
}

#endif
