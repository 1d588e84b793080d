/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_wire_frames.c - frames.def is a table that the reader can rely on.
 */
#include "frames.h"
#include "test.h"

static void test_wire_frames__rows_are_sorted_and_unique(void **state)
{
	(void)state;
	for (unsigned i = 1; frame_at(i) != NULL; i++) {
		assert_true(frame_at(i - 1)->code < frame_at(i)->code);
		for (unsigned j = 0; j < i; j++)
			assert_string_not_equal(frame_at(i)->name, frame_at(j)->name);
	}
}

static void test_wire_frames__every_row_has_a_reason(void **state)
{
	(void)state;
	unsigned rows = 0;
	for (; frame_at(rows) != NULL; rows++)
		assert_true(strlen(frame_at(rows)->reason) > 10);
	assert_true(rows > 10);
}

static void test_wire_frames__the_code_tells_the_sender(void **state)
{
	(void)state;
	for (unsigned i = 0; frame_at(i) != NULL; i++)
		assert_int_equal(frame_at(i)->from,
		                 frame_at(i)->code < 0x80 ? WIRE_HOST : WIRE_WORKER);
}

static void test_wire_frames__phases_are_known(void **state)
{
	(void)state;
	unsigned all = WIRE_PHASE_START | WIRE_PHASE_LOCKED | WIRE_PHASE_RUNNING | WIRE_PHASE_ENDED;
	for (unsigned i = 0; frame_at(i) != NULL; i++) {
		assert_int_not_equal(frame_at(i)->phases, 0);
		assert_int_equal(frame_at(i)->phases & ~all, 0);
		assert_int_equal(frame_at(i)->next & ~all, 0);
	}
}

static void test_wire_frames__only_the_host_leads_backwards(void **state)
{
	(void)state;
	for (unsigned i = 0; frame_at(i) != NULL; i++) {
		if (frame_at(i)->code == WIRE_NEXT)
			assert_int_equal(frame_at(i)->from, WIRE_HOST);
		else if (frame_at(i)->next != WIRE_PHASE_SAME)
			assert_true(frame_at(i)->next > frame_at(i)->phases);
	}
}

static void test_wire_frames__the_largest_payload_is_the_constant(void **state)
{
	(void)state;
	uint32_t largest = 0;
	for (unsigned i = 0; frame_at(i) != NULL; i++)
		largest = frame_at(i)->max > largest ? frame_at(i)->max : largest;
	assert_int_equal(largest, WIRE_PAYLOAD_MAX);
}

static void test_wire_frames__an_unknown_code_has_no_name_and_moves_nothing(void **state)
{
	(void)state;
	assert_string_equal(wire_name((enum wire_code)0x7f), "?");
	assert_int_equal(wire_phase_after(WIRE_PHASE_LOCKED, (enum wire_code)0x7f),
	                 WIRE_PHASE_LOCKED);
	assert_string_equal(wire_name(WIRE_LOCKED), "LOCKED");
	assert_int_equal(wire_phase_after(WIRE_PHASE_START, WIRE_LOCKED), WIRE_PHASE_LOCKED);
	assert_int_equal(wire_phase_after(WIRE_PHASE_LOCKED, WIRE_RUN), WIRE_PHASE_RUNNING);
}

static void test_wire_frames__append_is_all_or_nothing(void **state)
{
	(void)state;
	char payload[64] = {0};
	struct bytes out = {.limit = 32};

	assert_true(wire_frame_append(&out, WIRE_OUTPUT, payload, 10));
	assert_int_equal(out.size, 18);
	assert_false(wire_frame_append(&out, WIRE_OUTPUT, payload, 10));
	assert_int_equal(out.size, 18);
	assert_memory_equal(out.data, "\x84\0\0\0\x0a\0\0\0", 8);
	bytes_done(&out);
}

static void test_wire_frames__append_refuses_what_the_table_refuses(void **state)
{
	(void)state;
	static char payload[WIRE_PAYLOAD_MAX + 1];
	struct bytes out = {.limit = 0};

	for (unsigned i = 0; frame_at(i) != NULL; i++) {
		const struct frame_row *row = frame_at(i);
		enum wire_code code = (enum wire_code)row->code;
		assert_true(wire_frame_append(&out, code, payload, row->max));
		assert_false(wire_frame_append(&out, code, payload, row->max + 1));
	}
	assert_false(wire_frame_append(&out, (enum wire_code)0x70, payload, 0));
	bytes_done(&out);
}

TEST_MAIN(cmocka_unit_test(test_wire_frames__rows_are_sorted_and_unique),
          cmocka_unit_test(test_wire_frames__every_row_has_a_reason),
          cmocka_unit_test(test_wire_frames__the_code_tells_the_sender),
          cmocka_unit_test(test_wire_frames__phases_are_known),
          cmocka_unit_test(test_wire_frames__only_the_host_leads_backwards),
          cmocka_unit_test(test_wire_frames__the_largest_payload_is_the_constant),
          cmocka_unit_test(test_wire_frames__an_unknown_code_has_no_name_and_moves_nothing),
          cmocka_unit_test(test_wire_frames__append_is_all_or_nothing),
          cmocka_unit_test(test_wire_frames__append_refuses_what_the_table_refuses))
