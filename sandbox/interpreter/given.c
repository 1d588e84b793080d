/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/given.c - modules that the policy brings along, as text.
 *
 * They arrive after lockdown and are compiled when they are imported, so that whatever they hold
 * can do what the guest could have done itself.
 *
 * Runs in: worker after lockdown
 */
#include "given.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "cell.h"
#include "importer.h"
#include "syntax.h"

/* As many as a policy may name. */
#define GIVEN_MAX 512

static struct given {
	char name[NAME_MAX_BYTES + 1];
	bool package;
	bool whole; /* no piece of its text was lost */
	struct bytes text;
} * modules;
static size_t count;

bool interpreter_give_module(const char *name, size_t size, bool package)
{
	if (size > NAME_MAX_BYTES || count == GIVEN_MAX)
		return false;

	struct given *grown = reallocarray(modules, count + 1, sizeof *grown);
	if (grown == NULL)
		return false;
	modules = grown;
	modules[count] = (struct given){.package = package, .whole = true};
	memcpy(modules[count].name, name, size);
	count++;
	return true;
}

bool interpreter_give_text(const char *text, size_t size)
{
	if (count == 0)
		return false;

	struct given *last = &modules[count - 1];
	last->whole = last->whole && bytes_append(&last->text, text, size);
	return last->whole;
}

static const struct given *find(const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(modules[i].name, name) == 0)
			return &modules[i];
	}
	return NULL;
}

bool given_has(const char *name)
{
	return find(name) != NULL;
}

bool given_is_package(const char *name)
{
	const struct given *module = find(name);
	return module != NULL && module->package;
}

/* "a.b" is "a/b.py": which module it was, never where it lay. */
static void shown_name(const struct given *module, char *shown, size_t size)
{
	(void)snprintf(shown, size, "%s%s", module->name, module->package ? "/__init__.py" : ".py");
	for (size_t i = 0; module->name[i] != '\0'; i++) {
		if (shown[i] == '.')
			shown[i] = '/';
	}
}

const char *given_text(const char *shown, size_t *ret_size)
{
	char each[NAME_MAX_BYTES + 16];
	for (size_t i = 0; i < count; i++) {
		shown_name(&modules[i], each, sizeof each);
		if (strcmp(each, shown) == 0) {
			*ret_size = modules[i].text.size;
			return bytes_text(&modules[i].text);
		}
	}
	return NULL;
}

PyObject *given_compile(const char *name)
{
	const struct given *module = find(name);
	if (module == NULL)
		return importer_not_found(name);
	if (!module->whole)
		return PyErr_NoMemory();

	const char *text = bytes_text(&module->text);
	char shown[NAME_MAX_BYTES + 16];
	shown_name(module, shown, sizeof shown);
	if (strlen(text) != module->text.size)
		return PyErr_Format(PyExc_SyntaxError, "%s: null bytes in source code", shown);
	return syntax_compile(text, module->text.size, shown);
}
