/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/stats.h - what a fuzz process has done, in a file that `padcell fuzz` reads while it runs:
 * <campaign>/jobs/<job>.stats, lines "key : value", rewritten in place.
 *
 * KEEP IN STEP: job-stats (cli/fuzz_stats.c reads the keys)
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_STATS_H
#define PADCELL_ENGINE_STATS_H

#include <stdbool.h>
#include <stdint.h>

struct stats {
	uint64_t executions;
	uint64_t valid;    /* ran to their end without an uncaught exception */
	uint64_t rejected; /* did not compile */
	uint64_t benign;   /* ended by a limit or by the guest's own exit */
	uint64_t skipped;  /* hold an operation by which CPython is known to die: not run */
	uint64_t denials;  /* refusals that guests met */
	uint64_t novel;    /* lit feedback that this process had not seen */
	uint64_t restored; /* classes put back after a run */
	uint64_t breaches; /* executions in which an invariant broke */
	uint64_t findings; /* of these, saved as new */
	uint64_t plant_reached;
	uint64_t plant_triggered;
	bool stopped; /* the last execution did not come back */
};

/* The numbers of this process. */
extern struct stats stats;

/*
 * Open the file; false when that fails.  Without it nothing is written.
 *
 * @param forks  this process only forks those that run guests: they call stats_join(), and their
 *               numbers are summed up
 */
bool stats_open(const char *campaign, const char *job, bool forks);

/* In a fork: begin where the ones before it ended. */
bool stats_join(void);

/* Executions of this job, those of earlier forks included. */
uint64_t stats_executions(void);

/* What the engine's mutators did to the next input, bit per enum mutator. */
void stats_mutated(uint32_t used);

/* Count the execution against these mutators. */
void stats_count_mutators(bool valid, bool novel);

/* Write if the last time is long enough ago. */
void stats_tick(void);

/* Write now.  Calls nothing that a signal handler must not call, but snprintf(). */
void stats_write(void);

#endif
