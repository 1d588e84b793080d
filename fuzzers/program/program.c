/* SPDX-License-Identifier: Apache-2.0 */
/*
 * program/program.c - the list of operations: insert, remove, copy, compare.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include "program.h"

#include <string.h>

void program_clear(struct program *program)
{
	program->count = 0;
	program->pool_size = 0;
}

void program_copy(struct program *to, const struct program *from)
{
	to->count = from->count;
	to->pool_size = from->pool_size;
	memcpy(to->operations, from->operations, from->count * sizeof from->operations[0]);
	memcpy(to->pool, from->pool, from->pool_size);
}

static bool same_texts(const struct program *left, const struct operation *a,
                       const struct program *right, const struct operation *b)
{
	for (unsigned i = 0; i < operation_row(a->kind)->text_count; i++) {
		if (a->texts[i].size != b->texts[i].size ||
		    memcmp(left->pool + a->texts[i].at, right->pool + b->texts[i].at,
		           a->texts[i].size) != 0)
			return false;
	}
	return true;
}

static bool same_operation(const struct program *left, const struct operation *a,
                           const struct program *right, const struct operation *b)
{
	return a->kind == b->kind && a->depth == b->depth && a->guarded == b->guarded &&
	       a->output == b->output && a->caught == b->caught &&
	       memcmp(a->inner, b->inner, sizeof a->inner) == 0 &&
	       memcmp(a->inputs, b->inputs, sizeof a->inputs) == 0 && same_texts(left, a, right, b);
}

bool program_equal(const struct program *left, const struct program *right)
{
	if (left->count != right->count)
		return false;

	for (size_t i = 0; i < left->count; i++) {
		if (!same_operation(left, &left->operations[i], right, &right->operations[i]))
			return false;
	}
	return true;
}

struct operation operation_empty(unsigned kind)
{
	struct operation operation = {
	        .kind = (uint8_t)kind, .output = PROGRAM_NO_VALUE, .caught = PROGRAM_NO_VALUE};
	memset(operation.inner, 0xff, sizeof operation.inner);
	memset(operation.inputs, 0xff, sizeof operation.inputs);
	return operation;
}

struct operation *program_insert(struct program *program, size_t at,
                                 const struct operation *operation)
{
	if (program->count == PROGRAM_OPERATIONS_MAX)
		return NULL;

	struct operation added = *operation;
	struct operation *place = &program->operations[at];
	memmove(place + 1, place, (program->count - at) * sizeof *place);
	program->count++;
	*place = added;
	return place;
}

void program_remove(struct program *program, size_t at, size_t size)
{
	struct operation *place = &program->operations[at];
	memmove(place, place + size, (program->count - at - size) * sizeof *place);
	program->count -= size;
}

bool program_intern(struct program *program, const char *text, size_t size,
                    struct program_text *ret_text)
{
	if (size > PROGRAM_POOL_MAX - program->pool_size)
		return false;

	memcpy(program->pool + program->pool_size, text, size);
	*ret_text =
	        (struct program_text){.at = (uint16_t)program->pool_size, .size = (uint16_t)size};
	program->pool_size += size;
	return true;
}

bool program_import(struct program *program, size_t at, const struct program *from, size_t index)
{
	struct operation operation = from->operations[index];
	for (unsigned i = 0; i < operation_row(operation.kind)->text_count; i++) {
		struct program_text text = operation.texts[i];
		if (!program_intern(program, from->pool + text.at, text.size, &operation.texts[i]))
			return false;
	}
	return program_insert(program, at, &operation) != NULL;
}

size_t program_block_end(const struct program *program, size_t at)
{
	size_t end = at + 1;
	while (end < program->count &&
	       program->operations[end].depth > program->operations[at].depth)
		end++;
	return end;
}

static void mark(uint8_t *used, program_value value)
{
	if (value < PROGRAM_VALUES_MAX)
		used[value] = 1;
}

void program_names_collect(const struct program *program, struct program_names *ret_names)
{
	memset(ret_names->used, 0, sizeof ret_names->used);
	for (size_t i = 0; i < program->count; i++) {
		const struct operation *operation = &program->operations[i];
		mark(ret_names->used, operation->output);
		mark(ret_names->used, operation->caught);
		for (unsigned k = 0; k < PROGRAM_INNER_MAX; k++)
			mark(ret_names->used, operation->inner[k]);
		for (unsigned k = 0; k < PROGRAM_INPUTS_MAX; k++)
			mark(ret_names->used, operation->inputs[k]);
	}
}

program_value program_names_take(struct program_names *names)
{
	uint8_t *unused = memchr(names->used, 0, sizeof names->used);
	if (unused == NULL)
		return PROGRAM_NO_VALUE;

	*unused = 1;
	return (program_value)(unused - names->used);
}
