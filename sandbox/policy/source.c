/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/source.c - a policy file as a sequence of YAML events, one at a time, without surprises.
 * Runs in: host
 */
#include "source.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "fail.h"
#include "policy_rules.h"
#include "utf8.h"

const char *source_shown_name(const char *name)
{
	size_t length = strlen(name);
	return length < POLICY_NAME_MAX ? name : name + length - (POLICY_NAME_MAX - 1);
}

enum padcell_status source_fail(const struct source *source, struct place place, const char *format,
                                ...)
{
	char text[PADCELL_ERROR_MESSAGE_MAX];
	va_list args;
	va_start(args, format);
	(void)vsnprintf(text, sizeof text, format, args);
	va_end(args);
	return padcell_fail(source->reterr, PADCELL_E_POLICY, PADCELL_STAGE_POLICY, 0,
	                    "%s:%u:%u: %s", source_shown_name(source->name), place.line,
	                    place.column, text);
}

/* Whether the character at `text` is one a terminal may obey: C0, DEL or, as UTF-8, C1. */
static bool is_control(const char *text)
{
	unsigned char first = (unsigned char)text[0];
	return first < 0x20 || first == 0x7f || (first == 0xc2 && (unsigned char)text[1] < 0xa0);
}

/* What is wrong with the bytes at `text`, or NULL; *ret_length is how many of them were looked at.
 */
static const char *bad_character(const char *text, size_t left, size_t *ret_length)
{
	*ret_length = utf8_length(text, left);
	if (*ret_length == 0)
		return "a byte that is not UTF-8; expected UTF-8 text; Hint: save the file as "
		       "UTF-8";
	if (text[0] == '\0')
		return "a NUL byte; expected text; Hint: is this a policy file at all?";
	if (text[0] == '\t')
		return "a tab; expected spaces; Hint: indent with two spaces";
	if (is_control(text) && text[0] != '\n' && text[0] != '\r')
		return "a control character; expected text";
	return NULL;
}

static enum padcell_status check_characters(const struct source *source, const char *text,
                                            size_t size)
{
	struct place place = {1, 1};
	size_t length = 0;
	for (size_t i = 0; i < size; i += length) {
		const char *wrong = bad_character(text + i, size - i, &length);
		if (wrong != NULL)
			return source_fail(source, place, "%s", wrong);

		place.column++;
		if (text[i] == '\n')
			place = (struct place){place.line + 1, 1};
	}
	return PADCELL_OK;
}

enum padcell_status source_open(struct source *source, const char *name, const char *text,
                                size_t size, padcell_error *reterr)
{
	source->name = name;
	source->reterr = reterr;
	if (size > SOURCE_SIZE_MAX)
		return source_fail(source, (struct place){1, 1},
		                   "the file is too long; expected at most %d bytes",
		                   SOURCE_SIZE_MAX);

	enum padcell_status status = check_characters(source, text, size);
	if (status != PADCELL_OK)
		return status;

	if (!yaml_parser_initialize(&source->parser))
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_POLICY, 0, "no memory");

	source->open = true;
	yaml_parser_set_encoding(&source->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&source->parser, (const unsigned char *)text, size);
	return PADCELL_OK;
}

static struct place place_of(yaml_mark_t mark)
{
	return (struct place){(unsigned)mark.line + 1, (unsigned)mark.column + 1};
}

static enum padcell_status parser_fail(const struct source *source)
{
	const yaml_parser_t *parser = &source->parser;
	if (parser->error == YAML_MEMORY_ERROR)
		return padcell_fail(source->reterr, PADCELL_E_NOMEM, PADCELL_STAGE_POLICY, 0,
		                    "no memory");

	/* The reader, which checks characters, keeps no mark of its own. */
	yaml_mark_t mark = parser->error == YAML_READER_ERROR ? parser->mark : parser->problem_mark;
	return source_fail(
	        source, place_of(mark), "%s%s%s; expected YAML; Hint: check quotes and indentation",
	        parser->problem != NULL ? parser->problem : "bad syntax",
	        parser->context != NULL ? " " : "", parser->context != NULL ? parser->context : "");
}

static enum padcell_status refuse_extras(const struct source *source, const yaml_char_t *anchor,
                                         const yaml_char_t *tag)
{
	if (anchor != NULL)
		return source_fail(source, source_place(source),
		                   "an anchor (&); expected a plain value; Hint: write it out");
	if (tag != NULL)
		return source_fail(source, source_place(source),
		                   "a tag (!); expected a plain value; Hint: leave the tag out");
	return PADCELL_OK;
}

static enum padcell_status check_event(const struct source *source)
{
	const yaml_event_t *event = &source->event;
	switch (event->type) {
	case YAML_ALIAS_EVENT:
		return source_fail(source, source_place(source),
		                   "an alias (*); expected a plain value; Hint: write it out");
	case YAML_SEQUENCE_START_EVENT:
		return refuse_extras(source, event->data.sequence_start.anchor,
		                     event->data.sequence_start.tag);
	case YAML_MAPPING_START_EVENT:
		return refuse_extras(source, event->data.mapping_start.anchor,
		                     event->data.mapping_start.tag);
	case YAML_SCALAR_EVENT:
		/* An escape in quotes can still make one. */
		if (memchr(event->data.scalar.value, '\0', event->data.scalar.length) != NULL)
			return source_fail(source, source_place(source),
			                   "a NUL character; expected text");
		return refuse_extras(source, event->data.scalar.anchor, event->data.scalar.tag);
	default:
		return PADCELL_OK;
	}
}

enum padcell_status source_next(struct source *source)
{
	yaml_event_delete(&source->event);
	if (!yaml_parser_parse(&source->parser, &source->event))
		return parser_fail(source);

	return check_event(source);
}

struct place source_place(const struct source *source)
{
	return place_of(source->event.start_mark);
}

const char *source_text(const struct source *source)
{
	return (const char *)source->event.data.scalar.value;
}

const char *source_kind(const struct source *source)
{
	switch (source->event.type) {
	case YAML_SEQUENCE_START_EVENT:
		return "a list";
	case YAML_MAPPING_START_EVENT:
		return "a mapping";
	default:
		return source->event.data.scalar.length != 0 ? "a single value" : "nothing";
	}
}

void source_close(struct source *source)
{
	if (!source->open)
		return;

	yaml_event_delete(&source->event);
	yaml_parser_delete(&source->parser);
	source->open = false;
}

const char *source_quote(const char *text, char quote[static SOURCE_QUOTE_MAX])
{
	const size_t room = SOURCE_QUOTE_MAX - sizeof "...";
	size_t used = 0;
	size_t left = strlen(text);
	while (left != 0) {
		size_t length = utf8_length(text, left);
		if (length == 0 || used + length > room)
			break;

		memcpy(quote + used, is_control(text) ? "??" : text, length);
		used += length;
		text += length;
		left -= length;
	}
	(void)snprintf(quote + used, SOURCE_QUOTE_MAX - used, "%s", left != 0 ? "..." : "");
	return quote;
}
