/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/mutate.c - the choice of mutators, and their statistics.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include "mutate.h"

#include "generate.h"
#include "repair.h"

#define ROUNDS_MAX 4

static const struct {
	const char *name;
	unsigned weight;
	bool (*change)(struct mutation *mutation);
} mutators[MUTATOR_COUNT] = {
#define MUTATOR(id, weight, reason) {#id, weight, mutate_##id},
#include "mutators.def"
#undef MUTATOR
};
static struct mutator_statistics statistics[MUTATOR_COUNT];

static unsigned choose_mutator(struct choices *choices)
{
	unsigned total = 0;
	for (unsigned i = 0; i < MUTATOR_COUNT; i++)
		total += mutators[i].weight;

	uint32_t left = choose(choices, total);
	unsigned chosen = 0;
	while (left >= mutators[chosen].weight)
		left -= mutators[chosen++].weight;
	return chosen;
}

void program_mutate(struct program *program, const struct program *donor, struct choices *choices,
                    uint32_t *ret_used)
{
	struct mutation mutation = {.program = program, .donor = donor, .choices = choices};
	uint32_t used = 0;
	unsigned rounds = 1;
	while (rounds < ROUNDS_MAX && choose_chance(choices, 45))
		rounds++;
	/* A mutator that finds nothing to change gives its turn to another. */
	for (unsigned attempt = 0; attempt < 3 * ROUNDS_MAX && rounds > 0; attempt++) {
		unsigned mutator = choose_mutator(choices);
		if (!mutators[mutator].change(&mutation))
			continue;
		used |= UINT32_C(1) << mutator;
		rounds--;
	}

	while (program->count > MUTATE_OPERATIONS_MAX)
		(void)mutate_remove(&mutation);
	program_repair(program, choices);
	if (program->count == 0) {
		used |= UINT32_C(1) << MUTATOR_generate;
		(void)mutate_generate(&mutation);
	}
	*ret_used = used;
}

bool program_mutate_by(struct program *program, enum mutator mutator, const struct program *donor,
                       struct choices *choices)
{
	struct mutation mutation = {.program = program, .donor = donor, .choices = choices};
	bool changed = mutators[mutator].change(&mutation);
	program_repair(program, choices);
	return changed;
}

const char *mutator_name(enum mutator mutator)
{
	return (unsigned)mutator < MUTATOR_COUNT ? mutators[mutator].name : "?";
}

void mutator_count(uint32_t used, bool valid, bool novel)
{
	for (unsigned i = 0; i < MUTATOR_COUNT; i++) {
		if ((used & UINT32_C(1) << i) == 0)
			continue;
		statistics[i].used++;
		statistics[i].valid += valid;
		statistics[i].novel += novel;
	}
}

const struct mutator_statistics *mutator_statistics(enum mutator mutator)
{
	return &statistics[mutator];
}
