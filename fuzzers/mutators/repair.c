/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/repair.c - blocks, bindings and guards of a changed program.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include "repair.h"

#include "scope.h"

#define ROUNDS 8 /* removing an operation may empty a block, whose removal may unbind a value */

static enum operation_flow flow_at(const struct program *program, size_t at)
{
	return operation_row(program->operations[at].kind)->flow;
}

static bool opens_at(const struct program *program, size_t at)
{
	enum operation_flow flow = flow_at(program, at);
	if (program->operations[at].kind == OPERATION_RAW) {
		struct program_text text = program->operations[at].texts[0];
		return text.size != 0 && program->pool[text.at + text.size - 1] == ':';
	}
	return flow != FLOW_LINE && flow != FLOW_INSIDE;
}

static bool is_handler(const struct program *program, size_t at)
{
	return at < program->count &&
	       (flow_at(program, at) == FLOW_HANDLER || flow_at(program, at) == FLOW_FINALLY);
}

static bool is_handler_of(const struct program *program, size_t at, unsigned depth)
{
	return is_handler(program, at) && program->operations[at].depth == depth;
}

/* A raw line keeps its depth: its indentation is part of its text. */
static void mend_depths(struct program *program)
{
	unsigned most = 0;
	for (size_t i = 0; i < program->count; i++) {
		struct operation *operation = &program->operations[i];
		if (operation->kind != OPERATION_RAW && operation->depth > most)
			operation->depth = (uint8_t)most;
		most = operation->depth + (opens_at(program, i) ? 1U : 0U);
		if (most > PROGRAM_DEPTH_MAX)
			most = PROGRAM_DEPTH_MAX;
	}
}

static bool has_try(const struct program *program, size_t at)
{
	unsigned depth = program->operations[at].depth;
	size_t i = at;
	while (i > 0 && program->operations[i - 1].depth > depth)
		i--;
	if (i == 0 || i == at || program->operations[i - 1].depth != depth)
		return false;

	enum operation_flow flow = flow_at(program, i - 1);
	return flow == FLOW_TRY || flow == FLOW_HANDLER;
}

static void remove_block(struct program *program, size_t at)
{
	program_remove(program, at, program_block_end(program, at) - at);
}

static void drop_lone_handlers(struct program *program)
{
	for (size_t i = 0; i < program->count;) {
		if (is_handler(program, i) && !has_try(program, i))
			remove_block(program, i);
		else
			i++;
	}
}

static void insert_kind(struct program *program, size_t at, unsigned kind, unsigned depth)
{
	struct program_names names;
	struct operation operation = operation_empty(kind);
	operation.depth = (uint8_t)depth;
	if (kind == OPERATION_EXCEPT) {
		program_names_collect(program, &names);
		operation.inner[0] = program_names_take(&names);
	}
	(void)program_insert(program, at, &operation);
}

/* An empty body, or one that only passes: the one-line forms of the table say the same. */
static bool is_empty_block(const struct program *program, size_t at)
{
	size_t end = program_block_end(program, at);
	return end == at + 1 ||
	       (end == at + 2 && program->operations[at + 1].kind == OPERATION_PASS);
}

static void mend_try(struct program *program, size_t at)
{
	size_t end = program_block_end(program, at);
	unsigned depth = program->operations[at].depth;
	if (is_handler_of(program, end, depth))
		return;

	insert_kind(program, end, OPERATION_EXCEPT, depth);
	insert_kind(program, end + 1, OPERATION_PASS, depth + 1);
	/* A full program cannot be mended by adding; then the TRY goes, and its body moves out. */
	if (!is_handler_of(program, end, depth) || program_block_end(program, end) == end + 1) {
		program_remove(program, at, 1);
		mend_depths(program);
		drop_lone_handlers(program);
	}
}

static void drop_empty_block(struct program *program, size_t at)
{
	unsigned depth = program->operations[at].depth;
	bool guards = flow_at(program, at) == FLOW_TRY;
	remove_block(program, at);
	while (guards && is_handler_of(program, at, depth))
		remove_block(program, at);
}

/* From the end, so that what is emptied by a removal is seen afterwards. */
static void mend_bodies(struct program *program)
{
	for (size_t i = program->count; i > 0; i--) {
		size_t at = i - 1;
		if (at >= program->count || program->operations[at].kind == OPERATION_RAW ||
		    !opens_at(program, at))
			continue;
		if (is_handler(program, at)) {
			if (program_block_end(program, at) == at + 1)
				insert_kind(program, at + 1, OPERATION_PASS,
				            program->operations[at].depth + 1U);
		} else if (is_empty_block(program, at)) {
			drop_empty_block(program, at);
		} else if (flow_at(program, at) == FLOW_TRY) {
			mend_try(program, at);
		}
	}
}

void program_repair_blocks(struct program *program)
{
	mend_depths(program);
	drop_lone_handlers(program);
	mend_bodies(program);
}

static bool is_allowed_here(const struct scope *scope, const struct operation *operation)
{
	unsigned function = OPERATION_RAW;
	if (operation_row(operation->kind)->flow != FLOW_INSIDE)
		return true;
	if (!scope_in_function(scope, &function))
		return false;
	return operation->kind != OPERATION_YIELD || function != OPERATION_DEFINE_ASYNC;
}

static bool bind_inputs(const struct scope *scope, struct operation *operation,
                        struct choices *choices)
{
	const struct operation_row *row = operation_row(operation->kind);
	for (unsigned i = 0; i < row->input_count; i++) {
		if (scope_is_bound(scope, operation->inputs[i]))
			continue;
		operation->inputs[i] = scope_choose(scope, row->inputs[i], choices);
		if (operation->inputs[i] == PROGRAM_NO_VALUE)
			return false;
	}
	return true;
}

/* Returns true when something was removed. */
static bool mend_bindings(struct program *program, struct choices *choices)
{
	struct scope scope;
	bool removed = false;
	scope_start(&scope);
	for (size_t i = 0; i < program->count;) {
		struct operation *operation = &program->operations[i];
		scope_enter(&scope, operation->depth);
		if (!is_allowed_here(&scope, operation) ||
		    !bind_inputs(&scope, operation, choices)) {
			remove_block(program, i);
			removed = true;
			continue;
		}
		scope_leave(&scope, program, operation);
		i++;
	}
	return removed;
}

/* The four operations that print as a guarded one. */
static bool is_spelled_guard(const struct program *program, size_t at)
{
	if (at + 4 > program->count || flow_at(program, at) != FLOW_TRY)
		return false;

	const struct operation *operation = &program->operations[at];
	const struct operation *inside = operation + 1;
	const struct operation *handler = operation + 2;
	const struct operation *copy = operation + 3;
	const struct operation_row *row = operation_row(inside->kind);
	bool lines = inside->depth == operation->depth + 1 && handler->depth == operation->depth &&
	             copy->depth == operation->depth + 1 &&
	             program_block_end(program, at + 2) == at + 4;
	return lines && !is_handler_of(program, at + 4, operation->depth) && !inside->guarded &&
	       inside->kind != OPERATION_RAW &&
	       (row->flow == FLOW_LINE || row->flow == FLOW_INSIDE) &&
	       handler->kind == OPERATION_EXCEPT && copy->kind == OPERATION_COPY &&
	       !copy->guarded && copy->inputs[0] == handler->inner[0] &&
	       (!row->has_output || inside->output == copy->output);
}

static void fold_guards(struct program *program)
{
	for (size_t i = 0; i < program->count; i++) {
		if (!is_spelled_guard(program, i))
			continue;
		struct operation folded = program->operations[i + 1];
		folded.depth = program->operations[i].depth;
		folded.guarded = true;
		folded.caught = program->operations[i + 2].inner[0];
		folded.output = program->operations[i + 3].output;
		program_remove(program, i, 3);
		program->operations[i] = folded;
	}
}

void program_repair(struct program *program, struct choices *choices)
{
	program_repair_blocks(program);
	for (unsigned round = 0; round < ROUNDS && mend_bindings(program, choices); round++)
		program_repair_blocks(program);

	fold_guards(program);
}
