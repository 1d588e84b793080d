/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/guard_types.h - the types of guarded objects, for guard.c.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_GUARD_TYPES_H
#define PADCELL_INTERPRETER_GUARD_TYPES_H

#include <stdbool.h>

/* How reports of this layer begin; KEEP IN STEP: guard (supervisor/frames.c tells them apart). */
#define GUARD_WHAT_STATE  "guard: state"
#define GUARD_WHAT_OBJECT "guard: object"
#define GUARD_WHAT_STACK  "guard: stack"

/* False with an exception. */
bool guard_types_ready(void);

#endif
