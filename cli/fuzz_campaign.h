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
 *     jobs/afl-<n>/    folders of afl-fuzz, see fuzz_afl.h
 *     fuzzer_stats     the sum, as AFL writes it; stats.json: the same for machines
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_FUZZ_CAMPAIGN_H
#define PADCELL_CLI_FUZZ_CAMPAIGN_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>
#include <time.h>

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
	unsigned starts;      /* how often it was started */
	unsigned idle_deaths; /* in a row, without having run anything */
	unsigned quick_ends;  /* in a row, soon after the start */
};

struct fuzz_engine;

struct fuzz_campaign {
	const struct fuzz_engine *engine; /* see fuzz_engine.h */
	const char *target;               /* path of the engine's program; owned by the caller */
	const char *folder;               /* absolute */
	const char *seeds;                /* a folder of further seeds, or NULL */
	const char *plant;                /* or NULL */
	unsigned long seed;
	unsigned long runs; /* of all jobs together; 0: no limit */
	unsigned job_count;
	uint64_t started_ms;
	uint64_t deadline_ms;
	char trouble[320]; /* why it ended before its time; "" when it did not */
	struct fuzz_job jobs[FUZZ_JOBS_MAX];
	struct fuzz_numbers ended; /* of engines that are gone */
	unsigned killed;           /* engines that a signal from elsewhere ended */
	unsigned findings;         /* repeated by a fresh process */
	unsigned unsure;           /* in findings/ still: no process could be made to repeat them */
	json_t *judged; /* finding -> what a fresh process made of it; owned by the caller */
	bool ending;    /* engines are being stopped: their deaths are no news */
	/* Of fuzz_afl.h: the number of its folder, the time of the newest file that was collected,
	 * and the last look. */
	unsigned afl_number;
	time_t afl_collected;
	uint64_t afl_looked_ms;
};

/* Milliseconds of the monotonic clock. */
uint64_t fuzz_now_ms(void);

/* Make the folders; false with errno, and the path that failed in `path`. */
bool fuzz_make_folders(const char *folder, char *path, size_t size);

/* Are the folders still there, writable and not about to be full?  False with the reason.  What is
 * left on the file system must be enough for findings and numbers, so this ends a campaign early.
 */
bool fuzz_folders_stand(const char *folder, char *reason, size_t size);

/* Start engines, watch them, confirm what they find, until time, runs or a signal end the campaign.
 * Returns 0, or an exit code after its message: what was found until then is kept.  fuzz_watch.c */
int fuzz_watch(struct fuzz_campaign *campaign, bool first);

/* From here on SIGINT, SIGTERM and SIGHUP end the campaign and not this process. */
void fuzz_listen_to_signals(void);

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

/* The numbers as one document, owned by the caller; NULL when memory is short. */
json_t *fuzz_stats_document(const struct fuzz_campaign *campaign,
                            const struct fuzz_numbers *numbers);

/*
 * Write the reports that are wanted: a testcase or a result for each finding.  fuzz_report.c
 *
 * @param junit  path, or NULL for none
 * @param sarif  path, or NULL for none
 * @return       0, or an exit code after a message
 */
int fuzz_report(const struct fuzz_campaign *campaign, const char *junit, const char *sarif);

/* Regular files in a folder of the campaign. */
unsigned fuzz_count_files(const struct fuzz_campaign *campaign, const char *name);

/* Write fuzzer_stats and stats.json; false with errno. */
bool fuzz_write_stats(const struct fuzz_campaign *campaign, const struct fuzz_numbers *numbers);

#endif
