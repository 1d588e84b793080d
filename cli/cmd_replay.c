/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/cmd_replay.c - `padcell replay`: every known escape in a naive jail and in the cell.
 * Runs in: host
 */
#include <stdint.h>
#include <string.h>

#include "choose_policy.h"
#include "cli.h"
#include "kit.h"
#include "message.h"
#include "read_guest.h"
#include "replay.h"
#include "verdict_text.h"

struct replay_options {
	const char *family;
	unsigned long jobs;
	bool json;
	const char *canary;
	const char *without_layer;
};

static void set_at_exit(struct replay_set *set)
{
	replay_set_done(set);
}

/*
 * A cell in which nothing works contains everything: an honest program must run in it first.  Its
 * verdict also says which Python is in the cell.
 */
static const char honest[] = "import json, re, math, dataclasses\n"
                             "class A:\n"
                             "    def __init__(self, n): self.n = n\n"
                             "assert json.dumps([A(n).n for n in range(3)]) == '[0, 1, 2]'\n"
                             "assert re.match('a+', 'aab').end() == 2 and math.gcd(12, 18) == 6\n";

static int ask_python(const padcell_policy *policy, char *python, size_t size)
{
	const padcell_guest guest = {.name = "honest.py",
	                             .source = honest,
	                             .source_size = sizeof honest - 1,
	                             .stdin_fd = -1};
	CLEANUP(verdict_at_exit) padcell_verdict *verdict = NULL;
	padcell_error error = {.status = PADCELL_OK};
	if (padcell_run(policy, &guest, &verdict, &error) != PADCELL_OK)
		return cli_fail(&error);

	CLEANUP(json_at_exit) json_t *document = verdict_document(verdict);
	if (padcell_verdict_outcome(verdict) != PADCELL_OUTCOME_OK || document == NULL) {
		cli_error("an honest guest does not run: %s", padcell_verdict_summary(verdict));
		cli_hint("`padcell doctor` tries each part alone");
		return PADCELL_EXIT_INTERNAL;
	}
	(void)snprintf(python, size, "%s", json_text(document, "python"));
	return 0;
}

static int find(enum padcell_part part, char **ret_path)
{
	padcell_error error = {.status = PADCELL_OK};
	return padcell_find(part, ret_path, &error) == PADCELL_OK ? 0 : cli_fail(&error);
}

static json_t *document_of(const json_t *rows, const json_t *findings, const char *python,
                           const struct replay_totals *totals)
{
	return json_pack("{s:i, s:s, s:O, s:O, s:{s:I, s:I, s:I, s:I, s:I, s:I, s:I}}", "padcell",
	                 1, "python", python, "escapes", rows, "findings", findings, "totals",
	                 "escapes", (json_int_t)totals->rows, "alive", (json_int_t)totals->alive,
	                 "contained", (json_int_t)totals->contained, "loose",
	                 (json_int_t)totals->loose, "dead", (json_int_t)totals->dead, "elsewhere",
	                 (json_int_t)totals->elsewhere, "errors", (json_int_t)totals->failed);
}

static int print_document(json_t *document)
{
	CLEANUP(json_at_exit) json_t *owned = document;
	if (owned == NULL || json_dumpf(owned, stdout, JSON_INDENT(1)) != 0)
		return PADCELL_EXIT_INTERNAL;
	(void)fputc('\n', stdout);
	return 0;
}

static int exit_of(const struct replay_totals *totals)
{
	if (totals->loose > 0)
		return PADCELL_EXIT_VIOLATION;
	return totals->dead + totals->failed > 0 ? PADCELL_EXIT_INTERNAL : PADCELL_EXIT_OK;
}

/* Replay the escapes of the set; `findings` go into the same document. */
static int replay_escapes(const struct replay_options *options, const struct replay_set *set,
                          const json_t *findings)
{
	CLEANUP(policy_at_exit) padcell_policy *policy = NULL;
	CLEANUP(free_at_exit) char *naive = NULL;
	char python[32] = "";
	CLEANUP(json_at_exit) json_t *rows = NULL;
	int failed = 0;
	if (set->count > 0) {
		failed = choose_policy("default", &policy);
		failed = failed != 0 ? failed : find(PADCELL_PART_NAIVE, &naive);
		failed = failed != 0 ? failed : ask_python(policy, python, sizeof python);
	}
	if (failed != 0)
		return failed;

	const struct replay_setting setting = {.policy = policy,
	                                       .naive = naive,
	                                       .python = python,
	                                       .jobs = options->jobs,
	                                       .canary = options->canary,
	                                       .without_layer = options->without_layer};
	rows = replay_run_all(&setting, set);
	if (rows == NULL)
		return PADCELL_EXIT_INTERNAL;

	struct replay_totals totals = replay_count(rows);
	if (options->json)
		failed = print_document(document_of(rows, findings, python, &totals));
	else if (set->count > 0)
		replay_print(rows, &totals);
	return failed != 0 ? failed : exit_of(&totals);
}

/* A file is a finding of a fuzzer or a known escape: its head says which. */
static int take_file(const struct replay_options *options, const char *path, struct replay_set *set,
                     json_t *findings)
{
	CLEANUP(free_at_exit) char *text = NULL;
	size_t size = 0;
	int failed = read_guest(path, &text, &size);
	if (failed != 0)
		return failed;

	char target[64];
	replay_finding_target(text, target, sizeof target);
	if (target[0] == '\0')
		return replay_load_file(path, set);

	json_t *row = NULL;
	int code = replay_finding(path, target, options->json ? &row : NULL);
	if (row != NULL)
		(void)json_array_append_new(findings, row);
	return code;
}

static int load_tree(const char *family, struct replay_set *set)
{
	CLEANUP(free_at_exit) char *folder = NULL;
	int failed = find(PADCELL_PART_ESCAPES, &folder);
	return failed != 0 ? failed : replay_load_tree(folder, family, set);
}

/* The heavier of two exit codes: a repeated violation is no reason to leave the other files out. */
static int heavier(int one, int other)
{
	static const int by_weight[] = {PADCELL_EXIT_VIOLATION, PADCELL_EXIT_INTERNAL,
	                                PADCELL_EXIT_UNSUPPORTED, PADCELL_EXIT_USAGE};
	for (size_t i = 0; i < COUNT_OF(by_weight); i++) {
		if (one == by_weight[i] || other == by_weight[i])
			return by_weight[i];
	}
	return PADCELL_EXIT_OK;
}

static int run_replay(const struct cli_call *call)
{
	const struct replay_options *options = call->options;
	if (options->family != NULL && call->operand_count > 0) {
		cli_error("replay: --family chooses from the corpus, so FILES cannot be named with "
		          "it");
		cli_hint("leave one of them out");
		return PADCELL_EXIT_USAGE;
	}

	CLEANUP(set_at_exit) struct replay_set set = {0};
	CLEANUP(json_at_exit) json_t *findings = json_array();
	int code = call->operand_count == 0 ? load_tree(options->family, &set) : 0;
	for (size_t i = 0; i < call->operand_count; i++) {
		int one = take_file(options, call->operands[i], &set, findings);
		if (one != 0 && one != PADCELL_EXIT_VIOLATION)
			return one;
		code = heavier(code, one);
	}
	if (code != 0 && code != PADCELL_EXIT_VIOLATION)
		return code;
	return heavier(code, replay_escapes(options, &set, findings));
}

static const struct cli_option options[] = {
        {"family", "NAME", CLI_TEXT, offsetof(struct replay_options, family), 0, 0,
         "only this folder of known-escapes"},
        {"jobs", "N", CLI_NUMBER, offsetof(struct replay_options, jobs), 1, 64,
         "escapes at a time (default: 2)"},
        {"json", NULL, CLI_FLAG, offsetof(struct replay_options, json), 0, 0,
         "print one JSON document"},
#ifdef PADCELL_TEST_BUILD
        {"canary", "TOKEN", CLI_TEXT, offsetof(struct replay_options, canary), 0, 0,
         "the cell's token (test builds only)"},
        {"without-layer", "NAME", CLI_TEXT, offsetof(struct replay_options, without_layer), 0, 0,
         "leave a layer out (test builds only)"},
#endif
};

static const struct replay_options defaults = {.jobs = 2};

const struct cli_command cli_command_replay = {
        .name = "replay",
        .summary = "replay the known escapes, or a finding of a fuzzer",
        .operands = "[FILES...]",
        .about = "Runs each known escape twice: in a naive jail, where it must still be alive,\n"
                 "and in the cell, where it must be contained. Prints for each what stopped\n"
                 "it. Without FILES it takes all of the corpus.\n"
                 "A FILE that a fuzzer saved is repeated by the fuzz target it names.\n"
                 "Exit codes: 0 all contained; 4 one is loose, or a finding is repeated;\n"
                 "70 a row is no longer alive where its head says so, or could not be run.\n",
        .example = "padcell replay --family frames",
        .options = options,
        .option_count = COUNT_OF(options),
        .options_size = sizeof(struct replay_options),
        .defaults = &defaults,
        .operands_max = SIZE_MAX,
        .run = run_replay,
};
