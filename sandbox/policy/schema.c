/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/schema.c - schema.def, modules.def, extra_modules.def and require.def as C tables.
 * Runs in: host
 */
#include "schema.h"

#include <stdio.h>
#include <string.h>

const struct schema_group_row schema_groups[SCHEMA_GROUP_COUNT] = {
#define GROUP(id, name, reason) {name, reason},
#define KEY(id, group, name, type, minimum, maximum, start, reason)
#include "schema.def"
#undef KEY
#undef GROUP
};

const struct schema_key_row schema_keys[SCHEMA_KEY_COUNT] = {
#define GROUP(id, name, reason)
#define KEY(id, group, name, type, minimum, maximum, start, reason) \
	{SCHEMA_GROUP_##group, SCHEMA_##type, name, minimum, maximum, start, reason},
#include "schema.def"
#undef KEY
#undef GROUP
};

static const char *const modules[] = {
#define MODULE(name, reason) name,
#include "modules.def"
#undef MODULE
};

/* Sorted apart, not together: nothing searches them by halves. */
static const char *const offered[] = {
#define MODULE(name, reason) name,
#include "modules.def"
#undef MODULE
#define EXTRA(name, reason) name,
#include "extra_modules.def"
#undef EXTRA
};

static const char *const rungs[] = {
#define RUNG(name, reason) name,
#include "require.def"
#undef RUNG
};

const struct schema_names schema_modules = {modules, sizeof modules / sizeof modules[0],
                                            "a module that a cell can have"};
const struct schema_names schema_offered = {offered, sizeof offered / sizeof offered[0],
                                            "a module that a cell can have"};
const struct schema_names schema_rungs = {rungs, sizeof rungs / sizeof rungs[0],
                                          "a rung of the ladder"};

const char *schema_path(enum schema_key key, char path[static SCHEMA_PATH_MAX])
{
	const char *group = schema_groups[schema_keys[key].group].name;
	(void)snprintf(path, SCHEMA_PATH_MAX, "%s%s%s", group, group[0] != '\0' ? "." : "",
	               schema_keys[key].name);
	return path;
}

enum schema_group schema_find_group(const char *name)
{
	unsigned group = SCHEMA_GROUP_ROOT + 1;
	while (group < SCHEMA_GROUP_COUNT && strcmp(schema_groups[group].name, name) != 0)
		group++;

	return (enum schema_group)group;
}

enum schema_key schema_find_key(enum schema_group group, const char *name)
{
	unsigned key = 0;
	while (key < SCHEMA_KEY_COUNT &&
	       (schema_keys[key].group != group || strcmp(schema_keys[key].name, name) != 0))
		key++;

	return (enum schema_key)key;
}

const struct schema_names *schema_names_of(enum schema_key key)
{
	return key == SCHEMA_REQUIRE ? &schema_rungs : &schema_offered;
}

/* "package.module" of ASCII identifiers: such a name is a path inside a folder and never out of it.
 */
static bool is_dotted_name(const char *name)
{
	bool starts = true;
	size_t i = 0;
	for (; name[i] != '\0'; i++) {
		bool letter = (name[i] >= 'a' && name[i] <= 'z') ||
		              (name[i] >= 'A' && name[i] <= 'Z') || name[i] == '_';
		bool digit = name[i] >= '0' && name[i] <= '9';
		bool dot = name[i] == '.';
		if (starts ? !letter : !letter && !digit && !dot)
			return false;
		starts = dot;
	}
	return !starts && i <= SCHEMA_MODULE_MAX;
}

bool schema_is_open(enum schema_key key, const char *name)
{
	return (key == SCHEMA_ADD && is_dotted_name(name)) ||
	       (key == SCHEMA_FROM && name[0] != '\0');
}

bool schema_knows(const struct schema_names *names, const char *name)
{
	for (size_t i = 0; i < names->count; i++) {
		if (strcmp(names->items[i], name) == 0)
			return true;
	}
	return false;
}

bool schema_is_inside(const char *name, const char *package)
{
	size_t length = strlen(package);
	return strncmp(name, package, length) == 0 && (name[length] == '\0' || name[length] == '.');
}

bool schema_knows_inside(const struct schema_names *names, const char *package)
{
	for (size_t i = 0; i < names->count; i++) {
		if (schema_is_inside(names->items[i], package))
			return true;
	}
	return false;
}
