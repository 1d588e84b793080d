/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/cmd_replay.c - `padcell replay`: every known escape in a naive jail and in the cell.
 * Runs in: host
 */
#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "choose_policy.h"
#include "cli.h"
#include "finding_head.h"
#include "kit.h"
#include "message.h"
#include "read_guest.h"
#include "replay.h"
#include "replay_bait.h"
#include "replay_layers.h"
#include "replay_matrix.h"
#include "replay_report.h"
#include "report_file.h"
#include "verdict_text.h"

struct replay_options {
	const char *family;
	unsigned long jobs;
	bool json;
	const char *junit;
	const char *sarif;
	bool matrix;
	const char *markdown;
	const char *canary;
	const char *without_layer;
	const char *only_layer;
};

/* What an honest guest tells of the cell. */
struct cell_facts {
	char python[32];
	json_t *layers; /* names, in the order of installation */
};

static void facts_at_exit(struct cell_facts *facts)
{
	json_decref(facts->layers);
}

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

static int ask_cell(const padcell_policy *policy, struct cell_facts *facts)
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
	(void)snprintf(facts->python, sizeof facts->python, "%s", json_text(document, "python"));
	facts->layers = json_incref(json_object_get(document, "layers"));
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

static int make_matrix(const struct replay_options *options, const struct replay_set *set,
                       const struct cell_facts *facts, const struct replay_bait *bait)
{
	if (set->count == 0) {
		cli_error("replay: there is no known escape among the files");
		cli_hint("a finding of a fuzzer has no matrix: leave --matrix out");
		return PADCELL_EXIT_USAGE;
	}

	/* Minutes of work are not to end with a mistyped path. */
	CLEANUP(file_at_exit)
	FILE *page = options->markdown != NULL ? fopen(options->markdown, "ae") : NULL;
	if (options->markdown != NULL && page == NULL) {
		cli_error("%s: %s", options->markdown, strerrordesc_np(errno));
		return PADCELL_EXIT_USAGE;
	}

	const struct matrix_setting setting = {.jobs = options->jobs,
	                                       .python = facts->python,
	                                       .canary = bait->canary,
	                                       .folder = bait->folder,
	                                       .layers = facts->layers};
	CLEANUP(json_at_exit) json_t *document = replay_matrix(&setting, set);
	if (document == NULL)
		return PADCELL_EXIT_INTERNAL;

	int failed =
	        options->markdown != NULL ? replay_matrix_write(document, options->markdown) : 0;
	if (failed == 0 && options->json)
		failed = print_document(json_incref(document));
	else if (failed == 0)
		replay_matrix_print(document);
	return failed != 0 ? failed : replay_matrix_exit(document);
}

/* Both jails for each row, and what is wanted to be said of it. */
static int replay_rows(const struct replay_options *options, const struct replay_set *set,
                       const json_t *findings, const struct replay_setting *setting)
{
	CLEANUP(json_at_exit) json_t *rows = replay_run_all(setting, set);
	if (rows == NULL)
		return PADCELL_EXIT_INTERNAL;

	struct replay_totals totals = replay_count(rows);
	int failed = replay_report(set, rows, findings, options->junit, options->sarif);
	if (failed == 0 && options->json)
		failed = print_document(document_of(rows, findings, setting->python, &totals));
	else if (failed == 0 && set->count > 0)
		replay_print(rows, &totals);
	return failed != 0 ? failed : exit_of(&totals);
}

/* The default policy, and the layer syntax when it is spoken of: else no run has it. */
static int policy_for(const struct replay_options *options, padcell_policy **ret_policy)
{
	static const char strict[] = "grants: {stdin: true}\nsyntax: strict\n";
	bool named = (options->only_layer != NULL && strcmp(options->only_layer, "syntax") == 0) ||
	             (options->without_layer != NULL &&
	              escape_list_holds(options->without_layer, "syntax"));
	if (!named)
		return choose_policy("default", ret_policy);

	padcell_error error = {.status = PADCELL_OK};
	return padcell_policy_parse("strict", strict, strlen(strict), ret_policy, &error) ==
	                       PADCELL_OK
	               ? 0
	               : cli_fail(&error);
}

/* Replay the escapes of the set; `findings` go into the same document. */
static int replay_escapes(const struct replay_options *options, const struct replay_set *set,
                          const json_t *findings)
{
	CLEANUP(policy_at_exit) padcell_policy *policy = NULL;
	CLEANUP(free_at_exit) char *naive = NULL;
	CLEANUP(facts_at_exit) struct cell_facts facts = {.python = ""};
	CLEANUP(replay_bait_done) struct replay_bait bait = {.folder = ""};
	char without[LAYERS_TEXT_MAX] = "";
	int failed = 0;
	if (set->count > 0) {
		failed = policy_for(options, &policy);
		failed = failed != 0 ? failed : find(PADCELL_PART_NAIVE, &naive);
		failed = failed != 0 ? failed : ask_cell(policy, &facts);
		failed = failed != 0 ? failed
		                     : replay_layers_left_out(facts.layers, options->without_layer,
		                                              options->only_layer, without);
		if (failed == 0 && !replay_bait_lay(options->canary, &bait))
			failed = PADCELL_EXIT_INTERNAL;
	}
	if (failed != 0)
		return failed;
	if (options->matrix)
		return make_matrix(options, set, &facts, &bait);

	const struct replay_setting setting = {.policy = policy,
	                                       .naive = naive,
	                                       .python = facts.python,
	                                       .jobs = options->jobs,
	                                       .canary = bait.canary,
	                                       .folder = bait.folder,
	                                       .without_layer =
	                                               without[0] != '\0' ? without : NULL};
	return replay_rows(options, set, findings, &setting);
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

	struct finding_head head;
	finding_head_read(text, &head);
	if (head.target[0] == '\0')
		return replay_load_file(path, set);

	bool reported = options->json || options->junit != NULL || options->sarif != NULL;
	json_t *row = NULL;
	int code = replay_finding(path, head.target, reported ? &row : NULL);
	if (row == NULL)
		return code;
	if (!options->json) {
		cli_print_foreign(stdout, path);
		printf(": %s\n", json_text(row, "summary"));
	}
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

/* Options that contradict each other: what is said of the first row whose both sides are given. */
static int check_options(const struct cli_call *call)
{
	const struct replay_options *options = call->options;
	bool layer = options->without_layer != NULL || options->only_layer != NULL;
	const struct {
		bool wrong;
		const char *message;
		const char *hint;
	} rows[] = {
	        {options->family != NULL && call->operand_count > 0,
	         "--family chooses from the corpus, so FILES cannot be named with it",
	         "leave one of them out"},
	        {options->without_layer != NULL && options->only_layer != NULL,
	         "--only-layer leaves out all others, so --without-layer says nothing",
	         "leave one of them out"},
	        {options->matrix && layer, "--matrix goes through all layers by itself",
	         "leave --without-layer and --only-layer out"},
	        {options->matrix && (options->junit != NULL || options->sarif != NULL),
	         "--matrix is no list of problems, so it has no report",
	         "leave --junit and --sarif out, or --matrix"},
	        {options->markdown != NULL && !options->matrix,
	         "--markdown is the page of --matrix", "add --matrix"},
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (!rows[i].wrong)
			continue;
		cli_error("replay: %s", rows[i].message);
		cli_hint("%s", rows[i].hint);
		return PADCELL_EXIT_USAGE;
	}
	return 0;
}

static int run_replay(const struct cli_call *call)
{
	const struct replay_options *options = call->options;
	int refused = check_options(call);
	/* Minutes of work are not to end with a mistyped path. */
	refused = refused != 0 ? refused : report_file_check(options->junit);
	refused = refused != 0 ? refused : report_file_check(options->sarif);
	if (refused != 0)
		return refused;

	CLEANUP(set_at_exit) struct replay_set set = {0};
	CLEANUP(json_at_exit) json_t *findings = json_array();
	int code = call->operand_count == 0 ? load_tree(options->family, &set) : 0;
	for (size_t i = 0; i < call->operand_count; i++) {
		size_t answers = json_array_size(findings);
		int one = take_file(options, call->operands[i], &set, findings);
		/* A finding that could not be repeated has its place in a report. */
		bool answered = json_array_size(findings) > answers;
		if (one != 0 && one != PADCELL_EXIT_VIOLATION && !answered)
			return one;
		code = heavier(code, one);
	}
	if (call->operand_count == 0 && code != 0)
		return code;
	return heavier(code, replay_escapes(options, &set, findings));
}

#ifdef PADCELL_TEST_BUILD
#define ABOUT_MATRIX                                                               \
	"With --matrix each runs in the cell only: with every layer, with none,\n" \
	"without each layer, and with each layer alone.\n"
#else
#define ABOUT_MATRIX ""
#endif

static const struct cli_option options[] = {
        {"family", "NAME", CLI_TEXT, offsetof(struct replay_options, family), 0, 0,
         "only this folder of known-escapes"},
        {"jobs", "N", CLI_NUMBER, offsetof(struct replay_options, jobs), 1, 64,
         "escapes at a time (default: 2)"},
        {"json", NULL, CLI_FLAG, offsetof(struct replay_options, json), 0, 0,
         "print one JSON document"},
        {"junit", "FILE", CLI_TEXT, offsetof(struct replay_options, junit), 0, 0,
         "write a report as JUnit XML"},
        {"sarif", "FILE", CLI_TEXT, offsetof(struct replay_options, sarif), 0, 0,
         "write the problems as SARIF 2.1.0"},
#ifdef PADCELL_TEST_BUILD
        {"matrix", NULL, CLI_FLAG, offsetof(struct replay_options, matrix), 0, 0,
         "escape x layer (test builds only)"},
        {"markdown", "FILE", CLI_TEXT, offsetof(struct replay_options, markdown), 0, 0,
         "write the matrix as a page, too"},
        {"only-layer", "NAME", CLI_TEXT, offsetof(struct replay_options, only_layer), 0, 0,
         "leave all others out (test builds only)"},
        {"without-layer", "NAME,...", CLI_TEXT, offsetof(struct replay_options, without_layer), 0,
         0, "leave layers out (test builds only)"},
        {"canary", "TOKEN", CLI_TEXT, offsetof(struct replay_options, canary), 0, 0,
         "the cell's token (test builds only)"},
#endif
};

static const struct replay_options defaults = {.jobs = 2};

const struct cli_command cli_command_replay = {
        .name = "replay",
        .summary = "replay the known escapes, or a finding of a fuzzer",
        .operands = "[FILES...]",
        .about = "Runs each known escape twice: in a naive jail, where it must still be alive,\n"
                 "and in the cell, where it must be contained. Prints for each what stopped\n"
                 "it. Without FILES it takes all of the corpus.\n" ABOUT_MATRIX
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
