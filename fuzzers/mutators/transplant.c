/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/transplant.c - renaming, and the mutators that take from a second program.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include "transplant.h"

#include <string.h>

#include "mutate.h"

struct renaming {
	program_value to[PROGRAM_VALUES_MAX];
	struct program_names names;
};

static void rename_binding(struct renaming *renaming, program_value value)
{
	if (value < PROGRAM_VALUES_MAX && renaming->to[value] == PROGRAM_NO_VALUE)
		renaming->to[value] = program_names_take(&renaming->names);
}

static program_value renamed(const struct renaming *renaming, program_value value)
{
	if (value >= PROGRAM_VALUES_MAX || renaming->to[value] == PROGRAM_NO_VALUE)
		return value;
	return renaming->to[value];
}

static void collect_bindings(struct renaming *renaming, const struct operation *operation)
{
	rename_binding(renaming, operation->output);
	rename_binding(renaming, operation->caught);
	for (unsigned i = 0; i < PROGRAM_INNER_MAX; i++)
		rename_binding(renaming, operation->inner[i]);
}

static void apply(const struct renaming *renaming, struct operation *operation)
{
	operation->output = renamed(renaming, operation->output);
	operation->caught = renamed(renaming, operation->caught);
	for (unsigned i = 0; i < PROGRAM_INNER_MAX; i++)
		operation->inner[i] = renamed(renaming, operation->inner[i]);
	for (unsigned i = 0; i < PROGRAM_INPUTS_MAX; i++)
		operation->inputs[i] = renamed(renaming, operation->inputs[i]);
}

bool transplant_chosen(struct program *program, size_t at, const struct program *donor,
                       const bool *chosen)
{
	struct renaming renaming;
	size_t count = 0;
	memset(renaming.to, 0xff, sizeof renaming.to);
	program_names_collect(program, &renaming.names);
	for (size_t i = 0; i < donor->count; i++) {
		if (!chosen[i])
			continue;
		if (donor->operations[i].kind == OPERATION_RAW)
			return false;
		collect_bindings(&renaming, &donor->operations[i]);
		count++;
	}
	if (count == 0 || program->count + count > PROGRAM_OPERATIONS_MAX)
		return false;

	unsigned depth = at < program->count ? program->operations[at].depth : 0;
	unsigned base = PROGRAM_DEPTH_MAX;
	for (size_t i = 0; i < donor->count; i++) {
		if (!chosen[i])
			continue;
		if (base == PROGRAM_DEPTH_MAX)
			base = donor->operations[i].depth;
		if (!program_import(program, at, donor, i))
			return false;
		struct operation *operation = &program->operations[at++];
		unsigned inside = operation->depth > base ? operation->depth - base : 0;
		unsigned deep = depth + inside;
		operation->depth = (uint8_t)(deep < PROGRAM_DEPTH_MAX ? deep : PROGRAM_DEPTH_MAX);
		apply(&renaming, operation);
	}
	return true;
}

bool transplant_range(struct program *program, size_t at, const struct program *donor, size_t from,
                      size_t to)
{
	bool chosen[PROGRAM_OPERATIONS_MAX] = {false};
	for (size_t i = from; i < to; i++)
		chosen[i] = true;
	return transplant_chosen(program, at, donor, chosen);
}

/* The first operation of the outermost block that `at` lies in. */
static size_t outermost(const struct program *program, size_t at)
{
	while (at > 0 && program->operations[at].depth > 0)
		at--;
	return at;
}

static void choose_whole(const struct program *donor, bool *chosen, size_t at)
{
	size_t first = outermost(donor, at);
	for (size_t i = first; i < program_block_end(donor, first); i++)
		chosen[i] = true;
}

static bool is_needed(const struct program *donor, const bool *chosen, program_value value)
{
	for (size_t i = 0; i < donor->count; i++) {
		for (unsigned k = 0; chosen[i] && k < PROGRAM_INPUTS_MAX; k++) {
			if (donor->operations[i].inputs[k] == value)
				return true;
		}
	}
	return false;
}

bool mutate_splice(struct mutation *mutation)
{
	const struct program *donor = mutation->donor;
	bool chosen[PROGRAM_OPERATIONS_MAX] = {false};
	if (donor == NULL || donor->count == 0)
		return false;

	choose_whole(donor, chosen, choose(mutation->choices, (uint32_t)donor->count));
	/* Backwards once: a value is bound before it is used. */
	for (size_t i = donor->count; i > 0; i--) {
		program_value output = donor->operations[i - 1].output;
		if (!chosen[i - 1] && output != PROGRAM_NO_VALUE &&
		    is_needed(donor, chosen, output))
			choose_whole(donor, chosen, i - 1);
	}
	size_t at = choose(mutation->choices, (uint32_t)mutation->program->count + 1);
	return transplant_chosen(mutation->program, at, donor, chosen);
}

bool mutate_combine(struct mutation *mutation)
{
	const struct program *donor = mutation->donor;
	if (donor == NULL || donor->count == 0)
		return false;
	return transplant_range(mutation->program, mutation->program->count, donor, 0,
	                        donor->count);
}
