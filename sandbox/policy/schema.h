/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/schema.h - schema.def, modules.def, extra_modules.def and require.def as C tables.
 * Runs in: host
 */
#ifndef PADCELL_POLICY_SCHEMA_H
#define PADCELL_POLICY_SCHEMA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum schema_group {
#define GROUP(id, name, reason) SCHEMA_GROUP_##id,
#define KEY(id, group, name, type, minimum, maximum, start, reason)
#include "schema.def"
#undef KEY
#undef GROUP
	SCHEMA_GROUP_COUNT,
};

enum schema_key {
#define GROUP(id, name, reason)
#define KEY(id, group, name, type, minimum, maximum, start, reason) SCHEMA_##id,
#include "schema.def"
#undef KEY
#undef GROUP
	SCHEMA_KEY_COUNT,
};

enum schema_type {
	SCHEMA_DURATION,
	SCHEMA_SIZE,
	SCHEMA_COUNT,
	SCHEMA_FLAG,
	SCHEMA_NAMES,
	SCHEMA_CHOICE,
};

struct schema_group_row {
	const char *name;
	const char *reason;
};

struct schema_key_row {
	enum schema_group group;
	enum schema_type type;
	const char *name;
	uint64_t minimum;
	uint64_t maximum;
	uint64_t start;
	const char *reason;
};

/* A sorted list of names that a list of the file may hold. */
struct schema_names {
	const char *const *items;
	size_t count;
	const char *kind; /* what one is, for messages */
};

extern const struct schema_group_row schema_groups[SCHEMA_GROUP_COUNT];
extern const struct schema_key_row schema_keys[SCHEMA_KEY_COUNT];
extern const struct schema_names schema_modules; /* without a policy's word */
extern const struct schema_names schema_offered; /* those and what a policy may add */
extern const struct schema_names schema_rungs;

/* Bytes of a module's dotted name at most. */
#define SCHEMA_MODULE_MAX 200

/* Bytes that schema_path() writes at most. */
#define SCHEMA_PATH_MAX 32

/* The key as messages name it, such as "limits.wall"; returns `path`. */
const char *schema_path(enum schema_key key, char path[static SCHEMA_PATH_MAX]);

/* The group of that name, or SCHEMA_GROUP_COUNT; ROOT has no name. */
enum schema_group schema_find_group(const char *name);

/* The key of that name in a group, or SCHEMA_KEY_COUNT. */
enum schema_key schema_find_key(enum schema_group group, const char *name);

/* What the list of this key may hold; the key's type is SCHEMA_NAMES. */
const struct schema_names *schema_names_of(enum schema_key key);

/* Whether the list of this key may hold other names than those of schema_names_of(). */
bool schema_is_open(enum schema_key key, const char *name);

/* Whether `name` is one of the list. */
bool schema_knows(const struct schema_names *names, const char *name);

/* Whether `name` is `package` or, as "package.more", inside it. */
bool schema_is_inside(const char *name, const char *package);

/* Whether `package` has anything inside it that the list knows. */
bool schema_knows_inside(const struct schema_names *names, const char *package);

#endif
