/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/bytes.h - a growable buffer with a ceiling.
 * Runs in: host, supervisor, worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_BASE_BYTES_H
#define PADCELL_BASE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Zero-initialise, and set `limit`.  data[size] is always 0 once anything was appended. */
struct bytes {
	char *data;
	size_t size;
	size_t capacity;
	size_t limit; /* size never exceeds it; 0 is no limit */
};

/* Append all or nothing; false when the limit or the memory does not allow it. */
bool bytes_append(struct bytes *bytes, const void *data, size_t size);

/* Append a string without its terminator. */
bool bytes_append_text(struct bytes *bytes, const char *text);

/* Append formatted text. */
__attribute__((format(printf, 2, 3))) bool bytes_printf(struct bytes *bytes, const char *format,
                                                        ...);

/* Remove `size` bytes at the front; size <= bytes->size. */
void bytes_consume(struct bytes *bytes, size_t size);

/* The text, or "" when nothing was appended; belongs to `bytes`. */
const char *bytes_text(const struct bytes *bytes);

/* Release the contents; the limit stays. */
void bytes_done(struct bytes *bytes);

#endif
