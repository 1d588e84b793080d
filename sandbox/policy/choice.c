/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/choice.c - choices.def as a lookup.
 * Runs in: host
 */
#include "choice.h"

#include <stdio.h>
#include <string.h>

static const struct {
	enum schema_key key;
	const char *word;
} rows[] = {
#define CHOICE(key, word, reason) {SCHEMA_##key, word},
#include "choices.def"
#undef CHOICE
};

#define ROWS (sizeof rows / sizeof rows[0])

bool choice_find(enum schema_key key, const char *word, uint64_t *ret_value)
{
	uint64_t value = 0;
	for (size_t i = 0; i < ROWS; i++) {
		if (rows[i].key != key)
			continue;
		if (strcmp(rows[i].word, word) == 0) {
			*ret_value = value;
			return true;
		}
		value++;
	}
	return false;
}

const char *choice_word(enum schema_key key, uint64_t value)
{
	for (size_t i = 0; i < ROWS; i++) {
		if (rows[i].key == key && value-- == 0)
			return rows[i].word;
	}
	return "";
}

const char *choice_expected(enum schema_key key, char *text, size_t size)
{
	size_t used = (size_t)snprintf(text, size, "one of");
	const char *comma = " ";
	for (size_t i = 0; i < ROWS && used < size; i++) {
		if (rows[i].key != key)
			continue;
		used += (size_t)snprintf(text + used, size - used, "%s%s", comma, rows[i].word);
		comma = ", ";
	}
	return text;
}
