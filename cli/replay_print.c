/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_print.c - rows counted, and shown as a table.
 * Runs in: host
 */
#include <string.h>

#include "kit.h"
#include "message.h"
#include "replay.h"
#include "verdict_text.h"

#define WHAT_SHOWN 60 /* columns of the last column; --json has all of it */

static bool is_alive(const json_t *row, const char *how)
{
	return strcmp(json_text(row, "alive"), how) == 0;
}

struct replay_totals replay_count(const json_t *rows)
{
	struct replay_totals totals = {0};
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows, i, row)
	{
		const json_t *contained = json_object_get(row, "contained");
		totals.rows++;
		totals.alive += is_alive(row, "yes");
		totals.dead += is_alive(row, "no");
		totals.elsewhere += is_alive(row, "elsewhere");
		totals.contained += json_is_true(contained);
		totals.loose += json_is_false(contained);
		totals.failed += json_object_get(row, "error") != NULL;
	}
	return totals;
}

static void alive_text(const json_t *row, char *text, size_t size)
{
	const char *how = json_text(row, "alive_how");
	if (is_alive(row, "elsewhere"))
		(void)snprintf(text, size, "alive on %s", json_text(row, "pythons"));
	else
		(void)snprintf(text, size, "%s%s%s%s", json_text(row, "alive"),
		               how[0] != '\0' ? " (" : "", how, how[0] != '\0' ? ")" : "");
}

static const char *contained_text(const json_t *row)
{
	const json_t *contained = json_object_get(row, "contained");
	if (contained == NULL)
		return "unknown";
	return json_is_true(contained) ? "yes" : "LOOSE";
}

static void stopped_text(const json_t *row, char *text, size_t size)
{
	const char *error = json_text(row, "error");
	if (error[0] != '\0')
		(void)snprintf(text, size, "error: %s", error);
	else if (json_is_false(json_object_get(row, "contained")))
		(void)snprintf(text, size, "nothing: the canary got out");
	else
		(void)snprintf(text, size, "%s: %s", json_text(row, "stopped_by"),
		               json_text(row, "stopped_what"));
	for (char *letter = text; *letter != '\0'; letter++) {
		if (*letter == '\n')
			*letter = ' ';
	}
}

static int longest(const json_t *rows, const char *key, size_t at_least)
{
	size_t longest = at_least;
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows, i, row)
	{
		size_t length = strlen(json_text(row, key));
		longest = length > longest ? length : longest;
	}
	return (int)longest;
}

static void print_rows(const json_t *rows)
{
	int id = longest(rows, "id", strlen("ID"));
	int family = longest(rows, "family", strlen("FAMILY"));
	int kind = longest(rows, "kind", strlen("KIND"));
	printf("%-*s  %-*s  %-*s  %-15s  %-9s  %s\n", id, "ID", family, "FAMILY", kind, "KIND",
	       "ALIVE", "CONTAINED", "STOPPED BY");
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows, i, row)
	{
		char alive[128];
		char stopped[WHAT_SHOWN + 1];
		alive_text(row, alive, sizeof alive);
		stopped_text(row, stopped, sizeof stopped);
		printf("%-*s  %-*s  %-*s  %-15s  %-9s  ", id, json_text(row, "id"), family,
		       json_text(row, "family"), kind, json_text(row, "kind"), alive,
		       contained_text(row));
		cli_print_foreign(stdout, stopped);
		(void)fputc('\n', stdout);
	}
}

/* What the table says, for those who do not read tables. */
static void complain(const json_t *rows)
{
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows, i, row)
	{
		const char *id = json_text(row, "id");
		if (json_is_false(json_object_get(row, "contained")))
			cli_error("%s: loose", id);
		if (is_alive(row, "no"))
			cli_error("%s: no longer alive; mark it: %s", id, json_text(row, "note"));
		if (json_object_get(row, "error") != NULL)
			cli_error("%s: %s", id, json_text(row, "error"));
	}
}

void replay_print(const json_t *rows, const struct replay_totals *totals)
{
	print_rows(rows);
	complain(rows);
	if (totals->elsewhere > 0)
		printf("\n%zu of them alive on other Pythons only", totals->elsewhere);
	printf("\n%zu escapes: %zu alive, %zu contained, %zu loose\n", totals->rows, totals->alive,
	       totals->contained, totals->loose);
}
