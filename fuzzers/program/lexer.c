/* SPDX-License-Identifier: Apache-2.0 */
/*
 * program/lexer.c - names, dotted names, literals and operators.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include "lexer.h"

#include <string.h>

#include "program.h"

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

bool lexer_is_name_byte(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || byte == '_' ||
	       is_digit(byte);
}

static size_t read_name(const char *text, size_t size)
{
	if (size == 0 || is_digit(text[0]))
		return 0;

	size_t length = 0;
	while (length < size && lexer_is_name_byte(text[length]))
		length++;
	return length <= LEXER_NAME_MAX ? length : 0;
}

/* A name that cannot be taken for a value's. */
static size_t read_plain_name(const char *text, size_t size)
{
	program_value value;
	return program_value_read(text, size, &value) == 0 ? read_name(text, size) : 0;
}

static size_t read_dotted_name(const char *text, size_t size)
{
	size_t length = read_name(text, size);
	while (length != 0 && length + 1 < size && text[length] == '.') {
		size_t part = read_name(text + length + 1, size - length - 1);
		if (part == 0)
			return 0;
		length += 1 + part;
	}
	return length <= LEXER_NAME_MAX ? length : 0;
}

static size_t read_quoted(const char *text, size_t size)
{
	size_t at = 0;
	while (at < size && at < 2 && strchr("bBrRuU", text[at]) != NULL && text[at] != '\0')
		at++;
	if (at == size || (text[at] != '\'' && text[at] != '"'))
		return 0;

	char quote = text[at++];
	for (; at < size && at < LEXER_LITERAL_MAX && text[at] != '\n'; at++) {
		if (text[at] == quote)
			return at + 1;
		if (text[at] == '\\')
			at++;
	}
	return 0;
}

static size_t read_number(const char *text, size_t size)
{
	size_t at = size > 0 && text[0] == '-' ? 1 : 0;
	if (at == size || !is_digit(text[at]))
		return 0;

	while (at < size && (lexer_is_name_byte(text[at]) || text[at] == '.'))
		at++;
	return at <= LEXER_LITERAL_MAX ? at : 0;
}

static const char *const constants[] = {"None", "True", "False", "Ellipsis", "NotImplemented"};
static const char *const empties[] = {"()", "[]", "{}", "..."};

static size_t read_constant(const char *text, size_t size)
{
	for (size_t i = 0; i < sizeof empties / sizeof empties[0]; i++) {
		size_t length = strlen(empties[i]);
		if (length <= size && memcmp(text, empties[i], length) == 0)
			return length;
	}
	size_t name = read_name(text, size);
	for (size_t i = 0; i < sizeof constants / sizeof constants[0]; i++) {
		if (name == strlen(constants[i]) && memcmp(text, constants[i], name) == 0)
			return name;
	}
	return 0;
}

static size_t read_literal(const char *text, size_t size)
{
	size_t length = read_constant(text, size);
	if (length == 0)
		length = read_number(text, size);
	if (length == 0)
		length = read_quoted(text, size);
	return length;
}

/* Longer ones first, where one begins another. */
static const char *const binaries[] = {
        "not in", "is not", "in", "is", "and", "or", "**", "//", "<<", ">>", "<=", ">=", "==",
        "!=",     "+",      "-",  "*",  "/",   "%",  "@",  "&",  "|",  "^",  "<",  ">"};
static const char *const unaries[] = {"not ", "-", "+", "~"};

static size_t read_one_of(const char *const *words, size_t count, const char *text, size_t size)
{
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(words[i]);
		if (length <= size && memcmp(text, words[i], length) == 0)
			return length;
	}
	return 0;
}

size_t lexer_read(char letter, const char *text, size_t size)
{
	switch (letter) {
	case 'N':
		return read_name(text, size);
	case 'M':
	case 'G':
		return read_plain_name(text, size);
	case 'I':
		return read_dotted_name(text, size);
	case 'L':
		return read_literal(text, size);
	case 'B':
		return read_one_of(binaries, sizeof binaries / sizeof binaries[0], text, size);
	case 'U':
		return read_one_of(unaries, sizeof unaries / sizeof unaries[0], text, size);
	default:
		return 0;
	}
}
