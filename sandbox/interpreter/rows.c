/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/rows.c - the tables of permits/, read once into a hash.
 *
 * A name list in a row is one decision with one reason, written for every name in it.  Only a row
 * that denies may end in "*": what is permitted is permitted by name, so that a function which a
 * new CPython brings is disarmed until somebody has looked at it.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

#include "virtual.h"

enum table {
	TABLE_FUNCTIONS = 'f',
	TABLE_TYPES = 't',
	TABLE_ONE_TYPE = '1', /* of the types too; the name may hold spaces */
	TABLE_ENTRIES = 'e',
	TABLE_CLASSES = 'c',
	TABLE_WRITES = 'w',
	TABLE_SLOTS = 's',
	TABLE_STATE = 'm',
	TABLE_CONSTANTS = 'k',
};

struct row {
	char key[96];
	struct permit permit;
	bool used;
	UT_hash_handle hh;
};

static struct row *rows;
static char error[160];
static const struct permit unlisted = {.action = PERMIT_UNLISTED, .reason = "no row names it"};

static const struct {
	enum table table;
	const char *owner;
	const char *names;
	struct permit permit;
} sources[] = {
#define ALLOW  PERMIT_ALLOW
#define READ   PERMIT_READ
#define DENY   PERMIT_DENY
#define ABSENT PERMIT_ABSENT
#define FUNCTIONS(module, action, names, reason) \
	{TABLE_FUNCTIONS, module, names, {action, 0, NULL, reason}},
#define FUNCTION_VIRTUAL(module, name, flags, function, reason) \
	{TABLE_FUNCTIONS,                                       \
	 module,                                                \
	 name,                                                  \
	 {PERMIT_VIRTUAL, flags, (PyCFunction)(void (*)(void))function, reason}},
#include "permits/functions.def"
#define CLASSES(action, names, reason) {TABLE_CLASSES, "", names, {action, 0, NULL, reason}},
#define TYPES(action, names, reason)   {TABLE_TYPES, "", names, {action, 0, NULL, reason}},
#define TYPE(action, name, reason)     {TABLE_ONE_TYPE, "", name, {action, 0, NULL, reason}},
#include "permits/types.def"
#define ENTRY(type, name, action, reason) {TABLE_ENTRIES, type, name, {action, 0, NULL, reason}},
#define ENTRY_VIRTUAL(type, name, flags, function, reason) \
	{TABLE_ENTRIES,                                    \
	 type,                                             \
	 name,                                             \
	 {PERMIT_VIRTUAL, flags, (PyCFunction)(void (*)(void))function, reason}},
#define SLOT_VIRTUAL(type, slot, function, reason)
#include "permits/entries.def"
#define WRITES(type, action, names, reason) {TABLE_WRITES, type, names, {action, 0, NULL, reason}},
#include "permits/writes.def"
#undef WRITES
#define SLOTS(type, action, names, reason) {TABLE_SLOTS, type, names, {action, 0, NULL, reason}},
#include "permits/slots.def"
#undef SLOTS
#define CONSTANTS(action, modules, reason) \
	{TABLE_CONSTANTS, "", modules, {action, 0, NULL, reason}},
#define STATE(module, action, names, reason) \
	{TABLE_STATE, module, names, {action, 0, NULL, reason}},
#include "permits/state.def"
#undef CONSTANTS
#undef STATE
/* What lockdown itself keeps or puts in place of a value is decided there. */
#define KEEP(module, name, reason) {TABLE_STATE, module, name, {PERMIT_ALLOW, 0, NULL, reason}},
#define TEXT(module, name, text, reason) \
	{TABLE_STATE, module, name, {PERMIT_VIRTUAL, 0, NULL, reason}},
#define EMPTY(module, name, reason) {TABLE_STATE, module, name, {PERMIT_VIRTUAL, 0, NULL, reason}},
#include "names.def"
#undef KEEP
#undef TEXT
#undef EMPTY
#undef FUNCTIONS
#undef FUNCTION_VIRTUAL
#undef TYPES
#undef TYPE
#undef CLASSES
#undef ENTRY
#undef ENTRY_VIRTUAL
#undef SLOT_VIRTUAL
#undef ALLOW
#undef READ
#undef DENY
#undef ABSENT
};

static bool make_key(char *key, size_t size, enum table table, const char *owner, const char *name)
{
	int length = snprintf(key, size, "%c:%s:%s", (char)table, owner, name);
	return length > 0 && (size_t)length < size;
}

static struct row *find(enum table table, const char *owner, const char *name)
{
	char key[sizeof rows->key];
	struct row *row = NULL;
	if (make_key(key, sizeof key, table, owner, name))
		HASH_FIND_STR(rows, key, row);
	return row;
}

static bool bad_row(const char *what, const char *key)
{
	(void)snprintf(error, sizeof error, "permits row %s: %s", key, what);
	return false;
}

static bool add(enum table table, const char *owner, const char *name, const struct permit *permit)
{
	struct row *row = calloc(1, sizeof *row);
	if (row == NULL)
		return bad_row("out of memory", name);

	row->permit = *permit;
	bool fits = make_key(row->key, sizeof row->key, table, owner, name);
	bool widens = strchr(name, '*') != NULL && permit->action != PERMIT_DENY;
	if (!fits || widens || find(table, owner, name) != NULL) {
		free(row);
		return bad_row(!fits    ? "name too long"
		               : widens ? "only a denial may use *"
		                        : "given twice",
		               name);
	}
	HASH_ADD_STR(rows, key, row);
	return true;
}

static bool add_names(size_t source)
{
	if (sources[source].table == TABLE_ONE_TYPE)
		return add(TABLE_TYPES, "", sources[source].names, &sources[source].permit);

	char *names = strdup(sources[source].names);
	if (names == NULL)
		return bad_row("out of memory", sources[source].owner);

	bool added = true;
	char *rest = NULL;
	for (char *name = strtok_r(names, " ", &rest); name != NULL && added;
	     name = strtok_r(NULL, " ", &rest))
		added = add(sources[source].table, sources[source].owner, name,
		            &sources[source].permit);
	free(names);
	return added;
}

bool rows_load(void)
{
	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
		if (!add_names(i))
			return false;
	}
	return true;
}

const char *rows_error(void)
{
	return error;
}

static const struct permit *use(struct row *row)
{
	row->used = true;
	return &row->permit;
}

/* A type's own row, else the row "module.*" of the module its name begins with. */
static struct row *find_type(const char *type)
{
	struct row *row = find(TABLE_TYPES, "", type);
	const char *dot = strrchr(type, '.');
	if (row != NULL || dot == NULL)
		return row;

	char wildcard[80];
	int length = snprintf(wildcard, sizeof wildcard, "%.*s.*", (int)(dot - type), type);
	return length > 0 && (size_t)length < sizeof wildcard ? find(TABLE_TYPES, "", wildcard)
	                                                      : NULL;
}

static const struct permit *use_or_unlisted(struct row *row)
{
	return row != NULL ? use(row) : &unlisted;
}

/* An entry by its own name, else by the module's "*". */
static struct row *find_or_rest(enum table table, const char *owner, const char *name)
{
	struct row *row = find(table, owner, name);
	return row != NULL ? row : find(table, owner, "*");
}

static bool is_constant(PyObject *value)
{
	return value == Py_None || PyLong_CheckExact(value) || PyFloat_CheckExact(value) ||
	       PyBool_Check(value) || PyComplex_CheckExact(value) || PyUnicode_CheckExact(value) ||
	       PyBytes_CheckExact(value);
}

/* A name by its own row, else by the row for constants when it is one, else by the module's "*". */
static struct row *find_state(const struct walk_entry *entry)
{
	struct row *row = find(TABLE_STATE, entry->owner, entry->name);
	if (row == NULL)
		row = find(TABLE_STATE, "*", entry->name);
	if (row == NULL && is_constant(entry->value))
		row = find(TABLE_CONSTANTS, "", entry->owner);
	return row != NULL ? row : find_or_rest(TABLE_STATE, entry->owner, entry->name);
}

/* What every module has, by names that are the language's. */
static bool is_common_state(const struct walk_entry *entry)
{
	static const char *const names[] = {"__name__", "__doc__", "__package__"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(entry->name, names[i]) == 0)
			return is_constant(entry->value);
	}
	return false;
}

const struct permit *rows_find(const struct walk_entry *entry)
{
	static const struct permit common = {.action = PERMIT_ALLOW,
	                                     .reason = "the name and documentation of a module"};
	struct row *row = NULL;
	if (entry->kind == WALK_FUNCTION)
		return use_or_unlisted(find_or_rest(TABLE_FUNCTIONS, entry->owner, entry->name));
	if (entry->kind == WALK_CLASS)
		return use_or_unlisted(find(TABLE_CLASSES, "", entry->owner));
	if (entry->kind == WALK_STATE) {
		row = find_state(entry);
		return row == NULL && is_common_state(entry) ? &common : use_or_unlisted(row);
	}

	const char *name = entry->kind == WALK_TYPE ? "__new__" : entry->name;
	row = find(TABLE_ENTRIES, entry->owner, name);
	return use_or_unlisted(row != NULL ? row : find_type(entry->owner));
}

/* A row of its own decides for both; a row for the type decides for reading only. */
const struct permit *rows_find_write(const struct walk_entry *entry, const struct permit *permit)
{
	struct row *row = find(TABLE_WRITES, entry->owner, entry->name);
	if (row != NULL)
		return use(row);
	bool own = find(TABLE_ENTRIES, entry->owner, entry->name) != NULL;
	return own || permit->action != PERMIT_ALLOW ? permit : &unlisted;
}

const struct permit *rows_find_slot(const char *type, const char *slot)
{
	struct row *row = find(TABLE_SLOTS, type, slot);
	return row != NULL ? use(row) : NULL;
}

bool rows_have_slots(const char *type)
{
	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
		if (sources[i].table == TABLE_SLOTS && strcmp(sources[i].owner, type) == 0)
			return true;
	}
	return false;
}

bool rows_opens_type(const char *type)
{
	struct row *row = find_type(type);
	return row != NULL && use(row)->action == PERMIT_ALLOW;
}

bool rows_excepts(const char *type, const char *name)
{
	const struct row *row = find(TABLE_ENTRIES, type, name);
	return row != NULL &&
	       (row->permit.action == PERMIT_ALLOW || row->permit.action == PERMIT_READ ||
	        row->permit.action == PERMIT_VIRTUAL);
}

void rows_unused(void (*visit)(void *user, const char *name), void *user)
{
	for (const struct row *row = rows; row != NULL; row = row->hh.next) {
		if (!row->used)
			visit(user, row->key);
	}
}

const char *permit_action_name(enum permit_action action)
{
	static const char *const names[PERMIT_ACTION_COUNT] = {
	        "unlisted", "allow", "read", "deny", "absent", "virtual",
	};
	return (unsigned)action < PERMIT_ACTION_COUNT ? names[action] : "?";
}
