/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_wire_reader.c - the reader against every frame in every phase, and against noise.
 */
#include "frames.h"
#include "test.h"

#define BUFFER_MAX (2 * (WIRE_HEADER_SIZE + (size_t)WIRE_PAYLOAD_MAX))

static const enum wire_phase phases[] = {WIRE_PHASE_START, WIRE_PHASE_LOCKED, WIRE_PHASE_RUNNING,
                                         WIRE_PHASE_ENDED};
static const enum wire_side sides[] = {WIRE_HOST, WIRE_WORKER};

static struct wire_reader reader_in(enum wire_side from, enum wire_phase phase)
{
	struct wire_reader reader;
	wire_reader_init(&reader, from);
	reader.phase = phase;
	return reader;
}

/* What a fresh reader says about these bytes; *ret_frame may be NULL. */
static int verdict_on(enum wire_side from, enum wire_phase phase, const void *data, size_t size)
{
	struct wire_reader reader = reader_in(from, phase);
	struct wire_frame frame;
	assert_true(wire_feed(&reader, data, size));

	int got = wire_next(&reader, &frame, NULL);
	wire_reader_done(&reader);
	return got;
}

static void check_phase_and_side(const struct frame_row *row, enum wire_side side,
                                 enum wire_phase phase)
{
	static const char payload[8];
	struct bytes out = {.limit = 0};
	size_t size = row->max < sizeof payload ? row->max : sizeof payload;
	assert_true(wire_frame_append(&out, (enum wire_code)row->code, payload, size));

	bool allowed = row->from == side && (row->phases & phase) != 0;
	struct wire_reader reader = reader_in(side, phase);
	struct wire_frame frame = {.size = 99};
	assert_true(wire_feed(&reader, out.data, out.size));
	assert_int_equal(wire_next(&reader, &frame, NULL), allowed ? 1 : -1);
	if (allowed) {
		assert_int_equal(frame.code, row->code);
		assert_int_equal(frame.size, size);
		assert_int_equal(reader.phase, wire_phase_after(phase, frame.code));
	}
	wire_reader_done(&reader);
	bytes_done(&out);
}

static void test_wire_reader__every_frame_in_every_phase_from_each_side(void **state)
{
	(void)state;
	for (unsigned i = 0; frame_at(i) != NULL; i++) {
		for (unsigned p = 0; p < sizeof phases / sizeof phases[0]; p++) {
			check_phase_and_side(frame_at(i), sides[0], phases[p]);
			check_phase_and_side(frame_at(i), sides[1], phases[p]);
		}
	}
}

static void test_wire_reader__waits_at_each_byte_of_a_truncated_frame(void **state)
{
	(void)state;
	struct bytes out = {.limit = 0};
	assert_true(wire_frame_append(&out, WIRE_OUTPUT, "\1hello", 6));

	for (size_t size = 0; size < out.size; size++)
		assert_int_equal(verdict_on(WIRE_WORKER, WIRE_PHASE_RUNNING, out.data, size), 0);
	assert_int_equal(verdict_on(WIRE_WORKER, WIRE_PHASE_RUNNING, out.data, out.size), 1);
	bytes_done(&out);
}

static void test_wire_reader__takes_frames_byte_by_byte(void **state)
{
	(void)state;
	struct bytes out = {.limit = 0};
	for (unsigned i = 0; i < 3; i++)
		assert_true(wire_frame_append(&out, WIRE_OUTPUT, "\1hello", 6));

	struct wire_reader reader = reader_in(WIRE_WORKER, WIRE_PHASE_RUNNING);
	struct wire_frame frame;
	unsigned frames = 0;
	for (size_t i = 0; i < out.size; i++) {
		assert_true(wire_feed(&reader, out.data + i, 1));
		int got = wire_next(&reader, &frame, NULL);
		assert_true(got >= 0);
		frames += (unsigned)got;
		if (got == 1)
			assert_memory_equal(frame.payload, "\1hello", 6);
	}
	assert_int_equal(frames, 3);
	wire_reader_done(&reader);
	bytes_done(&out);
}

static void test_wire_reader__refuses_bad_headers_before_the_payload(void **state)
{
	(void)state;
	static const struct {
		const char *what;
		uint8_t header[WIRE_HEADER_SIZE];
	} cases[] = {
	        {"all zero", {0}},
	        {"all ones", {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}},
	        {"unknown code", {0x55}},
	        {"host code from the worker", {0x04}},
	        {"second byte set", {0x84, 1}},
	        {"third byte set", {0x84, 0, 1}},
	        {"fourth byte set", {0x84, 0, 0, 0x80}},
	        {"one byte too long", {0x84, 0, 0, 0, 1, 0, 1, 0}},
	        {"4 GiB", {0x84, 0, 0, 0, 0xff, 0xff, 0xff, 0xff}},
	        {"INPUT_WANTED of 9 bytes", {0x85, 0, 0, 0, 9}},
	};

	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		int got = verdict_on(WIRE_WORKER, WIRE_PHASE_RUNNING, cases[i].header,
		                     WIRE_HEADER_SIZE);
		if (got != -1)
			fail_msg("%s: %d", cases[i].what, got);
	}
}

static void test_wire_reader__says_what_was_wrong(void **state)
{
	(void)state;
	struct wire_reader reader = reader_in(WIRE_WORKER, WIRE_PHASE_START);
	struct wire_frame frame;
	padcell_error error = {.status = PADCELL_OK};
	assert_true(wire_feed(&reader, "\x8a\0\0\0\0\0\0\0", 8));

	assert_int_equal(wire_next(&reader, &frame, &error), -1);
	assert_int_equal(error.status, PADCELL_E_PROTOCOL);
	assert_int_equal(error.stage, PADCELL_STAGE_WIRE);
	assert_string_equal(error.message, "the worker sent DONE in phase START");
	wire_reader_done(&reader);
}

static void test_wire_reader__a_breach_is_for_good(void **state)
{
	(void)state;
	struct wire_reader reader = reader_in(WIRE_WORKER, WIRE_PHASE_RUNNING);
	struct wire_frame frame;
	assert_true(wire_feed(&reader, "\x82\0\0\0\0\0\0\0", 8));
	assert_int_equal(wire_next(&reader, &frame, NULL), -1);

	/* Neither more bytes nor a phase in which the frame would be allowed make up for it. */
	assert_true(wire_feed(&reader, "\x85\0\0\0\0\0\0\0", 8));
	assert_int_equal(wire_next(&reader, &frame, NULL), -1);
	reader.phase = WIRE_PHASE_START;
	assert_int_equal(wire_next(&reader, &frame, NULL), -1);
	wire_reader_done(&reader);
}

static void test_wire_reader__never_holds_more_than_two_frames(void **state)
{
	(void)state;
	static char payload[WIRE_PAYLOAD_MAX];
	struct bytes out = {.limit = 0};
	for (unsigned i = 0; i < 3; i++)
		assert_true(wire_frame_append(&out, WIRE_OUTPUT, payload, sizeof payload));

	struct wire_reader reader = reader_in(WIRE_WORKER, WIRE_PHASE_RUNNING);
	struct wire_frame frame;
	assert_int_equal(wire_room(&reader), BUFFER_MAX);
	assert_false(wire_feed(&reader, out.data, BUFFER_MAX + 1));
	assert_true(wire_feed(&reader, out.data, BUFFER_MAX));
	assert_int_equal(wire_room(&reader), 0);
	assert_int_equal(wire_next(&reader, &frame, NULL), 1);
	assert_int_equal(wire_room(&reader), BUFFER_MAX / 2);
	assert_true(wire_feed(&reader, out.data + BUFFER_MAX, BUFFER_MAX / 2));
	for (unsigned i = 0; i < 2; i++) {
		assert_int_equal(wire_next(&reader, &frame, NULL), 1);
		assert_int_equal(frame.size, sizeof payload);
	}
	assert_int_equal(wire_next(&reader, &frame, NULL), 0);
	wire_reader_done(&reader);
	bytes_done(&out);
}

/* xorshift64: the same bytes on every machine and in every run. */
static uint32_t random_next(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return (uint32_t)(*seed >> 32);
}

/* Mostly plausible headers, or the reader would refuse at the first byte of every stream. */
static size_t random_bytes(uint64_t *seed, uint8_t *data, size_t capacity)
{
	size_t size = 1 + random_next(seed) % (capacity - 1);
	for (size_t i = 0; i < size; i++)
		data[i] = (uint8_t)random_next(seed);
	if (size >= WIRE_HEADER_SIZE && random_next(seed) % 8 != 0) {
		data[0] = (uint8_t)(0x81 + random_next(seed) % 11);
		memset(data + 1, 0, 3);
		data[4] = (uint8_t)(random_next(seed) % 16);
		memset(data + 5, 0, 3);
	}
	return size;
}

static void feed_noise_until_refused(uint64_t *seed)
{
	uint8_t data[512];
	struct wire_reader reader = reader_in(WIRE_WORKER, phases[random_next(seed) % 3]);
	struct wire_frame frame = {.size = 0};
	int got = 0;
	uint32_t sum = 0;
	for (unsigned reads = 0; reads < 64 && got >= 0; reads++) {
		size_t size = random_bytes(seed, data, sizeof data);
		size = size < wire_room(&reader) ? size : wire_room(&reader);
		assert_true(wire_feed(&reader, data, size));
		assert_true(reader.buffer.size <= BUFFER_MAX);
		while ((got = wire_next(&reader, &frame, NULL)) == 1) {
			/* Touch every byte: a payload outside the buffer is a sanitizer report. */
			for (size_t i = 0; i < frame.size; i++)
				sum += frame.payload[i];
		}
	}
	assert_true(sum != UINT32_MAX);
	wire_reader_done(&reader);
}

static void test_wire_reader__survives_noise_in_bounded_memory(void **state)
{
	(void)state;
	uint64_t seed = UINT64_C(0x9e3779b97f4a7c15);
	for (unsigned i = 0; i < 20000; i++)
		feed_noise_until_refused(&seed);
}

TEST_MAIN(cmocka_unit_test(test_wire_reader__every_frame_in_every_phase_from_each_side),
          cmocka_unit_test(test_wire_reader__waits_at_each_byte_of_a_truncated_frame),
          cmocka_unit_test(test_wire_reader__takes_frames_byte_by_byte),
          cmocka_unit_test(test_wire_reader__refuses_bad_headers_before_the_payload),
          cmocka_unit_test(test_wire_reader__says_what_was_wrong),
          cmocka_unit_test(test_wire_reader__a_breach_is_for_good),
          cmocka_unit_test(test_wire_reader__never_holds_more_than_two_frames),
          cmocka_unit_test(test_wire_reader__survives_noise_in_bounded_memory))
