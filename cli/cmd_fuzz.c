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
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "cli.h"
#include "fuzz_campaign.h"
#include "kit.h"
#include "message.h"

#define LOOK_MS        200   /* between looks at the jobs */
#define PLAIN_EVERY_MS 10000 /* between lines when nobody watches on a terminal */
#define QUICK_DEATHS   3     /* of one engine in a row, and the campaign is given up */

struct fuzz_options {
	unsigned long time_ms;
	unsigned long jobs;
	unsigned long seed;
	unsigned long runs;
	const char *plant;
	const char *corpus;
	const char *out;
	bool first;
	bool json;
};

static volatile sig_atomic_t stopping;

static void ask_to_stop(int number)
{
	(void)number;
	stopping = 1;
}

static void listen_to_signals(void)
{
	struct sigaction action = {.sa_handler = ask_to_stop};
	(void)sigemptyset(&action.sa_mask);
	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGTERM, &action, NULL);
}

/* fuzz_escape beside this program, or in $PADCELL_FUZZERS; owned by the caller. */
static char *find_engine(void)
{
	char self[4096];
	char *path = NULL;
	const char *folder = getenv("PADCELL_FUZZERS");
	ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
	if (folder == NULL && length > 0) {
		self[length] = '\0';
		*strrchr(self, '/') = '\0';
		folder = self;
	}
	if (folder == NULL || asprintf(&path, "%s/fuzz_escape", folder) < 0)
		return NULL;
	if (access(path, X_OK) == 0)
		return path;

	cli_error("there is no fuzz target %s", path);
	cli_hint("build the preset fuzz, or name its folder in PADCELL_FUZZERS");
	free(path);
	return NULL;
}

/* Run the engine with one argument and give its exit code; -1 when it could not be started. */
static int run_engine(const char *engine, const char *option, const char *operand,
                      const char *plant)
{
	pid_t child = fork();
	if (child == 0) {
		if (plant != NULL)
			(void)setenv("PADCELL_PLANT", plant, 1);
		if (freopen("/dev/null", "w", stdout) != NULL &&
		    freopen("/dev/null", "w", stderr) != NULL)
			(void)execl(engine, engine, option, operand, (char *)NULL);
		_exit(127);
	}
	int status = 0;
	if (child < 0 || waitpid(child, &status, 0) < 0)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void show_status(const struct fuzz_campaign *campaign, const struct fuzz_numbers *numbers,
                        bool terminal)
{
	uint64_t now = fuzz_now_ms();
	uint64_t passed = now - campaign->started_ms;
	uint64_t left = campaign->deadline_ms > now ? campaign->deadline_ms - now : 0;
	double rate = passed > 0 ? (double)numbers->executions * 1000.0 / (double)passed : 0.0;
	double validity = numbers->executions > 0
	                          ? 100.0 * (double)numbers->valid / (double)numbers->executions
	                          : 0.0;
	fprintf(stderr,
	        "%s%3llu s: %llu executions, %.0f/s, validity %.0f %%, corpus %u, findings %u, "
	        "%llu s left%s",
	        terminal ? "\r" : "", (unsigned long long)(passed / 1000),
	        (unsigned long long)numbers->executions, rate, validity,
	        fuzz_count_files(campaign, "corpus"), campaign->findings,
	        (unsigned long long)(left / 1000), terminal ? " \x1b[K" : "\n");
	(void)fflush(stderr);
}

/* Start what does not run; 0, or an exit code when engines die as soon as they start. */
static int keep_running(struct fuzz_campaign *campaign)
{
	for (unsigned i = 0; i < campaign->job_count; i++) {
		if (campaign->jobs[i].pid != 0)
			continue;
		if (campaign->jobs[i].quick_deaths >= QUICK_DEATHS) {
			cli_error("the engine ends as soon as it starts; it said why in "
			          "%s/jobs/%u.log",
			          campaign->folder, i);
			cli_hint("only the presets fuzz and fuzz-afl build a target that can fuzz");
			return PADCELL_EXIT_INTERNAL;
		}
		if (!fuzz_job_start(campaign, i)) {
			cli_error("cannot start an engine: %s", strerrordesc_np(errno));
			return PADCELL_EXIT_INTERNAL;
		}
	}
	return 0;
}

static bool is_over(const struct fuzz_campaign *campaign, const struct fuzz_numbers *numbers,
                    bool first)
{
	return stopping != 0 || fuzz_now_ms() >= campaign->deadline_ms ||
	       (campaign->runs != 0 && numbers->executions >= campaign->runs) ||
	       (first && campaign->findings > 0);
}

static int run_campaign(struct fuzz_campaign *campaign, bool first)
{
	const struct timespec moment = {.tv_nsec = LOOK_MS * 1000000L};
	bool terminal = isatty(STDERR_FILENO) == 1;
	uint64_t shown = 0;
	int failed = 0;
	struct fuzz_numbers numbers = {0};
	while (failed == 0 && !is_over(campaign, &numbers, first)) {
		failed = keep_running(campaign);
		(void)nanosleep(&moment, NULL);
		(void)fuzz_jobs_reap(campaign);
		fuzz_confirm_findings(campaign);
		numbers = fuzz_numbers_now(campaign);
		uint64_t now = fuzz_now_ms();
		if (terminal || now - shown >= PLAIN_EVERY_MS) {
			show_status(campaign, &numbers, terminal);
			shown = now;
		}
		if (!fuzz_write_stats(campaign, &numbers)) {
			cli_error("cannot write to %s: %s", campaign->folder,
			          strerrordesc_np(errno));
			failed = PADCELL_EXIT_USAGE;
		}
	}
	fuzz_jobs_stop(campaign);
	fuzz_confirm_findings(campaign);
	numbers = fuzz_numbers_now(campaign);
	show_status(campaign, &numbers, terminal);
	if (terminal)
		(void)fputc('\n', stderr);
	return failed == 0 && !fuzz_write_stats(campaign, &numbers) ? PADCELL_EXIT_USAGE : failed;
}

static int conclude(const struct fuzz_campaign *campaign, bool json)
{
	struct fuzz_numbers numbers = fuzz_numbers_now(campaign);
	if (json) {
		char path[4352];
		(void)snprintf(path, sizeof path, "%s/stats.json", campaign->folder);
		CLEANUP(json_at_exit) json_t *document = json_load_file(path, 0, NULL);
		if (document == NULL || json_dumpf(document, stdout, JSON_COMPACT) != 0)
			return PADCELL_EXIT_INTERNAL;
		(void)putchar('\n');
	} else {
		printf("%llu executions, validity %.0f %%, corpus %u, %u findings in %s/findings\n",
		       (unsigned long long)numbers.executions,
		       numbers.executions > 0
		               ? 100.0 * (double)numbers.valid / (double)numbers.executions
		               : 0.0,
		       fuzz_count_files(campaign, "corpus"), campaign->findings, campaign->folder);
	}
	return campaign->findings > 0 ? PADCELL_EXIT_VIOLATION : PADCELL_EXIT_OK;
}

static int make_campaign(const struct fuzz_options *options, char *folder, size_t size)
{
	char path[PATH_MAX];
	if (!fuzz_make_folders(options->out, path, sizeof path)) {
		cli_error("%s: %s", path, strerrordesc_np(errno));
		cli_hint("name a folder that can be written with --out");
		return PADCELL_EXIT_USAGE;
	}
	struct stat status;
	if (options->corpus != NULL &&
	    (stat(options->corpus, &status) != 0 || !S_ISDIR(status.st_mode))) {
		cli_error("--corpus: %s is not a folder", options->corpus);
		cli_hint("the campaign's own corpus is in %s/corpus", options->out);
		return PADCELL_EXIT_USAGE;
	}
	if (realpath(options->out, path) == NULL)
		return PADCELL_EXIT_INTERNAL;
	(void)snprintf(folder, size, "%s", path);
	return 0;
}

static int run_fuzz(const struct cli_call *call)
{
	const struct fuzz_options *options = call->options;
	CLEANUP(free_at_exit) char *engine = find_engine();
	if (engine == NULL)
		return PADCELL_EXIT_INTERNAL;

	char folder[PATH_MAX];
	int failed = make_campaign(options, folder, sizeof folder);
	if (failed != 0)
		return failed;
	/* An alarm that was never heard is no alarm. */
	if (run_engine(engine, "--self-test", NULL, options->plant) != 0) {
		cli_error("the oracles' self-tests failed; no campaign is started");
		cli_hint("%s --self-test says which", engine);
		return PADCELL_EXIT_INTERNAL;
	}

	listen_to_signals();
	uint64_t now = fuzz_now_ms();
	struct fuzz_campaign campaign = {
	        .target = engine,
	        .folder = folder,
	        .seeds = options->corpus,
	        .plant = options->plant,
	        .seed = options->seed,
	        .runs = options->runs,
	        .job_count = (unsigned)options->jobs,
	        .started_ms = now,
	        .deadline_ms = now + options->time_ms,
	};
	failed = run_campaign(&campaign, options->first);
	return failed != 0 ? failed : conclude(&campaign, options->json);
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
        {"corpus", "DIR", CLI_TEXT, offsetof(struct fuzz_options, corpus), 0, 0,
         "further seeds, read only"},
        {"out", "DIR", CLI_TEXT, offsetof(struct fuzz_options, out), 0, 0,
         "the campaign's folder (default: findings)"},
        {"first", NULL, CLI_FLAG, offsetof(struct fuzz_options, first), 0, 0,
         "end at the first finding"},
        {"json", NULL, CLI_FLAG, offsetof(struct fuzz_options, json), 0, 0,
         "print the numbers as one JSON document"},
#ifdef PADCELL_TEST_BUILD
        {"plant", "NAME", CLI_TEXT, offsetof(struct fuzz_options, plant), 0, 0,
         "weaken the cell (test builds only)"},
#endif
};

static const struct fuzz_options defaults = {
        .time_ms = 60000, .jobs = 1, .seed = 1, .out = "findings"};

const struct cli_command cli_command_fuzz = {
        .name = "fuzz",
        .summary = "write programs that try to get out of a cell",
        .operands = "",
        .about = "Proves the oracles, then starts engines that generate, run and judge Python\n"
                 "programs. A program that breaks an invariant is saved as a readable file in\n"
                 "DIR/findings, which `padcell replay FILE` repeats. A campaign is resumed by\n"
                 "naming its folder again: the corpus is kept. Ends with 0 when nothing was\n"
                 "found and with 4 when something was. Ctrl-C ends it early and loses nothing.\n",
        .example = "padcell fuzz --time 60s --jobs 2 --seed 1",
        .options = options,
        .option_count = COUNT_OF(options),
        .options_size = sizeof(struct fuzz_options),
        .defaults = &defaults,
        .operands_min = 0,
        .operands_max = 0,
        .run = run_fuzz,
};
