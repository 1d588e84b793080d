/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/reach_text.c - rows and paths as Python text, one operation a line, values v0, v1,
 * ... Runs in: worker after lockdown
 */
#include "reach.h"

#include <stdio.h>
#include <string.h>

#include "cell.h"

/* A path is short: the walk goes in the order of length. */
#define PATH_MAX_STEPS 64

static const char *name_of(const struct reach_names *names, char sign)
{
	if (sign == 'x')
		return names->x;
	if (sign == 'r')
		return names->r;
	return sign >= '0' && sign <= '9' ? names->other[sign - '0'] : NULL;
}

bool reach_put_text(struct bytes *out, const char *text, const char *indent,
                    const struct reach_names *names)
{
	bool done = bytes_append_text(out, indent);
	for (const char *at = text; *at != '\0' && done; at++) {
		const char *name = *at == '$' ? name_of(names, at[1]) : NULL;
		if (name != NULL) {
			done = bytes_append_text(out, name);
			at++;
			continue;
		}
		done = bytes_append(out, at, 1) && (*at != '\n' || bytes_append_text(out, indent));
	}
	return done;
}

/* New variables for what the step names; `next` moves on only for those that are there. */
static bool put_step(struct bytes *out, const char *text, unsigned *variable, unsigned *next)
{
	struct reach_names names = {0};
	(void)snprintf(names.x, sizeof names.x, "v%u", *variable);
	for (const char *at = text; *at != '\0'; at++) {
		bool other = *at == '$' && at[1] >= '0' && at[1] <= '9';
		if (other && names.other[at[1] - '0'][0] == '\0')
			(void)snprintf(names.other[at[1] - '0'], sizeof names.other[0], "v%u",
			               (*next)++);
	}
	*variable = (*next)++;
	(void)snprintf(names.r, sizeof names.r, "v%u", *variable);
	return reach_put_text(out, text, "", &names) && bytes_append(out, "\n", 1);
}

/* Some steps find what other imports brought: the program makes those first. */
static bool needs_imports(const char *step)
{
	static const char *const signs[] = {"__subclasses__", ".modules", "getweakrefs"};
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		if (strstr(step, signs[i]) != NULL)
			return true;
	}
	return false;
}

static bool put_imports(struct bytes *text)
{
	OWNED names = PySequence_List(cell.allowed);
	bool done = names != NULL && PyList_Sort(names) == 0 && bytes_append_text(text, "import ");
	for (Py_ssize_t i = 0; done && i < PyList_GET_SIZE(names); i++) {
		const char *name = PyUnicode_AsUTF8(PyList_GET_ITEM(names, i));
		done = name != NULL && bytes_printf(text, "%s%s", i != 0 ? ", " : "", name);
	}
	return done && bytes_append(text, "\n", 1);
}

bool reach_program(const struct reach *reach, uint32_t node, const char *more, struct bytes *text,
                   unsigned *ret_variable)
{
	const char *steps[PATH_MAX_STEPS];
	unsigned count = 0;
	bool imports = false;
	if (more != NULL)
		steps[count++] = more;
	for (; node != REACH_ROOT && count < PATH_MAX_STEPS; node = reach->nodes[node].parent) {
		steps[count++] = reach->nodes[node].text;
		imports = imports || needs_imports(reach->nodes[node].text);
	}
	if (imports && !put_imports(text))
		return false;

	unsigned next = 0;
	*ret_variable = 0;
	while (count > 0) {
		if (!put_step(text, steps[--count], ret_variable, &next))
			return false;
	}
	return true;
}
