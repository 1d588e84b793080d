/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/change.c - mutators that change operations where they stand: inputs, texts, paths,
 * guards. Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include <string.h>

#include "mutate.h"
#include "names.h"
#include "scope.h"

#define ATTEMPTS 8

/* An operation that has what the mutator changes, or NULL. */
static struct operation *choose_operation(struct mutation *mutation,
                                          bool (*fits)(const struct operation *operation))
{
	struct program *program = mutation->program;
	for (unsigned attempt = 0; attempt < ATTEMPTS && program->count != 0; attempt++) {
		uint32_t at = choose(mutation->choices, (uint32_t)program->count);
		if (fits(&program->operations[at]))
			return &program->operations[at];
	}
	return NULL;
}

static bool has_inputs(const struct operation *operation)
{
	return operation_row(operation->kind)->input_count != 0;
}

static bool has_texts(const struct operation *operation)
{
	return operation->kind != OPERATION_RAW && operation_row(operation->kind)->text_count != 0;
}

static bool swap_input(struct mutation *mutation, bool typed)
{
	struct operation *operation = choose_operation(mutation, has_inputs);
	if (operation == NULL)
		return false;

	struct scope scope;
	scope_at(&scope, mutation->program, (size_t)(operation - mutation->program->operations));
	const struct operation_row *row = operation_row(operation->kind);
	uint32_t place = choose(mutation->choices, row->input_count);
	char letter = typed ? row->inputs[place] : 'i';
	program_value value = scope_choose(&scope, letter, mutation->choices);
	if (value == PROGRAM_NO_VALUE || value == operation->inputs[place])
		return false;

	operation->inputs[place] = value;
	return true;
}

bool mutate_swap_typed(struct mutation *mutation)
{
	return swap_input(mutation, true);
}

bool mutate_swap_any(struct mutation *mutation)
{
	return swap_input(mutation, false);
}

bool mutate_parameter(struct mutation *mutation)
{
	struct operation *operation = choose_operation(mutation, has_texts);
	if (operation == NULL)
		return false;

	struct scope scope;
	scope_at(&scope, mutation->program, (size_t)(operation - mutation->program->operations));
	const struct operation_row *row = operation_row(operation->kind);
	enum program_hint of =
	        row->input_count != 0 ? scope_hint(&scope, operation->inputs[0]) : HINT_ANY;
	uint32_t place = choose(mutation->choices, row->text_count);
	const char *text = names_choose_for(row->texts[place], of, mutation->choices);
	return program_intern(mutation->program, text, strlen(text), &operation->texts[place]);
}

static bool has_literal(const struct operation *operation)
{
	const struct operation_row *row = operation_row(operation->kind);
	return operation->kind != OPERATION_RAW && memchr(row->texts, 'L', row->text_count) != NULL;
}

/* What a constant there should be: as the special method that answers it, else as it was. */
static enum program_hint kind_of_literal(const struct program *program,
                                         const struct operation *operation, unsigned place)
{
	bool answers = place == 1 && operation_row(operation->kind)->texts[0] == 'M';
	struct program_text text = operation->texts[answers ? 0 : place];
	const struct name_row *row = names_find(answers ? NAMES_METHODS : NAMES_LITERALS, HINT_ANY,
	                                        program->pool + text.at, text.size);
	return row != NULL ? row->gives : HINT_ANY;
}

bool mutate_literal(struct mutation *mutation)
{
	struct operation *operation = choose_operation(mutation, has_literal);
	if (operation == NULL)
		return false;

	const struct operation_row *row = operation_row(operation->kind);
	unsigned place = row->texts[0] == 'L' ? 0 : 1;
	enum program_hint kind = kind_of_literal(mutation->program, operation, place);
	const struct name_row *literal =
	        names_choose_giving(NAMES_LITERALS, kind, mutation->choices);
	return program_intern(mutation->program, literal->text, literal->size,
	                      &operation->texts[place]);
}

static bool has_twin(const struct operation *operation)
{
	return operation_row(operation->kind)->twin != TWIN_NONE;
}

static unsigned choose_twin(unsigned kind, struct choices *choices)
{
	enum operation_twin twin = operation_row(kind)->twin;
	unsigned count = 0;
	for (unsigned other = 0; other < OPERATION_RAW; other++)
		count += operation_row(other)->twin == twin;

	uint32_t left = choose(choices, count);
	unsigned chosen = 0;
	while (operation_row(chosen)->twin != twin || left-- > 0)
		chosen++;
	return chosen;
}

bool mutate_twin(struct mutation *mutation)
{
	struct operation *operation = choose_operation(mutation, has_twin);
	if (operation == NULL)
		return false;

	unsigned kind = choose_twin(operation->kind, mutation->choices);
	if (kind == operation->kind)
		return false;
	if (operation->output == PROGRAM_NO_VALUE) {
		struct program_names names;
		program_names_collect(mutation->program, &names);
		operation->output = program_names_take(&names);
	}
	/* Without a guard, a row that binds nothing must not say that it does. */
	if (!operation_row(kind)->has_output && !operation->guarded)
		operation->output = PROGRAM_NO_VALUE;
	operation->kind = (uint8_t)kind;
	return true;
}

static bool is_risky_line(const struct operation *operation)
{
	const struct operation_row *row = operation_row(operation->kind);
	return row->flow == FLOW_LINE && row->risk == RISK_RISKY;
}

bool mutate_guard(struct mutation *mutation)
{
	struct operation *operation = choose_operation(mutation, is_risky_line);
	if (operation == NULL)
		return false;

	bool has_output = operation_row(operation->kind)->has_output;
	if (operation->guarded) {
		/* Guards go seldom: most of what is left then ends the program. */
		if (!choose_chance(mutation->choices, 20))
			return false;
		operation->caught = PROGRAM_NO_VALUE;
		if (!has_output)
			operation->output = PROGRAM_NO_VALUE;
	} else {
		struct program_names names;
		program_names_collect(mutation->program, &names);
		operation->caught = program_names_take(&names);
		if (!has_output)
			operation->output = program_names_take(&names);
	}
	operation->guarded = !operation->guarded;
	return true;
}
