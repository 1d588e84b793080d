/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/report.c - frames from the worker to the supervisor.
 *
 * write() and not send(): the filter allows the one on the socket and not the other.  A supervisor
 * that is gone gives EPIPE or SIGPIPE, and both end a worker that nobody listens to.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "report.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define FRAME_BYTES (WIRE_HEADER_SIZE + (size_t)WIRE_PAYLOAD_MAX)

static struct bytes frame = {.limit = FRAME_BYTES};
static struct bytes payload_buffer = {.limit = WIRE_PAYLOAD_MAX};

/* Grow once to the limit; a buffer keeps its capacity when it is emptied. */
static bool fill(struct bytes *bytes)
{
	static const char zeros[4096];
	while (bytes->size < bytes->limit) {
		size_t left = bytes->limit - bytes->size;
		if (!bytes_append(bytes, zeros, left < sizeof zeros ? left : sizeof zeros))
			return false;
	}
	bytes_consume(bytes, bytes->size);
	return true;
}

bool report_prepare(void)
{
	return fill(&frame) && fill(&payload_buffer);
}

struct bytes *report_payload(void)
{
	bytes_consume(&payload_buffer, payload_buffer.size);
	return &payload_buffer;
}

bool report_frame(enum wire_code code, const void *payload, size_t size)
{
	bytes_consume(&frame, frame.size);
	if (!wire_frame_append(&frame, code, payload, size))
		return false;

	size_t sent = 0;
	while (sent < frame.size) {
		ssize_t wrote = write(WIRE_FD_SOCKET, frame.data + sent, frame.size - sent);
		if (wrote < 0 && errno != EINTR)
			_exit(EXIT_FAILURE);
		if (wrote > 0)
			sent += (size_t)wrote;
	}
	return true;
}

_Noreturn void report_failed(const padcell_error *error)
{
	struct wire_failed failed = {.error = *error};
	struct bytes *payload = report_payload();
	if (wire_failed_encode(&failed, payload))
		(void)report_frame(WIRE_FAILED, payload->data, payload->size);
	_exit(EXIT_FAILURE);
}
