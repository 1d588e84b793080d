/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_engine.h - the engines that can drive a campaign: how each is called, and how what it
 * leaves becomes the campaign's folder.
 *
 * Findings are none of an engine's business: the target writes them, whoever drives it.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_FUZZ_ENGINE_H
#define PADCELL_CLI_FUZZ_ENGINE_H

#include "fuzz_campaign.h"

#define FUZZ_CALL_TEXT 4352

/* A command line; starts empty, all zero. */
struct fuzz_call {
	char texts[16][FUZZ_CALL_TEXT];
	const char *argv[48];
	unsigned count;
	unsigned used;
};

struct fuzz_engine {
	const char *name;

	/* Before anything is started: 0, or an exit code after a message. */
	int (*prepare)(struct fuzz_campaign *campaign);

	/* The command line of job `index`. */
	void (*call)(const struct fuzz_campaign *campaign, unsigned index, struct fuzz_call *call);

	/* In the child, before it becomes job `index`: setenv() only. */
	void (*environment)(const struct fuzz_campaign *campaign);

	/* What the engine knows better than the target's own numbers of job `index`. */
	void (*correct)(const struct fuzz_campaign *campaign, unsigned index,
	                struct fuzz_numbers *numbers);

	/* From time to time, and when all engines are gone (`last`): what they found into corpus/.
	 */
	void (*collect)(struct fuzz_campaign *campaign, bool last);

	/* What the engine says of itself, for stats.json; NULL for nothing. */
	json_t *(*describe)(const struct fuzz_campaign *campaign);
};

extern const struct fuzz_engine fuzz_engine_libfuzzer;
extern const struct fuzz_engine fuzz_engine_afl;

/*
 * The engine for a target.
 *
 * @param target      path of the target, which says what it is built for
 * @param wanted      name of an engine; NULL for the one of the build
 * @param ret_engine  static storage; untouched on failure
 * @return            0, or an exit code after a message
 */
int fuzz_engine_choose(const char *target, const char *wanted,
                       const struct fuzz_engine **ret_engine);

/* Add an argument that lives on: a literal, or text of the campaign. */
void fuzz_call_add(struct fuzz_call *call, const char *text);

__attribute__((format(printf, 2, 3))) void fuzz_call_addf(struct fuzz_call *call,
                                                          const char *format, ...);

/* Of the campaign: seconds that are left, at least 1. */
unsigned long long fuzz_seconds_left(const struct fuzz_campaign *campaign);

/* Of one job: executions that are left, at least 1; 0 when there is no limit. */
unsigned long long fuzz_runs_left(const struct fuzz_campaign *campaign);

/* The seed of a job's next start; never 0, which engines take as "choose yourself". */
unsigned long fuzz_job_seed(const struct fuzz_campaign *campaign, unsigned index);

#endif
