/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/reach_json.c - the reach audit as one document, in an order that no address decides.
 * Runs in: worker after lockdown
 */
#include "reach.h"

#include <stdlib.h>
#include <string.h>

#include "cleanup.h"

static const char *const kinds[REACH_KIND_COUNT] = {
        "function", "method", "slot", "getset", "member", "type", "module", "object",
};

static const char *const states[REACH_STATE_COUNT] = {
        "permitted",
        "virtual",
        "disarmed",
        "armed",
};

/* Names of objects are a guest's to choose: anything but plain ASCII is escaped. */
static bool put_string(struct bytes *json, const char *text)
{
	bool good = bytes_append(json, "\"", 1);
	for (; *text != '\0' && good; text++) {
		unsigned char letter = (unsigned char)*text;
		if (letter == '"' || letter == '\\')
			good = bytes_append(json, "\\", 1) && bytes_append(json, text, 1);
		else if (letter == '\n')
			good = bytes_append(json, "\\n", 2);
		else if (letter < 0x20 || letter > 0x7e)
			good = bytes_printf(json, "\\u%04x", letter);
		else
			good = bytes_append(json, text, 1);
	}
	return good && bytes_append(json, "\"", 1);
}

static int by_name(const void *left, const void *right)
{
	const struct reach_entry *a = left;
	const struct reach_entry *b = right;
	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	int order = strcmp(a->name, b->name);
	if (order != 0)
		return order;
	if (a->state != b->state)
		return a->state > b->state ? -1 : 1; /* the worst first */
	return a->node < b->node ? -1 : a->node > b->node;
}

static bool put_entry(const struct reach *reach, const struct reach_entry *entry,
                      struct bytes *json)
{
	CLEANUP(bytes_done) struct bytes program = {0};
	unsigned variable = 0;
	return reach_program(reach, entry->node, NULL, &program, &variable) &&
	       bytes_append_text(json, "{\"kind\": \"") &&
	       bytes_append_text(json, kinds[entry->kind]) &&
	       bytes_append_text(json, "\", \"name\": ") && put_string(json, entry->name) &&
	       bytes_printf(json, ", \"state\": \"%s\", \"steps\": %u, \"variable\": \"v%u\", ",
	                    states[entry->state], reach->nodes[entry->node].depth, variable) &&
	       bytes_append_text(json, "\"program\": ") && put_string(json, bytes_text(&program)) &&
	       bytes_append(json, "}", 1);
}

/* The same name twice (a type that every interpreter has for itself): the worst stands for both. */
static bool is_repeated(const struct reach_entry *entries, size_t i)
{
	return i > 0 && entries[i].kind == entries[i - 1].kind &&
	       strcmp(entries[i].name, entries[i - 1].name) == 0;
}

static bool put_entries(const struct reach *reach, struct bytes *json, bool only_armed)
{
	bool done = true;
	bool first = true;
	for (size_t i = 0; i < reach->entry_count && done; i++) {
		if (is_repeated(reach->entries, i) ||
		    (only_armed && reach->entries[i].state != REACH_ARMED))
			continue;
		done = bytes_append_text(json, first ? "\n" : ",\n") &&
		       put_entry(reach, &reach->entries[i], json);
		first = false;
	}
	return done;
}

static bool put_alarm(const struct reach *reach, const struct reach_alarm *alarm,
                      struct bytes *json)
{
	CLEANUP(bytes_done) struct bytes program = {0};
	unsigned variable = 0;
	return reach_program(reach, alarm->node, alarm->text, &program, &variable) &&
	       bytes_append_text(json, "{\"what\": ") && put_string(json, alarm->what) &&
	       bytes_append_text(json, ", \"detail\": ") && put_string(json, alarm->detail) &&
	       bytes_append_text(json, ", \"program\": ") &&
	       put_string(json, bytes_text(&program)) && bytes_append(json, "}", 1);
}

static bool put_violations(const struct reach *reach, struct bytes *json)
{
	bool done = bytes_append_text(json, "\"violations\": [") && put_entries(reach, json, true);
	bool first = true;
	for (size_t i = 0; i < reach->entry_count && first; i++)
		first = reach->entries[i].state != REACH_ARMED;
	for (size_t i = 0; i < reach->alarm_count && done; i++) {
		done = bytes_append_text(json, first ? "\n" : ",\n") &&
		       put_alarm(reach, &reach->alarms[i], json);
		first = false;
	}
	return done && bytes_append_text(json, "]");
}

static bool put_counts(const size_t counts[REACH_KIND_COUNT][REACH_STATE_COUNT],
                       unsigned kinds_shown, struct bytes *json)
{
	bool done = bytes_append(json, "[", 1);
	for (unsigned kind = 0; kind < kinds_shown && done; kind++) {
		done = bytes_printf(json, "%s{\"kind\": \"%s\"", kind != 0 ? ", " : "",
		                    kinds[kind]);
		for (unsigned state = 0; state < REACH_STATE_COUNT && done; state++)
			done = bytes_printf(json, ", \"%s\": %zu", states[state],
			                    counts[kind][state]);
		done = done && bytes_append(json, "}", 1);
	}
	return done && bytes_append(json, "]", 1);
}

static bool put_totals(const struct reach *reach, struct bytes *json)
{
	size_t counts[REACH_KIND_COUNT][REACH_STATE_COUNT] = {0};
	for (size_t i = 0; i < reach->entry_count; i++) {
		if (!is_repeated(reach->entries, i))
			counts[reach->entries[i].kind][reach->entries[i].state]++;
	}
	return bytes_append_text(json, "\"totals\": ") &&
	       put_counts(counts, REACH_KIND_COUNT, json);
}

bool reach_write_json(const struct reach *reach, const struct reach_bound *bound,
                      struct bytes *json)
{
	qsort(reach->entries, reach->entry_count, sizeof *reach->entries, by_name);
	return bytes_printf(json,
	                    "{\"python\": \"%s\", \"objects\": %zu, \"edges_denied\": %u, "
	                    "\"roots_missing\": [%s], \"upper_bound_objects\": %zu, "
	                    "\"upper_bound_armed\": [%s], ",
	                    interpreter_python_version(), reach->count, reach->denials,
	                    bytes_text(&reach->missing), bound->objects,
	                    bytes_text(&bound->armed)) &&
	       put_totals(reach, json) && bytes_append_text(json, ", \"upper_bound\": ") &&
	       put_counts(bound->entries, REACH_MODULE, json) && bytes_append_text(json, ", ") &&
	       put_violations(reach, json) && bytes_append_text(json, ", \"entries\": [") &&
	       put_entries(reach, json, false) && bytes_append_text(json, "]}");
}
