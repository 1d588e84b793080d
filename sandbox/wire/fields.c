/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wire/fields.c - numbers and texts in payloads.
 *
 * Every getter goes through take(), which is the only place that moves a cursor.
 *
 * Runs in: supervisor, worker before lockdown, worker after lockdown
 */
#include <string.h>

#include "wire.h"

/* The next `size` bytes, or NULL; a cursor that failed once has nothing left for good. */
static const uint8_t *take(struct wire_cursor *cursor, size_t size)
{
	if (cursor->failed || size > cursor->left) {
		cursor->failed = true;
		return NULL;
	}

	const uint8_t *bytes = cursor->next;
	cursor->next += size;
	cursor->left -= size;
	return bytes;
}

static uint64_t get_little_endian(struct wire_cursor *cursor, size_t size)
{
	const uint8_t *bytes = take(cursor, size);
	if (bytes == NULL)
		return 0;

	uint64_t value = 0;
	for (size_t i = size; i > 0; i--)
		value = value << 8 | bytes[i - 1];
	return value;
}

uint8_t wire_get_u8(struct wire_cursor *cursor)
{
	return (uint8_t)get_little_endian(cursor, 1);
}

uint32_t wire_get_u32(struct wire_cursor *cursor)
{
	return (uint32_t)get_little_endian(cursor, 4);
}

uint64_t wire_get_u64(struct wire_cursor *cursor)
{
	return get_little_endian(cursor, 8);
}

const uint8_t *wire_get_blob(struct wire_cursor *cursor, size_t *ret_size)
{
	*ret_size = 0;
	uint32_t size = wire_get_u32(cursor);
	const uint8_t *bytes = take(cursor, size);
	if (bytes != NULL)
		*ret_size = size;
	return bytes;
}

void wire_get_text(struct wire_cursor *cursor, char *text, size_t capacity)
{
	text[0] = '\0';
	size_t size = 0;
	const uint8_t *bytes = wire_get_blob(cursor, &size);
	if (bytes == NULL)
		return;
	/* A NUL inside would make two readers of one text see different texts. */
	if (size >= capacity || memchr(bytes, '\0', size) != NULL) {
		cursor->failed = true;
		return;
	}

	memcpy(text, bytes, size);
	text[size] = '\0';
}

static bool put_little_endian(struct bytes *payload, uint64_t value, size_t size)
{
	uint8_t bytes[8];
	for (size_t i = 0; i < size; i++)
		bytes[i] = (uint8_t)(value >> (8 * i));
	return bytes_append(payload, bytes, size);
}

bool wire_put_u8(struct bytes *payload, uint8_t value)
{
	return put_little_endian(payload, value, 1);
}

bool wire_put_u32(struct bytes *payload, uint32_t value)
{
	return put_little_endian(payload, value, 4);
}

bool wire_put_u64(struct bytes *payload, uint64_t value)
{
	return put_little_endian(payload, value, 8);
}

bool wire_put_blob(struct bytes *payload, const void *data, size_t size)
{
	return size <= UINT32_MAX && wire_put_u32(payload, (uint32_t)size) &&
	       bytes_append(payload, data, size);
}

static bool is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

bool wire_put_text(struct bytes *payload, const char *text, size_t max)
{
	size_t size = strnlen(text, max + 1);
	if (size > max) {
		/* Back to the start of the sequence that the cut would split; a sequence has at
		 * most three continuation bytes, so text that is no UTF-8 loses little. */
		size = max;
		for (unsigned steps = 0; steps < 3 && size > 0 && is_continuation(text[size]);
		     steps++)
			size--;
	}
	return wire_put_blob(payload, text, size);
}
