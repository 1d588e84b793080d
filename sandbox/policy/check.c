/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/check.c - values that contradict each other, by conflicts.def and by name.
 * Runs in: host
 */
#include <stdio.h>
#include <string.h>

#include "draft.h"
#include "values.h"

static const struct {
	uint64_t times;
	enum schema_key left;
	enum schema_key right;
	const char *reason;
} conflicts[] = {
#define AT_MOST(times, left, right, reason) {times, SCHEMA_##left, SCHEMA_##right, reason},
#include "conflicts.def"
#undef AT_MOST
};

/* Whether `a` stands after `b`; what is not in the file stands before all that is. */
static bool is_later(struct place a, struct place b)
{
	return a.line > b.line || (a.line == b.line && a.column > b.column);
}

/* Say it at the key that stands later in the file. */
static enum padcell_status contradiction(const struct draft *draft, const struct source *source,
                                         size_t row, bool blame_left)
{
	enum schema_key left = conflicts[row].left;
	enum schema_key right = conflicts[row].right;
	enum schema_key blamed = blame_left ? left : right;
	enum schema_key other = blame_left ? right : left;
	uint64_t limit = blame_left ? draft->numbers[right] / conflicts[row].times
	                            : draft->numbers[left] * conflicts[row].times;
	char paths[2][SCHEMA_PATH_MAX];
	char values[3][VALUE_TEXT_MAX];
	char where[32] = "default";
	if (draft->places[other].line != 0)
		(void)snprintf(where, sizeof where, "line %u", draft->places[other].line);

	return source_fail(
	        source, draft->places[blamed],
	        "%s is %s and %s is %s (%s); expected at %s %s; Hint: %s",
	        schema_path(blamed, paths[0]),
	        value_format(schema_keys[blamed].type, draft->numbers[blamed], values[0]),
	        schema_path(other, paths[1]),
	        value_format(schema_keys[other].type, draft->numbers[other], values[1]), where,
	        blame_left ? "most" : "least",
	        value_format(schema_keys[blamed].type, limit, values[2]), conflicts[row].reason);
}

static enum padcell_status check_conflict(const struct draft *draft, const struct source *source,
                                          size_t row)
{
	enum schema_key left = conflicts[row].left;
	enum schema_key right = conflicts[row].right;
	if (conflicts[row].times * draft->numbers[left] <= draft->numbers[right])
		return PADCELL_OK;

	return contradiction(draft, source, row,
	                     is_later(draft->places[left], draft->places[right]));
}

/* A denied module that the same file allows or adds, it or a module inside it. */
static enum padcell_status check_denied(const struct draft *draft, const struct source *source,
                                        const struct draft_name *denied, enum schema_key by)
{
	const struct draft_names *allowed = &draft->names[by];
	for (size_t i = 0; i < allowed->count; i++) {
		if (!schema_is_inside(allowed->items[i].text, denied->text))
			continue;
		return source_fail(source, denied->place,
		                   "'%s' is denied, yet '%s' is %s in line %u; expected one "
		                   "of both; Hint: with 'allow', all that is not named is denied",
		                   denied->text, allowed->items[i].text,
		                   by == SCHEMA_ALLOW ? "allowed" : "added",
		                   allowed->items[i].place.line);
	}
	return PADCELL_OK;
}

enum padcell_status draft_check(const struct draft *draft, const struct source *source)
{
	for (size_t row = 0; row < sizeof conflicts / sizeof conflicts[0]; row++) {
		enum padcell_status status = check_conflict(draft, source, row);
		if (status != PADCELL_OK)
			return status;
	}
	const struct draft_names *denied = &draft->names[SCHEMA_DENY];
	for (size_t i = 0; i < denied->count; i++) {
		enum padcell_status status =
		        check_denied(draft, source, &denied->items[i], SCHEMA_ALLOW);
		if (status == PADCELL_OK)
			status = check_denied(draft, source, &denied->items[i], SCHEMA_ADD);
		if (status != PADCELL_OK)
			return status;
	}
	return PADCELL_OK;
}
