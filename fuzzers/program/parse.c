/* SPDX-License-Identifier: Apache-2.0 */
/*
 * program/parse.c - a program out of its text form, line by line.
 *
 * The text may be anything: what matches no row of the table becomes a raw operation.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include <string.h>

#include "lexer.h"
#include "program.h"

#define INDENT 4

struct reader {
	const char *at;
	const char *end;
};

/* What a template found, before anything is put into the program's pool. */
struct match {
	struct operation operation;
	const char *texts[PROGRAM_TEXTS_MAX];
	unsigned inner;
	unsigned inputs;
	unsigned text_count;
	bool output_known;
};

static size_t left(const struct reader *reader)
{
	return (size_t)(reader->end - reader->at);
}

static bool skip_text(struct reader *reader, const char *text)
{
	size_t size = strlen(text);
	if (left(reader) < size || memcmp(reader->at, text, size) != 0)
		return false;

	reader->at += size;
	return true;
}

static bool at_line_end(const struct reader *reader)
{
	return reader->at == reader->end || *reader->at == '\n';
}

static void skip_line_end(struct reader *reader)
{
	if (reader->at < reader->end)
		reader->at++;
}

static size_t count_spaces(const struct reader *reader)
{
	size_t spaces = 0;
	while (spaces < left(reader) && reader->at[spaces] == ' ')
		spaces++;
	return spaces;
}

static bool skip_indent(struct reader *reader, unsigned depth)
{
	if (count_spaces(reader) < (size_t)depth * INDENT)
		return false;

	reader->at += (size_t)depth * INDENT;
	return true;
}

static bool read_value(struct reader *reader, program_value *ret_value)
{
	size_t size = program_value_read(reader->at, left(reader), ret_value);
	reader->at += size;
	return size != 0;
}

static bool match_output(struct reader *reader, struct match *match)
{
	program_value value;
	if (!read_value(reader, &value) ||
	    (match->output_known && match->operation.output != value))
		return false;

	match->operation.output = value;
	match->output_known = true;
	return true;
}

static bool match_again(struct reader *reader, const struct match *match)
{
	program_value value;
	return read_value(reader, &value) && value == match->operation.inputs[0];
}

static bool match_text(struct reader *reader, char letter, struct match *match)
{
	size_t size = lexer_read(letter, reader->at, left(reader));
	if (size == 0)
		return false;

	match->texts[match->text_count] = reader->at;
	match->operation.texts[match->text_count++].size = (uint16_t)size;
	reader->at += size;
	return true;
}

static bool match_place(struct reader *reader, char letter, struct match *match)
{
	if (letter == 'o')
		return match_output(reader, match);
	if (letter == 'p')
		return read_value(reader, &match->operation.inner[match->inner++]);
	if (letter == '=')
		return match_again(reader, match);
	if (letter >= 'a' && letter <= 'z')
		return read_value(reader, &match->operation.inputs[match->inputs++]);
	return match_text(reader, letter, match);
}

static bool match_row(struct reader *reader, unsigned kind, unsigned depth, struct match *ret_match)
{
	*ret_match = (struct match){.operation = operation_empty(kind)};
	for (const char *at = operation_row(kind)->template; *at != '\0'; at++) {
		if (*at == '$') {
			if (!match_place(reader, *++at, ret_match))
				return false;
			continue;
		}
		if (reader->at == reader->end || *reader->at != *at)
			return false;
		reader->at++;
		if (*at == '\n' && !skip_indent(reader, depth))
			return false;
	}
	return at_line_end(reader);
}

/* A form of several lines is one operation only if its block ends with it. */
static bool block_goes_on(struct reader reader, unsigned depth)
{
	static const char *const next[] = {"except", "else", "finally", "case"};

	skip_line_end(&reader);
	size_t spaces = count_spaces(&reader);
	if (spaces > (size_t)depth * INDENT)
		return true;
	if (spaces < (size_t)depth * INDENT)
		return false;

	reader.at += spaces;
	for (size_t i = 0; i < sizeof next / sizeof next[0]; i++) {
		struct reader word = reader;
		if (skip_text(&word, next[i]) &&
		    (word.at == word.end || !lexer_is_name_byte(*word.at)))
			return true;
	}
	return false;
}

#define OUTPUT "$o = " /* how most templates begin */

/* What tells at a glance that a template cannot match: most lines are tried against all of them. */
struct glance {
	char first;  /* byte of the line */
	char behind; /* byte behind "v0 = ", or NUL when the line does not begin so */
};

static struct glance glance_at(struct reader reader)
{
	program_value value;
	struct glance glance = {.first = left(&reader) != 0 ? *reader.at : '\0'};
	if (read_value(&reader, &value) && skip_text(&reader, " = ") && left(&reader) != 0)
		glance.behind = *reader.at;
	return glance;
}

static bool may_begin(const char *place, char byte)
{
	if (place[0] != '$')
		return place[0] == byte;
	bool value = place[1] >= 'a' && place[1] <= 'z';
	return !value || byte == 'v' || byte == 'f' || byte == 'a' || byte == 'c';
}

static bool may_match(const char *template, const struct glance *glance)
{
	size_t output = strlen(OUTPUT);
	if (strncmp(template, OUTPUT, output) != 0)
		return may_begin(template, glance->first);
	return glance->behind != '\0' && may_begin(template + output, glance->behind);
}

/* The reader stands behind the indentation; it is moved only when a row matches. */
static bool match_any_row(struct reader *reader, unsigned depth, struct match *ret_match)
{
	struct glance glance = glance_at(*reader);
	for (unsigned kind = 0; kind < OPERATION_RAW; kind++) {
		const char *template = operation_row(kind)->template;
		if (!may_match(template, &glance))
			continue;
		struct reader attempt = *reader;
		if (!match_row(&attempt, kind, depth, ret_match))
			continue;
		if (strchr(template, '\n') != NULL && block_goes_on(attempt, depth))
			continue;
		*reader = attempt;
		return true;
	}
	return false;
}

/* try: / operation / except BaseException as $c: / $o = $c */
static bool match_guarded(struct reader *reader, unsigned depth, struct match *ret_match)
{
	struct reader attempt = *reader;
	if (!skip_text(&attempt, "try:\n") || !skip_indent(&attempt, depth + 1) ||
	    !match_any_row(&attempt, depth + 1, ret_match))
		return false;

	struct operation *operation = &ret_match->operation;
	const struct operation_row *row = operation_row(operation->kind);
	program_value output = operation->output;
	program_value caught;
	if ((row->flow != FLOW_LINE && row->flow != FLOW_INSIDE) || !skip_text(&attempt, "\n") ||
	    !skip_indent(&attempt, depth) || !skip_text(&attempt, "except BaseException as ") ||
	    !read_value(&attempt, &operation->caught) || !skip_text(&attempt, ":\n") ||
	    !skip_indent(&attempt, depth + 1) || !read_value(&attempt, &operation->output) ||
	    !skip_text(&attempt, " = ") || !read_value(&attempt, &caught))
		return false;
	if (caught != operation->caught || (row->has_output && operation->output != output) ||
	    !at_line_end(&attempt) || block_goes_on(attempt, depth))
		return false;

	operation->guarded = true;
	*reader = attempt;
	return true;
}

static bool add_match(struct program *program, struct match *match, unsigned depth)
{
	struct operation *operation = &match->operation;
	operation->depth = (uint8_t)depth;
	for (unsigned i = 0; i < match->text_count; i++) {
		if (!program_intern(program, match->texts[i], operation->texts[i].size,
		                    &operation->texts[i]))
			return false;
	}
	return program_insert(program, program->count, operation) != NULL;
}

static bool add_raw(struct program *program, struct reader *reader, size_t spaces)
{
	const char *newline = memchr(reader->at, '\n', left(reader));
	size_t size = newline != NULL ? (size_t)(newline - reader->at) : left(reader);
	struct operation operation = operation_empty(OPERATION_RAW);
	size_t depth = spaces / INDENT;
	operation.depth = (uint8_t)(depth < PROGRAM_DEPTH_MAX ? depth : PROGRAM_DEPTH_MAX);
	if (!program_intern(program, reader->at, size, &operation.texts[0]))
		return false;

	reader->at += size;
	return program_insert(program, program->count, &operation) != NULL;
}

static bool parse_line(struct program *program, struct reader *reader)
{
	size_t spaces = count_spaces(reader);
	unsigned depth = (unsigned)(spaces / INDENT);
	if (spaces % INDENT == 0 && depth <= PROGRAM_DEPTH_MAX) {
		struct match match;
		struct reader line = {.at = reader->at + spaces, .end = reader->end};
		if (match_guarded(&line, depth, &match) || match_any_row(&line, depth, &match)) {
			reader->at = line.at;
			return add_match(program, &match, depth);
		}
	}
	return add_raw(program, reader, spaces);
}

bool program_parse(struct program *ret_program, const char *text, size_t size)
{
	struct reader reader = {.at = text, .end = text + size};
	program_clear(ret_program);
	while (reader.at < reader.end) {
		if (!parse_line(ret_program, &reader))
			return false;
		skip_line_end(&reader);
	}
	return true;
}
