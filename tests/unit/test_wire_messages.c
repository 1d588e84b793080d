/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_wire_messages.c - every payload survives the way there and back, and no decoder
 * believes a truncated, extended or altered one.
 */
#include "messages.h"
#include "test.h"

typedef bool encode_sample(struct bytes *payload);
typedef bool decode_any(const void *payload, size_t size);

/* Decoders into a struct that is thrown away, so that all of them can be driven by one loop. */
#define DROP_NOTHING(message) ((void)(message))
#define DECODE_ANY(type, drop)                                             \
	static bool decode_##type(const void *payload, size_t size)        \
	{                                                                  \
		struct wire_##type message;                                \
		bool good = wire_##type##_decode(&message, payload, size); \
		drop(&message);                                            \
		return good;                                               \
	}
DECODE_ANY(config, wire_config_done)
DECODE_ANY(turn, DROP_NOTHING)
DECODE_ANY(hello, DROP_NOTHING)
DECODE_ANY(locked, DROP_NOTHING)
DECODE_ANY(failed, DROP_NOTHING)
DECODE_ANY(denial, DROP_NOTHING)
DECODE_ANY(violation, DROP_NOTHING)
DECODE_ANY(exception, wire_exception_done)
DECODE_ANY(done, DROP_NOTHING)

static bool sample_config(struct bytes *payload)
{
	struct wire_config config = {.memory_bytes = UINT64_C(1) << 33,
	                             .cpu_ms = 5000,
	                             .stack_bytes = 1 << 24,
	                             .recursion = 900,
	                             .clock_resolution_ms = 20,
	                             .stdin_granted = 1,
	                             .isolated = 1,
	                             .guests = 3,
	                             .notify = 1,
	                             .rungs_spawn = 0x1003,
	                             .rungs_required = 0x4,
	                             .guest_name = "<guest>",
	                             .canary = "canary-1"};
	bool good = bytes_append_text(&config.modules, "json\nos.path\n") &&
	            wire_config_encode(&config, payload);
	wire_config_done(&config);
	return good;
}

static bool sample_turn(struct bytes *payload)
{
	struct wire_turn turn = {.guest_name = "second.py"};
	return wire_turn_encode(&turn, payload);
}

static bool sample_hello(struct bytes *payload)
{
	struct wire_hello hello = {.version = WIRE_VERSION, .python = "3.11.2"};
	return wire_hello_encode(&hello, payload);
}

static bool sample_locked(struct bytes *payload)
{
	struct wire_locked locked = {.listener = -1, .rungs_had = 0x1fff, .landlock_abi = 7};
	return wire_locked_encode(&locked, payload);
}

static bool sample_failed(struct bytes *payload)
{
	struct wire_failed failed = {.error = {.status = PADCELL_E_UNSUPPORTED,
	                                       .stage = PADCELL_STAGE_KERNEL,
	                                       .sys_errno = 38,
	                                       .message = "no Landlock"}};
	return wire_failed_encode(&failed, payload);
}

static bool sample_denial(struct bytes *payload)
{
	struct wire_denial denial = {
	        .layer = PADCELL_LAYER_PERMITS, .count = 3, .what = "posix.system"};
	return wire_denial_encode(&denial, payload);
}

static bool sample_violation(struct bytes *payload)
{
	struct wire_violation violation = {.invariant = PADCELL_INVARIANT_K,
	                                   .layer = PADCELL_LAYER_SUPERVISOR,
	                                   .line = 12,
	                                   .what = "open",
	                                   .detail = "with flags 0"};
	return wire_violation_encode(&violation, payload);
}

static bool sample_exception(struct bytes *payload)
{
	struct wire_exception exception = {.type = "SyntaxError", .line = 3, .column = 9};
	bool good = bytes_append_text(&exception.message, "invalid syntax") &&
	            bytes_append_text(&exception.traceback, "  File \"<guest>\", line 3\n") &&
	            wire_exception_encode(&exception, payload);
	wire_exception_done(&exception);
	return good;
}

static bool sample_done(struct bytes *payload)
{
	struct wire_done done = {
	        .ending = WIRE_ENDING_EXIT, .exit_code = -7, .peak_bytes = UINT64_C(1) << 40};
	return wire_done_encode(&done, payload);
}

static const struct {
	const char *name;
	enum wire_code code;
	encode_sample *encode;
	decode_any *decode;
} samples[] = {
        {"config", WIRE_CONFIG, sample_config, decode_config},
        {"hello", WIRE_HELLO, sample_hello, decode_hello},
        {"locked", WIRE_LOCKED, sample_locked, decode_locked},
        {"failed", WIRE_FAILED, sample_failed, decode_failed},
        {"denial", WIRE_DENIAL, sample_denial, decode_denial},
        {"violation", WIRE_VIOLATION, sample_violation, decode_violation},
        {"exception", WIRE_EXCEPTION, sample_exception, decode_exception},
        {"done", WIRE_DONE, sample_done, decode_done},
        {"turn", WIRE_NEXT, sample_turn, decode_turn},
};
#define SAMPLES (sizeof samples / sizeof samples[0])

static void test_wire_messages__every_truncation_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct bytes payload = {.limit = 0};
		assert_true(samples[i].encode(&payload));
		assert_true(samples[i].decode(payload.data, payload.size));
		for (size_t size = 0; size < payload.size; size++) {
			/* A copy of exactly that size: reading past it is a sanitizer report. */
			char *copy = malloc(size + (size == 0));
			assert_non_null(copy);
			memcpy(copy, payload.data, size);
			if (samples[i].decode(copy, size))
				fail_msg("%s is believed with %zu bytes", samples[i].name, size);
			free(copy);
		}
		bytes_done(&payload);
	}
}

static void test_wire_messages__trailing_bytes_are_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct bytes payload = {.limit = 0};
		assert_true(samples[i].encode(&payload));
		assert_true(bytes_append(&payload, "", 1));
		if (samples[i].decode(payload.data, payload.size))
			fail_msg("%s is believed with a trailing byte", samples[i].name);
		bytes_done(&payload);
	}
}

static void test_wire_messages__any_altered_byte_is_survived(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct bytes payload = {.limit = 0};
		assert_true(samples[i].encode(&payload));
		for (size_t at = 0; at < payload.size * 256; at++) {
			char before = payload.data[at / 256];
			payload.data[at / 256] = (char)(at % 256);
			(void)samples[i].decode(payload.data, payload.size);
			payload.data[at / 256] = before;
		}
		assert_true(samples[i].decode(payload.data, payload.size));
		bytes_done(&payload);
	}
}

static void test_wire_messages__samples_fit_their_frames(void **state)
{
	(void)state;
	for (size_t i = 0; i < SAMPLES; i++) {
		struct bytes payload = {.limit = 0};
		struct bytes out = {.limit = 0};
		assert_true(samples[i].encode(&payload));
		assert_true(wire_frame_append(&out, samples[i].code, payload.data, payload.size));
		bytes_done(&payload);
		bytes_done(&out);
	}
}

static void test_wire_messages__config_comes_back(void **state)
{
	(void)state;
	struct bytes payload = {.limit = 0};
	struct wire_config config;
	assert_true(sample_config(&payload));
	assert_true(wire_config_decode(&config, payload.data, payload.size));
	assert_true(config.memory_bytes == UINT64_C(1) << 33);
	assert_int_equal(config.cpu_ms, 5000);
	assert_int_equal(config.stack_bytes, 1 << 24);
	assert_int_equal(config.recursion, 900);
	assert_int_equal(config.clock_resolution_ms, 20);
	assert_int_equal(config.stdin_granted, 1);
	assert_int_equal(config.isolated, 1);
	assert_int_equal(config.guests, 3);
	assert_int_equal(config.notify, 1);
	assert_int_equal(config.rungs_spawn, 0x1003);
	assert_int_equal(config.rungs_required, 4);
	assert_string_equal(config.guest_name, "<guest>");
	assert_string_equal(config.canary, "canary-1");
	assert_string_equal(bytes_text(&config.modules), "json\nos.path\n");
	wire_config_done(&config);
	bytes_done(&payload);
}

static void test_wire_messages__the_small_ones_come_back(void **state)
{
	(void)state;
	struct bytes payload = {.limit = 0};
	struct wire_locked locked;
	assert_true(sample_locked(&payload));
	assert_true(wire_locked_decode(&locked, payload.data, payload.size));
	assert_int_equal(locked.listener, -1);
	assert_int_equal(locked.rungs_had, 0x1fff);
	assert_int_equal(locked.landlock_abi, 7);
	bytes_done(&payload);

	struct wire_done done;
	assert_true(sample_done(&payload));
	assert_true(wire_done_decode(&done, payload.data, payload.size));
	assert_int_equal(done.ending, WIRE_ENDING_EXIT);
	assert_int_equal(done.exit_code, -7);
	assert_true(done.peak_bytes == UINT64_C(1) << 40);
	bytes_done(&payload);

	struct wire_turn turn;
	assert_true(sample_turn(&payload));
	assert_true(wire_turn_decode(&turn, payload.data, payload.size));
	assert_string_equal(turn.guest_name, "second.py");
	bytes_done(&payload);

	struct wire_hello hello;
	assert_true(sample_hello(&payload));
	assert_true(wire_hello_decode(&hello, payload.data, payload.size));
	assert_int_equal(hello.version, WIRE_VERSION);
	assert_string_equal(hello.python, "3.11.2");
	bytes_done(&payload);
}

static void test_wire_messages__reports_come_back(void **state)
{
	(void)state;
	struct bytes payload = {.limit = 0};
	struct wire_failed failed;
	assert_true(sample_failed(&payload));
	assert_true(wire_failed_decode(&failed, payload.data, payload.size));
	assert_int_equal(failed.error.status, PADCELL_E_UNSUPPORTED);
	assert_int_equal(failed.error.stage, PADCELL_STAGE_KERNEL);
	assert_int_equal(failed.error.sys_errno, 38);
	assert_string_equal(failed.error.message, "no Landlock");
	bytes_done(&payload);

	struct wire_denial denial;
	assert_true(sample_denial(&payload));
	assert_true(wire_denial_decode(&denial, payload.data, payload.size));
	assert_int_equal(denial.layer, PADCELL_LAYER_PERMITS);
	assert_int_equal(denial.count, 3);
	assert_string_equal(denial.what, "posix.system");
	bytes_done(&payload);

	struct wire_violation violation;
	assert_true(sample_violation(&payload));
	assert_true(wire_violation_decode(&violation, payload.data, payload.size));
	assert_int_equal(violation.invariant, PADCELL_INVARIANT_K);
	assert_int_equal(violation.layer, PADCELL_LAYER_SUPERVISOR);
	assert_int_equal(violation.line, 12);
	assert_string_equal(violation.what, "open");
	assert_string_equal(violation.detail, "with flags 0");
	bytes_done(&payload);
}

static void test_wire_messages__an_exception_comes_back(void **state)
{
	(void)state;
	struct bytes payload = {.limit = 0};
	struct wire_exception exception;
	assert_true(sample_exception(&payload));
	assert_true(wire_exception_decode(&exception, payload.data, payload.size));
	assert_string_equal(exception.type, "SyntaxError");
	assert_string_equal(bytes_text(&exception.message), "invalid syntax");
	assert_string_equal(bytes_text(&exception.traceback), "  File \"<guest>\", line 3\n");
	assert_int_equal(exception.line, 3);
	assert_int_equal(exception.column, 9);
	wire_exception_done(&exception);
	bytes_done(&payload);
}

static void test_wire_messages__the_longest_exception_fits_its_frame(void **state)
{
	(void)state;
	struct wire_exception exception = {.type = ""};
	memset(exception.type, 't', sizeof exception.type - 1);
	for (unsigned i = 0; i < 70000; i++) {
		assert_true(bytes_append(&exception.message, "m", 1));
		assert_true(bytes_append(&exception.traceback, "t", 1));
	}
	struct bytes payload = {.limit = 0};
	struct bytes out = {.limit = 0};
	struct wire_exception back;
	assert_true(wire_exception_encode(&exception, &payload));
	assert_true(wire_frame_append(&out, WIRE_EXCEPTION, payload.data, payload.size));
	assert_true(wire_exception_decode(&back, payload.data, payload.size));
	assert_int_equal(back.message.size, WIRE_MESSAGE_MAX);
	assert_int_equal(back.traceback.size, WIRE_TRACEBACK_MAX);
	wire_exception_done(&exception);
	wire_exception_done(&back);
	bytes_done(&payload);
	bytes_done(&out);
}

/* Write `value` over the u32 at `at` of a sample, and see what the decoder thinks of it. */
static bool believed_with(size_t sample, size_t at, uint32_t value)
{
	struct bytes payload = {.limit = 0};
	assert_true(samples[sample].encode(&payload));
	assert_true(at + 4 <= payload.size);
	for (unsigned i = 0; i < 4; i++)
		payload.data[at + i] = (char)(value >> (8 * i));

	bool good = samples[sample].decode(payload.data, payload.size);
	bytes_done(&payload);
	return good;
}

static void test_wire_messages__values_outside_their_enum_are_refused(void **state)
{
	(void)state;
	enum { CONFIG, HELLO, LOCKED, FAILED, DENIAL, VIOLATION, EXCEPTION, DONE };
	static const struct {
		const char *what;
		size_t sample;
		size_t at;
		uint32_t value;
		bool believed;
	} cases[] = {
	        {"listener 3", LOCKED, 0, 3, true},
	        {"listener -2", LOCKED, 0, (uint32_t)-2, false},
	        {"listener INT_MIN", LOCKED, 0, 0x80000000, false},
	        {"failed with status ok", FAILED, 0, 0, false},
	        {"failed with status -9", FAILED, 0, (uint32_t)-9, false},
	        {"failed with status 1", FAILED, 0, 1, false},
	        {"failed in no stage", FAILED, 4, PADCELL_STAGE_VERDICT + 1, false},
	        {"failed with errno -1", FAILED, 8, (uint32_t)-1, false},
	        {"denial of no layer", DENIAL, 0, PADCELL_LAYER_COUNT, false},
	        {"denial of layer -1", DENIAL, 0, (uint32_t)-1, false},
	        {"denial counted zero times", DENIAL, 4, 0, false},
	        {"violation of nothing", VIOLATION, 0, PADCELL_INVARIANT_COUNT, false},
	        {"violation of no layer", VIOLATION, 4, PADCELL_LAYER_COUNT, false},
	        {"no ending", DONE, 0, WIRE_ENDING_MEMORY + 1, false},
	        {"ending -1", DONE, 0, (uint32_t)-1, false},
	        {"ending memory", DONE, 0, WIRE_ENDING_MEMORY, true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		bool got = believed_with(cases[i].sample, cases[i].at, cases[i].value);
		if (got != cases[i].believed)
			fail_msg("%s: %d", cases[i].what, got);
	}
}

TEST_MAIN(cmocka_unit_test(test_wire_messages__every_truncation_is_refused),
          cmocka_unit_test(test_wire_messages__trailing_bytes_are_refused),
          cmocka_unit_test(test_wire_messages__any_altered_byte_is_survived),
          cmocka_unit_test(test_wire_messages__samples_fit_their_frames),
          cmocka_unit_test(test_wire_messages__config_comes_back),
          cmocka_unit_test(test_wire_messages__the_small_ones_come_back),
          cmocka_unit_test(test_wire_messages__reports_come_back),
          cmocka_unit_test(test_wire_messages__an_exception_comes_back),
          cmocka_unit_test(test_wire_messages__the_longest_exception_fits_its_frame),
          cmocka_unit_test(test_wire_messages__values_outside_their_enum_are_refused))
