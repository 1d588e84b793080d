/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/syntax_names.c - syntax.def as a lookup.
 * Runs in: worker after lockdown
 */
#include "syntax_names.h"

#include <string.h>

enum where { ANYWHERE, DEFINED };

static const struct protocol {
	const char *name;
	enum where where;
} protocols[] = {
#define PROTOCOL(name, where, reason) {name, where},
#define REFUSED(name, reason)
#define LIBRARY(module, function, names, reason)
#include "syntax.def"
#undef PROTOCOL
#undef REFUSED
#undef LIBRARY
};

static const char *const refused[] = {
#define PROTOCOL(name, where, reason)
#define REFUSED(name, reason) name,
#define LIBRARY(module, function, names, reason)
#include "syntax.def"
#undef PROTOCOL
#undef REFUSED
#undef LIBRARY
};

struct syntax_library {
	const char *module;
	const char *function;
	const char *names;
};

static const struct syntax_library libraries[] = {
#define PROTOCOL(name, where, reason)
#define REFUSED(name, reason)
#define LIBRARY(module, function, names, reason) {module, function, names},
#include "syntax.def"
#undef PROTOCOL
#undef REFUSED
#undef LIBRARY
};

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

const struct syntax_library *syntax_library_find(const char *module, const char *function)
{
	for (size_t i = 0; i < COUNT(libraries); i++) {
		if (strcmp(libraries[i].module, module) == 0 &&
		    strcmp(libraries[i].function, function) == 0)
			return &libraries[i];
	}
	return NULL;
}

bool syntax_library_has(const char *module)
{
	for (size_t i = 0; i < COUNT(libraries); i++) {
		if (strcmp(libraries[i].module, module) == 0)
			return true;
	}
	return false;
}

static bool is_equal(const char *row, const char *name, size_t size)
{
	return strlen(row) == size && memcmp(row, name, size) == 0;
}

static bool is_in_list(const char *list, const char *name, size_t size)
{
	while (*list != '\0') {
		size_t length = strcspn(list, " ");
		if (length == size && memcmp(list, name, size) == 0)
			return true;
		list += length;
		list += strspn(list, " ");
	}
	return false;
}

/* Names such as __private are renamed by the compiler and mean nothing to CPython: they stay. */
static bool is_dunder(const char *name, size_t size)
{
	return size > 4 && memcmp(name, "__", 2) == 0 && memcmp(name + size - 2, "__", 2) == 0;
}

bool syntax_refuses(const char *name, size_t size, bool defined,
                    const struct syntax_library *library)
{
	if (library != NULL && is_in_list(library->names, name, size))
		return false;
	for (size_t i = 0; i < COUNT(refused); i++) {
		if (is_equal(refused[i], name, size))
			return true;
	}
	if (!is_dunder(name, size))
		return false;
	for (size_t i = 0; i < COUNT(protocols); i++) {
		if (is_equal(protocols[i].name, name, size))
			return protocols[i].where == DEFINED && !defined;
	}
	return true;
}
