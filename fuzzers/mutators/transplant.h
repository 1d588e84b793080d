/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/transplant.h - operations of one program into another, under fresh names.
 *
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#ifndef PADCELL_MUTATORS_TRANSPLANT_H
#define PADCELL_MUTATORS_TRANSPLANT_H

#include "program.h"

/*
 * Insert operations [from, to) of `donor` before `at`.  What they bind is renamed; inputs that they
 * do not bind keep their names, for repair to bind.  Raw lines are never renamed: a range that
 * holds one is refused.
 *
 * @param donor  another program than `program`
 */
bool transplant_range(struct program *program, size_t at, const struct program *donor, size_t from,
                      size_t to);

/* The same for the operations whose bit in `chosen` is set, at depth 0. */
bool transplant_chosen(struct program *program, size_t at, const struct program *donor,
                       const bool *chosen);

#endif
