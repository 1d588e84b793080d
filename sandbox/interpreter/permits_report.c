/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/permits_report.c - the result of the permits walk as one JSON document.
 *
 * Reading and writing an attribute are counted apart, and so is each slot of a type.
 *
 * Runs in: worker after lockdown
 */
#include "permits.h"

#include <stdlib.h>
#include <string.h>
#include <structmember.h>

#include "bytes.h"
#include "survey.h"

/* The kinds of the walk, and two more that the report tells apart. */
enum report_kind {
	REPORT_GETSET_WRITE = WALK_OWNED,
	REPORT_MEMBER_WRITE,
	REPORT_SLOT,
	REPORT_KIND_COUNT,
};

static const char *const kinds[REPORT_KIND_COUNT] = {
        [WALK_FUNCTION] = "function",
        [WALK_METHOD] = "method",
        [WALK_CLASS_METHOD] = "class_method",
        [WALK_GETSET] = "getset",
        [WALK_MEMBER] = "member",
        [WALK_TYPE] = "type",
        [WALK_STATE] = "state",
        [WALK_CLASS] = "class",
        [REPORT_GETSET_WRITE] = "getset_write",
        [REPORT_MEMBER_WRITE] = "member_write",
        [REPORT_SLOT] = "slot",
};

struct module_totals {
	char name[64];
	unsigned totals[PERMIT_ACTION_COUNT];
	UT_hash_handle hh;
};

struct report {
	unsigned totals[REPORT_KIND_COUNT][PERMIT_ACTION_COUNT];
	struct module_totals *modules;
	unsigned unclassified;
	struct bytes names; /* of unclassified entries, as the inside of a JSON list */
};

/* "module.type" belongs to the module, a type without a dot to the language. */
static void name_module(const struct walk_entry *walk, char *name, size_t size)
{
	bool whole =
	        walk->kind == WALK_FUNCTION || walk->kind == WALK_STATE || walk->kind == WALK_CLASS;
	const char *dot = whole ? NULL : strrchr(walk->owner, '.');
	if (whole)
		(void)snprintf(name, size, "%s", walk->owner);
	else if (dot == NULL)
		(void)snprintf(name, size, "builtins");
	else
		(void)snprintf(name, size, "%.*s", (int)(dot - walk->owner), walk->owner);
}

static void count_module(struct report *report, const struct walk_entry *walk,
                         enum permit_action action)
{
	struct module_totals *module = NULL;
	char name[sizeof module->name];
	name_module(walk, name, sizeof name);
	HASH_FIND_STR(report->modules, name, module);
	if (module == NULL) {
		module = calloc(1, sizeof *module);
		if (module == NULL)
			return;
		memcpy(module->name, name, sizeof name);
		HASH_ADD_STR(report->modules, name, module);
	}
	module->totals[action]++;
}

static void count(struct report *report, enum report_kind kind, const struct walk_entry *walk,
                  enum permit_action action)
{
	report->totals[kind][action]++;
	count_module(report, walk, action);
	if (action != PERMIT_UNLISTED)
		return;

	report->unclassified++;
	(void)bytes_printf(&report->names, "%s\"%s %s%s%s\"", report->names.size != 0 ? ", " : "",
	                   kinds[kind], walk->owner, walk->name[0] != '\0' ? "." : "", walk->name);
}

/* The rows of SLOT_VIRTUAL are known by the place that they replace. */
static bool is_virtual(const void *place)
{
	const void *const places[] = {
#define ENTRY(type, name, action, reason)
#define ENTRY_VIRTUAL(type, name, flags, function, reason)
#define SLOT_VIRTUAL(type, slot, function, reason) &(type)->slot,
#include "permits/entries.def"
#undef ENTRY
#undef ENTRY_VIRTUAL
#undef SLOT_VIRTUAL
	};
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		if (places[i] == place)
			return true;
	}
	return false;
}

struct slot_count {
	struct report *report;
	const struct survey_entry *entry;
};

static void count_slot(void *user, PyTypeObject *type, const char *slot, void *place)
{
	struct slot_count *counting = user;
	const struct permit *row = rows_find_slot(type->tp_name, slot);
	const char *owner = counting->entry->walk.owner;
	enum permit_action action = counting->entry->permit->action;
	if (row != NULL)
		action = row->action;
	else if (is_virtual(place))
		action = PERMIT_VIRTUAL;
	else if (survey_is_closed(action) && rows_opens_type(type->tp_name))
		action = slots_make(slot) ? action : PERMIT_ALLOW;
	const struct walk_entry walk = {WALK_TYPE, owner, slot, place, NULL};
	count(counting->report, REPORT_SLOT, &walk, action);
}

static void count_writing(struct report *report, const struct survey_entry *entry)
{
	const struct walk_entry *walk = &entry->walk;
	bool written = walk->kind == WALK_GETSET
	                       ? ((const PyGetSetDef *)walk->definition)->set != NULL
	                       : (((const PyMemberDef *)walk->definition)->flags & READONLY) == 0 ||
	                                 entry->was_writable;
	if (written)
		count(report, walk->kind == WALK_GETSET ? REPORT_GETSET_WRITE : REPORT_MEMBER_WRITE,
		      walk, rows_find_write(walk, entry->permit)->action);
}

static void count_all(struct report *report)
{
	for (const struct survey_entry *entry = survey_first(); entry != NULL;
	     entry = entry->hh.next) {
		enum walk_kind kind = entry->walk.kind;
		count(report, (enum report_kind)kind, &entry->walk, entry->permit->action);
		if (kind == WALK_GETSET || kind == WALK_MEMBER)
			count_writing(report, entry);
		struct slot_count slots = {report, entry};
		if (kind == WALK_TYPE)
			slots_each(entry->definition, entry->slots, count_slot, &slots);
	}
	size_t state_count = 0;
	const struct survey_state *states = survey_states(&state_count);
	for (size_t i = 0; i < state_count; i++)
		count(report, (enum report_kind)WALK_STATE, &states[i].walk,
		      states[i].permit->action);
}

static void list_unused(void *user, const char *name)
{
	struct bytes *names = user;
	(void)bytes_printf(names, "%s\"%s\"", names->size != 0 ? ", " : "", name);
}

static void put_actions(struct bytes *json, const char *name, const unsigned *totals)
{
	(void)bytes_printf(json, "\"%s\": {", name);
	for (unsigned action = 0; action < PERMIT_ACTION_COUNT; action++)
		(void)bytes_printf(json, "%s\"%s\": %u", action != 0 ? ", " : "",
		                   permit_action_name(action), totals[action]);
	(void)bytes_append_text(json, "}");
}

static int by_name(const struct module_totals *left, const struct module_totals *right)
{
	return strcmp(left->name, right->name);
}

static void put_totals(struct bytes *json, struct report *report)
{
	(void)bytes_append_text(json, "\"totals\": {");
	for (unsigned kind = 0; kind < REPORT_KIND_COUNT; kind++) {
		(void)bytes_append_text(json, kind != 0 ? ", " : "");
		put_actions(json, kinds[kind], report->totals[kind]);
	}
	(void)bytes_append_text(json, "}, \"by_module\": {");
	HASH_SORT(report->modules, by_name);
	struct module_totals *next = NULL;
	for (struct module_totals *module = report->modules; module != NULL; module = next) {
		next = module->hh.next;
		put_actions(json, module->name, module->totals);
		(void)bytes_append_text(json, next != NULL ? ", " : "");
	}
	struct module_totals *each = NULL;
	HASH_ITER(hh, report->modules, each, next)
	{
		HASH_DEL(report->modules, each);
		free(each);
	}
	(void)bytes_append_text(json, "}");
}

char *interpreter_permits_json(void)
{
	struct report report = {0};
	struct bytes unused = {0};
	struct bytes json = {0};
	count_all(&report);
	rows_unused(list_unused, &unused);
	(void)bytes_printf(&json, "{\"python\": \"%s\", ", interpreter_python_version());
	put_totals(&json, &report);
	bool done =
	        bytes_printf(&json,
	                     ", \"unclassified\": %u, \"unclassified_names\": [%s], "
	                     "\"rows_for_nothing\": [%s]}",
	                     report.unclassified, bytes_text(&report.names), bytes_text(&unused));
	bytes_done(&report.names);
	bytes_done(&unused);
	if (!done)
		bytes_done(&json);
	return done ? json.data : NULL;
}
