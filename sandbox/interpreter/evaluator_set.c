/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/evaluator_set.c - a set of addresses, fast enough to be asked before each
 * instruction.
 *
 * Open addressing, at most half full.  Every object in it is referenced for good: an address that
 * was used again would be told as what lay there before.
 *
 * Runs in: worker after lockdown
 */
#include "evaluator_set.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct row {
	const PyObject *object;
	enum evaluator_kind kind;
} * rows;
static size_t capacity; /* a power of two, or 0 */
static size_t used;

static size_t place_of(const PyObject *object)
{
	uint64_t address = (uint64_t)(uintptr_t)object >> 4;
	return (size_t)(address * UINT64_C(0x9e3779b97f4a7c15) >> 32) & (capacity - 1);
}

static struct row *look(const PyObject *object)
{
	size_t at = place_of(object);
	while (rows[at].object != NULL && rows[at].object != object)
		at = (at + 1) & (capacity - 1);
	return &rows[at];
}

static bool grow(void)
{
	struct row *old = rows;
	size_t old_capacity = capacity;
	size_t wanted = capacity != 0 ? 2 * capacity : 1024;
	struct row *grown = calloc(wanted, sizeof *grown);
	if (grown == NULL)
		return false;

	rows = grown;
	capacity = wanted;
	for (size_t i = 0; i < old_capacity; i++) {
		if (old[i].object != NULL)
			*look(old[i].object) = old[i];
	}
	free(old);
	return true;
}

void evaluator_set_clear(void)
{
	if (rows != NULL)
		memset(rows, 0, capacity * sizeof *rows);
	used = 0;
}

bool evaluator_set_add(PyObject *object, enum evaluator_kind kind)
{
	if (2 * used >= capacity && !grow())
		return false;

	struct row *row = look(object);
	if (row->object != NULL)
		return true;
	Py_INCREF(object);
	*row = (struct row){object, kind};
	used++;
	return true;
}

enum evaluator_kind evaluator_set_find(const PyObject *object)
{
	return used != 0 && look(object)->object != NULL ? look(object)->kind
	                                                 : EVALUATOR_KIND_COUNT;
}
