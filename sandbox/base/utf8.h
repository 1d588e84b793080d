/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/utf8.h - is this UTF-8, one character at a time.
 * Runs in: host, supervisor, worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_BASE_UTF8_H
#define PADCELL_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Bytes of the character that `text` starts with, 1 to 4; 0 when it is cut off, overlong, a
 * surrogate, above U+10FFFF or no UTF-8 at all, or when nothing is left.
 *
 * @param left  bytes that may be read
 */
size_t utf8_length(const void *text, size_t left);

/* Whether all of `text` is UTF-8; NUL bytes are. */
bool utf8_valid(const void *text, size_t size);

#endif
