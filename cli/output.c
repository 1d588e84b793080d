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
