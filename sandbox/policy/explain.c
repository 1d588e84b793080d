/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/explain.c - a policy as complete YAML, each value with the reason of its key.
 * Runs in: host
 */
#include <string.h>

#include "bytes.h"
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
	case SCHEMA_STDIN:
		return policy->stdin_granted;
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

static bool put_group(struct bytes *text, const padcell_policy *policy, enum schema_group group)
{
	const struct schema_group_row *row = &schema_groups[group];
	bool done = bytes_printf(text, "# %s\n%s:\n", row->reason, row->name);
	for (unsigned key = 0; key < SCHEMA_KEY_COUNT && done; key++) {
		if (schema_keys[key].group == group)
			done = put_key(text, policy, (enum schema_key)key);
	}
	if (done && group == SCHEMA_GROUP_MODULES)
		done = bytes_append_text(text, "  allow: ") &&
		       put_list(text, strlen("  allow: ["), policy->modules, policy->module_count);
	return done;
}

static bool put_policy(struct bytes *text, const padcell_policy *policy)
{
	bool done = bytes_printf(text, "# sha256 %s\n", policy->sha256);
	for (unsigned group = SCHEMA_GROUP_ROOT + 1; group < SCHEMA_GROUP_COUNT && done; group++)
		done = put_group(text, policy, (enum schema_group)group);
	return done && bytes_printf(text, "# %s\nrequire: ", schema_keys[SCHEMA_REQUIRE].reason) &&
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
