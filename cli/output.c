/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/output.c - bytes to a descriptor, all of them or a failure.
 * Runs in: host
 */
#include "output.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

bool output_write(int fd, const void *data, size_t size)
{
	const char *next = data;
	while (size > 0) {
		ssize_t written = write(fd, next, size);
		if (written < 0 && errno == EAGAIN) {
			/* A caller may share a non-blocking pipe with us. */
			struct pollfd room = {.fd = fd, .events = POLLOUT};
			(void)poll(&room, 1, -1);
			continue;
		}
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return false;
		next += written;
		size -= (size_t)written;
	}
	return true;
}

struct output_foreign output_foreign(int fd)
{
	return (struct output_foreign){.fd = fd, .is_terminal = isatty(fd) == 1};
}

/* U+0080 to U+009F are the bytes c2 80 to c2 9f: the first is harmless alone, and already written.
 */
static char harmless(struct output_foreign *output, unsigned char byte)
{
	bool second_set = output->after_c2 && byte >= 0x80 && byte <= 0x9f;
	output->after_c2 = byte == 0xc2;
	bool first_set =
	        (byte < 0x20 && byte != '\n' && byte != '\t' && byte != '\r') || byte == 0x7f;
	return first_set || second_set ? '?' : (char)byte;
}

bool output_write_foreign(struct output_foreign *output, const void *data, size_t size)
{
	if (!output->is_terminal)
		return output_write(output->fd, data, size);

	const unsigned char *next = data;
	while (size > 0) {
		char shown[512];
		size_t piece = size < sizeof shown ? size : sizeof shown;
		for (size_t i = 0; i < piece; i++)
			shown[i] = harmless(output, next[i]);
		if (!output_write(output->fd, shown, piece))
			return false;
		next += piece;
		size -= piece;
	}
	return true;
}
