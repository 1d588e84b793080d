/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/draft.c - a policy file as read: every value with its place, for errors found later.
 * Runs in: host
 */
#include "draft.h"

#include <stdlib.h>
#include <string.h>

void draft_init(struct draft *draft)
{
	*draft = (struct draft){0};
	for (unsigned key = 0; key < SCHEMA_KEY_COUNT; key++)
		draft->numbers[key] = schema_keys[key].start;
}

void draft_done(struct draft *draft)
{
	for (unsigned key = 0; key < SCHEMA_KEY_COUNT; key++) {
		struct draft_names *names = &draft->names[key];
		for (size_t i = 0; i < names->count; i++)
			free(names->items[i].text);
		free(names->items);
		*names = (struct draft_names){0};
	}
}

const struct draft_name *draft_find(const struct draft_names *names, const char *text)
{
	for (size_t i = 0; i < names->count; i++) {
		if (strcmp(names->items[i].text, text) == 0)
			return &names->items[i];
	}
	return NULL;
}

bool draft_add(struct draft_names *names, const char *text, struct place place)
{
	struct draft_name *items = reallocarray(names->items, names->count + 1, sizeof *items);
	if (items == NULL)
		return false;

	names->items = items;
	items[names->count] = (struct draft_name){strdup(text), place};
	if (items[names->count].text == NULL)
		return false;

	names->count++;
	return true;
}
