/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/mutate.h - change a program; knows no engine.
 *
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#ifndef PADCELL_MUTATORS_MUTATE_H
#define PADCELL_MUTATORS_MUTATE_H

#include "choices.h"
#include "program.h"

enum mutator {
#define MUTATOR(id, weight, reason) MUTATOR_##id,
#include "mutators.def"
#undef MUTATOR
	MUTATOR_COUNT,
};

/* What is more is taken away again: compiling a program is most of an execution's time. */
#define MUTATE_OPERATIONS_MAX 8

struct mutation {
	struct program *program;
	const struct program *donor; /* NULL when there is no second program */
	struct choices *choices;
};

/*
 * Change a program by one to four mutators and repair it.
 *
 * @param donor      borrowed; NULL for none
 * @param ret_used   bit per enum mutator that changed something
 */
void program_mutate(struct program *program, const struct program *donor, struct choices *choices,
                    uint32_t *ret_used);

/* One mutator, and repair; false when it could not change this program. */
bool program_mutate_by(struct program *program, enum mutator mutator, const struct program *donor,
                       struct choices *choices);

const char *mutator_name(enum mutator mutator);

/* What became of the programs that a mutator had a part in. */
struct mutator_statistics {
	uint64_t used;
	uint64_t valid; /* ran to their end without an uncaught exception */
	uint64_t novel; /* lit feedback that this process had not seen */
};

/* Count an executed program against the mutators in `used`. */
void mutator_count(uint32_t used, bool valid, bool novel);

const struct mutator_statistics *mutator_statistics(enum mutator mutator);

/* The mutators themselves, by name; each returns whether it changed the program. */
#define MUTATOR(id, weight, reason) bool mutate_##id(struct mutation *mutation);
#include "mutators.def"
#undef MUTATOR

#endif
