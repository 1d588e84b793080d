/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/hostile_frames.c - ways to leave the protocol while staying alive.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hostile.h"

static void nothing(void)
{
}

static void send_garbage(void)
{
	char noise[256];
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)(i * 167 + 13);
	say_raw(noise, sizeof noise);
}

static void send_zeros(void)
{
	say_raw((char[64]){0}, 64);
}

static void send_giant_size(void)
{
	say_raw("\x81\0\0\0\xff\xff\xff\xff", 8);
}

static void send_reserved_bits(void)
{
	say_raw("\x81\0\1\0\0\0\0\0", 8);
}

static void send_host_code(void)
{
	say_raw("\x03\0\0\0\0\0\0\0", 8);
}

static void send_truncated_hello(void)
{
	say_raw("\x81\0\0\0\x08\0\0\0\1\0", 10);
}

static void send_trailing_hello(void)
{
	say(WIRE_HELLO, "\1\0\0\0\1\0\0\0x!", 10);
}

static void send_other_version(void)
{
	say(WIRE_HELLO, "\x63\0\0\0\1\0\0\0x", 9);
}

static void lock_first(void)
{
	say_locked(-1);
}

static void lock_with_no_descriptor(void)
{
	say_locked(999);
}

static void lock_with_a_pipe(void)
{
	say_locked(WIRE_FD_DIAGNOSTICS);
}

static void lock_twice(void)
{
	say_locked(-1);
	say_locked(-1);
}

/* In one write: the supervisor has the frame before it sends more than the first piece of source.
 */
static void run_ahead(void)
{
	struct bytes out = {.limit = 0};
	char locked[12] = {(char)0xff, (char)0xff, (char)0xff, (char)0xff};
	if (!wire_frame_append(&out, WIRE_LOCKED, locked, sizeof locked) ||
	    !wire_frame_append(&out, WIRE_OUTPUT, "\1too early", 10))
		_exit(8);
	say_raw(out.data, out.size);
}

static void fail_as(enum padcell_status status)
{
	struct wire_failed failed = {
	        .error = {.status = status, .stage = PADCELL_STAGE_WORKER, .message = "as told"}};
	struct bytes payload = {.limit = 0};
	if (!wire_failed_encode(&failed, &payload))
		_exit(8);
	say(WIRE_FAILED, payload.data, payload.size);
	bytes_done(&payload);
}

static void fail_internally(void)
{
	fail_as(PADCELL_E_INTERPRETER);
}

static void fail_unsupported(void)
{
	fail_as(PADCELL_E_UNSUPPORTED);
}

static void end_well(void)
{
	say_output("fine\n");
	say_ok();
	_exit(0);
}

static void end_well_and_stay(void)
{
	say_ok();
}

static void speak_after_done(void)
{
	struct bytes out = {.limit = 0};
	if (!wire_frame_append(&out, WIRE_DONE, (char[16]){0}, 16) ||
	    !wire_frame_append(&out, WIRE_OUTPUT, "\1late", 5))
		_exit(8);
	say_raw(out.data, out.size);
}

static void flood_output(void)
{
	static char payload[WIRE_PAYLOAD_MAX];
	memset(payload, 'x', sizeof payload);
	payload[0] = 1;
	for (;;)
		say(WIRE_OUTPUT, payload, sizeof payload);
}

static void flood_empty_output(void)
{
	for (;;)
		say(WIRE_OUTPUT, "\1", 1);
}

static void send_third_stream(void)
{
	say(WIRE_OUTPUT, "\3x", 2);
}

static void flood_denials(void)
{
	struct wire_denial denial = {.layer = PADCELL_LAYER_PERMITS, .count = 1, .what = "x"};
	struct bytes payload = {.limit = 0};
	if (!wire_denial_encode(&denial, &payload))
		_exit(8);
	for (;;)
		say(WIRE_DENIAL, payload.data, payload.size);
}

static void flood_diagnostics(void)
{
	char noise[4096];
	memset(noise, 'd', sizeof noise);
	while (write(WIRE_FD_DIAGNOSTICS, noise, sizeof noise) > 0)
		;
}

static void ask_twice(void)
{
	say_raw("\x85\0\0\0\4\0\0\0\1\0\0\0\x85\0\0\0\4\0\0\0\1\0\0\0", 24);
}

static void ask_for_nothing(void)
{
	say(WIRE_INPUT_WANTED, "\0\0\0\0", 4);
}

/* All of standard input goes back out, piece by piece. */
static void echo_input(void)
{
	char payload[1 + 128];
	for (;;) {
		say(WIRE_INPUT_WANTED, "\x80\0\0\0", 4);
		size_t size = await_input(payload + 1, sizeof payload - 1);
		if (size == 0)
			break;
		payload[0] = 1;
		say(WIRE_OUTPUT, payload, 1 + size);
	}
	say_ok();
	_exit(0);
}

static void report_violation(void)
{
	struct wire_violation violation = {.invariant = PADCELL_INVARIANT_E,
	                                   .layer = PADCELL_LAYER_PERMITS,
	                                   .line = 7,
	                                   .what = "reached",
	                                   .detail = "by a test"};
	struct bytes payload = {.limit = 0};
	if (!wire_violation_encode(&violation, &payload))
		_exit(8);
	say(WIRE_VIOLATION, payload.data, payload.size);
}

static void send_bad_result(void)
{
	say(WIRE_RESULT, "\x9f\x01", 2);
}

static void send_two_results(void)
{
	say(WIRE_RESULT, "\x01", 1);
	say(WIRE_RESULT, "\x02", 1);
}

static void say_exception(void)
{
	struct wire_exception exception = {.type = "ValueError"};
	struct bytes payload = {.limit = 0};
	if (!wire_exception_encode(&exception, &payload))
		_exit(8);
	say(WIRE_EXCEPTION, payload.data, payload.size);
	bytes_done(&payload);
}

static void contradict(void)
{
	say_exception();
	say_ok();
}

static void except_twice(void)
{
	say_exception();
	say_exception();
}

static void end_without_its_exception(void)
{
	say(WIRE_DONE, "\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 16);
}

/* One byte, and the next one never. */
static void send_one_byte(void)
{
	say_raw("\x84", 1);
}

static void show_start(void)
{
	show("in-start");
}

static void show_locked(void)
{
	show("in-locked");
}

static void greet(void)
{
	say_output("ready");
}

/* xorshift64, seeded by the name of the guest: "noise" and eight digits. */
static uint32_t random_next(void)
{
	static uint64_t seed;
	if (seed == 0)
		seed = strtoull(hostile_config()->guest_name + strlen("noise"), NULL, 10) *
		               UINT64_C(0x9e3779b97f4a7c15) |
		       1;
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 32);
}

/* Frames that are mostly allowed, with payloads that mostly are not; then gone. */
static void make_noise(void)
{
	struct bytes out = {.limit = 0};
	unsigned frames = 1 + random_next() % 40;
	for (unsigned i = 0; i < frames; i++) {
		uint8_t payload[64];
		uint32_t size = random_next() % sizeof payload;
		for (uint32_t at = 0; at < size; at++)
			payload[at] = (uint8_t)(random_next() % 5);
		enum wire_code code = (enum wire_code)(0x83 + random_next() % 8);
		if (random_next() % 3 != 0)
			code = WIRE_OUTPUT;
		(void)wire_frame_append(&out, code, payload, size);
	}
	size_t cut = random_next() % 4 == 0 ? random_next() % (out.size + 1) : out.size;
	say_raw(out.data, cut);
	_exit(0);
}

/* The first act reads nothing any more: a long source stays in the socket. */
const struct hostile_mode hostile_frames[] = {
        {"garbage", REACH_CONFIG, send_garbage},
        {"zeros", REACH_CONFIG, send_zeros},
        {"giant size", REACH_CONFIG, send_giant_size},
        {"reserved bits", REACH_CONFIG, send_reserved_bits},
        {"host code", REACH_CONFIG, send_host_code},
        {"truncated hello", REACH_CONFIG, send_truncated_hello},
        {"trailing hello", REACH_CONFIG, send_trailing_hello},
        {"other version", REACH_CONFIG, send_other_version},
        {"silent", REACH_CONFIG, nothing},
        {"show start", REACH_CONFIG, show_start},
        {"locked before hello", REACH_CONFIG, lock_first},
        {"hello twice", REACH_HELLO, say_hello},
        {"done in start", REACH_HELLO, say_ok},
        {"no descriptor", REACH_HELLO, lock_with_no_descriptor},
        {"a pipe as listener", REACH_HELLO, lock_with_a_pipe},
        {"locked twice", REACH_HELLO, lock_twice},
        {"output before run", REACH_HELLO, run_ahead},
        {"failed", REACH_HELLO, fail_internally},
        {"unsupported", REACH_HELLO, fail_unsupported},
        {"hello in locked", REACH_LOCKED, say_hello},
        {"failed in locked", REACH_LOCKED, fail_internally},
        {"never reads", REACH_LOCKED, nothing},
        {"show locked", REACH_LOCKED, show_locked},
        {"ok", REACH_RUNNING, end_well},
        {"ok and stays", REACH_RUNNING, end_well_and_stay},
        {"after done", REACH_RUNNING, speak_after_done},
        {"failed in running", REACH_RUNNING, fail_internally},
        {"locked in running", REACH_RUNNING, lock_first},
        {"flood of output", REACH_RUNNING, flood_output},
        {"flood of empty output", REACH_RUNNING, flood_empty_output},
        {"third stream", REACH_RUNNING, send_third_stream},
        {"flood of denials", REACH_RUNNING, flood_denials},
        {"flood of diagnostics", REACH_RUNNING, flood_diagnostics},
        {"asks twice", REACH_RUNNING, ask_twice},
        {"asks for nothing", REACH_RUNNING, ask_for_nothing},
        {"echo", REACH_RUNNING, echo_input},
        {"violation", REACH_RUNNING, report_violation},
        {"bad result", REACH_RUNNING, send_bad_result},
        {"two results", REACH_RUNNING, send_two_results},
        {"contradiction", REACH_RUNNING, contradict},
        {"two exceptions", REACH_RUNNING, except_twice},
        {"no exception", REACH_RUNNING, end_without_its_exception},
        {"slow loris", REACH_RUNNING, send_one_byte},
        {"greets", REACH_RUNNING, greet},
        {"noise", REACH_RUNNING, make_noise},
        {.name = NULL},
};
