/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/hostile_worker.c - a worker that belongs to the other side.
 *
 * It reads CONFIG, takes its mode from the name of the guest, behaves up to the mode's phase, acts,
 * and then stays until it is killed.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "hostile.h"

#ifdef PADCELL_SANITIZED
/* A fault here is the point, and has to stay the signal that it is. */
__attribute__((__visibility__("default"))) const char *__asan_default_options(void);
__attribute__((__visibility__("default"))) const char *__asan_default_options(void)
{
	return "handle_segv=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:handle_abort=0:"
	       "detect_leaks=0:symbolize=0";
}
#endif

static struct wire_reader reader;
static struct wire_config config;

void say_raw(const void *data, size_t size)
{
	const char *next = data;
	while (size > 0) {
		ssize_t wrote = write(WIRE_FD_SOCKET, next, size);
		if (wrote <= 0)
			_exit(9);
		next += wrote;
		size -= (size_t)wrote;
	}
}

void say(enum wire_code code, const void *payload, size_t size)
{
	struct bytes out = {.limit = 0};
	if (!wire_frame_append(&out, code, payload, size))
		_exit(8);
	say_raw(out.data, out.size);
	bytes_done(&out);
}

void say_hello(void)
{
	struct wire_hello hello = {.version = WIRE_VERSION, .python = "0.0"};
	struct bytes payload = {.limit = 0};
	if (!wire_hello_encode(&hello, &payload))
		_exit(8);
	say(WIRE_HELLO, payload.data, payload.size);
	bytes_done(&payload);
}

void say_locked(int listener)
{
	struct wire_locked locked = {.listener = listener};
	struct bytes payload = {.limit = 0};
	if (!wire_locked_encode(&locked, &payload))
		_exit(8);
	say(WIRE_LOCKED, payload.data, payload.size);
	bytes_done(&payload);
	reader.phase = WIRE_PHASE_LOCKED;
}

void say_ok(void)
{
	struct wire_done done = {.ending = WIRE_ENDING_OK};
	struct bytes payload = {.limit = 0};
	if (!wire_done_encode(&done, &payload))
		_exit(8);
	say(WIRE_DONE, payload.data, payload.size);
	bytes_done(&payload);
}

void say_output(const char *text)
{
	char payload[256];
	int size = snprintf(payload, sizeof payload, "\1%s", text);
	say(WIRE_OUTPUT, payload, (size_t)size);
}

static struct wire_frame await_frame(void)
{
	struct wire_frame frame;
	char data[4096];
	int got = 0;
	while ((got = wire_next(&reader, &frame, NULL)) == 0) {
		ssize_t size = read(WIRE_FD_SOCKET, data, sizeof data);
		if (size <= 0 || !wire_feed(&reader, data, (size_t)size))
			_exit(7);
	}
	if (got < 0)
		_exit(6);
	return frame;
}

void await_run(void)
{
	while (await_frame().code != WIRE_RUN)
		;
}

size_t await_input(char *data, size_t capacity)
{
	struct wire_frame frame = await_frame();
	if (frame.code != WIRE_INPUT || frame.size > capacity)
		_exit(5);
	memcpy(data, frame.payload, frame.size);
	return frame.size;
}

const struct wire_config *hostile_config(void)
{
	return &config;
}

void show(const char *name)
{
	(void)prctl(PR_SET_NAME, name);
}

static void behave(const struct hostile_mode *mode)
{
	if (mode->reach >= REACH_HELLO)
		say_hello();
	if (mode->reach >= REACH_LOCKED)
		say_locked(-1);
	if (mode->reach >= REACH_RUNNING)
		await_run();
	mode->act();
	for (;;)
		(void)pause();
}

/* The name, but for a number behind it. */
static bool is_mode(const struct hostile_mode *mode)
{
	size_t size = strlen(mode->name);
	const char *rest = config.guest_name + size;
	return strncmp(mode->name, config.guest_name, size) == 0 &&
	       strspn(rest, "0123456789") == strlen(rest);
}

int main(void)
{
	wire_reader_init(&reader, WIRE_HOST);
	struct wire_frame frame = await_frame();
	if (frame.code != WIRE_CONFIG || !wire_config_decode(&config, frame.payload, frame.size))
		_exit(4);

	const struct hostile_mode *const tables[] = {hostile_frames, hostile_deaths};
	for (size_t i = 0; i < 2; i++) {
		for (const struct hostile_mode *mode = tables[i]; mode->name != NULL; mode++) {
			if (is_mode(mode))
				behave(mode);
		}
	}
	(void)fprintf(stderr, "hostile-worker: no mode %s\n", config.guest_name);
	return 3;
}
