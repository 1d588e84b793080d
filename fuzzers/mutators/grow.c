/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/grow.c - mutators that add, move and remove operations of one program.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include <string.h>

#include "generate.h"
#include "mutate.h"
#include "names.h"
#include "transplant.h"

#define GROW_MAX 3

static bool insert_generated(struct mutation *mutation, size_t at)
{
	struct scope scope;
	struct program_names names;
	struct program *program = mutation->program;
	scope_at(&scope, program, at);
	program_names_collect(program, &names);
	unsigned depth = at < program->count ? program->operations[at].depth : 0;
	scope_enter(&scope, depth);
	return generate_operation(program, at, depth, &scope, &names, mutation->choices) != 0;
}

bool mutate_insert(struct mutation *mutation)
{
	bool changed = false;
	uint32_t count = 1 + choose(mutation->choices, GROW_MAX);
	size_t at = choose(mutation->choices, (uint32_t)mutation->program->count + 1);
	for (uint32_t i = 0; i < count && at <= mutation->program->count; i++, at++)
		changed |= insert_generated(mutation, at);
	return changed;
}

bool mutate_extend(struct mutation *mutation)
{
	bool changed = false;
	uint32_t count = 1 + choose(mutation->choices, GROW_MAX);
	for (uint32_t i = 0; i < count; i++)
		changed |= insert_generated(mutation, mutation->program->count);
	return changed;
}

bool mutate_step(struct mutation *mutation)
{
	static const uint8_t steps[] = {OPERATION_READ,         OPERATION_READ,
	                                OPERATION_CALL_0,       OPERATION_CALL_1,
	                                OPERATION_ITEM_LITERAL, OPERATION_METHOD_0,
	                                OPERATION_NEXT,         OPERATION_CAUGHT_READ};
	struct scope scope;
	struct program_names names;
	struct operation operation;
	struct program *program = mutation->program;
	scope_at(&scope, program, program->count);
	scope_enter(&scope, 0);
	program_names_collect(program, &names);
	if (scope.count == 0)
		return false;

	/* From any value alike: the generator's own preference is for late ones. */
	uint32_t from = choose(mutation->choices, (uint32_t)scope.count);
	unsigned kind = steps[choose(mutation->choices, sizeof steps)];
	struct scope only = {.count = 1, .bound = {scope.bound[from]}};
	only.hints[scope.bound[from]] = scope.hints[scope.bound[from]];
	if (!generate_of_kind(program, kind, &only, &names, mutation->choices, &operation))
		return false;
	return program_insert(program, program->count, &operation) != NULL;
}

bool mutate_remove(struct mutation *mutation)
{
	struct program *program = mutation->program;
	if (program->count < 2)
		return false;

	uint32_t count = 1 + choose(mutation->choices, GROW_MAX);
	for (uint32_t i = 0; i < count && program->count > 1; i++) {
		size_t at = choose(mutation->choices, (uint32_t)program->count);
		/* Half of the time only the line goes, and what it opened moves out. */
		bool whole = choose_chance(mutation->choices, 50);
		program_remove(program, at, whole ? program_block_end(program, at) - at : 1);
	}
	return true;
}

bool mutate_generate(struct mutation *mutation)
{
	size_t length = 2 + choose(mutation->choices, 8);
	generate_program(mutation->program, length, mutation->choices);
	return true;
}

/* A run of operations at one depth, with all the blocks inside it. */
static bool choose_run(struct mutation *mutation, size_t *ret_from, size_t *ret_to)
{
	const struct program *program = mutation->program;
	if (program->count == 0)
		return false;

	size_t from = choose(mutation->choices, (uint32_t)program->count);
	unsigned depth = program->operations[from].depth;
	size_t to = program_block_end(program, from);
	uint32_t more = choose(mutation->choices, 4);
	while (more-- > 0 && to < program->count && program->operations[to].depth == depth)
		to = program_block_end(program, to);
	*ret_from = from;
	*ret_to = to;
	return true;
}

static bool insert_opener(struct mutation *mutation, size_t at, unsigned depth, unsigned kind,
                          program_value *ret_output)
{
	struct program_names names;
	struct scope scope;
	struct operation operation;
	program_names_collect(mutation->program, &names);
	scope_at(&scope, mutation->program, at);
	if (!generate_of_kind(mutation->program, kind, &scope, &names, mutation->choices,
	                      &operation))
		return false;

	operation.depth = (uint8_t)depth;
	*ret_output = operation.output;
	return program_insert(mutation->program, at, &operation) != NULL;
}

static bool insert_call(struct mutation *mutation, size_t at, unsigned depth, program_value callee)
{
	struct program_names names;
	program_names_collect(mutation->program, &names);
	struct operation call = operation_empty(OPERATION_CALL_0);
	call.depth = (uint8_t)depth;
	call.inputs[0] = callee;
	call.output = program_names_take(&names);
	call.caught = program_names_take(&names);
	call.guarded = true;
	return program_insert(mutation->program, at, &call) != NULL;
}

bool mutate_wrap(struct mutation *mutation)
{
	static const uint8_t kinds[] = {OPERATION_DEFINE_ANY,   OPERATION_DEFINE_ANY,
	                                OPERATION_DEFINE_ASYNC, OPERATION_DEFINE_CLASS,
	                                OPERATION_TRY,          OPERATION_DEFINE_METHOD};
	size_t from = 0;
	size_t to = 0;
	struct program *program = mutation->program;
	if (!choose_run(mutation, &from, &to) || program->count + 2 > PROGRAM_OPERATIONS_MAX)
		return false;
	for (size_t i = from; i < to; i++) {
		if (program->operations[i].depth + 1 >= PROGRAM_DEPTH_MAX ||
		    program->operations[i].kind == OPERATION_RAW)
			return false;
	}

	program_value output = PROGRAM_NO_VALUE;
	unsigned depth = program->operations[from].depth;
	unsigned kind = kinds[choose(mutation->choices, sizeof kinds)];
	if (!insert_opener(mutation, from, depth, kind, &output))
		return false;
	for (size_t i = from + 1; i <= to; i++)
		program->operations[i].depth++;
	if (output != PROGRAM_NO_VALUE && operation_row(kind)->flow == FLOW_FUNCTION)
		(void)insert_call(mutation, to + 1, depth, output);
	return true;
}

bool mutate_duplicate(struct mutation *mutation)
{
	size_t from = 0;
	size_t to = 0;
	if (!choose_run(mutation, &from, &to))
		return false;

	static struct program copy;
	program_copy(&copy, mutation->program);
	return transplant_range(mutation->program, to, &copy, from, to);
}
