/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/repair.h - make a changed program valid again.
 *
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#ifndef PADCELL_MUTATORS_REPAIR_H
#define PADCELL_MUTATORS_REPAIR_H

#include "choices.h"
#include "program.h"

/*
 * Mend the blocks (depths, handlers, empty bodies, lines outside a function), bind inputs that
 * nothing binds to values that are bound, and fold what a guarded operation says in one.  The
 * result prints to text that parses back to the same program.
 */
void program_repair(struct program *program, struct choices *choices);

/* The blocks only. */
void program_repair_blocks(struct program *program);

#endif
