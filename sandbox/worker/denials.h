/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/denials.h - refusals, told at first sight and counted afterwards.
 *
 * A guest may ask for the same thing a million times; the supervisor hears of it twice.
 *
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_WORKER_DENIALS_H
#define PADCELL_WORKER_DENIALS_H

#include "terms.h"

/* Distinct refusals that are remembered; KEEP IN STEP: frames (handlers.def, DENIAL). */
#define DENIALS_MAX 256

/* Note one refusal; sends a frame when it is the first of its kind. */
void denials_add(enum padcell_layer layer, const char *what);

/* Send the counts that have not been told. */
void denials_flush(void);

#endif
