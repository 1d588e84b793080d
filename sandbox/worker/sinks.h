/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/sinks.h - how the interpreter speaks outward: each sink is a frame.
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_WORKER_SINKS_H
#define PADCELL_WORKER_SINKS_H

#include "interpreter.h"
#include "wire.h"

/* False when memory is short. */
bool sinks_prepare(void);

/* @param reader  of the supervisor's frames; borrowed for good */
struct interpreter_sinks sinks_of(struct wire_reader *reader);

/* Send what was held back: counts of refusals, the result. */
void sinks_flush(void);

#endif
