/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/syntax_place.c - where in a text an identifier stands.
 *
 * For messages only: nothing here decides whether a program runs.
 *
 * Runs in: worker after lockdown
 */
#include "syntax_place.h"

#include <string.h>

#include "cell.h"

#define ENCODING_MAX 64

/* Bytes of a text, line by line; borrowed. */
struct text {
	const char *start;
	const char *end;
};

static bool is_name_byte(unsigned char byte)
{
	return byte == '_' || byte >= 0x80 || (byte >= '0' && byte <= '9') ||
	       (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* Past the end of the line that begins at `at`: CPython takes \n, \r and \r\n. */
static const char *next_line(const struct text *text, const char *at)
{
	while (at < text->end && *at != '\n' && *at != '\r')
		at++;
	if (at < text->end && *at == '\r' && at + 1 < text->end && at[1] == '\n')
		at++;
	return at < text->end ? at + 1 : text->end;
}

static const char *start_of_line(const struct text *text, long line)
{
	const char *at = text->start;
	for (long i = 1; i < line && at < text->end; i++)
		at = next_line(text, at);
	return at;
}

static const char *offset_in(const struct text *text, long line, long column)
{
	const char *at = start_of_line(text, line);
	return column >= 0 && column <= text->end - at ? at + column : at;
}

/* "coding: NAME" or "coding=NAME" in a comment of the first two lines. */
static bool find_encoding(const struct text *text, char encoding[ENCODING_MAX])
{
	const char *stop = start_of_line(text, 3);
	const char *at = memmem(text->start, (size_t)(stop - text->start), "coding", 6);
	if (at == NULL || at + 7 >= stop || (at[6] != ':' && at[6] != '='))
		return false;

	at += 7;
	while (at < stop && (*at == ' ' || *at == '\t'))
		at++;
	size_t size = 0;
	while (at + size < stop && size < ENCODING_MAX - 1 &&
	       (is_name_byte((unsigned char)at[size]) || at[size] == '-' || at[size] == '.'))
		size++;
	memcpy(encoding, at, size);
	encoding[size] = '\0';
	return size > 0;
}

/* The source as UTF-8, which is what the parser's columns count in; new reference, or NULL. */
static PyObject *as_utf8(PyObject *source)
{
	if (PyUnicode_Check(source))
		return PyUnicode_AsUTF8String(source);

	struct text text = {.start = PyBytes_AS_STRING(source)};
	text.end = text.start + PyBytes_GET_SIZE(source);
	if (text.end - text.start >= 3 && memcmp(text.start, "\xef\xbb\xbf", 3) == 0)
		return PyBytes_FromStringAndSize(text.start + 3, text.end - text.start - 3);

	char encoding[ENCODING_MAX] = "utf-8";
	(void)find_encoding(&text, encoding);
	OWNED decoded = PyUnicode_Decode(text.start, text.end - text.start, encoding, "strict");
	return decoded != NULL ? PyUnicode_AsUTF8String(decoded) : NULL;
}

static bool is_ascii(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if ((unsigned char)text[i] >= 0x80)
			return false;
	}
	return true;
}

/*
 * The word in [at, stop) that is this name: the first, or the last.  A word that is not ASCII may
 * be any name before it is normalised, and is taken when none is written plainly.
 */
static const char *find_word(const char *at, const char *stop, const struct syntax_found *found)
{
	Py_ssize_t size = 0;
	const char *name = PyUnicode_AsUTF8AndSize(found->name, &size);
	const char *plain = NULL;
	const char *other = NULL;
	while (name != NULL && at < stop) {
		const char *word = at;
		while (at < stop && is_name_byte((unsigned char)*at))
			at++;
		size_t length = (size_t)(at - word);
		bool same = length == (size_t)size && memcmp(word, name, length) == 0;
		if (same && (plain == NULL || found->last))
			plain = word;
		if (!is_ascii(word, length) && (other == NULL || found->last))
			other = word;
		at += length == 0;
	}
	return plain != NULL ? plain : other;
}

static long characters(const char *from, const char *to)
{
	long count = 0;
	for (; from < to; from++)
		count += ((unsigned char)*from & 0xc0) != 0x80;
	return count;
}

static void settle(const struct text *text, const char *at, struct syntax_place *place)
{
	const char *line = text->start;
	place->line = 1;
	for (const char *next = next_line(text, line);
	     next <= at && next > line && next < text->end; next = next_line(text, next)) {
		line = next;
		place->line++;
	}
	const char *end = line;
	while (end < text->end && *end != '\n' && *end != '\r')
		end++;
	place->column = characters(line, at) + 1;
	place->text = PyUnicode_DecodeUTF8(line, end - line, "replace");
}

void syntax_place_find(PyObject *source, const struct syntax_found *found,
                       struct syntax_place *ret_place)
{
	*ret_place = (struct syntax_place){.line = found->line, .column = found->column + 1};
	OWNED bytes = as_utf8(source);
	if (bytes != NULL) {
		struct text text = {.start = PyBytes_AS_STRING(bytes)};
		text.end = text.start + PyBytes_GET_SIZE(bytes);
		const char *from = offset_in(&text, found->line, found->column);
		const char *stop = offset_in(&text, found->end_line, found->end_column);
		const char *word = find_word(from, stop, found);
		settle(&text, word != NULL ? word : from, ret_place);
	}
	PyErr_Clear();
}
