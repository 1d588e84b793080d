/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/parse.c - from YAML events to a draft, one key after the other.
 *
 * No function here calls itself: what schema.def does not nest cannot nest, however deep the file.
 *
 * Runs in: host
 */
#include <stdio.h>
#include <string.h>

#include "choice.h"
#include "draft.h"
#include "fail.h"
#include "near.h"
#include "values.h"

#define KEYS_TEXT_MAX 96

/* Every key that may stand in a group, for messages. */
static const char *list_keys(enum schema_group group, char text[static KEYS_TEXT_MAX])
{
	size_t used = 0;
	text[0] = '\0';
	for (unsigned i = SCHEMA_GROUP_ROOT + 1;
	     group == SCHEMA_GROUP_ROOT && i < SCHEMA_GROUP_COUNT; i++)
		used += (size_t)snprintf(text + used, KEYS_TEXT_MAX - used, "%s%s",
		                         used != 0 ? ", " : "", schema_groups[i].name);
	for (unsigned key = 0; key < SCHEMA_KEY_COUNT && used < KEYS_TEXT_MAX; key++) {
		if (schema_keys[key].group == group)
			used += (size_t)snprintf(text + used, KEYS_TEXT_MAX - used, "%s%s",
			                         used != 0 ? ", " : "", schema_keys[key].name);
	}
	return text;
}

/* The group, other than `group`, that has a key of this name, or SCHEMA_GROUP_COUNT. */
static enum schema_group find_home(enum schema_group group, const char *name)
{
	unsigned home = 0;
	while (home < SCHEMA_GROUP_COUNT &&
	       (home == group ||
	        schema_find_key((enum schema_group)home, name) == SCHEMA_KEY_COUNT))
		home++;

	return (enum schema_group)home;
}

static enum padcell_status unknown_key(const struct source *source, enum schema_group group)
{
	char quote[SOURCE_QUOTE_MAX];
	char keys[KEYS_TEXT_MAX];
	char hint[KEYS_TEXT_MAX] = "";
	const char *name = source_text(source);
	const char *near = near_key(group, name);
	enum schema_group home = find_home(group, name);
	if (near != NULL)
		(void)snprintf(hint, sizeof hint, "; Hint: did you mean '%s'?", near);
	else if (home == SCHEMA_GROUP_ROOT)
		(void)snprintf(hint, sizeof hint, "; Hint: '%s' stands without a group", name);
	else if (home != SCHEMA_GROUP_COUNT)
		(void)snprintf(hint, sizeof hint, "; Hint: '%s' belongs in '%s'", name,
		               schema_groups[home].name);

	return source_fail(source, source_place(source), "unknown key '%s'; expected one of %s%s",
	                   source_quote(name, quote), list_keys(group, keys), hint);
}

/* Note where a key stands, unless it stood there before. */
static enum padcell_status mark_once(const struct source *source, const char *name,
                                     struct place *place)
{
	if (place->line != 0)
		return source_fail(source, source_place(source),
		                   "'%s' stands here again; expected it once, and the first is at "
		                   "line %u, column %u",
		                   name, place->line, place->column);

	*place = source_place(source);
	return PADCELL_OK;
}

static enum padcell_status wrong_value(const struct source *source, enum schema_key key)
{
	char path[SCHEMA_PATH_MAX];
	char quote[SOURCE_QUOTE_MAX];
	char is[SOURCE_QUOTE_MAX + 2];
	const char *hint = "";
	(void)snprintf(is, sizeof is, "%s", source_kind(source));
	if (source->event.type == YAML_SCALAR_EVENT && source_text(source)[0] != '\0') {
		hint = value_hint(schema_keys[key].type, source_text(source));
		(void)snprintf(is, sizeof is, "'%s'", source_quote(source_text(source), quote));
	}
	return source_fail(source, source_place(source), "%s is %s; expected %s%s%s",
	                   schema_path(key, path), is, value_expected(schema_keys[key].type),
	                   hint[0] != '\0' ? "; Hint: " : "", hint);
}

/* The present event is the value of a key that holds one of a few words. */
static enum padcell_status parse_choice(struct draft *draft, const struct source *source,
                                        enum schema_key key)
{
	char path[SCHEMA_PATH_MAX];
	char words[KEYS_TEXT_MAX];
	char quote[SOURCE_QUOTE_MAX];
	if (source->event.type == YAML_SCALAR_EVENT &&
	    choice_find(key, source_text(source), &draft->numbers[key]))
		return PADCELL_OK;
	if (source->event.type != YAML_SCALAR_EVENT || source_text(source)[0] == '\0')
		return source_fail(source, source_place(source), "%s is %s; expected %s",
		                   schema_path(key, path), source_kind(source),
		                   choice_expected(key, words, sizeof words));
	return source_fail(source, source_place(source), "%s is '%s'; expected %s",
	                   schema_path(key, path), source_quote(source_text(source), quote),
	                   choice_expected(key, words, sizeof words));
}

/* The present event is the value of a key that holds one number. */
static enum padcell_status parse_number(struct draft *draft, const struct source *source,
                                        enum schema_key key)
{
	const struct schema_key_row *row = &schema_keys[key];
	uint64_t number = 0;
	if (source->event.type != YAML_SCALAR_EVENT ||
	    !value_parse(row->type, source_text(source),
	                 source->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE, &number))
		return wrong_value(source, key);

	if (number < row->minimum || number > row->maximum) {
		char path[SCHEMA_PATH_MAX];
		char is[VALUE_TEXT_MAX];
		char low[VALUE_TEXT_MAX];
		char high[VALUE_TEXT_MAX];
		return source_fail(source, source_place(source), "%s is %s; expected %s to %s (%s)",
		                   schema_path(key, path), value_format(row->type, number, is),
		                   value_format(row->type, row->minimum, low),
		                   value_format(row->type, row->maximum, high), row->reason);
	}
	draft->numbers[key] = number;
	return PADCELL_OK;
}

static enum padcell_status unknown_name(const struct source *source, enum schema_key key)
{
	const struct schema_names *names = schema_names_of(key);
	const char *near = near_name(names, source_text(source));
	char quote[SOURCE_QUOTE_MAX];
	char hint[KEYS_TEXT_MAX] = "see 'padcell policy explain default'";
	if (near != NULL)
		(void)snprintf(hint, sizeof hint, "did you mean '%s'?", near);
	else if (key == SCHEMA_REQUIRE)
		(void)snprintf(hint, sizeof hint, "see 'padcell doctor'");

	return source_fail(source, source_place(source), "'%s' is unknown; expected %s; Hint: %s",
	                   source_quote(source_text(source), quote), names->kind, hint);
}

/* The present event is one item of a list of names. */
static enum padcell_status parse_name(struct draft *draft, const struct source *source,
                                      enum schema_key key)
{
	if (source->event.type != YAML_SCALAR_EVENT)
		return wrong_value(source, key);

	const char *text = source_text(source);
	const struct schema_names *known = schema_names_of(key);
	bool package = key == SCHEMA_DENY && schema_knows_inside(known, text);
	if (!package && !schema_knows(known, text) && !schema_is_open(key, text))
		return unknown_name(source, key);

	const struct draft_name *first = draft_find(&draft->names[key], text);
	if (first != NULL)
		return source_fail(source, source_place(source),
		                   "'%s' stands here again; expected it once, and the first is at "
		                   "line %u, column %u",
		                   text, first->place.line, first->place.column);
	if (!draft_add(&draft->names[key], text, source_place(source)))
		return padcell_fail(source->reterr, PADCELL_E_NOMEM, PADCELL_STAGE_POLICY, 0,
		                    "no memory for a policy");
	return PADCELL_OK;
}

/* The present event starts a list of names. */
static enum padcell_status parse_names(struct draft *draft, struct source *source,
                                       enum schema_key key)
{
	if (source->event.type != YAML_SEQUENCE_START_EVENT)
		return wrong_value(source, key);

	enum padcell_status status = source_next(source);
	while (status == PADCELL_OK && source->event.type != YAML_SEQUENCE_END_EVENT) {
		status = parse_name(draft, source, key);
		if (status == PADCELL_OK)
			status = source_next(source);
	}
	return status;
}

/* The present event is the name of a key in `group`; ends on the last event of its value. */
static enum padcell_status parse_key(struct draft *draft, struct source *source,
                                     enum schema_group group)
{
	enum schema_key key = schema_find_key(group, source_text(source));
	char path[SCHEMA_PATH_MAX];
	if (key == SCHEMA_KEY_COUNT)
		return unknown_key(source, group);

	enum padcell_status status = mark_once(source, schema_path(key, path), &draft->places[key]);
	if (status == PADCELL_OK)
		status = source_next(source);
	if (status != PADCELL_OK)
		return status;

	if (schema_keys[key].type == SCHEMA_NAMES)
		return parse_names(draft, source, key);
	if (schema_keys[key].type == SCHEMA_CHOICE)
		return parse_choice(draft, source, key);
	return parse_number(draft, source, key);
}

static enum padcell_status expect_key(const struct source *source, enum schema_group group)
{
	char keys[KEYS_TEXT_MAX];
	if (source->event.type == YAML_SCALAR_EVENT)
		return PADCELL_OK;
	return source_fail(source, source_place(source), "%s in place of a key; expected one of %s",
	                   source_kind(source), list_keys(group, keys));
}

/* The present event is the value of a group. */
static enum padcell_status parse_group_value(struct draft *draft, struct source *source,
                                             enum schema_group group)
{
	/* `modules: [a, b]` is short for `modules: {allow: [a, b]}`. */
	if (group == SCHEMA_GROUP_MODULES && source->event.type == YAML_SEQUENCE_START_EVENT) {
		draft->places[SCHEMA_ALLOW] = source_place(source);
		return parse_names(draft, source, SCHEMA_ALLOW);
	}
	char keys[KEYS_TEXT_MAX];
	if (source->event.type != YAML_MAPPING_START_EVENT)
		return source_fail(source, source_place(source),
		                   "'%s' is %s; expected %sa mapping with keys of %s",
		                   schema_groups[group].name, source_kind(source),
		                   group == SCHEMA_GROUP_MODULES ? "a list of names or " : "",
		                   list_keys(group, keys));

	enum padcell_status status = source_next(source);
	while (status == PADCELL_OK && source->event.type != YAML_MAPPING_END_EVENT) {
		status = expect_key(source, group);
		if (status == PADCELL_OK)
			status = parse_key(draft, source, group);
		if (status == PADCELL_OK)
			status = source_next(source);
	}
	return status;
}

/* The present event is a key of the file; ends on the last event of its value. */
static enum padcell_status parse_root_key(struct draft *draft, struct source *source)
{
	enum padcell_status status = expect_key(source, SCHEMA_GROUP_ROOT);
	if (status != PADCELL_OK)
		return status;

	enum schema_group group = schema_find_group(source_text(source));
	if (group == SCHEMA_GROUP_COUNT)
		return parse_key(draft, source, SCHEMA_GROUP_ROOT);

	status = mark_once(source, schema_groups[group].name, &draft->group_places[group]);
	if (status == PADCELL_OK)
		status = source_next(source);
	if (status == PADCELL_OK)
		status = parse_group_value(draft, source, group);
	return status;
}

/* Up to the first event of the content. */
static enum padcell_status parse_start(struct source *source)
{
	enum padcell_status status = source_next(source);
	if (status == PADCELL_OK)
		status = source_next(source);
	if (status != PADCELL_OK)
		return status;

	if (source->event.type == YAML_DOCUMENT_START_EVENT)
		status = source_next(source);
	if (status == PADCELL_OK && source->event.type != YAML_MAPPING_START_EVENT) {
		char keys[KEYS_TEXT_MAX];
		return source_fail(source, source_place(source),
		                   "no mapping; expected keys of %s; Hint: start from "
		                   "'padcell policy explain default'",
		                   list_keys(SCHEMA_GROUP_ROOT, keys));
	}
	return status;
}

/* From the last event of the content to the end of the file. */
static enum padcell_status parse_end(struct source *source)
{
	enum padcell_status status = source_next(source);
	if (status == PADCELL_OK)
		status = source_next(source);
	if (status == PADCELL_OK && source->event.type != YAML_STREAM_END_EVENT)
		return source_fail(source, source_place(source),
		                   "a second document; expected the end of the file");
	return status;
}

enum padcell_status draft_parse(struct draft *draft, struct source *source)
{
	enum padcell_status status = parse_start(source);
	if (status == PADCELL_OK)
		status = source_next(source);
	while (status == PADCELL_OK && source->event.type != YAML_MAPPING_END_EVENT) {
		status = parse_root_key(draft, source);
		if (status == PADCELL_OK)
			status = source_next(source);
	}
	if (status == PADCELL_OK)
		status = parse_end(source);
	return status;
}
