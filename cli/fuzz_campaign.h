/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_campaign.h - the state of `padcell fuzz`: a folder, jobs, numbers.
 *
 * The folder:
 *     corpus/          what the engines found worth keeping
 *     findings/        <invariant>-<layer>-<what>.py, each repeated by `padcell replay FILE`
 *     unrepeated/      what a fresh process did not repeat; no findings
 *     slow/            programs that met the hard limit; no findings
 *     jobs/<n>.stats   numbers of one engine, rewritten while it runs
 *     jobs/<n>.log     what it printed
 *     fuzzer_stats     the sum, as AFL writes it; stats.json: the same for machines
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_FUZZ_CAMPAIGN_H
#define PADCELL_CLI_FUZZ_CAMPAIGN_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define FUZZ_JOBS_MAX 64

/* Sums of jobs/<n>.stats.  KEEP IN STEP: job-stats (fuzzers/engine/stats.c) */
struct fuzz_numbers {
	uint64_t executions;
	uint64_t valid;
	uint64_t rejected;
	uint64_t benign;
	uint64_t denials;
	uint64_t breaches;
	uint64_t plant_reached;
	uint64_t plant_triggered;
};

struct fuzz_job {
	pid_t pid; /* 0: not running */
	uint64_t started_ms;
	unsigned starts;       /* how often it was started */
	unsigned quick_deaths; /* in a row, without having run anything */
};

struct fuzz_campaign {
	const char *target; /* path of the engine's program; owned by the caller */
	const char *folder; /* absolute */
	const char *seeds;  /* a folder of further seeds, or NULL */
	const char *plant;  /* or NULL */
	unsigned long seed;
	unsigned long runs; /* of all jobs together; 0: no limit */
	unsigned job_count;
	uint64_t started_ms;
	uint64_t deadline_ms;
	struct fuzz_job jobs[FUZZ_JOBS_MAX];
	struct fuzz_numbers ended; /* of engines that are gone */
	unsigned findings;         /* repeated by a fresh process */
};

/* Milliseconds of the monotonic clock. */
uint64_t fuzz_now_ms(void);

/* Make the folders; false with errno, and the path that failed in `path`. */
bool fuzz_make_folders(const char *folder, char *path, size_t size);

/* Start job `index`; false with errno.  fuzz_jobs.c */
bool fuzz_job_start(struct fuzz_campaign *campaign, unsigned index);

/* Reap what ended; returns how many jobs run. */
unsigned fuzz_jobs_reap(struct fuzz_campaign *campaign);

/* Ask every job to end, and end it when it does not. */
void fuzz_jobs_stop(struct fuzz_campaign *campaign);

/* Repeat what is new in findings/ in a fresh process, put aside what is not repeated, and count the
 * rest.  fuzz_confirm.c */
void fuzz_confirm_findings(struct fuzz_campaign *campaign);

/* The sum over all jobs, those that are gone included. */
struct fuzz_numbers fuzz_numbers_now(const struct fuzz_campaign *campaign);

/* Regular files in a folder of the campaign. */
unsigned fuzz_count_files(const struct fuzz_campaign *campaign, const char *name);

/* Write fuzzer_stats and stats.json; false with errno. */
bool fuzz_write_stats(const struct fuzz_campaign *campaign, const struct fuzz_numbers *numbers);

#endif
