/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/target.h - what every in-process fuzz target does around one execution.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_TARGET_H
#define PADCELL_ENGINE_TARGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "padcell/error.h"
#include "padcell/verdict.h"

struct target_settings {
	const char *name;     /* of the target, such as "fuzz_escape" */
	const char *plant;    /* "none" for nothing weak */
	const char *campaign; /* folder that findings and numbers go to; NULL: nothing is written */
	const char *job;      /* of the campaign, names its numbers; NULL without a campaign */
	const char *seed;     /* of the campaign, for the head of findings; NULL when unknown */
	const char *feedback_off; /* families to leave out; NULL for none */
	bool replaying;           /* a breach ends the process with PADCELL_EXIT_VIOLATION */
};

/*
 * Jail the process, start and lock a cell, prove that the feedback lives.
 *
 * @param settings  borrowed for good
 * @param reterr    written on failure; the process must end then
 */
enum padcell_status target_start(const struct target_settings *settings, padcell_error *reterr);

/* One execution.  Comes back unless an invariant broke that is not known yet. */
void target_run(const uint8_t *data, size_t size);

/* What the engine's mutators did to the next input, bit per enum mutator; for the statistics. */
void target_mutated(uint32_t used);

#endif
