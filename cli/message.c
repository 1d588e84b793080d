/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/message.c - what is said on stderr, made safe for a terminal.
 * Runs in: host
 */
#include "message.h"

#include <stdarg.h>
#include <stdlib.h>

#include "kit.h"

/* Bytes at `text` that a terminal would act upon: a control character, or one of the second set as
 * UTF-8 spells it.  Other UTF-8 passes, and so do tab and newline. */
static size_t control_length(const char *text)
{
	unsigned char byte = (unsigned char)text[0];
	unsigned char next = byte != '\0' ? (unsigned char)text[1] : 0;
	if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7f)
		return 1;
	return byte == 0xc2 && next >= 0x80 && next <= 0x9f ? 2 : 0;
}

void cli_print_foreign(FILE *stream, const char *text)
{
	while (*text != '\0') {
		size_t control = control_length(text);
		(void)fputc(control > 0 ? '?' : *text, stream);
		text += control > 0 ? control : 1;
	}
}

__attribute__((format(printf, 2, 0))) static void say(const char *prefix, const char *format,
                                                      va_list args)
{
	CLEANUP(free_at_exit) char *text = NULL;
	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	(void)fputs(prefix, stderr);
	cli_print_foreign(stderr, text != NULL ? text : "out of memory");
	(void)fputc('\n', stderr);
}

void cli_error(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	say("padcell: ", format, args);
	va_end(args);
}

void cli_hint(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	say("Hint: ", format, args);
	va_end(args);
}

/* clang-format off */
static const struct {
	enum padcell_status status;
	enum padcell_exit exit;
	const char *hint; /* NULL: the message says all there is */
} endings[] = {
	{PADCELL_E_NOMEM,       PADCELL_EXIT_INTERNAL,    "free some memory and try again"},
	{PADCELL_E_ARGUMENT,    PADCELL_EXIT_USAGE,       NULL},
	{PADCELL_E_POLICY,      PADCELL_EXIT_USAGE,       "`padcell policy explain default` shows every key with a value"},
	{PADCELL_E_UNSUPPORTED, PADCELL_EXIT_UNSUPPORTED, "`padcell doctor` says what this machine lacks and why"},
	{PADCELL_E_SYSTEM,      PADCELL_EXIT_INTERNAL,    "`padcell doctor` tries each part of this machine alone"},
	{PADCELL_E_PROTOCOL,    PADCELL_EXIT_INTERNAL,    "are padcell and padcell-worker of the same build?"},
	{PADCELL_E_INSTALL,     PADCELL_EXIT_INTERNAL,    "build all of Padded Cell, or install it with `cmake --install`"},
	{PADCELL_E_INTERPRETER, PADCELL_EXIT_INTERNAL,    "`padcell doctor` tries the interpreter alone"},
};
/* clang-format on */

int cli_fail(const padcell_error *error)
{
	cli_error("%s",
	          error->message[0] != '\0' ? error->message : padcell_status_text(error->status));
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		if (endings[i].status != error->status)
			continue;
		if (endings[i].hint != NULL)
			cli_hint("%s", endings[i].hint);
		return endings[i].exit;
	}
	return PADCELL_EXIT_INTERNAL;
}
