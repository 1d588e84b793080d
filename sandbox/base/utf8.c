/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/utf8.c - is this UTF-8, one character at a time.
 * Runs in: host, supervisor, worker before lockdown, worker after lockdown
 */
#include "utf8.h"

#include <stdint.h>

/* By first byte: how long, and the range of the second byte, which is where overlong forms,
 * surrogates and numbers above U+10FFFF differ from the rest. */
static const struct {
	uint8_t first, last, length, second_min, second_max;
} forms[] = {
        {0x00, 0x7f, 1, 0x00, 0x00}, {0xc2, 0xdf, 2, 0x80, 0xbf}, {0xe0, 0xe0, 3, 0xa0, 0xbf},
        {0xe1, 0xec, 3, 0x80, 0xbf}, {0xed, 0xed, 3, 0x80, 0x9f}, {0xee, 0xef, 3, 0x80, 0xbf},
        {0xf0, 0xf0, 4, 0x90, 0xbf}, {0xf1, 0xf3, 4, 0x80, 0xbf}, {0xf4, 0xf4, 4, 0x80, 0x8f},
};

size_t utf8_length(const void *text, size_t left)
{
	const uint8_t *bytes = text;
	size_t form = 0;
	const size_t count = sizeof forms / sizeof forms[0];
	if (left == 0)
		return 0;
	while (form < count && (bytes[0] < forms[form].first || bytes[0] > forms[form].last))
		form++;
	if (form == count || forms[form].length > left)
		return 0;

	for (size_t i = 1; i < forms[form].length; i++) {
		uint8_t low = i == 1 ? forms[form].second_min : 0x80;
		uint8_t high = i == 1 ? forms[form].second_max : 0xbf;
		if (bytes[i] < low || bytes[i] > high)
			return 0;
	}
	return forms[form].length;
}

bool utf8_valid(const void *text, size_t size)
{
	const uint8_t *bytes = text;
	while (size != 0) {
		size_t length = utf8_length(bytes, size);
		if (length == 0)
			return false;
		bytes += length;
		size -= length;
	}
	return true;
}
