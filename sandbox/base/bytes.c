/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/bytes.c - a growable buffer with a ceiling.
 * Runs in: host, supervisor, worker before lockdown, worker after lockdown
 */
#include "bytes.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool reserve(struct bytes *bytes, size_t more)
{
	if (more >= SIZE_MAX / 2 - bytes->size)
		return false;
	size_t needed = bytes->size + more;
	if (bytes->limit != 0 && needed > bytes->limit)
		return false;
	if (needed + 1 <= bytes->capacity)
		return true;

	size_t capacity = bytes->capacity < 64 ? 64 : bytes->capacity;
	while (capacity < needed + 1)
		capacity *= 2;
	char *data = realloc(bytes->data, capacity);
	if (data == NULL)
		return false;

	bytes->data = data;
	bytes->capacity = capacity;
	return true;
}

bool bytes_append(struct bytes *bytes, const void *data, size_t size)
{
	if (!reserve(bytes, size))
		return false;

	if (size != 0)
		memcpy(bytes->data + bytes->size, data, size);
	bytes->size += size;
	bytes->data[bytes->size] = '\0';
	return true;
}

bool bytes_append_text(struct bytes *bytes, const char *text)
{
	return bytes_append(bytes, text, strlen(text));
}

bool bytes_printf(struct bytes *bytes, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	char *text = NULL;
	int size = vasprintf(&text, format, args);
	va_end(args);
	if (size < 0)
		return false;

	bool done = bytes_append(bytes, text, (size_t)size);
	free(text);
	return done;
}

void bytes_consume(struct bytes *bytes, size_t size)
{
	if (size == 0)
		return;

	memmove(bytes->data, bytes->data + size, bytes->size - size + 1);
	bytes->size -= size;
}

const char *bytes_text(const struct bytes *bytes)
{
	return bytes->data != NULL ? bytes->data : "";
}

void bytes_done(struct bytes *bytes)
{
	free(bytes->data);
	bytes->data = NULL;
	bytes->size = 0;
	bytes->capacity = 0;
}
