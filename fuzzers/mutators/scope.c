/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/scope.c - bindings by block.
 *
 * What a function or class body binds is gone behind it; what a loop, a branch or a guarded block
 * binds may not have been bound, and counts as gone too.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include "scope.h"

#include <string.h>

#include "lexer.h"

void scope_start(struct scope *scope)
{
	scope->count = 0;
	scope->depth = 0;
	/* Of a value that is not bound (yet, or any more) nothing is known. */
	memset(scope->hints, HINT_ANY, sizeof scope->hints);
}

void scope_enter(struct scope *scope, unsigned depth)
{
	if (scope->depth <= depth)
		return;

	scope->count = scope->marks[depth].count;
	scope->depth = depth;
}

static void bind(struct scope *scope, program_value value, enum program_hint hint)
{
	if (value >= PROGRAM_VALUES_MAX || scope->count == SCOPE_VALUES_MAX)
		return;

	scope->bound[scope->count++] = value;
	scope->hints[value] = (uint8_t)hint;
}

/* A raw line is not understood; every value it names is taken as bound by it. */
static void bind_raw(struct scope *scope, const char *text, size_t size)
{
	for (size_t at = 0; at < size; at++) {
		program_value value;
		bool starts_word = at == 0 || !lexer_is_name_byte(text[at - 1]);
		if (starts_word && program_value_read(text + at, size - at, &value) != 0)
			bind(scope, value, HINT_ANY);
	}
}

static bool opens_block(const struct program *program, const struct operation *operation)
{
	if (operation->kind == OPERATION_RAW) {
		struct program_text text = operation->texts[0];
		return text.size != 0 && program->pool[text.at + text.size - 1] == ':';
	}
	enum operation_flow flow = operation_row(operation->kind)->flow;
	return flow != FLOW_LINE && flow != FLOW_INSIDE;
}

static void open_block(struct scope *scope, const struct operation *operation)
{
	if (scope->depth > PROGRAM_DEPTH_MAX)
		return;

	struct scope_mark *mark = &scope->marks[scope->depth];
	*mark = (struct scope_mark){.count = (uint16_t)scope->count,
	                            .flow = (uint8_t)operation_row(operation->kind)->flow,
	                            .kind = operation->kind};
	if (scope->depth > 0 && mark->flow == FLOW_FUNCTION && mark[-1].flow == FLOW_CLASS) {
		mark->hidden_from = mark[-1].count;
		mark->hidden_to = mark->count;
	}
	scope->depth++;
}

static enum program_hint hint_of_inner(const struct operation *operation, unsigned place)
{
	switch (operation->kind) {
	case OPERATION_EXCEPT:
		return HINT_EXCEPTION;
	case OPERATION_DEFINE_ANY:
	case OPERATION_DEFINE_ASYNC:
		return HINT_TUPLE;
	case OPERATION_DEFINE_METHOD:
		return place == 1 ? HINT_TUPLE : HINT_INSTANCE;
	default:
		return HINT_ANY;
	}
}

void scope_leave(struct scope *scope, const struct program *program,
                 const struct operation *operation)
{
	if (operation->kind == OPERATION_RAW) {
		struct program_text text = operation->texts[0];
		bind_raw(scope, program->pool + text.at, text.size);
	} else if (operation_row(operation->kind)->has_output) {
		bind(scope, operation->output, scope_infer(scope, program, operation));
	}
	if (!opens_block(program, operation))
		return;

	open_block(scope, operation);
	for (unsigned i = 0; i < operation_row(operation->kind)->inner_count; i++)
		bind(scope, operation->inner[i], hint_of_inner(operation, i));
}

void scope_at(struct scope *ret_scope, const struct program *program, size_t at)
{
	scope_start(ret_scope);
	for (size_t i = 0; i < at; i++) {
		scope_enter(ret_scope, program->operations[i].depth);
		scope_leave(ret_scope, program, &program->operations[i]);
	}
	if (at < program->count)
		scope_enter(ret_scope, program->operations[at].depth);
}

static bool is_hidden(const struct scope *scope, size_t index)
{
	for (unsigned i = 0; i < scope->depth && i <= PROGRAM_DEPTH_MAX; i++) {
		if (index >= scope->marks[i].hidden_from && index < scope->marks[i].hidden_to)
			return true;
	}
	return false;
}

bool scope_is_bound(const struct scope *scope, program_value value)
{
	for (size_t i = scope->count; i > 0; i--) {
		if (scope->bound[i - 1] == value && !is_hidden(scope, i - 1))
			return true;
	}
	return false;
}

bool scope_in_function(const struct scope *scope, unsigned *ret_kind)
{
	for (unsigned i = scope->depth; i > 0; i--) {
		const struct scope_mark *mark = &scope->marks[i - 1];
		*ret_kind = mark->kind;
		if (mark->flow == FLOW_FUNCTION || mark->flow == FLOW_CLASS)
			return mark->flow == FLOW_FUNCTION;
	}
	return false;
}

static bool is_callable(enum program_hint hint)
{
	return hint == HINT_TYPE || hint == HINT_METHOD ||
	       (hint >= HINT_FUNCTION && hint <= HINT_ASYNC_FUNCTION);
}

static bool is_iterable(enum program_hint hint)
{
	return hint == HINT_TUPLE || hint == HINT_LIST || hint == HINT_DICT ||
	       hint == HINT_GENERATOR || hint == HINT_TEXT;
}

static bool fits(char letter, enum program_hint hint)
{
	switch (letter) {
	case 'f':
		return is_callable(hint);
	case 't':
		return hint == HINT_TYPE;
	case 'g':
		return is_iterable(hint);
	case 'x':
		return hint == HINT_EXCEPTION;
	default:
		return true;
	}
}

#define ATTEMPTS 12

program_value scope_choose(const struct scope *scope, char letter, struct choices *choices)
{
	if (scope->count == 0)
		return PROGRAM_NO_VALUE;

	bool typed = choose_chance(choices, 85);
	for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
		/* The later of two draws: walks go on from where they are. */
		uint32_t a = choose(choices, (uint32_t)scope->count);
		uint32_t b = choose(choices, (uint32_t)scope->count);
		uint32_t index = a > b ? a : b;
		program_value value = scope->bound[index];
		if (!is_hidden(scope, index) && (!typed || fits(letter, scope_hint(scope, value))))
			return value;
	}
	for (size_t i = scope->count; i > 0; i--) {
		if (!is_hidden(scope, i - 1))
			return scope->bound[i - 1];
	}
	return PROGRAM_NO_VALUE;
}

program_value scope_choose_hinted(const struct scope *scope, enum program_hint hint,
                                  struct choices *choices)
{
	for (unsigned attempt = 0; attempt < ATTEMPTS && scope->count != 0; attempt++) {
		uint32_t index = choose(choices, (uint32_t)scope->count);
		if (!is_hidden(scope, index) && scope_hint(scope, scope->bound[index]) == hint)
			return scope->bound[index];
	}
	return PROGRAM_NO_VALUE;
}

enum program_hint scope_hint(const struct scope *scope, program_value value)
{
	return value < PROGRAM_VALUES_MAX ? (enum program_hint)scope->hints[value] : HINT_ANY;
}
