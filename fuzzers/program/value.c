/* SPDX-License-Identifier: Apache-2.0 */
/*
 * program/value.c - the names of values: v0 .. v999, f0 .. f999, a0 .. a999, c0 .. c999.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include <stdio.h>
#include <string.h>

#include "lexer.h"
#include "program.h"

static const char letters[] = "vfac";
#define NUMBERS 1000

void program_value_name(program_value value, char name[5])
{
	unsigned known = value < PROGRAM_VALUES_MAX ? value : 0U;
	(void)snprintf(name, 5, "%c%u", letters[known / NUMBERS], (known % NUMBERS) & 0x3ffU);
}

size_t program_value_read(const char *text, size_t size, program_value *ret_value)
{
	const char *letter = size >= 2 && text[0] != '\0' ? strchr(letters, text[0]) : NULL;
	if (letter == NULL)
		return 0;

	unsigned number = 0;
	size_t at = 1;
	for (; at < size && at < 4 && text[at] >= '0' && text[at] <= '9'; at++)
		number = number * 10 + (unsigned)(text[at] - '0');
	/* One spelling a value, so that printing gives back what was read. */
	bool leading_zero = text[1] == '0' && at > 2;
	if (at == 1 || leading_zero || (at < size && lexer_is_name_byte(text[at])))
		return 0;

	*ret_value = (program_value)((unsigned)(letter - letters) * NUMBERS + number);
	return at;
}
