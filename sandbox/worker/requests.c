/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/requests.c - frames from the supervisor.  KEEP IN STEP: frames (wire/README.md).
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "requests.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define EXIT_PROTOCOL 3

/* The filter leaves descriptor 2 writable: a person who debugs a worker sees why it left. */
static _Noreturn void leave(const char *why)
{
	(void)!write(WIRE_FD_DIAGNOSTICS, why, strlen(why));
	_exit(EXIT_PROTOCOL);
}

struct wire_frame requests_next(struct wire_reader *reader)
{
	static char data[32768];
	struct wire_frame frame;
	int got = 0;
	while ((got = wire_next(reader, &frame, NULL)) == 0) {
		size_t room = wire_room(reader);
		ssize_t size = read(WIRE_FD_SOCKET, data, room < sizeof data ? room : sizeof data);
		if (size < 0 && errno == EINTR)
			continue;
		if (size <= 0)
			leave("padcell-worker: the supervisor is gone\n");
		if (!wire_feed(reader, data, (size_t)size))
			leave("padcell-worker: out of memory for a frame\n");
	}
	if (got < 0)
		leave("padcell-worker: the supervisor broke the protocol\n");
	return frame;
}
