/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/reach_graph.c - the nodes of the reach audit: which are new, and what they are kept
 * as.
 *
 * Most steps make an object of their own: a bound method, a list of bases, an iterator.  Telling
 * these apart by identity would never end, so an object that nobody else holds is told apart by its
 * type and the step that made it; its items are looked at each time.
 *
 * Runs in: worker after lockdown
 */
#include "reach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "cell.h"

/* Instances of one type that one step leads to, and that are told apart by identity: steps that
 * make a new instance each time, and keep it somewhere, would never end. */
#define ALIKE_MAX 64

/* Bound objects are made anew each time: what they are bound from tells them apart. */
struct identity {
	const void *what;
	const void *to;
};

struct reach_seen {
	struct identity key;
	UT_hash_handle hh;
};

struct reach_shape {
	unsigned count;
	UT_hash_handle hh;
	char key[];
};

struct reach_known {
	const void *definition;
	UT_hash_handle hh;
};

/* CPython keeps this struct to itself (Objects/descrobject.c); 3.11 to 3.13 agree. */
struct bound_slot {
	PyObject_HEAD PyWrapperDescrObject *descriptor;
	PyObject *self;
};

static struct identity identity_of(PyObject *object)
{
	if (PyCFunction_Check(object)) {
		const PyCFunctionObject *function = (const PyCFunctionObject *)object;
		bool by_self = function->m_self == NULL || PyModule_Check(function->m_self) ||
		               strcmp(function->m_ml->ml_name, "__new__") == 0;
		return (struct identity){function->m_ml, by_self ? function->m_self : NULL};
	}
	if (Py_TYPE(object) == &_PyMethodWrapper_Type)
		return (struct identity){((const struct bound_slot *)object)->descriptor,
		                         &_PyMethodWrapper_Type};
	if (PyMethod_Check(object))
		return (struct identity){PyMethod_GET_FUNCTION(object), &PyMethod_Type};
	return (struct identity){object, NULL};
}

static bool is_value(PyObject *object)
{
	return PyUnicode_CheckExact(object) || PyLong_CheckExact(object) ||
	       PyFloat_CheckExact(object) || PyBytes_CheckExact(object) || PyBool_Check(object) ||
	       PyComplex_CheckExact(object) || object == Py_None;
}

static bool is_container(PyObject *object)
{
	return PyDict_CheckExact(object) || PyList_CheckExact(object) ||
	       PyTuple_CheckExact(object) || PyAnySet_CheckExact(object) ||
	       Py_TYPE(object) == &PyDictProxy_Type || Py_TYPE(object) == &PyDictKeys_Type ||
	       Py_TYPE(object) == &PyDictValues_Type || Py_TYPE(object) == &PyDictItems_Type;
}

/* Made anew each time though others hold it: an exception and its traceback hold each other. */
static bool is_momentary(PyObject *object)
{
	return PyExceptionInstance_Check(object) || PyTraceBack_Check(object);
}

/* True the first time. */
static bool is_new_identity(struct reach *reach, struct identity identity)
{
	struct reach_seen *seen = NULL;
	HASH_FIND(hh, reach->seen, &identity, sizeof identity, seen);
	if (seen != NULL)
		return false;

	seen = calloc(1, sizeof *seen);
	if (seen == NULL) {
		reach->failed = true;
		return false;
	}
	seen->key = identity;
	HASH_ADD(hh, reach->seen, key, sizeof seen->key, seen);
	return true;
}

/* How many of this shape there were before. */
static unsigned count_shape(struct reach *reach, const PyTypeObject *type, const char *label)
{
	char key[160];
	(void)snprintf(key, sizeof key, "%p %s", (const void *)type, label);
	struct reach_shape *shape = NULL;
	HASH_FIND_STR(reach->shapes, key, shape);
	if (shape != NULL)
		return ++shape->count;

	shape = calloc(1, sizeof *shape + strlen(key) + 1);
	if (shape == NULL) {
		reach->failed = true;
		return 0;
	}
	memcpy(shape->key, key, strlen(key) + 1);
	HASH_ADD_STR(reach->shapes, key, shape);
	return 0;
}

static void take_entry(struct reach *reach, const struct reach_entry *entry)
{
	struct reach_known *known = NULL;
	HASH_FIND_PTR(reach->known, &entry->definition, known);
	if (known != NULL)
		return;

	known = calloc(1, sizeof *known);
	if (reach->entry_count == reach->entry_capacity) {
		size_t capacity = reach->entry_capacity != 0 ? 2 * reach->entry_capacity : 4096;
		struct reach_entry *grown =
		        realloc(reach->entries, capacity * sizeof *reach->entries);
		if (grown != NULL) {
			reach->entries = grown;
			reach->entry_capacity = capacity;
		}
	}
	if (known == NULL || reach->entry_count == reach->entry_capacity) {
		free(known);
		reach->failed = true;
		return;
	}
	known->definition = entry->definition;
	HASH_ADD_PTR(reach->known, definition, known);
	reach->entries[reach->entry_count++] = *entry;
}

static struct reach_node *new_node(struct reach *reach)
{
	if (reach->count >= REACH_NODES_MAX) {
		reach->truncated = true;
		return NULL;
	}
	if (reach->count == reach->capacity) {
		size_t capacity = reach->capacity != 0 ? 2 * reach->capacity : 16384;
		struct reach_node *grown = realloc(reach->nodes, capacity * sizeof *reach->nodes);
		if (grown == NULL) {
			reach->failed = true;
			return NULL;
		}
		reach->nodes = grown;
		reach->capacity = capacity;
	}
	return &reach->nodes[reach->count];
}

/* Code, and what holds code: there are as many as there are, and each is looked at. */
static bool is_part_of_program(PyObject *object)
{
	return PyType_Check(object) || PyModule_Check(object) || PyFunction_Check(object) ||
	       PyCFunction_Check(object) || PyMethod_Check(object) ||
	       Py_TYPE(object)->tp_descr_get != NULL;
}

/* Of values and plain containers the attributes are the type's: one of each type tells them. */
static bool is_whole(struct reach *reach, PyObject *object, const struct reach_step *step,
                     bool fresh)
{
	if (is_value(object) || is_container(object))
		return count_shape(reach, Py_TYPE(object), "") == 0;
	if (fresh)
		return count_shape(reach, Py_TYPE(object), step->label) == 0;
	return is_part_of_program(object) ||
	       count_shape(reach, Py_TYPE(object), step->label) < ALIKE_MAX;
}

void reach_visit(struct reach *reach, PyObject *object, const struct reach_step *step)
{
	Py_ssize_t others = Py_REFCNT(object) - 1;
	bool fresh = others == 0 || (others == 1 && step->in_fresh) || is_momentary(object);
	struct identity identity = identity_of(object);
	bool bound = identity.what != object;
	if ((bound || !fresh) && !is_new_identity(reach, identity))
		return;
	bool whole = is_whole(reach, object, step, fresh && !bound);
	if (!whole && !is_container(object))
		return;

	struct reach_node *node = new_node(reach);
	char *text = node != NULL ? strdup(step->text) : NULL;
	if (text == NULL) {
		reach->failed = reach->failed || node != NULL;
		return;
	}
	Py_INCREF(object);
	*node = (struct reach_node){
	        .object = object,
	        .parent = step->parent,
	        .depth = step->parent != REACH_ROOT ? reach->nodes[step->parent].depth + 1 : 1,
	        .text = text,
	        .fresh = fresh,
	        .whole = whole,
	};
	reach->count++;

	struct reach_entry entry = {.node = (uint32_t)(reach->count - 1)};
	if (reach_judge(object, &entry))
		take_entry(reach, &entry);
}

void reach_take_exception(struct reach *reach, const struct reach_step *step)
{
	PyObject *type = NULL;
	PyObject *value = NULL;
	PyObject *traceback = NULL;
	PyErr_Fetch(&type, &value, &traceback);
	PyErr_NormalizeException(&type, &value, &traceback);
	OWNED owned_type = type;
	OWNED error = value;
	OWNED owned_traceback = traceback;
	if (error == NULL)
		return;
	if (PyErr_GivenExceptionMatches(error, PyExc_PermissionError))
		reach->denials++;
	if (traceback != NULL)
		(void)PyException_SetTraceback(error, traceback);
	if (count_shape(reach, Py_TYPE(error), "caught by us") != 0)
		return;

	CLEANUP(bytes_done) struct bytes text = {0};
	bool done = bytes_append_text(&text, "try:\n    ");
	for (const char *at = step->text; *at != '\0' && done; at++) {
		const char *piece = *at == '\n' ? "\n    " : NULL;
		done = piece != NULL ? bytes_append_text(&text, piece) : bytes_append(&text, at, 1);
	}
	done = done && bytes_append_text(&text, "\nexcept BaseException as $9:\n    $r = $9");
	if (!done) {
		reach->failed = true;
		return;
	}
	struct reach_step caught = *step;
	caught.text = bytes_text(&text);
	caught.label = "caught";
	/* The try block of a step that fails leaves no result: $r of the step is never bound. */
	reach_visit(reach, error, &caught);
}
