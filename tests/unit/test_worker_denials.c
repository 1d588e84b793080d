/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_worker_denials.c - a guest that is refused a million times costs a few frames,
 * and no refusal is lost.
 */
#include "denials.h"
#include "messages.h"
#include "report.h"
#include "test.h"

/* In the place of report.c: frames are decoded and added up. */
static struct {
	unsigned frames;
	uint64_t refusals;
	uint64_t others;
	char last[WIRE_WHAT_MAX];
} seen;
static struct bytes payload_buffer;

struct bytes *report_payload(void)
{
	bytes_consume(&payload_buffer, payload_buffer.size);
	return &payload_buffer;
}

bool report_frame(enum wire_code code, const void *payload, size_t size)
{
	struct wire_denial denial;
	assert_int_equal(code, WIRE_DENIAL);
	assert_true(wire_denial_decode(&denial, payload, size));
	seen.frames++;
	seen.refusals += denial.count;
	if (strcmp(denial.what, "(others)") == 0)
		seen.others += denial.count;
	(void)snprintf(seen.last, sizeof seen.last, "%s", denial.what);
	return true;
}

static void test_worker_denials__the_first_is_told_at_once_and_the_rest_counted(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 100000; i++)
		denials_add(PADCELL_LAYER_PERMITS, "posix.system");
	assert_int_equal(seen.frames, 1);
	assert_string_equal(seen.last, "posix.system");
	denials_flush();
	assert_int_equal(seen.frames, 2);
	assert_int_equal(seen.refusals, 100000);
	denials_flush();
	assert_int_equal(seen.frames, 2);
}

static void test_worker_denials__the_layer_is_part_of_the_kind(void **state)
{
	(void)state;
	unsigned frames = seen.frames;
	denials_add(PADCELL_LAYER_BUILTINS, "posix.system");
	assert_int_equal(seen.frames, frames + 1);
}

static void test_worker_denials__names_longer_than_a_frame_takes_are_one_kind_each(void **state)
{
	(void)state;
	static char name[1000];
	memset(name, 'n', sizeof name - 1);
	unsigned frames = seen.frames;
	denials_add(PADCELL_LAYER_PERMITS, name);
	denials_add(PADCELL_LAYER_PERMITS, name);
	assert_int_equal(seen.frames, frames + 1);
	assert_int_equal(strlen(seen.last), WIRE_WHAT_MAX - 1);
}

static void test_worker_denials__made_up_names_fill_the_table_and_no_more(void **state)
{
	(void)state;
	denials_flush();
	uint64_t refusals = seen.refusals;
	for (unsigned i = 0; i < 5000; i++) {
		char name[32];
		(void)snprintf(name, sizeof name, "name%u", i);
		denials_add(PADCELL_LAYER_AUDIT, name);
		denials_add(PADCELL_LAYER_AUDIT, name);
	}
	denials_flush();
	assert_int_equal(seen.refusals - refusals, 10000);
	assert_true(seen.others > 9000);
	/* KEEP IN STEP: frames (handlers.def, DENIAL allows 1024) */
	assert_true(seen.frames <= 1024);
	bytes_done(&payload_buffer);
}

TEST_MAIN(cmocka_unit_test(test_worker_denials__the_first_is_told_at_once_and_the_rest_counted),
          cmocka_unit_test(test_worker_denials__the_layer_is_part_of_the_kind),
          cmocka_unit_test(test_worker_denials__names_longer_than_a_frame_takes_are_one_kind_each),
          cmocka_unit_test(test_worker_denials__made_up_names_fill_the_table_and_no_more))
