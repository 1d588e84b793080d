/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/identity_text.c - "%p" in a text of CPython's is the number of identity.c.
 *
 * Some forty places of CPython and of its C modules print an address: default and other reprs,
 * messages of exceptions, what an interpreter says of an exception it ignores.  All of them are
 * formatted by PyUnicode_FromFormat(), which asks the C library for this one conversion.  So the
 * functions of the C library that it asks are ours, and a repr that a new CPython brings, or
 * a C module of the policy's, is covered without a list.  identity_lockdown() proves it each time.
 *
 * Everything but the exact format "%p" goes to the C library as it came.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifdef _FORTIFY_SOURCE
#undef _FORTIFY_SOURCE /* it would turn the names that are defined here into macros */
#endif
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "identity.h"
#include "plants.h"

/* Seen by libpython: the linker exports what a library that is linked with asks for. */
#define FOR_LIBPYTHON __attribute__((__visibility__("default")))

int identity_print(char *text, const void *address)
{
	static const char digits[] = "0123456789abcdef";
	bool plain = !identity_is_shown() || plant_opens(PLANT_PRINTS_PLAINLY);
	uint64_t rest = plain ? (uintptr_t)address : identity_of(address);
	unsigned count = 1;
	while (count < 16 && rest >> (4 * count) != 0)
		count++;
	text[0] = '0';
	text[1] = 'x';
	for (unsigned i = 0; i < count; i++)
		text[2 + i] = digits[rest >> (4 * (count - 1 - i)) & 0xf];
	text[2 + count] = '\0';
	return (int)(2 + count);
}

static bool is_address(const char *format)
{
	return format[0] == '%' && format[1] == 'p' && format[2] == '\0';
}

FOR_LIBPYTHON int sprintf(char *text, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = is_address(format) ? identity_print(text, va_arg(arguments, void *))
	                                : vsprintf(text, format, arguments);
	va_end(arguments);
	return length;
}

/* What a compiler that fortifies makes of sprintf(); `flag` asks for checks of the format. */
FOR_LIBPYTHON int __sprintf_chk(char *text, int flag, size_t size, const char *format, ...);
int __vsprintf_chk(char *text, int flag, size_t size, const char *format, va_list arguments);

FOR_LIBPYTHON int __sprintf_chk(char *text, int flag, size_t size, const char *format, ...)
{
	va_list arguments;
	va_start(arguments, format);
	int length = is_address(format) && size >= sizeof "0x0123456789abcdef"
	                     ? identity_print(text, va_arg(arguments, void *))
	                     : __vsprintf_chk(text, flag, size, format, arguments);
	va_end(arguments);
	return length;
}
