/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/cmd_fuzz.c - `padcell fuzz`: a campaign.
 *
 * The engine is a program beside this one (fuzz_escape); here it is started, watched and summed up.
 *
 * Runs in: host
 */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "doctor.h"
#include "fuzz_engine.h"
#include "fuzz_target.h"
#include "kit.h"
#include "message.h"
#include "report_file.h"
#include "verdict_text.h"

struct fuzz_options {
	unsigned long time_ms;
	unsigned long jobs;
	unsigned long seed;
	unsigned long runs;
	const char *engine;
	const char *target;
	const char *plant;
	const char *corpus;
	const char *out;
	const char *junit;
	const char *sarif;
	const char *without_oracle;
	const char *without_family;
	bool first;
	bool json;
};

/* fuzz_<name> beside this program, or in $PADCELL_FUZZERS; owned by the caller. */
static int find_target(const char *name, char **ret_path)
{
	char program[64];
	bool there = false;
	if (name[strspn(name, "abcdefghijklmnopqrstuvwxyz_")] != '\0' || strlen(name) > 32) {
		cli_error("--target: '%s' is no name of a fuzz target", name);
		cli_hint("escape and fullstack are there");
		return PADCELL_EXIT_USAGE;
	}
	(void)snprintf(program, sizeof program, "fuzz_%s", name);
	CLEANUP(free_at_exit) char *path = fuzz_target_path(program, &there);
	if (there) {
		*ret_path = TAKE(path);
		return 0;
	}
	cli_error("there is no fuzz target %s", path != NULL ? path : program);
	cli_hint("build the preset fuzz or fuzz-afl, or name its folder in PADCELL_FUZZERS");
	return PADCELL_EXIT_INTERNAL;
}

/* An alarm that was never heard is no alarm: all that the doctor checks, and 0 or an exit code. */
static int prove(const char *engine, const struct fuzz_options *options)
{
	CLEANUP(json_at_exit) json_t *rows = json_array();
	struct doctor_report report = {.rows = rows,
	                               .engine = engine,
	                               .without_oracle = options->without_oracle,
	                               .without_family = options->without_family};
	int refused = rows != NULL ? doctor_examine(&report) : PADCELL_EXIT_INTERNAL;
	if (refused != 0 || doctor_exit(report.worst) == PADCELL_EXIT_OK)
		return refused;

	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows, i, row)
	{
		const char *state = json_text(row, "state");
		if (strcmp(state, doctor_state_text(DOCTOR_FAILED)) == 0 ||
		    strcmp(state, doctor_state_text(DOCTOR_UNFIT)) == 0)
			cli_error("%s: %s %s: %s", state, json_text(row, "group"),
			          json_text(row, "name"), json_text(row, "detail"));
	}
	cli_error("no campaign is started: what it would find, or not find, is not to be believed");
	cli_hint("`padcell doctor` shows every check");
	return doctor_exit(report.worst);
}

static int print_numbers(const struct fuzz_campaign *campaign, bool json)
{
	struct fuzz_numbers numbers = fuzz_numbers_now(campaign);
	if (json) {
		CLEANUP(json_at_exit) json_t *document = fuzz_stats_document(campaign, &numbers);
		if (document == NULL || json_dumpf(document, stdout, JSON_COMPACT) != 0)
			return PADCELL_EXIT_INTERNAL;
		(void)putchar('\n');
		return 0;
	}
	printf("%llu executions, validity %.0f %%, corpus %u, %u findings in %s/findings\n",
	       (unsigned long long)numbers.executions,
	       numbers.executions > 0 ? 100.0 * (double)numbers.valid / (double)numbers.executions
	                              : 0.0,
	       fuzz_count_files(campaign, "corpus"), campaign->findings, campaign->folder);
	return 0;
}

/* A finding weighs more than a campaign that could not go on: it is told in any case. */
static int conclude(const struct fuzz_campaign *campaign, const struct fuzz_options *options,
                    int failed)
{
	int unprinted = print_numbers(campaign, options->json);
	int unwritten = fuzz_report(campaign, options->junit, options->sarif);
	if (campaign->findings > 0)
		return PADCELL_EXIT_VIOLATION;
	if (failed == 0 && campaign->unsure > 0)
		return PADCELL_EXIT_INTERNAL;
	failed = failed != 0 ? failed : unwritten;
	return failed != 0 ? failed : unprinted;
}

/* The campaign's place, the seeds and the reports: 0, or an exit code before anything is started.
 */
static int make_campaign(const struct fuzz_options *options, char *folder, size_t size)
{
	char path[PATH_MAX];
	struct stat status;
	if (options->corpus != NULL &&
	    (stat(options->corpus, &status) != 0 || !S_ISDIR(status.st_mode) ||
	     access(options->corpus, R_OK | X_OK) != 0)) {
		cli_error("--corpus: %s is not a folder that can be read", options->corpus);
		cli_hint("leave it out to begin with nothing; what the campaign keeps is in "
		         "%s/corpus",
		         options->out);
		return PADCELL_EXIT_USAGE;
	}
	int failed = report_file_check(options->junit);
	failed = failed != 0 ? failed : report_file_check(options->sarif);
	if (failed != 0)
		return failed;

	if (!fuzz_make_folders(options->out, path, sizeof path)) {
		cli_error("%s: %s", path, strerrordesc_np(errno));
		cli_hint("name a folder that can be written with --out");
		return PADCELL_EXIT_USAGE;
	}
	if (realpath(options->out, folder) == NULL)
		return PADCELL_EXIT_INTERNAL;
	if (fuzz_folders_stand(folder, path, size))
		return 0;
	cli_error("%s", path);
	cli_hint("name a folder that can be written with --out");
	return PADCELL_EXIT_USAGE;
}

static int run_fuzz(const struct cli_call *call)
{
	const struct fuzz_options *options = call->options;
	const struct fuzz_engine *engine = NULL;
	char folder[PATH_MAX];
	CLEANUP(free_at_exit) char *target = NULL;
	int failed = find_target(options->target, &target);
	failed = failed != 0 ? failed : fuzz_engine_choose(target, options->engine, &engine);
	failed = failed != 0 ? failed : make_campaign(options, folder, sizeof folder);
	if (failed != 0)
		return failed;

	CLEANUP(json_at_exit) json_t *judged = json_object();
	struct fuzz_campaign campaign = {
	        .engine = engine,
	        .target = target,
	        .folder = folder,
	        .seeds = options->corpus,
	        .plant = options->plant,
	        .seed = options->seed,
	        .runs = options->runs,
	        .job_count = (unsigned)options->jobs,
	        .judged = judged,
	};
	failed = engine->prepare(&campaign);
	failed = failed != 0 ? failed : prove(target, options);
	if (failed != 0)
		return failed;

	fuzz_listen_to_signals();
	campaign.started_ms = fuzz_now_ms();
	campaign.deadline_ms = campaign.started_ms + options->time_ms;
	failed = fuzz_watch(&campaign, options->first);
	return conclude(&campaign, options, failed);
}

static const struct cli_option options[] = {
        {"time", "DURATION", CLI_DURATION, offsetof(struct fuzz_options, time_ms), 1000,
         ULONG_MAX / 2, "how long, such as 60s or 2h (default: 60s)"},
        {"jobs", "N", CLI_NUMBER, offsetof(struct fuzz_options, jobs), 1, FUZZ_JOBS_MAX,
         "engines side by side (default: 1)"},
        {"seed", "N", CLI_NUMBER, offsetof(struct fuzz_options, seed), 0, UINT32_MAX,
         "of every random choice (default: 1)"},
        {"runs", "N", CLI_NUMBER, offsetof(struct fuzz_options, runs), 1, ULONG_MAX,
         "end after so many executions"},
        {"engine", "NAME", CLI_TEXT, offsetof(struct fuzz_options, engine), 0, 0,
         "libfuzzer or afl (default: the target's)"},
        {"target", "NAME", CLI_TEXT, offsetof(struct fuzz_options, target), 0, 0,
         "escape or fullstack (default: escape)"},
        {"corpus", "DIR", CLI_TEXT, offsetof(struct fuzz_options, corpus), 0, 0,
         "further seeds, read only"},
        {"out", "DIR", CLI_TEXT, offsetof(struct fuzz_options, out), 0, 0,
         "the campaign's folder (default: findings)"},
        {"first", NULL, CLI_FLAG, offsetof(struct fuzz_options, first), 0, 0,
         "end at the first finding"},
        {"json", NULL, CLI_FLAG, offsetof(struct fuzz_options, json), 0, 0,
         "print the numbers as one JSON document"},
        {"junit", "FILE", CLI_TEXT, offsetof(struct fuzz_options, junit), 0, 0,
         "write a report as JUnit XML"},
        {"sarif", "FILE", CLI_TEXT, offsetof(struct fuzz_options, sarif), 0, 0,
         "write the findings as SARIF 2.1.0"},
#ifdef PADCELL_TEST_BUILD
        {"plant", "NAME", CLI_TEXT, offsetof(struct fuzz_options, plant), 0, 0,
         "weaken the cell (test builds only)"},
        {"without-oracle", "NAME", CLI_TEXT, offsetof(struct fuzz_options, without_oracle), 0, 0,
         "be deaf: no campaign may start then (test builds)"},
        {"without-family", "NAME", CLI_TEXT, offsetof(struct fuzz_options, without_family), 0, 0,
         "let feedback be dark: likewise (test builds)"},
#endif
};

static const struct fuzz_options defaults = {
        .time_ms = 60000, .jobs = 1, .seed = 1, .target = "escape", .out = "findings"};

const struct cli_command cli_command_fuzz = {
        .name = "fuzz",
        .summary = "write programs that try to get out of a cell",
        .operands = "",
        .about = "Does what `padcell doctor` does, and starts nothing when an oracle is silent.\n"
                 "Then starts engines that generate, run and judge Python programs. A program\n"
                 "that breaks an invariant, and does so again in a fresh process, is saved as\n"
                 "a readable file in DIR/findings, which `padcell replay FILE` repeats. A\n"
                 "campaign is resumed by naming its folder again: the corpus is kept. Ctrl-C\n"
                 "ends it early and loses nothing.\n"
                 "Exit codes: 0 nothing was found; 4 something was; 2 a folder or a file\n"
                 "cannot be used; 7 this machine lacks something that is required; 70 an\n"
                 "oracle is silent, or the engine does not work.\n",
        .example = "padcell fuzz --time 60s --jobs 2 --seed 1",
        .options = options,
        .option_count = COUNT_OF(options),
        .options_size = sizeof(struct fuzz_options),
        .defaults = &defaults,
        .operands_min = 0,
        .operands_max = 0,
        .run = run_fuzz,
};
