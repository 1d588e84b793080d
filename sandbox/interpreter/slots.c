/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/slots.c - find and close the slots of slots.def.
 *
 * A suite (tp_as_number and its like) may be one struct for a type and its base: a type that is
 * closed gets a suite of its own first.  Nothing that is shared is written to: not the suites, and
 * not the bases of slot wrappers, of which there are 86 for all types together.
 *
 * Runs in: worker before lockdown
 */
#include "slots.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "refuse.h"

enum suite { TYPE, ASYNC, NUMBER, SEQUENCE, MAPPING, BUFFER, SUITE_COUNT };

/* Where a type points to its suite, how large that is, and where the suite lies in a heap type. */
static const struct {
	size_t pointer;
	size_t size;
	size_t in_heap;
} suites[SUITE_COUNT] = {
        [ASYNC] = {offsetof(PyTypeObject, tp_as_async), sizeof(PyAsyncMethods),
                   offsetof(PyHeapTypeObject, as_async)},
        [NUMBER] = {offsetof(PyTypeObject, tp_as_number), sizeof(PyNumberMethods),
                    offsetof(PyHeapTypeObject, as_number)},
        [SEQUENCE] = {offsetof(PyTypeObject, tp_as_sequence), sizeof(PySequenceMethods),
                      offsetof(PyHeapTypeObject, as_sequence)},
        [MAPPING] = {offsetof(PyTypeObject, tp_as_mapping), sizeof(PyMappingMethods),
                     offsetof(PyHeapTypeObject, as_mapping)},
        [BUFFER] = {offsetof(PyTypeObject, tp_as_buffer), sizeof(PyBufferProcs),
                    offsetof(PyHeapTypeObject, as_buffer)},
};

typedef PyTypeObject slots_of_TYPE;
typedef PyAsyncMethods slots_of_ASYNC;
typedef PyNumberMethods slots_of_NUMBER;
typedef PySequenceMethods slots_of_SEQUENCE;
typedef PyMappingMethods slots_of_MAPPING;
typedef PyBufferProcs slots_of_BUFFER;

static const struct slot {
	enum suite suite;
	size_t offset; /* in the suite, or in the type */
	const char *name;
	void *stub; /* NULL: stays whatever becomes of the type */
} slots[] = {
#define SLOT(suite, slot, kind, name, reason) \
	{suite, offsetof(slots_of_##suite, slot), #slot, STUB_##kind(slot)},
#define STUB(slot)        (void *)refuse_##slot
#define STUB_KEEP(slot)   NULL
#define STUB_OBJECT       STUB
#define STUB_BINARY       STUB
#define STUB_INT          STUB
#define STUB_SIZE         STUB
#define STUB_HASH         STUB
#define STUB_QUIET        STUB
#define STUB_GET          STUB
#define STUB_SET          STUB
#define STUB_NAMED_GET    STUB
#define STUB_NAMED_SET    STUB
#define STUB_INIT         STUB
#define STUB_NEW          STUB
#define STUB_VECTOR(slot) NULL /* without it a call goes by tp_call of the metatype to tp_new */
#define STUB_SEND         STUB
#define STUB_BUFFER       STUB
#include "slots.def"
#undef SLOT
};

enum { SLOT_COUNT = sizeof slots / sizeof slots[0] };
_Static_assert(SLOT_COUNT <= 128, "struct slots_own has a bit for each");

/* A suite that grew has a slot that slots.def does not know: look at it before it is used.  Number
 * methods hold a reserved pointer, sequence methods two of old. */
_Static_assert(sizeof(PyAsyncMethods) == 4 * sizeof(void *), "a new slot of async methods");
_Static_assert(sizeof(PyNumberMethods) == 36 * sizeof(void *), "a new slot of number methods");
_Static_assert(sizeof(PySequenceMethods) == 10 * sizeof(void *), "a new slot of sequences");
_Static_assert(sizeof(PyMappingMethods) == 3 * sizeof(void *), "a new slot of mappings");
_Static_assert(sizeof(PyBufferProcs) == 2 * sizeof(void *), "a new slot of buffers");

static char **suite_pointer(PyTypeObject *type, enum suite suite)
{
	return (char **)((char *)type + suites[suite].pointer);
}

/* Where a type keeps a slot; NULL when it has no such suite. */
static void **place_of(PyTypeObject *type, const struct slot *slot)
{
	char *base = slot->suite == TYPE ? (char *)type : *suite_pointer(type, slot->suite);
	return base != NULL ? (void **)(base + slot->offset) : NULL;
}

static void *function_of(PyTypeObject *type, const struct slot *slot)
{
	void **place = type != NULL ? place_of(type, slot) : NULL;
	return place != NULL ? *place : NULL;
}

static bool is_own(PyTypeObject *type, const struct slot *slot)
{
	const void *function = function_of(type, slot);
	return function != NULL && function != function_of(type->tp_base, slot);
}

struct slots_own slots_of(PyTypeObject *type)
{
	struct slots_own own = {{0, 0}};
	for (size_t i = 0; i < SLOT_COUNT; i++)
		own.bits[i / 64] |= (uint64_t)is_own(type, &slots[i]) << i % 64;
	return own;
}

void slots_each(PyTypeObject *type, struct slots_own own, slots_visit *visit, void *user)
{
	for (size_t i = 0; i < SLOT_COUNT; i++) {
		if ((own.bits[i / 64] >> i % 64 & 1) != 0)
			visit(user, type, slots[i].name, place_of(type, &slots[i]));
	}
}

bool slots_make(const char *slot)
{
	return strcmp(slot, "tp_new") == 0 || strcmp(slot, "tp_init") == 0 ||
	       strcmp(slot, "tp_vectorcall") == 0;
}

/* A suite of the type's own.  Lives as long as the process, as the type does. */
static bool own_suites(PyTypeObject *type)
{
	for (enum suite suite = ASYNC; suite < SUITE_COUNT; suite++) {
		char **pointer = suite_pointer(type, suite);
		if (*pointer == NULL)
			continue;
		char *copy = malloc(suites[suite].size);
		if (copy == NULL)
			return false;
		memcpy(copy, *pointer, suites[suite].size);
		*pointer = copy;
	}
	return true;
}

static bool shares_suite(PyTypeObject *type, PyTypeObject *heir)
{
	for (enum suite suite = ASYNC; suite < SUITE_COUNT; suite++) {
		if (*suite_pointer(heir, suite) != NULL &&
		    *suite_pointer(heir, suite) == *suite_pointer(type, suite))
			return true;
	}
	return false;
}

/* A class statement fills every slot of a name from the one that the base has: len() may be called
 * through the sequence's slot where the base has the mapping's. */
static void close_function(PyTypeObject *heir, const void *function)
{
	for (size_t i = 0; i < SLOT_COUNT; i++) {
		if (slots[i].stub != NULL && function_of(heir, &slots[i]) == function)
			*place_of(heir, &slots[i]) = slots[i].stub;
	}
}

/* Types below that hold the very function: they inherited it. */
static bool close_copies(PyTypeObject *type, const struct slot *slot, PyTypeObject *const *below,
                         size_t below_count)
{
	const void *function = function_of(type, slot);
	for (size_t i = 0; i < below_count; i++) {
		if (below[i] == type || !PyType_IsSubtype(below[i], type))
			continue;
		if (shares_suite(type, below[i]) && !own_suites(below[i]))
			return false;
		close_function(below[i], function);
	}
	return true;
}

static size_t heap_offset(const struct slot *slot)
{
	return slot->offset + (slot->suite == TYPE ? 0 : suites[slot->suite].in_heap);
}

/* Wrappers such as frame.__repr__ hold the function on their own. */
static void close_wrappers(PyTypeObject *type, const struct slot *slot)
{
	PyObject *dict = cell_type_dict(type);
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (dict != NULL && PyDict_Next(dict, &position, &key, &value)) {
		PyWrapperDescrObject *wrapper = (PyWrapperDescrObject *)value;
		if (Py_TYPE(value) == &PyWrapperDescr_Type && PyDescr_TYPE(value) == type &&
		    wrapper->d_base->offset == (int)heap_offset(slot))
			wrapper->d_wrapped = slot->stub;
	}
}

bool slots_close(PyTypeObject *type, slots_keeps *keeps, PyTypeObject *const *below,
                 size_t below_count)
{
	/* What is called through a pointer in each instance goes by tp_call from now on. */
	if (!keeps(type, "tp_call"))
		type->tp_flags &= ~Py_TPFLAGS_HAVE_VECTORCALL;
	if (!keeps(type, "tp_vectorcall"))
		type->tp_vectorcall = NULL;
	bool done = true;
	for (size_t i = 0; i < SLOT_COUNT && done; i++) {
		if (slots[i].stub == NULL || function_of(type, &slots[i]) == NULL ||
		    keeps(type, slots[i].name))
			continue;
		done = !is_own(type, &slots[i]) ||
		       close_copies(type, &slots[i], below, below_count);
		close_wrappers(type, &slots[i]);
	}
	if (!done || !own_suites(type))
		return false;

	for (size_t i = 0; i < SLOT_COUNT; i++) {
		if (slots[i].stub != NULL && function_of(type, &slots[i]) != NULL &&
		    !keeps(type, slots[i].name))
			*place_of(type, &slots[i]) = slots[i].stub;
	}
	PyType_Modified(type);
	return true;
}
