/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/reach_pointers.c - the upper bound: every pointer that the garbage collector sees.
 *
 * From the same roots, but by tp_traverse and the fields of static types: more than any guest can
 * follow, and the whole process in the end.  A thing that is armed only here is out of the guest's
 * hands today and one mistake away from them.
 *
 * Runs in: worker after lockdown
 */
#include "reach.h"

#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "cell.h"

struct mark {
	const void *object;
	UT_hash_handle hh;
};

struct sweep {
	struct mark *marks;
	struct mark *judged; /* definitions */
	PyObject **queue;    /* borrowed: nothing is released while the sweep goes */
	size_t count;
	size_t capacity;
	struct reach_bound *bound;
	bool failed;
};

/* True the first time. */
static bool mark(struct sweep *sweep, struct mark **marks, const void *object)
{
	struct mark *found = NULL;
	HASH_FIND_PTR(*marks, &object, found);
	if (found != NULL)
		return false;

	found = calloc(1, sizeof *found);
	if (found == NULL) {
		sweep->failed = true;
		return false;
	}
	found->object = object;
	HASH_ADD_PTR(*marks, object, found);
	return true;
}

static void unmark(struct mark **marks)
{
	struct mark *found = NULL;
	struct mark *next = NULL;
	HASH_ITER(hh, *marks, found, next)
	{
		HASH_DEL(*marks, found);
		free(found);
	}
}

static int take(PyObject *object, void *user)
{
	struct sweep *sweep = user;
	if (object == NULL || !mark(sweep, &sweep->marks, object))
		return 0;

	if (sweep->count == sweep->capacity) {
		size_t capacity = sweep->capacity != 0 ? 2 * sweep->capacity : 65536;
		PyObject **grown = realloc(sweep->queue, capacity * sizeof(PyObject *));
		if (grown == NULL) {
			sweep->failed = true;
			return 0;
		}
		sweep->queue = grown;
		sweep->capacity = capacity;
	}
	sweep->queue[sweep->count++] = object;
	return 0;
}

/* Static types are not the collector's: their fields are read by name. */
static void take_fields(struct sweep *sweep, PyTypeObject *type)
{
	(void)take(cell_type_dict(type), sweep);
	(void)take(type->tp_bases, sweep);
	(void)take(type->tp_mro, sweep);
	(void)take((PyObject *)type->tp_base, sweep);
#if PY_VERSION_HEX < 0x030C0000
	(void)take(type->tp_subclasses, sweep);
#endif
}

/* Descriptors and functions keep what they are of where tp_traverse does not always look. */
static void take_owner(struct sweep *sweep, PyObject *object)
{
	if (PyWeakref_CheckRef(object))
		(void)take(((PyWeakReference *)object)->wr_object, sweep);
	if (PyCFunction_Check(object))
		(void)take(((PyCFunctionObject *)object)->m_self, sweep);
}

static void count_entry(struct sweep *sweep, PyObject *object)
{
	struct reach_entry entry = {.node = REACH_ROOT};
	if (cell_is_canary(object) || !reach_judge(object, &entry) || entry.kind == REACH_OBJECT ||
	    entry.kind == REACH_MODULE || !mark(sweep, &sweep->judged, entry.definition))
		return;

	sweep->bound->entries[entry.kind][entry.state]++;
	if (entry.state != REACH_ARMED)
		return;
	struct bytes *armed = &sweep->bound->armed;
	if (!bytes_printf(armed, "%s\"%s\"", armed->size != 0 ? ", " : "", entry.name))
		sweep->failed = true;
}

static void go_through(struct sweep *sweep, PyObject *object)
{
	count_entry(sweep, object);
	(void)take((PyObject *)Py_TYPE(object), sweep);
	take_owner(sweep, object);
	if (PyType_Check(object))
		take_fields(sweep, (PyTypeObject *)object);
	if (PyObject_IS_GC(object) && Py_TYPE(object)->tp_traverse != NULL)
		(void)Py_TYPE(object)->tp_traverse(object, take, sweep);
}

bool reach_follow_pointers(const struct reach *reach, struct reach_bound *bound)
{
	struct sweep sweep = {.bound = bound};
	for (size_t i = 0; i < reach->count && reach->nodes[i].depth == 1; i++)
		(void)take(reach->nodes[i].object, &sweep);
	for (size_t i = 0; i < sweep.count && !sweep.failed; i++)
		go_through(&sweep, sweep.queue[i]);

	bound->objects = sweep.count;
	unmark(&sweep.marks);
	unmark(&sweep.judged);
	free(sweep.queue);
	return !sweep.failed;
}
