/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/reach_rows.c - what the tables of permits/ say, read as data by code of its own.
 *
 * No hash and no marks: a row is found by looking through the text of all of them.  So a fault in
 * the lookup that lockdown uses (rows.c) is not repeated here.
 *
 * Runs in: worker after lockdown
 */
#include "reach.h"

#include <stdio.h>
#include <string.h>

#include "importer.h"

enum table { OF_FUNCTIONS, OF_TYPES, OF_ENTRIES, OF_WRITES, OF_SLOTS };

#define ALLOW  REACH_ALLOWED
#define READ   REACH_READABLE
#define DENY   REACH_CLOSED
#define ABSENT REACH_CLOSED

static const struct row {
	enum table table;
	bool whole; /* `names` is one name, which may hold spaces */
	const char *owner;
	const char *names;
	enum reach_permit permit;
} rows[] = {
#define FUNCTIONS(module, action, names, reason) {OF_FUNCTIONS, false, module, names, action},
#define FUNCTION_VIRTUAL(module, name, flags, function, reason) \
	{OF_FUNCTIONS, true, module, name, REACH_REPLACED},
#include "permits/functions.def"
#define CLASSES(action, names, reason)
#define TYPES(action, names, reason) {OF_TYPES, false, "", names, action},
#define TYPE(action, name, reason)   {OF_TYPES, true, "", name, action},
#include "permits/types.def"
#define ENTRY(type, name, action, reason) {OF_ENTRIES, true, type, name, action},
#define ENTRY_VIRTUAL(type, name, flags, function, reason) \
	{OF_ENTRIES, true, type, name, REACH_REPLACED},
#define SLOT_VIRTUAL(type, slot, function, reason)
#include "permits/entries.def"
#define WRITES(type, action, names, reason) {OF_WRITES, false, type, names, action},
#include "permits/writes.def"
#define SLOTS(type, action, names, reason) {OF_SLOTS, false, type, names, action},
#include "permits/slots.def"
#undef WRITES
#undef SLOTS
#undef FUNCTIONS
#undef FUNCTION_VIRTUAL
#undef CLASSES
#undef TYPES
#undef TYPE
#undef ENTRY
#undef ENTRY_VIRTUAL
#undef SLOT_VIRTUAL
};

/* Modules written in C, and those of the bundle that are loaded by CPython's own start. */
static const char *const modules[] = {
#define NATIVE(name, for_module, reason) name,
#define LIBRARY(name, reason)            name,
#define IMPLIED(name, reason)
#include "modules.def"
#undef NATIVE
#undef LIBRARY
#undef IMPLIED
};

#define ROW_COUNT (sizeof rows / sizeof rows[0])

static bool names_it(const struct row *row, const char *name)
{
	size_t size = strlen(name);
	if (row->whole)
		return strcmp(row->names, name) == 0;
	for (const char *at = strstr(row->names, name); at != NULL; at = strstr(at + 1, name)) {
		bool begins = at == row->names || at[-1] == ' ';
		if (begins && (at[size] == '\0' || at[size] == ' '))
			return true;
	}
	return false;
}

static const struct row *find(enum table table, const char *owner, const char *name)
{
	for (size_t i = 0; i < ROW_COUNT; i++) {
		if (rows[i].table == table && strcmp(rows[i].owner, owner) == 0 &&
		    names_it(&rows[i], name))
			return &rows[i];
	}
	return NULL;
}

enum reach_permit reach_permit_function(const char *module, const char *name)
{
	const struct row *row = find(OF_FUNCTIONS, module, name);
	return row != NULL ? row->permit : REACH_CLOSED;
}

enum reach_permit reach_permit_single(const char *type, const char *name)
{
	const struct row *row = find(OF_ENTRIES, type, name);
	return row != NULL ? row->permit : REACH_CLOSED;
}

enum reach_permit reach_permit_entry(const char *type, const char *name)
{
	const struct row *row = find(OF_ENTRIES, type, name);
	if (row == NULL)
		row = find(OF_TYPES, "", type);
	return row != NULL ? row->permit : REACH_CLOSED;
}

bool reach_permits_writing(const char *type, const char *name)
{
	const struct row *row = find(OF_ENTRIES, type, name);
	if (row == NULL)
		row = find(OF_WRITES, type, name);
	return row != NULL && row->permit == REACH_ALLOWED;
}

/* Where each slot is, and what its row calls it. */
static const struct place {
	size_t offset;
	const char *slot;
} places[] = {
#define SUITE_TYPE(slot)                      {offsetof(PyHeapTypeObject, ht_type.slot), #slot},
#define SUITE_ASYNC(slot)                     {offsetof(PyHeapTypeObject, as_async.slot), #slot},
#define SUITE_NUMBER(slot)                    {offsetof(PyHeapTypeObject, as_number.slot), #slot},
#define SUITE_SEQUENCE(slot)                  {offsetof(PyHeapTypeObject, as_sequence.slot), #slot},
#define SUITE_MAPPING(slot)                   {offsetof(PyHeapTypeObject, as_mapping.slot), #slot},
#define SUITE_BUFFER(slot)                    {offsetof(PyHeapTypeObject, as_buffer.slot), #slot},
#define SLOT(suite, slot, stub, name, reason) SUITE_##suite(slot)
#include "slots.def"
#undef SLOT
};

enum reach_permit reach_permit_slot(const char *type, const char *name, size_t offset)
{
	const struct row *row = find(OF_ENTRIES, type, name);
	for (size_t i = 0; i < sizeof places / sizeof places[0] && row == NULL; i++) {
		if (places[i].offset == offset)
			row = find(OF_SLOTS, type, places[i].slot);
	}
	return row != NULL ? row->permit : reach_permit_entry(type, name);
}

bool reach_permits_module(const char *name)
{
	for (size_t i = 0; i < sizeof modules / sizeof modules[0]; i++) {
		if (strcmp(modules[i], name) == 0)
			return true;
	}
	/* The guest's own; and the two that hold what every program has. */
	return strcmp(name, "__main__") == 0 || strcmp(name, "builtins") == 0 ||
	       strcmp(name, "sys") == 0 || importer_has(name);
}
