/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/test_supervisor_tables.c - the tables of the supervisor are whole, and its
 * clock does not wrap.
 */
#include <limits.h>

#include "clock.h"
#include "frames.h"
#include "padcell/padcell.h"
#include "test.h"

struct row {
	const char *name;
	const char *reason;
};

/* Names are unique, and nobody left a reason out. */
static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strlen(rows[i].reason) < 10)
			fail_msg("%s has no reason", rows[i].name);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(rows[i].name, rows[j].name);
	}
}

static const struct row handlers[] = {
#define HANDLER(frame, most, handle, reason) {#frame, reason},
#include "handlers.def"
#undef HANDLER
};
#define HANDLERS (sizeof handlers / sizeof handlers[0])

static void test_supervisor_tables__each_frame_of_a_worker_has_a_handler(void **state)
{
	(void)state;
	check_rows(handlers, HANDLERS);
	size_t from_worker = 0;
	for (unsigned i = 0; frame_at(i) != NULL; i++) {
		if (frame_at(i)->from != WIRE_WORKER)
			continue;
		/* In the order of frames.def, so that both tables are read side by side. */
		assert_true(from_worker < HANDLERS);
		assert_string_equal(handlers[from_worker].name, frame_at(i)->name);
		from_worker++;
	}
	assert_int_equal(from_worker, HANDLERS);
}

static void test_supervisor_tables__each_budget_has_a_reason(void **state)
{
	(void)state;
	static const struct row rows[] = {
#define BUDGET(name, value, reason) {#name, reason},
#include "budgets.def"
#undef BUDGET
	};
	check_rows(rows, sizeof rows / sizeof rows[0]);
}

static void test_supervisor_tables__programs_and_data_have_places(void **state)
{
	(void)state;
	static const struct {
		const char *kind;
		const char *reason;
	} rows[] = {
#define PLACE(kind, from, path, reason) {#kind, reason},
#include "places.def"
#undef PLACE
	};
	unsigned programs = 0;
	unsigned data = 0;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		assert_true(strlen(rows[i].reason) >= 10);
		programs += strcmp(rows[i].kind, "PROGRAM") == 0;
		data += strcmp(rows[i].kind, "DATA") == 0;
	}
	assert_true(programs >= 2);
	assert_true(data >= 2);
}

static void test_supervisor_tables__the_clock_does_not_wrap(void **state)
{
	(void)state;
	assert_true(clock_from_ms(2) == 2000000);
	assert_true(clock_from_ms(UINT64_MAX / 1000) == CLOCK_NEVER);
	assert_true(clock_add(CLOCK_NEVER, 1) == CLOCK_NEVER);
	assert_true(clock_add(CLOCK_NEVER - 1, 1) == CLOCK_NEVER);
	assert_true(clock_add(1, 2) == 3);
	assert_int_equal(clock_poll_timeout(5, CLOCK_NEVER), -1);
	assert_int_equal(clock_poll_timeout(5, 5), 0);
	assert_int_equal(clock_poll_timeout(6, 5), 0);
	/* Rounded up: a poll() that returns early would spin until the deadline. */
	assert_int_equal(clock_poll_timeout(5, 6), 1);
	assert_int_equal(clock_poll_timeout(0, 1000001), 2);
	assert_int_equal(clock_poll_timeout(0, CLOCK_NEVER - 1), INT_MAX);
}

TEST_MAIN(cmocka_unit_test(test_supervisor_tables__each_frame_of_a_worker_has_a_handler),
          cmocka_unit_test(test_supervisor_tables__each_budget_has_a_reason),
          cmocka_unit_test(test_supervisor_tables__programs_and_data_have_places),
          cmocka_unit_test(test_supervisor_tables__the_clock_does_not_wrap))
