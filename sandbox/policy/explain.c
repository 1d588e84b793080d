/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/explain.c - a policy as complete YAML, each value with the reason of its key.
 * Runs in: host
 */
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "choice.h"
#include "fail.h"
#include "policy_rules.h"
#include "values.h"

#define LINE_MAX_COLUMN 80

static uint64_t number_of(const padcell_policy *policy, enum schema_key key)
{
	switch (key) {
	case SCHEMA_WALL:
		return policy->wall_ms;
	case SCHEMA_CPU:
		return policy->cpu_ms;
	case SCHEMA_MEMORY:
		return policy->memory_bytes;
	case SCHEMA_OUTPUT:
		return policy->output_bytes;
	case SCHEMA_RECURSION:
		return policy->recursion;
	case SCHEMA_SOURCE:
		return policy->source_bytes;
	case SCHEMA_STACK:
		return policy->stack_bytes;
	case SCHEMA_RESOLUTION:
		return policy->clock_ms;
	case SCHEMA_STDIN:
		return policy->stdin_granted;
	case SCHEMA_ISOLATION:
		return policy->interpreter_isolation;
	case SCHEMA_SYNTAX:
		return policy->syntax_strict;
	case SCHEMA_EVALUATOR:
		return policy->evaluator_checked;
	default:
		return 0;
	}
}

/* "[a, b, c]", broken into lines that start under the first name. */
static bool put_list(struct bytes *text, size_t indent, char *const *names, size_t count)
{
	size_t column = indent;
	bool done = bytes_append_text(text, "[");
	for (size_t i = 0; i < count && done; i++) {
		const char *comma = i + 1 < count ? "," : "";
		size_t width = strlen(names[i]) + strlen(comma) + 1;
		bool wrap = i != 0 && column + width > LINE_MAX_COLUMN;
		if (wrap)
			column = indent;
		done = wrap ? bytes_printf(text, "\n%*s", (int)indent, "")
		            : bytes_append_text(text, i != 0 ? " " : "");
		done = done && bytes_printf(text, "%s%s", names[i], comma);
		column += width;
	}
	return done && bytes_append_text(text, "]\n");
}

static bool put_key(struct bytes *text, const padcell_policy *policy, enum schema_key key)
{
	const struct schema_key_row *row = &schema_keys[key];
	char value[VALUE_TEXT_MAX];
	if (row->type == SCHEMA_NAMES)
		return true;
	(void)value_format(row->type, number_of(policy, key), value);
	return bytes_printf(text, "  %s: %-*s # %s\n", row->name, (int)(18 - strlen(row->name)),
	                    value, row->reason);
}

static bool is_from_folder(const padcell_policy *policy, const char *name)
{
	for (size_t i = 0; i < policy->source_count; i++) {
		if (strcmp(policy->sources[i].name, name) == 0)
			return true;
	}
	return false;
}

/* In single quotes, as a path may hold what YAML takes for something else. */
static bool put_folder(struct bytes *text, const char *folder)
{
	bool done = bytes_append_text(text, "\n    - '");
	for (const char *next = folder; *next != '\0' && done; next++)
		done = bytes_printf(text, *next == '\'' ? "''" : "%c", *next);
	return done && bytes_append_text(text, "'");
}

/* Allowed is what the cell itself has; added, what a folder has to bring. */
static bool put_modules(struct bytes *text, const padcell_policy *policy)
{
	char **names = calloc(policy->module_count + 1, sizeof *names);
	if (names == NULL)
		return false;

	size_t added = policy->module_count;
	size_t allowed = 0;
	for (size_t i = 0; i < policy->module_count; i++) {
		bool brought = is_from_folder(policy, policy->modules[i]);
		names[brought ? --added : allowed++] = policy->modules[i];
	}
	bool done =
	        bytes_append_text(text, "  allow: ") &&
	        put_list(text, strlen("  allow: ["), names, allowed) &&
	        bytes_append_text(text, "  add: ") &&
	        put_list(text, strlen("  add: ["), names + added, policy->module_count - added) &&
	        bytes_append_text(text, policy->folder_count != 0 ? "  from:" : "  from: []");
	for (size_t i = 0; i < policy->folder_count && done; i++)
		done = put_folder(text, policy->folders[i]);
	free(names);
	return done && bytes_append_text(text, "\n");
}

static bool put_group(struct bytes *text, const padcell_policy *policy, enum schema_group group)
{
	const struct schema_group_row *row = &schema_groups[group];
	bool done = bytes_printf(text, "# %s\n%s:\n", row->reason, row->name);
	for (unsigned key = 0; key < SCHEMA_KEY_COUNT && done; key++) {
		if (schema_keys[key].group == group)
			done = put_key(text, policy, (enum schema_key)key);
	}
	return done && (group != SCHEMA_GROUP_MODULES || put_modules(text, policy));
}

/* The keys that stand alone, but for the list. */
static bool put_root(struct bytes *text, const padcell_policy *policy)
{
	bool done = true;
	for (unsigned key = 0; key < SCHEMA_KEY_COUNT && done; key++) {
		const struct schema_key_row *row = &schema_keys[key];
		if (row->group != SCHEMA_GROUP_ROOT || row->type != SCHEMA_CHOICE)
			continue;
		const char *word =
		        choice_word((enum schema_key)key, number_of(policy, (enum schema_key)key));
		done = bytes_printf(text, "%s: %-*s # %s\n", row->name,
		                    (int)(20 - strlen(row->name)), word, row->reason);
	}
	return done;
}

static bool put_policy(struct bytes *text, const padcell_policy *policy)
{
	bool done = bytes_printf(text, "# sha256 %s\n", policy->sha256);
	for (unsigned group = SCHEMA_GROUP_ROOT + 1; group < SCHEMA_GROUP_COUNT && done; group++)
		done = put_group(text, policy, (enum schema_group)group);
	return done && put_root(text, policy) &&
	       bytes_printf(text, "# %s\nrequire: ", schema_keys[SCHEMA_REQUIRE].reason) &&
	       put_list(text, strlen("require: ["), policy->required_rungs, policy->required_count);
}

enum padcell_status padcell_policy_explain(const padcell_policy *policy, char **ret_text,
                                           padcell_error *reterr)
{
	if (policy == NULL || ret_text == NULL)
		return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_POLICY, 0,
		                    "padcell_policy_explain: a NULL argument");

	struct bytes text = {0};
	if (!put_policy(&text, policy)) {
		bytes_done(&text);
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_POLICY, 0,
		                    "no memory for the text of a policy");
	}
	*ret_text = text.data;
	return PADCELL_OK;
}
