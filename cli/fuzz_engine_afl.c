/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_engine_afl.c - afl-fuzz, which starts the target as a fork server.
 *
 * Its queue goes to corpus/ and what the target saves in findings/ are the findings, so that a
 * campaign's folder looks the same whoever drove it.
 *
 * Runs in: host
 */
#include <errno.h>
#include <string.h>

#include "fuzz_afl.h"
#include "fuzz_engine.h"
#include "kit.h"
#include "message.h"

#define PROGRAM "afl-fuzz"
#define TIMEOUT_MS \
	"20000" /* the target has limits of its own, far below: only a broken one meets it */
#define COLLECT_MS    10000 /* between looks into the queues */
#define PATH_BYTES    4608
#define MUTATORS      "padcell-afl-mutators.so"
#define MUTATORS_NAME "AFL_CUSTOM_MUTATOR_LIBRARY"

enum held { FREE, FIXED };

static const struct {
	const char *name;
	const char *value;
	enum held held;
} variables[] = {
#define VARIABLE(name, value, held, reason) {name, value, held},
#include "fuzz_afl.def"
#undef VARIABLE
};

/* Is the program in one of the folders of PATH? */
static bool is_in_path(const char *program)
{
	char path[PATH_BYTES];
	const char *folder = getenv("PATH");
	while (folder != NULL && *folder != '\0') {
		size_t size = strcspn(folder, ":");
		(void)snprintf(path, sizeof path, "%.*s/%s", (int)size, folder, program);
		if (size > 0 && access(path, X_OK) == 0)
			return true;
		folder += size + (folder[size] == ':');
	}
	return false;
}

/* The shared object beside the target. */
static void mutators_path(const struct fuzz_campaign *campaign, char *path, size_t size)
{
	const char *slash = strrchr(campaign->target, '/');
	int folder = slash != NULL ? (int)(slash - campaign->target) : 0;
	(void)snprintf(path, size, "%.*s/%s", folder, campaign->target, MUTATORS);
}

static int prepare(struct fuzz_campaign *campaign)
{
	char path[PATH_BYTES];
	if (!is_in_path(PROGRAM)) {
		cli_error("--engine afl: there is no " PROGRAM " in PATH");
		cli_hint("on Debian: apt-get install afl++");
		return PADCELL_EXIT_USAGE;
	}
	mutators_path(campaign, path, sizeof path);
	if (access(path, R_OK) != 0) {
		cli_error("%s: %s", path, strerrordesc_np(errno));
		cli_hint("the preset fuzz-afl builds it beside the target");
		return PADCELL_EXIT_USAGE;
	}
	if (!fuzz_afl_prepare(campaign)) {
		cli_error("%s/jobs: cannot make ready for " PROGRAM ": %s", campaign->folder,
		          strerrordesc_np(errno));
		cli_hint("name a folder that can be written, and has room, with --out");
		return PADCELL_EXIT_USAGE;
	}
	return 0;
}

/* Several share what they find.  One alone is no main instance either: those take the queue in its
 * order, and by weight is better.  A start after the first has a name of its own, so that afl-fuzz
 * does not clear what the one before it found; it gets that by sharing. */
static void add_name(const struct fuzz_campaign *campaign, unsigned index, struct fuzz_call *call)
{
	unsigned starts = campaign->jobs[index].starts;
	bool first = campaign->job_count > 1 && index == 0 && starts == 0;
	fuzz_call_add(call, first ? "-M" : "-S");
	fuzz_call_addf(call, "%u-%u", index, starts);
}

static void call_engine(const struct fuzz_campaign *campaign, unsigned index,
                        struct fuzz_call *call)
{
	char path[PATH_BYTES];
	fuzz_call_add(call, PROGRAM);
	add_name(campaign, index, call);
	fuzz_afl_path(campaign, ".in", path, sizeof path);
	fuzz_call_add(call, "-i");
	fuzz_call_addf(call, "%.4300s", path);
	fuzz_afl_path(campaign, "", path, sizeof path);
	fuzz_call_add(call, "-o");
	fuzz_call_addf(call, "%.4300s", path);
	fuzz_call_add(call, "-s");
	fuzz_call_addf(call, "%lu", fuzz_job_seed(campaign, index));
	fuzz_call_add(call, "-V");
	fuzz_call_addf(call, "%llu", fuzz_seconds_left(campaign));
	if (campaign->runs != 0) {
		fuzz_call_add(call, "-E");
		fuzz_call_addf(call, "%llu", fuzz_runs_left(campaign));
	}
	fuzz_call_add(call, "-t");
	fuzz_call_add(call, TIMEOUT_MS);
	fuzz_call_add(call, "-m");
	fuzz_call_add(call, "none");
	fuzz_call_add(call, "--");
	fuzz_call_add(call, campaign->target);
}

static void environment(const struct fuzz_campaign *campaign)
{
	char path[PATH_BYTES];
	mutators_path(campaign, path, sizeof path);
	(void)setenv(MUTATORS_NAME, path, 1);
	for (size_t i = 0; i < COUNT_OF(variables); i++)
		(void)setenv(variables[i].name, variables[i].value, variables[i].held == FIXED);
}

static void collect(struct fuzz_campaign *campaign, bool last)
{
	uint64_t now = fuzz_now_ms();
	if (!last && now - campaign->afl_looked_ms < COLLECT_MS)
		return;

	campaign->afl_looked_ms = now;
	unsigned failed = fuzz_afl_collect(campaign);
	if (last && failed > 0) {
		cli_error("%u programs could not be copied to %s/corpus: %s", failed,
		          campaign->folder, strerrordesc_np(errno));
		cli_hint("nothing is lost: they are in %s/jobs/afl-%u, and the next campaign of "
		         "this folder tries again",
		         campaign->folder, campaign->afl_number);
	}
}

/* Numbers of one afl-fuzz that the target does not know: "key : value" a line. */
static json_t *read_stats(const struct fuzz_campaign *campaign, unsigned index)
{
	static const char *const wanted[] = {"execs_done",  "cycles_done", "corpus_count",
	                                     "bitmap_cvg",  "stability",   "saved_crashes",
	                                     "saved_hangs", "edges_found"};
	char rest[64];
	char path[PATH_BYTES];
	char line[256];
	json_t *row = json_object();
	(void)snprintf(rest, sizeof rest, "/%u-%u/fuzzer_stats", index,
	               campaign->jobs[index].starts - 1);
	fuzz_afl_path(campaign, rest, path, sizeof path);
	CLEANUP(file_at_exit) FILE *file = fopen(path, "re");
	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		char key[64];
		char value[64];
		if (sscanf(line, "%63s : %63s", key, value) != 2)
			continue;
		for (size_t i = 0; i < COUNT_OF(wanted); i++) {
			if (strcmp(key, wanted[i]) == 0)
				(void)json_object_set_new(row, key, json_string(value));
		}
	}
	return row;
}

/* It kills the target in the end, whose last numbers are not written then. */
static void correct(const struct fuzz_campaign *campaign, unsigned index,
                    struct fuzz_numbers *numbers)
{
	CLEANUP(json_at_exit) json_t *said = read_stats(campaign, index);
	const char *text = json_string_value(json_object_get(said, "execs_done"));
	uint64_t executions = text != NULL ? strtoull(text, NULL, 10) : 0;
	if (executions > numbers->executions)
		numbers->executions = executions;
}

static json_t *describe(const struct fuzz_campaign *campaign)
{
	json_t *rows = json_array();
	for (unsigned i = 0; i < campaign->job_count; i++) {
		if (campaign->jobs[i].starts > 0)
			(void)json_array_append_new(rows, read_stats(campaign, i));
	}
	return rows;
}

const struct fuzz_engine fuzz_engine_afl = {
        .name = "afl",
        .prepare = prepare,
        .call = call_engine,
        .environment = environment,
        .correct = correct,
        .collect = collect,
        .describe = describe,
};
