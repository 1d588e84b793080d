/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/generate.c - the generator.  Its choices come from a seed or from an input's bytes, so
 * it is the decoder of operation streams too. Runs in: worker after lockdown (fuzz targets), host
 * (tests)
 */
#include "generate.h"

#include <stdio.h>
#include <string.h>

#include "lexer.h"
#include "names.h"
#include "repair.h"

#define GUARDED_PERCENT    98 /* of risky operations: the rest may end the program */
#define QUOTED_PERCENT     25 /* of literals are a quoted attribute name */
#define BLOCK_ENDS_PERCENT 35
#define CALLED_PERCENT     40 /* of new instances go to a builtin that calls their method */
#define STREAM_LENGTH      64 /* operations that a stream makes at most */
#define FIRST_VALUES       2  /* operations at the start that need no inputs */

static unsigned total_weight;

__attribute__((constructor)) static void add_weights(void)
{
	for (unsigned kind = 0; kind < OPERATION_RAW; kind++)
		total_weight += operation_row(kind)->weight;
}

static unsigned choose_kind(struct choices *choices)
{
	uint32_t left = choose(choices, total_weight);
	unsigned kind = 0;
	while (left >= operation_row(kind)->weight)
		left -= operation_row(kind++)->weight;
	return kind;
}

static bool may_stand(unsigned kind, unsigned depth, const struct scope *scope)
{
	const struct operation_row *row = operation_row(kind);
	unsigned function = OPERATION_RAW;
	if (row->flow == FLOW_INSIDE)
		return scope_in_function(scope, &function) &&
		       (kind != OPERATION_YIELD || function != OPERATION_DEFINE_ASYNC);
	/* A risky block needs one level more, for its TRY. */
	if (row->flow != FLOW_LINE)
		return depth + 2 < PROGRAM_DEPTH_MAX;
	return row->input_count == 0 || scope->count >= FIRST_VALUES;
}

/* What the texts chosen so far say about those still to be chosen. */
struct hints {
	enum program_hint of;     /* the first input */
	enum program_hint answer; /* what the special method should answer */
};

static const char *choose_text(char letter, struct hints *hints, char *buffer, size_t size,
                               struct choices *choices)
{
	if (letter == 'M') {
		const struct name_row *row = names_choose(NAMES_METHODS, choices);
		hints->answer = row->gives;
		return row->text;
	}
	if (letter != 'L')
		return names_choose_for(letter, hints->of, choices);
	if (hints->answer == HINT_ANY && choose_chance(choices, QUOTED_PERCENT)) {
		(void)snprintf(buffer, size, "'%s'", names_choose_attribute(hints->of, choices));
		return buffer;
	}
	return names_choose_giving(NAMES_LITERALS, hints->answer, choices)->text;
}

static bool fill_texts(struct program *program, struct operation *operation, struct hints *hints,
                       struct choices *choices)
{
	const struct operation_row *row = operation_row(operation->kind);
	for (unsigned i = 0; i < row->text_count; i++) {
		char buffer[LEXER_NAME_MAX + 3];
		const char *text =
		        choose_text(row->texts[i], hints, buffer, sizeof buffer, choices);
		if (!program_intern(program, text, strlen(text), &operation->texts[i]))
			return false;
	}
	return true;
}

/* A builtin that is called gets the operand it wants, half of the time. */
static void prefer_wanted(const struct program *program, struct operation *operation,
                          const struct scope *scope, struct choices *choices)
{
	const struct operation_row *row = operation_row(operation->kind);
	if (row->input_count == 0 || row->text_count == 0 || row->texts[0] != 'G')
		return;

	struct program_text text = operation->texts[0];
	const struct name_row *builtin =
	        names_find(NAMES_BUILTINS, HINT_ANY, program->pool + text.at, text.size);
	if (builtin == NULL || builtin->of == HINT_ANY || !choose_chance(choices, 50))
		return;
	program_value wanted = scope_choose_hinted(scope, builtin->of, choices);
	if (wanted != PROGRAM_NO_VALUE)
		operation->inputs[0] = wanted;
}

bool generate_of_kind(struct program *program, unsigned kind, const struct scope *scope,
                      struct program_names *names, struct choices *choices,
                      struct operation *ret_operation)
{
	const struct operation_row *row = operation_row(kind);
	*ret_operation = operation_empty(kind);
	for (unsigned i = 0; i < row->input_count; i++) {
		ret_operation->inputs[i] = scope_choose(scope, row->inputs[i], choices);
		if (ret_operation->inputs[i] == PROGRAM_NO_VALUE)
			return false;
	}
	struct hints hints = {.of = row->input_count != 0
	                                    ? scope_hint(scope, ret_operation->inputs[0])
	                                    : HINT_ANY,
	                      .answer = HINT_ANY};
	if (!fill_texts(program, ret_operation, &hints, choices))
		return false;

	prefer_wanted(program, ret_operation, scope, choices);
	for (unsigned i = 0; i < row->inner_count; i++)
		ret_operation->inner[i] = program_names_take(names);
	bool line = row->flow == FLOW_LINE;
	ret_operation->guarded =
	        line && row->risk == RISK_RISKY &&
	        (choose_chance(choices, GUARDED_PERCENT) || choices_ended(choices));
	if (row->has_output || ret_operation->guarded)
		ret_operation->output = program_names_take(names);
	if (ret_operation->guarded)
		ret_operation->caught = program_names_take(names);
	return true;
}

static bool insert_try(struct program *program, size_t at, unsigned depth)
{
	struct operation operation = operation_empty(OPERATION_TRY);
	operation.depth = (uint8_t)depth;
	return program_insert(program, at, &operation) != NULL;
}

/* Hand a new instance to a builtin that calls its special method. */
static size_t insert_caller(struct program *program, size_t at, struct program_names *names,
                            struct choices *choices)
{
	const struct operation instance = program->operations[at - 1];
	const struct operation_row *row = operation_row(instance.kind);
	if (row->makes != HINT_INSTANCE || row->texts[0] != 'M' ||
	    !choose_chance(choices, CALLED_PERCENT))
		return 0;

	char method[LEXER_NAME_MAX + 1];
	struct program_text text = instance.texts[0];
	(void)snprintf(method, sizeof method, "%.*s", (int)text.size, program->pool + text.at);
	const struct name_row *builtin = names_choose_caller(method, choices);
	struct operation call = operation_empty(OPERATION_CALL_BUILTIN_1);
	if (builtin == NULL ||
	    !program_intern(program, builtin->text, builtin->size, &call.texts[0]))
		return 0;
	call.depth = instance.depth;
	call.guarded = true;
	call.inputs[0] = instance.output;
	call.output = program_names_take(names);
	call.caught = program_names_take(names);
	return program_insert(program, at, &call) != NULL ? 1 : 0;
}

size_t generate_operation(struct program *program, size_t at, unsigned depth,
                          const struct scope *scope, struct program_names *names,
                          struct choices *choices)
{
	unsigned kind = choose_kind(choices);
	for (unsigned attempt = 0; attempt < 8 && !may_stand(kind, depth, scope); attempt++)
		kind = choose_kind(choices);
	if (!may_stand(kind, depth, scope))
		kind = OPERATION_BUILTIN;

	struct operation operation;
	if (!generate_of_kind(program, kind, scope, names, choices, &operation))
		return 0;
	const struct operation_row *row = operation_row(kind);
	bool wrapped = row->flow != FLOW_LINE && row->risk == RISK_RISKY;
	if (wrapped && !insert_try(program, at, depth))
		return 0;
	operation.depth = (uint8_t)(depth + wrapped);
	if (program_insert(program, at + wrapped, &operation) == NULL)
		return wrapped;
	size_t added = 1U + wrapped;
	return added + insert_caller(program, at + added, names, choices);
}

static bool opens(const struct operation *operation)
{
	enum operation_flow flow = operation_row(operation->kind)->flow;
	return flow != FLOW_LINE && flow != FLOW_INSIDE;
}

static unsigned next_depth(const struct program *program, struct choices *choices)
{
	if (program->count == 0)
		return 0;

	const struct operation *last = &program->operations[program->count - 1];
	unsigned depth = last->depth;
	if (opens(last))
		return depth + 1;
	while (depth > 0 && choose_chance(choices, BLOCK_ENDS_PERCENT))
		depth--;
	return depth;
}

void generate_program(struct program *ret_program, size_t length, struct choices *choices)
{
	struct scope scope;
	struct program_names names;
	program_clear(ret_program);
	program_names_collect(ret_program, &names);
	scope_start(&scope);
	while (ret_program->count < length && !choices_ended(choices)) {
		size_t at = ret_program->count;
		unsigned depth = next_depth(ret_program, choices);
		scope_enter(&scope, depth);
		size_t added = generate_operation(ret_program, at, depth, &scope, &names, choices);
		if (added == 0)
			break;
		for (size_t i = at; i < at + added; i++)
			scope_leave(&scope, ret_program, &ret_program->operations[i]);
	}
	program_repair(ret_program, choices);
}

bool program_decode(struct program *ret_program, const void *data, size_t size)
{
	const uint8_t *bytes = data;
	if (size == 0 || bytes[0] < PROGRAM_STREAM_HEADER)
		return program_parse(ret_program, data, size);

	struct choices choices = choices_from_bytes(bytes + 1, size - 1);
	generate_program(ret_program, STREAM_LENGTH, &choices);
	return true;
}
