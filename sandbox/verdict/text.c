/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/text.c - hostile bytes as text that JSON, a terminal and a person can take.
 * Runs in: host, supervisor
 */
#include "text.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

bool text_escape(struct bytes *out, const void *data, size_t size)
{
	const uint8_t *next = data;
	bool done = true;
	while (size != 0 && done) {
		/* A run of good characters goes over in one piece. */
		size_t run = 0;
		size_t length = utf8_length(next, size);
		for (; length != 0; length = utf8_length(next + run, size - run))
			run += length;
		done = bytes_append(out, next, run);
		if (run < size && done) {
			done = bytes_printf(out, "\\x%02x", next[run]);
			run++;
		}
		next += run;
		size -= run;
	}
	return done;
}

bool text_base64(struct bytes *out, const void *data, size_t size)
{
	static const char digits[] =
	        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const uint8_t *next = data;
	bool done = true;
	for (size_t i = 0; i < size && done; i += 3) {
		size_t have = size - i < 3 ? size - i : 3;
		uint32_t bits = (uint32_t)next[i] << 16;
		bits |= have > 1 ? (uint32_t)next[i + 1] << 8 : 0;
		bits |= have > 2 ? next[i + 2] : 0u;
		char group[4] = {digits[bits >> 18], digits[bits >> 12 & 63],
		                 digits[bits >> 6 & 63], digits[bits & 63]};
		memset(group + have + 1, '=', 3 - have);
		done = bytes_append(out, group, sizeof group);
	}
	return done;
}

bool text_hex(struct bytes *out, const void *data, size_t size)
{
	const uint8_t *next = data;
	while (size > 1 && *next == 0) {
		next++;
		size--;
	}
	bool done = bytes_printf(out, "0x%x", size != 0 ? *next : 0u);
	for (size_t i = 1; i < size && done; i++) {
		static const char digits[] = "0123456789abcdef";
		char pair[2] = {digits[next[i] >> 4], digits[next[i] & 15]};
		done = bytes_append(out, pair, sizeof pair);
	}
	return done;
}

void text_make_one_line(char *text)
{
	size_t left = strlen(text);
	while (left != 0) {
		size_t length = utf8_length(text, left);
		unsigned char first = (unsigned char)text[0];
		bool control = first < 0x20 || first == 0x7f;
		bool upper = length == 2 && first == 0xc2 && (unsigned char)text[1] < 0xa0;
		if (length == 0 || control)
			text[0] = '?';
		if (upper)
			memset(text, '?', length);
		text += length != 0 ? length : 1;
		left -= length != 0 ? length : 1;
	}
}

size_t text_cut(const char *text, size_t size, size_t max)
{
	if (size <= max)
		return size;

	/* Back to a byte that starts a character, at most the length of one. */
	size_t cut = max;
	for (unsigned back = 0; back < 3 && cut != 0 && ((uint8_t)text[cut] & 0xc0) == 0x80; back++)
		cut--;
	return cut;
}

const char *text_signal(int number, char name[static TEXT_SIGNAL_MAX])
{
	const char *known = sigabbrev_np(number);
	if (known != NULL)
		(void)snprintf(name, TEXT_SIGNAL_MAX, "SIG%s", known);
	else
		(void)snprintf(name, TEXT_SIGNAL_MAX, "SIG%d", number);
	return name;
}
