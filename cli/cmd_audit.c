/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/cmd_audit.c - `padcell audit machine|permits|reach|seccomp`: what is enforced, and the proof.
 * Runs in: host
 */
#include <string.h>

#include "audit_reach.h"
#include "cli.h"
#include "json_table.h"
#include "kit.h"
#include "message.h"
#include "suggest.h"

struct audit_options {
	bool json;
	struct audit_reach_request reach;
	const char *plant; /* of a test build */
};

/* clang-format off */
static const struct {
	const char *name;
	enum padcell_audit audit;
	const char *must_be_zero; /* the number that makes the audit fail; NULL for none */
} audits[] = {
	{"machine", PADCELL_AUDIT_MACHINE, NULL},
	{"permits", PADCELL_AUDIT_PERMITS, "unclassified"},
	{"reach", PADCELL_AUDIT_REACH, "violations"},
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

static enum padcell_status ask(size_t row, const char *plant, char **ret_text,
                               padcell_error *reterr)
{
	if (audits[row].audit != PADCELL_AUDIT_REACH)
		return padcell_audit(audits[row].audit, ret_text, reterr);

	audit_reach_progress(0);
	enum padcell_status status = plant != NULL
	                                     ? padcell_audit_planted(plant, ret_text, reterr)
	                                     : padcell_audit(PADCELL_AUDIT_REACH, ret_text, reterr);
	audit_reach_progress(1);
	return status;
}

static int show(size_t row, const struct audit_options *options, const json_t *document,
                const char *text)
{
	if (options->json)
		(void)puts(text);
	else if (audits[row].audit == PADCELL_AUDIT_REACH)
		return audit_reach_show(document, &options->reach);
	else
		json_table_print(document);
	return PADCELL_EXIT_OK;
}

static int audit(size_t row, const struct audit_options *options)
{
	CLEANUP(free_at_exit) char *text = NULL;
	padcell_error error = {.status = PADCELL_OK};
	if (ask(row, options->plant, &text, &error) != PADCELL_OK)
		return cli_fail(&error);

	json_error_t where;
	CLEANUP(json_at_exit) json_t *document = json_loads(text, 0, &where);
	if (document == NULL) {
		cli_error("the audit is not valid JSON: line %d: %s", where.line, where.text);
		return PADCELL_EXIT_INTERNAL;
	}
	int code = show(row, options, document, text);
	if (code != PADCELL_EXIT_OK)
		return code;

	const char *key = audits[row].must_be_zero;
	if (key == NULL || count_of(document, key) == 0)
		return PADCELL_EXIT_OK;
	cli_error("audit %s: %s is %lld, and must be 0", audits[row].name, key,
	          count_of(document, key));
	return PADCELL_EXIT_VIOLATION;
}

/* The options of one audit mean nothing to the others. */
static const char *misplaced(size_t row, const struct audit_options *options)
{
	const struct audit_reach_request *reach = &options->reach;
	const char *option = reach->diff != NULL      ? "--diff"
	                     : reach->write != NULL   ? "--write"
	                     : reach->path != NULL    ? "--path"
	                     : options->plant != NULL ? "--plant"
	                                              : NULL;
	return audits[row].audit != PADCELL_AUDIT_REACH ? option : NULL;
}

static int run_audit(const struct cli_call *call)
{
	const struct audit_options *options = call->options;
	const char *names[COUNT_OF(audits) + 1] = {NULL};
	for (size_t i = 0; i < COUNT_OF(audits); i++) {
		names[i] = audits[i].name;
		if (strcmp(call->operands[0], audits[i].name) != 0)
			continue;
		const char *option = misplaced(i, options);
		if (option == NULL)
			return audit(i, options);
		cli_error("audit: %s is an option of `padcell audit reach` only", option);
		return PADCELL_EXIT_USAGE;
	}

	const char *nearest = suggest_nearest(call->operands[0], names);
	cli_error("audit: there is nothing called '%s' to audit", call->operands[0]);
	if (nearest != NULL)
		cli_hint("did you mean `padcell audit %s`?", nearest);
	else
		cli_hint("there are machine, permits, reach and seccomp");
	return PADCELL_EXIT_USAGE;
}

static const struct cli_option options[] = {
        {"json", NULL, CLI_FLAG, offsetof(struct audit_options, json), 0, 0,
         "print one JSON document"},
        {"diff", "FILE", CLI_TEXT, offsetof(struct audit_options, reach.diff), 0, 0,
         "reach: compare with a manifest; exit 4 if it differs"},
        {"write", "FILE", CLI_TEXT, offsetof(struct audit_options, reach.write), 0, 0,
         "reach: write the manifest"},
        {"path", "NAME", CLI_TEXT, offsetof(struct audit_options, reach.path), 0, 0,
         "reach: print the program that leads to NAME"},
#ifdef PADCELL_TEST_BUILD
        {"plant", "NAME", CLI_TEXT, offsetof(struct audit_options, plant), 0, 0,
         "reach: with a weakness (threat-model/plants.def)"},
#endif
};

const struct cli_command cli_command_audit = {
        .name = "audit",
        .summary = "show what a layer enforces, and the proof",
        .operands = "machine|permits|reach|seccomp",
        .about = "machine  what this kernel can enforce, and what is lost without it\n"
                 "permits  what the walk over all C functions found; fails when one of them\n"
                 "         is unclassified\n"
                 "reach    what a guest gets hold of, and by which program, told without the\n"
                 "         permits walk; fails when something armed is not permitted\n"
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
