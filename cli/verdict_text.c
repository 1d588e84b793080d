/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/verdict_text.c - a verdict for a person, on stderr.
 * Runs in: host
 */
#include "verdict_text.h"

#include <string.h>

#include "kit.h"
#include "message.h"

#define DENIALS_SHOWN 20 /* rows; a hostile guest may cause any number */

json_t *verdict_document(const padcell_verdict *verdict)
{
	CLEANUP(free_at_exit) char *text = NULL;
	padcell_error error = {.status = PADCELL_OK};
	if (padcell_verdict_json(verdict, &text, &error) != PADCELL_OK) {
		(void)cli_fail(&error);
		return NULL;
	}

	json_error_t where;
	json_t *document = json_loads(text, JSON_ALLOW_NUL, &where);
	if (document == NULL)
		cli_error("the verdict is not valid JSON: line %d: %s", where.line, where.text);
	return document;
}

const char *json_text(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text != NULL ? text : "";
}

static void print_violations(const json_t *violations)
{
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(violations, i, row)
	{
		char line[32] = "";
		long long number = json_integer_value(json_object_get(row, "line"));
		if (number > 0)
			(void)snprintf(line, sizeof line, " at line %lld", number);
		const char *detail = json_text(row, "detail");
		cli_error("violation of %s%s, caught by %s: %s%s%s", json_text(row, "invariant"),
		          line, json_text(row, "layer"), json_text(row, "what"),
		          detail[0] != '\0' ? ": " : "", detail);
	}
}

static void print_denials(const json_t *denials)
{
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(denials, i, row)
	{
		if (i == DENIALS_SHOWN) {
			cli_error("denied: %zu more; --json lists all",
			          json_array_size(denials) - i);
			return;
		}
		long long count = json_integer_value(json_object_get(row, "count"));
		cli_error("denied: %s (%s, %lld time%s)", json_text(row, "what"),
		          json_text(row, "layer"), count, count == 1 ? "" : "s");
	}
}

void verdict_explain(const padcell_verdict *verdict)
{
	CLEANUP(json_at_exit) json_t *document = verdict_document(verdict);
	const char *traceback = padcell_verdict_traceback(verdict);
	cli_print_foreign(stderr, traceback);
	if (traceback[0] != '\0' && traceback[strlen(traceback) - 1] != '\n')
		(void)fputc('\n', stderr);

	print_violations(json_object_get(document, "violations"));
	print_denials(json_object_get(document, "denials"));
	cli_error("%s", padcell_verdict_summary(verdict));
}
