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
#include "folder.h"
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

/* A name that is both added and there already, in a list that is sorted. */
static void drop_twins(padcell_policy *policy)
{
	size_t kept = 0;
	for (size_t i = 0; i < policy->module_count; i++) {
		if (kept != 0 && strcmp(policy->modules[kept - 1], policy->modules[i]) == 0)
			free(policy->modules[i]);
		else
			policy->modules[kept++] = policy->modules[i];
	}
	policy->module_count = kept;
}

static bool resolve_modules(padcell_policy *policy, const struct draft *draft)
{
	const struct draft_names *allowed = &draft->names[SCHEMA_ALLOW];
	bool named = draft->places[SCHEMA_ALLOW].line != 0;
	const struct draft_names *added = &draft->names[SCHEMA_ADD];
	size_t most = named ? allowed->count : schema_modules.count;
	policy->modules = calloc(most + added->count + 1, sizeof *policy->modules);
	if (policy->modules == NULL)
		return false;

	for (size_t i = 0; i < most; i++) {
		const char *name = named ? allowed->items[i].text : schema_modules.items[i];
		if (!is_denied(draft, name) && !push(policy->modules, &policy->module_count, name))
			return false;
	}
	for (size_t i = 0; i < added->count; i++) {
		if (!push(policy->modules, &policy->module_count, added->items[i].text))
			return false;
	}
	qsort(policy->modules, policy->module_count, sizeof *policy->modules, by_name);
	drop_twins(policy);
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

/* What a module from a folder says is part of what the policy means; where it lay is not. */
static bool put_sources(struct bytes *text, const padcell_policy *policy)
{
	bool done = true;
	for (size_t i = 0; i < policy->source_count && done; i++) {
		const struct policy_module *module = &policy->sources[i];
		char digest[SHA256_DIGEST_STRING_LENGTH];
		(void)SHA256Data((const uint8_t *)module->text, module->size, digest);
		done = bytes_printf(text, "%s %s=%s\n", module->package ? "package" : "module",
		                    module->name, digest);
	}
	return done;
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
	       put_names(&text, "require", policy->required_rungs, policy->required_count) &&
	       put_sources(&text, policy);
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
	policy->clock_ms = (unsigned)draft->numbers[SCHEMA_RESOLUTION];
	policy->stdin_granted = draft->numbers[SCHEMA_STDIN] != 0;
	policy->interpreter_isolation = draft->numbers[SCHEMA_ISOLATION] != 0;
	policy->syntax_strict = draft->numbers[SCHEMA_SYNTAX] != 0;
	policy->evaluator_checked = draft->numbers[SCHEMA_EVALUATOR] != 0;
}

static enum padcell_status no_memory(const struct source *source)
{
	return padcell_fail(source->reterr, PADCELL_E_NOMEM, PADCELL_STAGE_POLICY, 0,
	                    "no memory for a policy");
}

static enum padcell_status fill(padcell_policy *policy, const struct draft *draft,
                                const struct source *source)
{
	copy_values(policy, draft);
	(void)snprintf(policy->name, sizeof policy->name, "%s", source_shown_name(source->name));
	if (!resolve_modules(policy, draft) || !resolve_required(policy, draft))
		return no_memory(source);

	enum padcell_status status = folder_read(policy, draft, source);
	if (status != PADCELL_OK)
		return status;
	return take_digest(policy, draft) ? PADCELL_OK : no_memory(source);
}

enum padcell_status draft_finish(const struct draft *draft, const struct source *source,
                                 padcell_policy **ret_policy)
{
	padcell_policy *policy = calloc(1, sizeof *policy);
	if (policy == NULL)
		return no_memory(source);

	enum padcell_status status = fill(policy, draft, source);
	if (status == PADCELL_OK)
		*ret_policy = policy;
	else
		(void)padcell_policy_free(policy);
	return status;
}
