/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/finish.c - from a checked draft to a policy: lists resolved and sorted, digest taken.
 * Runs in: host
 */
#include <inttypes.h>
#include <sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "draft.h"
#include "fail.h"
#include "policy_rules.h"

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_denied(const struct draft *draft, const char *module)
{
	const struct draft_names *denied = &draft->names[SCHEMA_DENY];
	for (size_t i = 0; i < denied->count; i++) {
		if (schema_is_inside(module, denied->items[i].text))
			return true;
	}
	return false;
}

/* Copy to a list with room for one more. */
static bool push(char **names, size_t *count, const char *name)
{
	names[*count] = strdup(name);
	if (names[*count] == NULL)
		return false;

	(*count)++;
	return true;
}

static bool resolve_modules(padcell_policy *policy, const struct draft *draft)
{
	const struct draft_names *allowed = &draft->names[SCHEMA_ALLOW];
	bool named = draft->places[SCHEMA_ALLOW].line != 0;
	size_t most = named ? allowed->count : schema_modules.count;
	policy->modules = calloc(most + 1, sizeof *policy->modules);
	if (policy->modules == NULL)
		return false;

	for (size_t i = 0; i < most; i++) {
		const char *name = named ? allowed->items[i].text : schema_modules.items[i];
		if (!is_denied(draft, name) && !push(policy->modules, &policy->module_count, name))
			return false;
	}
	qsort(policy->modules, policy->module_count, sizeof *policy->modules, by_name);
	return true;
}

static bool resolve_required(padcell_policy *policy, const struct draft *draft)
{
	const struct draft_names *required = &draft->names[SCHEMA_REQUIRE];
	policy->required_rungs = calloc(required->count + 1, sizeof *policy->required_rungs);
	if (policy->required_rungs == NULL)
		return false;

	for (size_t i = 0; i < required->count; i++) {
		if (!push(policy->required_rungs, &policy->required_count, required->items[i].text))
			return false;
	}
	qsort(policy->required_rungs, policy->required_count, sizeof *policy->required_rungs,
	      by_name);
	return true;
}

static bool put_names(struct bytes *text, const char *key, char *const *names, size_t count)
{
	bool done = bytes_printf(text, "%s=", key);
	for (size_t i = 0; i < count && done; i++)
		done = bytes_printf(text, "%s%s", i != 0 ? "," : "", names[i]);
	return done && bytes_append_text(text, "\n");
}

/* One line a key, lists sorted: what the digest is taken of.  The first line changes with the form.
 */
static bool take_digest(padcell_policy *policy, const struct draft *draft)
{
	struct bytes text = {0};
	char path[SCHEMA_PATH_MAX];
	bool done = bytes_append_text(&text, "padcell policy 1\n");
	for (unsigned key = 0; key < SCHEMA_KEY_COUNT && done; key++) {
		if (schema_keys[key].type != SCHEMA_NAMES)
			done = bytes_printf(&text, "%s=%" PRIu64 "\n",
			                    schema_path((enum schema_key)key, path),
			                    draft->numbers[key]);
	}
	done = done && put_names(&text, "modules", policy->modules, policy->module_count) &&
	       put_names(&text, "require", policy->required_rungs, policy->required_count);
	if (done)
		(void)SHA256Data((const uint8_t *)text.data, text.size, policy->sha256);
	bytes_done(&text);
	return done;
}

static void copy_values(padcell_policy *policy, const struct draft *draft)
{
	policy->wall_ms = draft->numbers[SCHEMA_WALL];
	policy->cpu_ms = draft->numbers[SCHEMA_CPU];
	policy->memory_bytes = draft->numbers[SCHEMA_MEMORY];
	policy->output_bytes = draft->numbers[SCHEMA_OUTPUT];
	policy->source_bytes = draft->numbers[SCHEMA_SOURCE];
	policy->stack_bytes = draft->numbers[SCHEMA_STACK];
	policy->recursion = (unsigned)draft->numbers[SCHEMA_RECURSION];
	policy->stdin_granted = draft->numbers[SCHEMA_STDIN] != 0;
}

enum padcell_status draft_finish(const struct draft *draft, const char *name,
                                 padcell_policy **ret_policy, padcell_error *reterr)
{
	padcell_policy *policy = calloc(1, sizeof *policy);
	if (policy == NULL || !resolve_modules(policy, draft) || !resolve_required(policy, draft) ||
	    !take_digest(policy, draft)) {
		(void)padcell_policy_free(policy);
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_POLICY, 0,
		                    "no memory for a policy");
	}
	copy_values(policy, draft);
	(void)snprintf(policy->name, sizeof policy->name, "%s", source_shown_name(name));
	*ret_policy = policy;
	return PADCELL_OK;
}
