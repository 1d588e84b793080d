/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feedback/outcome.c - operation kind x types of operands x type of result or exception.
 *
 * Read from the namespace after the run: the names of the text form make this free, no tracer slows
 * the guest down.  What a function's own variables held is not seen.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include "feedback.h"

#include <string.h>

#include "counters.h"
#include "values.h"

static uint32_t mix(uint32_t hash, uint32_t more)
{
	hash ^= more;
	hash *= 0x85ebca6bU;
	return hash ^ hash >> 15;
}

/* Words of closed tables (special methods, operators, builtins) say which operation it is; names
 * and literals are free, and what they lead to is seen in the result. */
static uint32_t mix_words(uint32_t key, const struct program *program,
                          const struct operation *operation)
{
	const struct operation_row *row = operation_row(operation->kind);
	for (unsigned i = 0; i < row->text_count; i++) {
		struct program_text text = operation->texts[i];
		if (strchr("MBUG", row->texts[i]) == NULL)
			continue;
		for (unsigned k = 0; k < text.size; k++)
			key = mix(key, (uint8_t)program->pool[text.at + k]);
	}
	return key;
}

/* What is called, or derived from, matters by itself; of other operands only what sort they are. */
static uint32_t mark_of_input(const struct operation *operation, unsigned place,
                              PyObject *namespace_)
{
	PyObject *input = value_object(namespace_, operation->inputs[place]);
	char letter = operation_row(operation->kind)->inputs[place];
	return letter == 'f' || letter == 't' ? value_identity(input) : value_mark(input);
}

static void light_operation(const struct program *program, const struct operation *operation,
                            PyObject *namespace_)
{
	PyObject *result = value_object(namespace_, operation->output);
	if (result == NULL)
		return;

	uint32_t key = mix_words(mix(0x9e3779b9U, operation->kind), program, operation);
	/* A definition runs nothing: what it holds matters where it is used. */
	const struct operation_row *row = operation_row(operation->kind);
	for (unsigned i = 0; row->risk == RISK_RISKY && i < row->input_count; i++)
		key = mix(key, mark_of_input(operation, i, namespace_));
	/* A value that is an exception and one that was raised are different outcomes. */
	bool raised = operation->guarded && PyExceptionInstance_Check(result);
	uint32_t mark = PyType_Check(result) ? value_identity(result) : value_mark(result);
	counter_light(FEEDBACK_OUTCOME, mix(mix(key, mark), raised));
}

void feedback_outcome(const struct program *program, PyObject *namespace_)
{
	if (!feedback_is_on(FEEDBACK_OUTCOME))
		return;

	for (size_t i = 0; i < program->count; i++)
		light_operation(program, &program->operations[i], namespace_);
}
