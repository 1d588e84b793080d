/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/execution.h - the execution under way, and what a target is asked by the engine: common to
 * targets that hold the cell themselves and to those that see a guest from outside.
 *
 * Knows no Python.
 *
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#ifndef PADCELL_ENGINE_EXECUTION_H
#define PADCELL_ENGINE_EXECUTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "breach.h"
#include "padcell/error.h"
#include "program.h"

struct self_test_table;

struct target_settings {
	const char *name;     /* of the target, such as "fuzz_escape" */
	const char *plant;    /* "none" for nothing weak */
	const char *campaign; /* folder that findings and numbers go to; NULL: nothing is written */
	const char *job;      /* of the campaign, names its numbers; NULL without a campaign */
	const char *seed;     /* of the campaign, for the head of findings; NULL when unknown */
	const char *feedback_off; /* families to leave out; NULL for none */
	const char *dark_family;  /* test builds only: a family that is broken; NULL for none */
	bool replaying;           /* a breach ends the process with PADCELL_EXIT_VIOLATION */
	bool forks;               /* what runs guests is a fork of the process that starts: see
	                             target_kind.enter */
	bool tells_feedback;      /* a line on stdout for each family: is it alive? */
};

/* What a target does, whatever surface it is about. */
struct target_kind {
	const struct self_test_table *self_tests;

	/* Must light every family of feedback; NULL: each family has its own. */
	const char *start_up_program;

	/*
	 * Make ready, and prove that the feedback lives.
	 *
	 * @param settings  borrowed for good
	 * @param reterr    written on failure; the process must end then
	 */
	enum padcell_status (*start)(const struct target_settings *settings, padcell_error *reterr);

	/* With settings.forks: what only the process that runs guests may or can have; called in
	 * it. */
	enum padcell_status (*enter)(padcell_error *reterr);

	/* One execution.  Comes back unless an invariant broke that is not known yet. */
	void (*run)(const uint8_t *data, size_t size);
};

/* A signal handler has to find it. */
struct execution {
	struct program program; /* as feedback and oracles see it */
	char decoded[PROGRAM_TEXT_MAX];
	const char *text; /* NULL between executions */
	size_t size;
};

extern struct execution execution;

/*
 * Remember whose executions these are, and open the campaign's numbers.
 *
 * @param settings  borrowed for good
 * @param python    version for the head of findings; borrowed for good
 */
enum padcell_status execution_start(const struct target_settings *settings, const char *python,
                                    padcell_error *reterr);

/* With settings.forks: this process is the one that runs guests. */
enum padcell_status execution_enter(padcell_error *reterr);

/* Begin: counters and oracles cleared, and the input as a program.  Text is run as it is; an
 * operation stream is printed first. */
void execution_begin(const uint8_t *data, size_t size);

/* The end of every execution: save a breach and report it, which does not come back unless the
 * breach is known already and the process is sound. */
void execution_end(void);

/* Save a breach now and report it: for signal handlers, likewise. */
void execution_breach(const struct oracle_breach *breach);

/* The program met the hard limit: no finding, but kept.  Ends a process that replays, with 0. */
void execution_slow(void);

/* Run a program for its feedback alone: counters lit, and a hash over which; the campaign's numbers
 * stay as they were. */
unsigned execution_light(const struct target_kind *kind, const char *text, uint64_t *ret_hash);

/* Each family must be lit by its start-up program, and not in the same way by another one. */
enum padcell_status execution_prove_feedback(const struct target_kind *kind, padcell_error *reterr);

#endif
