/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/owners.c - which interpreter an object belongs to: a set of addresses.
 *
 * Open addressing in memory of libc: it is asked when the account of a guest may be full.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "owners.h"

#include <stdint.h>
#include <stdlib.h>

#include "cell.h"

/* Slots at first; always a power of two and never more than half full. */
#define SLOTS_MIN (1u << 17)

struct owned {
	const PyObject *object; /* NULL: free */
	uint8_t owner;
	bool shared;
};

static struct owned *slots;
static size_t slot_count;
static size_t used;

/* Objects lie on multiples of 16 bytes: the low bits say nothing. */
static size_t slot_of(const PyObject *object)
{
	return (size_t)(((uintptr_t)object >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 20);
}

/* The slot of an object, or the free one that it belongs in. */
static struct owned *find(const PyObject *object)
{
	size_t slot = slot_of(object) & (slot_count - 1);
	while (slots[slot].object != NULL && slots[slot].object != object)
		slot = (slot + 1) & (slot_count - 1);
	return &slots[slot];
}

static bool grow(void)
{
	struct owned *old = slots;
	size_t old_count = slot_count;
	size_t wanted = old_count == 0 ? SLOTS_MIN : 2 * old_count;
	struct owned *made = calloc(wanted, sizeof *made);
	if (made == NULL)
		return false;

	slots = made;
	slot_count = wanted;
	for (size_t i = 0; i < old_count; i++) {
		if (old[i].object != NULL)
			*find(old[i].object) = old[i];
	}
	free(old);
	return true;
}

bool owners_claim(PyObject *object, unsigned owner)
{
	if (2 * used >= slot_count && !grow())
		return false;

	struct owned *slot = find(object);
	if (slot->object != NULL)
		return true;
	*slot = (struct owned){object, (uint8_t)owner, false};
	used++;
	return true;
}

bool owners_knows(const PyObject *object)
{
	return slot_count != 0 && find(object)->object != NULL;
}

static void share(const PyObject *object)
{
	struct owned *slot = object != NULL && slot_count != 0 ? find(object) : NULL;
	if (slot != NULL && slot->object != NULL)
		slot->shared = true;
}

static int share_inner(PyObject *object, void *unused)
{
	(void)unused;
	share(object);
	return 0;
}

/* And what is right behind it: the function of a static method. */
static void share_value(PyObject *value)
{
	traverseproc traverse = Py_TYPE(value)->tp_traverse;
	share(value);
	if (traverse != NULL && PyObject_IS_GC(value))
		(void)traverse(value, share_inner, NULL);
}

void owners_share_type(PyTypeObject *type)
{
	share(cell_type_dict(type));
	share(type->tp_bases);
	share(type->tp_mro);
	share(type->tp_cache);
	share(type->tp_subclasses);
	/* weakref.ref(int) is one object for all: tp_subclasses of the base holds it. */
	for (PyObject *each = type->tp_weaklist; each != NULL;
	     each = (PyObject *)((PyWeakReference *)each)->wr_next)
		share(each);
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (cell_type_dict(type) != NULL &&
	       PyDict_Next(cell_type_dict(type), &position, &key, &value))
		share_value(value);
}

static bool is_foreign(const PyObject *object, unsigned own)
{
	const struct owned *slot = find(object);
	return slot->object != NULL && slot->owner != own && !slot->shared;
}

static int share_visit(PyObject *object, void *own)
{
	if (object != NULL && is_foreign(object, *(unsigned *)own))
		share(object);
	return 0;
}

void owners_share_edges(PyObject *object, unsigned own)
{
	traverseproc traverse = Py_TYPE(object)->tp_traverse;
	if (traverse != NULL && slot_count != 0 && PyObject_IS_GC(object))
		(void)traverse(object, share_visit, &own);
}

struct search {
	unsigned own;
	PyObject *found;
};

static int search_visit(PyObject *object, void *user)
{
	struct search *search = user;
	if (object == NULL || !is_foreign(object, search->own))
		return 0;
	search->found = object;
	return 1; /* ends the traversal */
}

PyObject *owners_foreign_edge(PyObject *object, unsigned own)
{
	struct search search = {own, NULL};
	traverseproc traverse = Py_TYPE(object)->tp_traverse;
	if (traverse != NULL && slot_count != 0 && PyObject_IS_GC(object))
		(void)traverse(object, search_visit, &search);
	return search.found;
}
