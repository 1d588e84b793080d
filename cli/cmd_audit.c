/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/cmd_audit.c - `padcell audit machine|permits|seccomp`: what is enforced, and the proof.
 * Runs in: host
 */
#include <string.h>

#include "cli.h"
#include "json_table.h"
#include "kit.h"
#include "message.h"
#include "suggest.h"

struct audit_options {
	bool json;
};

/* clang-format off */
static const struct {
	const char *name;
	enum padcell_audit audit;
	const char *must_be_zero; /* the number that makes the audit fail; NULL for none */
} audits[] = {
	{"machine", PADCELL_AUDIT_MACHINE, NULL},
	{"permits", PADCELL_AUDIT_PERMITS, "unclassified"},
	{"seccomp", PADCELL_AUDIT_SECCOMP, "mismatches"},
};
/* clang-format on */

/* A count may stand as a number or as the list of what is counted. */
static long long count_of(const json_t *document, const char *key)
{
	const json_t *value = json_object_get(document, key);
	if (json_is_array(value))
		return (long long)json_array_size(value);
	return json_is_integer(value) ? json_integer_value(value) : -1;
}

static int audit(size_t row, bool as_json)
{
	CLEANUP(free_at_exit) char *text = NULL;
	padcell_error error = {.status = PADCELL_OK};
	if (padcell_audit(audits[row].audit, &text, &error) != PADCELL_OK)
		return cli_fail(&error);

	json_error_t where;
	CLEANUP(json_at_exit) json_t *document = json_loads(text, 0, &where);
	if (document == NULL) {
		cli_error("the audit is not valid JSON: line %d: %s", where.line, where.text);
		return PADCELL_EXIT_INTERNAL;
	}
	if (as_json)
		(void)puts(text);
	else
		json_table_print(document);

	const char *key = audits[row].must_be_zero;
	if (key == NULL || count_of(document, key) == 0)
		return PADCELL_EXIT_OK;
	cli_error("audit %s: %s is %lld, and must be 0", audits[row].name, key,
	          count_of(document, key));
	return PADCELL_EXIT_VIOLATION;
}

static int run_audit(const struct cli_call *call)
{
	const struct audit_options *options = call->options;
	const char *names[COUNT_OF(audits) + 1] = {NULL};
	for (size_t i = 0; i < COUNT_OF(audits); i++) {
		names[i] = audits[i].name;
		if (strcmp(call->operands[0], audits[i].name) == 0)
			return audit(i, options->json);
	}

	const char *nearest = suggest_nearest(call->operands[0], names);
	cli_error("audit: there is nothing called '%s' to audit", call->operands[0]);
	if (nearest != NULL)
		cli_hint("did you mean `padcell audit %s`?", nearest);
	else
		cli_hint("there are machine, permits and seccomp");
	return PADCELL_EXIT_USAGE;
}

static const struct cli_option options[] = {
        {"json", NULL, CLI_FLAG, offsetof(struct audit_options, json), 0, 0,
         "print one JSON document"},
};

const struct cli_command cli_command_audit = {
        .name = "audit",
        .summary = "show what a layer enforces, and the proof",
        .operands = "machine|permits|seccomp",
        .about = "machine  what this kernel can enforce, and what is lost without it\n"
                 "permits  what the walk over all C functions found; fails when one of them\n"
                 "         is unclassified\n"
                 "seccomp  the system calls a worker may make, and the proof that the\n"
                 "         compiled filter equals the table; fails on a mismatch\n"
                 "Exit code 4 when an audit fails.\n",
        .example = "padcell audit seccomp --json",
        .options = options,
        .option_count = COUNT_OF(options),
        .options_size = sizeof(struct audit_options),
        .operands_min = 1,
        .operands_max = 1,
        .run = run_audit,
};
