/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_base_bytes.c - a buffer never passes its limit and is always terminated.
 */
#include "bytes.h"
#include "test.h"

static void test_base_bytes__is_empty_text_before_the_first_append(void **state)
{
	(void)state;
	struct bytes bytes = {0};
	assert_string_equal(bytes_text(&bytes), "");
	bytes_done(&bytes);
}

static void test_base_bytes__is_terminated_after_every_append(void **state)
{
	(void)state;
	struct bytes bytes = {0};
	for (size_t i = 1; i <= 1000; i++) {
		assert_true(bytes_append(&bytes, "x", 1));
		assert_int_equal(bytes.size, i);
		assert_int_equal(bytes.data[i], '\0');
	}
	bytes_done(&bytes);
	assert_null(bytes.data);
	assert_int_equal(bytes.size, 0);
}

static void test_base_bytes__takes_all_or_nothing_at_the_limit(void **state)
{
	(void)state;
	struct bytes bytes = {.limit = 4};
	assert_true(bytes_append(&bytes, "abc", 3));
	assert_false(bytes_append(&bytes, "de", 2));
	assert_string_equal(bytes_text(&bytes), "abc");
	assert_true(bytes_append(&bytes, "d", 1));
	assert_false(bytes_append(&bytes, "e", 1));
	assert_true(bytes_append(&bytes, "", 0));
	assert_string_equal(bytes_text(&bytes), "abcd");
	bytes_done(&bytes);
	assert_int_equal(bytes.limit, 4);
}

static void test_base_bytes__refuses_sizes_that_would_overflow(void **state)
{
	(void)state;
	struct bytes bytes = {0};
	assert_true(bytes_append(&bytes, "abc", 3));
	assert_false(bytes_append(&bytes, "abc", SIZE_MAX));
	assert_false(bytes_append(&bytes, "abc", SIZE_MAX - 3));
	assert_false(bytes_append(&bytes, "abc", SIZE_MAX / 2));
	assert_string_equal(bytes_text(&bytes), "abc");
	bytes_done(&bytes);
}

static void test_base_bytes__keeps_nul_bytes(void **state)
{
	(void)state;
	struct bytes bytes = {0};
	assert_true(bytes_append(&bytes, "a\0b", 3));
	assert_int_equal(bytes.size, 3);
	assert_memory_equal(bytes.data, "a\0b", 4);
	bytes_done(&bytes);
}

static void test_base_bytes__prints_and_consumes(void **state)
{
	(void)state;
	struct bytes bytes = {0};
	assert_true(bytes_append_text(&bytes, "n="));
	assert_true(bytes_printf(&bytes, "%d;", 42));
	assert_string_equal(bytes_text(&bytes), "n=42;");
	bytes_consume(&bytes, 2);
	assert_string_equal(bytes_text(&bytes), "42;");
	bytes_consume(&bytes, 0);
	bytes_consume(&bytes, 3);
	assert_string_equal(bytes_text(&bytes), "");
	bytes_done(&bytes);
}

TEST_MAIN(cmocka_unit_test(test_base_bytes__is_empty_text_before_the_first_append),
          cmocka_unit_test(test_base_bytes__is_terminated_after_every_append),
          cmocka_unit_test(test_base_bytes__takes_all_or_nothing_at_the_limit),
          cmocka_unit_test(test_base_bytes__refuses_sizes_that_would_overflow),
          cmocka_unit_test(test_base_bytes__keeps_nul_bytes),
          cmocka_unit_test(test_base_bytes__prints_and_consumes))
