/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/text.h - hostile bytes as text that JSON, a terminal and a person can take.
 * Runs in: host, supervisor
 */
#ifndef PADCELL_VERDICT_TEXT_H
#define PADCELL_VERDICT_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"

/* Append the text; a byte that is not part of UTF-8 becomes "\xNN".  False when memory is short. */
bool text_escape(struct bytes *out, const void *data, size_t size);

/* Append in base 64, with padding. */
bool text_base64(struct bytes *out, const void *data, size_t size);

/* Append "0x..." without leading zeros, of a number whose highest byte comes first. */
bool text_hex(struct bytes *out, const void *data, size_t size);

/* Replace every byte that is a control character, or not of UTF-8, by '?', in place. */
void text_make_one_line(char *text);

/* Bytes of the longest head of at most `max` bytes that does not end inside a character. */
size_t text_cut(const char *text, size_t size, size_t max);

/* Bytes that text_signal() writes at most. */
#define TEXT_SIGNAL_MAX 24

/* "SIGSEGV", or "SIG40" for a number without a name; returns `name`. */
const char *text_signal(int number, char name[static TEXT_SIGNAL_MAX]);

#endif
