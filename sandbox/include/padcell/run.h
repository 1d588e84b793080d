/* SPDX-License-Identifier: Apache-2.0 */
/*
 * padcell/run.h - run a guest program in a worker of its own, or a group of them in one.
 */
#ifndef PADCELL_RUN_H
#define PADCELL_RUN_H

#include <stddef.h>

#include "padcell/error.h"
#include "padcell/policy.h"
#include "padcell/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

enum padcell_stream {
	PADCELL_STDOUT = 1,
	PADCELL_STDERR = 2,
};

/*
 * What to run.  The caller owns everything in it; all of it is borrowed until padcell_run()
 * returns. Zero-initialise it, so that members of later versions keep their defaults.
 */
typedef struct padcell_guest {
	const char *name;   /* as tracebacks show it; NULL is "<guest>" */
	const void *source; /* Python source text, as bytes */
	size_t source_size;
	int stdin_fd; /* descriptor the guest's standard input is read from, or -1: at its end */
	/*
	 * Called as output arrives, already cut at the limit; NULL to have it in the verdict only.
	 * A return value other than 0 ends the run, as a closed pipe would.
	 */
	int (*output)(void *user, enum padcell_stream stream, const void *data, size_t size);
	void *user;
	const char *canary; /* planted beside the cell, for replay and audits; NULL for none */
	const char *without_layer; /* test builds only: layers to leave out, by name, with commas;
	                              NULL for none */
	const char *plant;         /* test builds only: a weakness of plants.def; NULL for none */
	const char *without_oracle; /* test builds only: an oracle of oracles.def that nobody hears,
	                               so that the run ends as if all were well; NULL for none */
	const char *worker;        /* path of padcell-worker; NULL: found by padcell_find() */
} padcell_guest;

/*
 * Run a guest to its end and say what became of it.  Blocks at most for the policy's wall limit and
 * the time it takes to kill and reap a worker.
 *
 * @param policy       borrowed until the call returns
 * @param guest        borrowed until the call returns
 * @param ret_verdict  new verdict, owned by the caller, release with padcell_verdict_free().  On
 *                     PADCELL_OK only; a run that went wrong on our side is a verdict too, with
 *                     PADCELL_OUTCOME_ERROR
 * @param reterr       may be NULL; written on failure only: nothing ran
 *                     (PADCELL_E_UNSUPPORTED, PADCELL_E_INSTALL, PADCELL_E_ARGUMENT, ...)
 */
enum padcell_status padcell_run(const padcell_policy *policy, const padcell_guest *guest,
                                padcell_verdict **ret_verdict, padcell_error *reterr);

/* Most programs of a group. */
#define PADCELL_GROUP_MAX 15

/*
 * Run several guests in one worker, each in a cell (a sub-interpreter) of its own, one after the
 * other; for guests that are trusted alike.  The policy must say `isolation: interpreter`.
 *
 * Each guest has the policy's wall clock, processor time, memory account and output for itself, and
 * its own verdict.  What is common to all: the process, so that usage.peak_kib is the worker's; the
 * kernel's limits, which are the sum of all; the members worker, canary, plant and without_... of
 * the first guest, which the others repeat or leave out.
 *
 * What ends the worker (a violation, a crash, a wall clock, processor time or output limit) ends the
 * group: guests whose turn has not come are not run, here or elsewhere, and get
 * PADCELL_OUTCOME_ERROR with that reason.
 *
 * @param policy        borrowed until the call returns
 * @param guests        borrowed until the call returns; `count` of them, run in this order
 * @param count         1 to PADCELL_GROUP_MAX; more than 1 without `isolation: interpreter` is
 *                      PADCELL_E_ARGUMENT
 * @param ret_verdicts  room for `count` new verdicts, each owned by the caller, release with
 *                      padcell_verdict_free().  On PADCELL_OK only, and then all of them
 * @param reterr        may be NULL; written on failure only: nothing ran
 */
enum padcell_status padcell_run_group(const padcell_policy *policy, const padcell_guest *guests,
                                      size_t count, padcell_verdict **ret_verdicts,
                                      padcell_error *reterr);

#ifdef __cplusplus
}
#endif
#endif
