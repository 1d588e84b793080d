/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/json_table.c - a JSON document as text for a person.
 * Runs in: host
 */
#include "json_table.h"

#include <stdbool.h>
#include <string.h>

#include "kit.h"
#include "message.h"

#define COLUMNS_MAX 12
#define WIDTH_MAX                                                                       \
	40 /* a column that is longer is not padded: it is the reason, and the last one \
	    */

/* A value as one line, owned by the caller; NULL when memory is short. */
static char *scalar_text(const json_t *value)
{
	if (value == NULL)
		return strdup("none");
	if (json_is_string(value))
		return strdup(json_string_value(value));
	if (json_is_true(value) || json_is_false(value))
		return strdup(json_is_true(value) ? "yes" : "no");
	return json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
}

static bool is_scalar(const json_t *value)
{
	return !json_is_object(value) && !json_is_array(value);
}

static bool is_empty_list(const json_t *value)
{
	return json_is_array(value) && json_array_size(value) == 0;
}

static bool is_table(const json_t *value)
{
	return json_is_array(value) && json_is_object(json_array_get(value, 0));
}

/* Padded to `width`, and two columns more; as it is when `width` is 0. */
static void print_cell(const json_t *value, size_t width)
{
	CLEANUP(free_at_exit) char *text = scalar_text(value);
	size_t length = text != NULL ? strlen(text) : 0;
	cli_print_foreign(stdout, text != NULL ? text : "?");
	if (width > 0)
		printf("%*s", (int)(length < width ? width - length : 0) + 2, "");
}

static size_t column_width(const json_t *rows, const char *key)
{
	size_t width = strlen(key);
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows, i, row)
	{
		CLEANUP(free_at_exit) char *text = scalar_text(json_object_get(row, key));
		size_t length = text != NULL ? strlen(text) : 0;
		if (length > width && length <= WIDTH_MAX)
			width = length;
	}
	return width;
}

static void print_table(const char *name, json_t *rows)
{
	const char *keys[COLUMNS_MAX];
	size_t widths[COLUMNS_MAX];
	size_t count = 0;
	const char *key = NULL;
	json_t *value = NULL;
	json_object_foreach(json_array_get(rows, 0), key, value)
	{
		if (count == COLUMNS_MAX)
			break;
		keys[count] = key;
		widths[count] = column_width(rows, key);
		count++;
	}

	if (count == 0)
		return;
	printf("\n%s:\n", name);
	for (size_t i = 0; i + 1 < count; i++)
		printf("%-*s  ", (int)widths[i], keys[i]);
	printf("%s\n", keys[count - 1]);

	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows, i, row)
	{
		for (size_t j = 0; j < count; j++)
			print_cell(json_object_get(row, keys[j]), j + 1 < count ? widths[j] : 0);
		(void)fputc('\n', stdout);
	}
}

/* Items of a list of scalars, one a line; an empty list was already printed as "none". */
static void print_list(const char *name, json_t *items)
{
	printf("\n%s:\n", name);
	size_t i = 0;
	json_t *item = NULL;
	json_array_foreach(items, i, item)
	{
		(void)fputs("  ", stdout);
		print_cell(item, 0);
		(void)fputc('\n', stdout);
	}
}

static void print_group(const char *name, json_t *group)
{
	printf("\n%s:\n", name);
	const char *key = NULL;
	json_t *value = NULL;
	json_object_foreach(group, key, value)
	{
		printf("  %s: ", key);
		print_cell(value, 0);
		(void)fputc('\n', stdout);
	}
}

void json_table_print(const json_t *document)
{
	const char *key = NULL;
	json_t *value = NULL;
	/* What is short first: a table may be long. */
	json_object_foreach((json_t *)document, key, value)
	{
		if (!is_scalar(value) && !is_empty_list(value))
			continue;
		printf("%s: ", key);
		print_cell(is_empty_list(value) ? NULL : value, 0);
		(void)fputc('\n', stdout);
	}
	json_object_foreach((json_t *)document, key, value)
	{
		if (json_is_object(value))
			print_group(key, value);
		else if (is_table(value))
			print_table(key, value);
		else if (!is_scalar(value) && !is_empty_list(value))
			print_list(key, value);
	}
}
