/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/sinks.c - how the interpreter speaks outward: each sink is a frame.
 * Runs in: worker after lockdown
 */
#include "sinks.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "denials.h"
#include "report.h"
#include "requests.h"

/* The last value of padcell.result(): sent once, at the end. */
static struct {
	char *data;
	size_t size;
	bool given;
} result;

bool sinks_prepare(void)
{
	result.data = malloc(WIRE_PAYLOAD_MAX);
	return result.data != NULL && report_prepare();
}

static int send_output(void *user, int stream, const void *data, size_t size)
{
	(void)user;
	const char *next = data;
	while (size > 0) {
		size_t piece = size < WIRE_PAYLOAD_MAX - 1 ? size : WIRE_PAYLOAD_MAX - 1;
		struct bytes *payload = report_payload();
		if (!wire_put_u8(payload, (uint8_t)stream) || !bytes_append(payload, next, piece) ||
		    !report_frame(WIRE_OUTPUT, payload->data, payload->size))
			return -1;
		next += piece;
		size -= piece;
	}
	return 0;
}

static ssize_t ask_input(void *user, void *buffer, size_t size)
{
	struct wire_reader *reader = user;
	if (size == 0)
		return 0;

	size_t most = size < WIRE_PAYLOAD_MAX ? size : WIRE_PAYLOAD_MAX;
	struct bytes *payload = report_payload();
	if (!wire_put_u32(payload, (uint32_t)most) ||
	    !report_frame(WIRE_INPUT_WANTED, payload->data, payload->size))
		return -1;

	struct wire_frame frame = requests_next(reader);
	if (frame.code != WIRE_INPUT || frame.size > most)
		return -1;
	memcpy(buffer, frame.payload, frame.size);
	return (ssize_t)frame.size;
}

static void send_denial(void *user, enum padcell_layer layer, const char *what)
{
	(void)user;
	denials_add(layer, what);
}

/* The supervisor kills a worker that reports a violation; until then nothing more may run. */
static _Noreturn void await_end(void)
{
	char ignored[64];
	while (read(WIRE_FD_SOCKET, ignored, sizeof ignored) > 0)
		;
	_exit(EXIT_FAILURE);
}

static void send_violation(void *user, enum padcell_invariant invariant, enum padcell_layer layer,
                           const char *what, const char *detail, unsigned line)
{
	(void)user;
	struct wire_violation violation = {.invariant = invariant, .layer = layer, .line = line};
	(void)snprintf(violation.what, sizeof violation.what, "%s", what);
	(void)snprintf(violation.detail, sizeof violation.detail, "%s",
	               detail != NULL ? detail : "");
	struct bytes *payload = report_payload();
	if (wire_violation_encode(&violation, payload))
		(void)report_frame(WIRE_VIOLATION, payload->data, payload->size);
	await_end();
}

static int keep_result(void *user, const void *cbor, size_t size)
{
	(void)user;
	if (size > WIRE_PAYLOAD_MAX)
		return -1;

	memcpy(result.data, cbor, size);
	result.size = size;
	result.given = true;
	return 0;
}

struct interpreter_sinks sinks_of(struct wire_reader *reader)
{
	return (struct interpreter_sinks){.user = reader,
	                                  .output = send_output,
	                                  .input = ask_input,
	                                  .denial = send_denial,
	                                  .violation = send_violation,
	                                  .result = keep_result};
}

void sinks_flush(void)
{
	denials_flush();
	if (result.given)
		(void)report_frame(WIRE_RESULT, result.data, result.size);
	result.given = false;
}
