/* SPDX-License-Identifier: Apache-2.0 */
/*
 * program/print.c - the text form of a program.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include <string.h>

#include "program.h"

struct printer {
	const struct program *program;
	char *text;
	size_t size;
	size_t capacity;
	bool full;
};

static void put(struct printer *printer, const char *text, size_t size)
{
	if (printer->full || size > printer->capacity - printer->size) {
		printer->full = true;
		return;
	}
	memcpy(printer->text + printer->size, text, size);
	printer->size += size;
}

static void put_text(struct printer *printer, const char *text)
{
	put(printer, text, strlen(text));
}

static void put_indent(struct printer *printer, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		put(printer, "    ", 4);
}

static void put_value(struct printer *printer, program_value value)
{
	char name[5];
	program_value_name(value, name);
	put_text(printer, name);
}

/* How many places of each sort were filled so far. */
struct filled {
	unsigned inner;
	unsigned inputs;
	unsigned texts;
};

static void put_place(struct printer *printer, const struct operation *operation, char letter,
                      struct filled *filled)
{
	if (letter == 'o') {
		put_value(printer, operation->output);
	} else if (letter == 'p') {
		put_value(printer, operation->inner[filled->inner++]);
	} else if (letter == '=') {
		put_value(printer, operation->inputs[0]);
	} else if (letter >= 'a' && letter <= 'z') {
		put_value(printer, operation->inputs[filled->inputs++]);
	} else {
		struct program_text text = operation->texts[filled->texts++];
		put(printer, printer->program->pool + text.at, text.size);
	}
}

static void put_template(struct printer *printer, const struct operation *operation, unsigned depth)
{
	struct filled filled = {0};
	put_indent(printer, depth);
	for (const char *at = operation_row(operation->kind)->template; *at != '\0'; at++) {
		if (*at == '$') {
			put_place(printer, operation, *++at, &filled);
			continue;
		}
		put(printer, at, 1);
		if (*at == '\n')
			put_indent(printer, depth);
	}
	put(printer, "\n", 1);
}

static void put_guarded(struct printer *printer, const struct operation *operation)
{
	put_indent(printer, operation->depth);
	put_text(printer, "try:\n");
	put_template(printer, operation, operation->depth + 1U);
	put_indent(printer, operation->depth);
	put_text(printer, "except BaseException as ");
	put_value(printer, operation->caught);
	put_text(printer, ":\n");
	put_indent(printer, operation->depth + 1U);
	put_value(printer, operation->output);
	put_text(printer, " = ");
	put_value(printer, operation->caught);
	put_text(printer, "\n");
}

static void put_operation(struct printer *printer, const struct operation *operation)
{
	if (operation->kind == OPERATION_RAW) {
		put(printer, printer->program->pool + operation->texts[0].at,
		    operation->texts[0].size);
		put(printer, "\n", 1);
	} else if (operation->guarded) {
		put_guarded(printer, operation);
	} else {
		put_template(printer, operation, operation->depth);
	}
}

size_t program_print(const struct program *program, char *text, size_t capacity)
{
	struct printer printer = {.program = program, .text = text, .capacity = capacity};
	for (size_t i = 0; i < program->count; i++)
		put_operation(&printer, &program->operations[i]);

	return printer.full ? 0 : printer.size;
}
