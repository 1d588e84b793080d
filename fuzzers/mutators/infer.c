/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/infer.c - what an operation's output probably is: a guess that makes the next choice a
 * better one, and that nothing relies on.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include "names.h"
#include "scope.h"

static enum program_hint of_call(enum program_hint callee)
{
	switch (callee) {
	case HINT_TYPE:
		return HINT_INSTANCE;
	case HINT_GENERATOR_FUNCTION:
		return HINT_GENERATOR;
	case HINT_COROUTINE_FUNCTION:
		return HINT_COROUTINE;
	case HINT_ASYNC_FUNCTION:
		return HINT_ASYNC_GENERATOR;
	default:
		return HINT_ANY;
	}
}

static enum program_hint of_name(enum name_table table, enum program_hint of,
                                 const struct program *program, const struct operation *operation)
{
	struct program_text text = operation->texts[0];
	const struct name_row *row = names_find(table, of, program->pool + text.at, text.size);
	if (row != NULL)
		return row->gives;

	bool quoted = table == NAMES_LITERALS && text.size != 0 && program->pool[text.at] == '\'';
	return quoted ? HINT_TEXT : HINT_ANY;
}

static bool is_exception_type(const struct program *program, const struct operation *operation)
{
	struct program_text text = operation->texts[0];
	return operation->kind == OPERATION_BUILTIN && text.size > 9 &&
	       (program->pool[text.at + text.size - 1] == 'r' ||
	        program->pool[text.at + text.size - 1] == 'n');
}

/* Calling an exception's type gives an exception: look for the line that named the type. */
static bool calls_exception(const struct program *program, program_value callee)
{
	for (size_t i = 0; i < program->count; i++) {
		const struct operation *operation = &program->operations[i];
		if (operation->output == callee)
			return is_exception_type(program, operation);
	}
	return false;
}

static enum program_hint infer_call(const struct scope *scope, const struct program *program,
                                    const struct operation *operation)
{
	program_value callee = operation->inputs[0];
	enum program_hint made = of_call(scope_hint(scope, callee));
	return made == HINT_INSTANCE && calls_exception(program, callee) ? HINT_EXCEPTION : made;
}

enum program_hint scope_infer(const struct scope *scope, const struct program *program,
                              const struct operation *operation)
{
	const struct operation_row *row = operation_row(operation->kind);
	switch (operation->kind) {
	case OPERATION_LITERAL:
		return of_name(NAMES_LITERALS, HINT_ANY, program, operation);
	case OPERATION_BUILTIN:
		return of_name(NAMES_BUILTINS, HINT_ANY, program, operation);
	case OPERATION_COPY:
		return scope_hint(scope, operation->inputs[0]);
	case OPERATION_CALL_0:
	case OPERATION_CALL_1:
	case OPERATION_CALL_2:
	case OPERATION_CALL_STAR:
	case OPERATION_CALL_KEYWORD:
		return infer_call(scope, program, operation);
	case OPERATION_METHOD_0:
		return HINT_ANY;
	default:
		break;
	}
	if (row->twin == TWIN_READ)
		return of_name(NAMES_ATTRIBUTES, scope_hint(scope, operation->inputs[0]), program,
		               operation);
	if (row->twin == TWIN_CALL_0 || row->twin == TWIN_CALL_1)
		return infer_call(scope, program, operation);
	return row->makes;
}
