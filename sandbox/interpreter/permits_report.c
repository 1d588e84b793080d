/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/permits_report.c - the result of the permits walk as one JSON document.
 * Runs in: worker after lockdown
 */
#include "bytes.h"
#include "permits.h"

struct report {
	unsigned totals[WALK_KIND_COUNT][PERMIT_ACTION_COUNT];
	unsigned unclassified;
	struct bytes names; /* of unclassified entries, as the inside of a JSON list */
};

static const char *const kinds[WALK_KIND_COUNT] = {
        "function", "method", "getset", "member", "type", "class", "owned",
};

static void count(void *user, const struct walk_entry *entry, enum permit_action action)
{
	struct report *report = user;
	report->totals[entry->kind][action]++;
	/* A class is code in Python: no row is needed to disarm it, only to show it. */
	if (action != PERMIT_UNLISTED || entry->kind == WALK_CLASS)
		return;

	report->unclassified++;
	(void)bytes_printf(&report->names, "%s\"%s%s%s\"", report->names.size != 0 ? ", " : "",
	                   entry->owner, entry->name[0] != '\0' ? "." : "", entry->name);
}

static void list_unused(void *user, const char *name)
{
	struct bytes *names = user;
	(void)bytes_printf(names, "%s\"%s\"", names->size != 0 ? ", " : "", name);
}

static void put_totals(struct bytes *json, const struct report *report)
{
	for (unsigned kind = 0; kind < WALK_OWNED; kind++) {
		(void)bytes_printf(json, "%s\"%s\": {", kind != 0 ? ", " : "", kinds[kind]);
		for (unsigned action = 0; action < PERMIT_ACTION_COUNT; action++)
			(void)bytes_printf(json, "%s\"%s\": %u", action != 0 ? ", " : "",
			                   permit_action_name(action),
			                   report->totals[kind][action]);
		(void)bytes_append_text(json, "}");
	}
}

char *interpreter_permits_json(void)
{
	struct report report = {0};
	struct bytes unused = {0};
	struct bytes json = {0};
	permits_each_entry(count, &report);
	rows_unused(list_unused, &unused);
	(void)bytes_printf(&json, "{\"python\": \"%s\", \"totals\": {",
	                   interpreter_python_version());
	put_totals(&json, &report);
	bool done =
	        bytes_printf(&json,
	                     "}, \"unclassified\": %u, \"unclassified_names\": [%s], "
	                     "\"rows_for_nothing\": [%s]}",
	                     report.unclassified, bytes_text(&report.names), bytes_text(&unused));
	bytes_done(&report.names);
	bytes_done(&unused);
	if (!done)
		bytes_done(&json);
	return done ? json.data : NULL;
}
