/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_policy_values.c - numbers with units are read exactly or not at all.
 */
#include "test.h"
#include "values.h"

#define MIB UINT64_C(1048576)

static const struct {
	enum schema_type type;
	const char *text;
	bool good;
	uint64_t value;
} rows[] = {
        {SCHEMA_DURATION, "5 s", true, 5000},
        {SCHEMA_DURATION, "5s", true, 5000},
        {SCHEMA_DURATION, "0 ms", true, 0},
        {SCHEMA_DURATION, "2 min", true, 120000},
        {SCHEMA_DURATION, "5  s", false, 0},
        {SCHEMA_DURATION, "5", false, 0},
        {SCHEMA_DURATION, " 5 s", false, 0},
        {SCHEMA_DURATION, "5 s ", false, 0},
        {SCHEMA_DURATION, "-5 s", false, 0},
        {SCHEMA_DURATION, "+5 s", false, 0},
        {SCHEMA_DURATION, "1.5 s", false, 0},
        {SCHEMA_DURATION, "1e3 s", false, 0},
        {SCHEMA_DURATION, "0x10 s", false, 0},
        {SCHEMA_DURATION, "5 S", false, 0},
        {SCHEMA_DURATION, "5 MiB", false, 0},
        {SCHEMA_DURATION, "s", false, 0},
        {SCHEMA_DURATION, "", false, 0},
        {SCHEMA_DURATION, "18446744073709551615 ms", true, UINT64_MAX},
        {SCHEMA_DURATION, "18446744073709551616 ms", false, 0},
        {SCHEMA_DURATION, "18446744073709551615 s", false, 0},
        {SCHEMA_DURATION, "99999999999999999999999 s", false, 0},
        {SCHEMA_SIZE, "0 B", true, 0},
        {SCHEMA_SIZE, "7 KiB", true, 7168},
        {SCHEMA_SIZE, "256 MiB", true, 256 * MIB},
        {SCHEMA_SIZE, "64GiB", true, 65536 * MIB},
        {SCHEMA_SIZE, "1 MB", false, 0},
        {SCHEMA_SIZE, "1 kib", false, 0},
        {SCHEMA_SIZE, "17179869183 GiB", true, UINT64_C(0xffffffffc0000000)},
        {SCHEMA_SIZE, "17179869184 GiB", false, 0},
        {SCHEMA_COUNT, "0", true, 0},
        {SCHEMA_COUNT, "1000", true, 1000},
        {SCHEMA_COUNT, "010", false, 0},
        {SCHEMA_COUNT, "1_000", false, 0},
        {SCHEMA_COUNT, "1 s", false, 0},
        {SCHEMA_FLAG, "true", true, 1},
        {SCHEMA_FLAG, "false", true, 0},
        {SCHEMA_FLAG, "True", false, 0},
        {SCHEMA_FLAG, "yes", false, 0},
        {SCHEMA_FLAG, "1", false, 0},
        {SCHEMA_NAMES, "json", false, 0},
};

static void test_policy_values__are_read_exactly_or_not_at_all(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		uint64_t value = 12345;
		bool good = value_parse(rows[i].type, rows[i].text, true, &value);
		if (good != rows[i].good)
			fail_msg("\"%s\" is %s", rows[i].text, good ? "taken" : "refused");
		assert_true(value == (good ? rows[i].value : 12345));
	}
}

static void test_policy_values__in_quotes_are_no_numbers_or_flags(void **state)
{
	(void)state;
	uint64_t value = 0;
	assert_false(value_parse(SCHEMA_COUNT, "1", false, &value));
	assert_false(value_parse(SCHEMA_FLAG, "true", false, &value));
	assert_true(value_parse(SCHEMA_SIZE, "1 B", false, &value));
}

static void test_policy_values__are_written_in_the_largest_whole_unit(void **state)
{
	(void)state;
	char text[VALUE_TEXT_MAX];
	assert_string_equal(value_format(SCHEMA_DURATION, 0, text), "0 ms");
	assert_string_equal(value_format(SCHEMA_DURATION, 1500, text), "1500 ms");
	assert_string_equal(value_format(SCHEMA_DURATION, 5000, text), "5 s");
	assert_string_equal(value_format(SCHEMA_DURATION, 60000, text), "1 min");
	assert_string_equal(value_format(SCHEMA_SIZE, 1536, text), "1536 B");
	assert_string_equal(value_format(SCHEMA_SIZE, 3 * MIB, text), "3 MiB");
	assert_string_equal(value_format(SCHEMA_COUNT, 1024, text), "1024");
	assert_string_equal(value_format(SCHEMA_FLAG, 1, text), "true");
	assert_string_equal(value_format(SCHEMA_FLAG, 0, text), "false");
	assert_string_equal(value_format(SCHEMA_SIZE, UINT64_MAX, text), "18446744073709551615 B");
}

static void test_policy_values__read_what_was_written(void **state)
{
	(void)state;
	static const uint64_t numbers[] = {0, 1, 59999, 60000, 1023, 1024, 5 * MIB, UINT64_MAX};
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		for (unsigned type = SCHEMA_DURATION; type <= SCHEMA_COUNT; type++) {
			char text[VALUE_TEXT_MAX];
			uint64_t value = 0;
			(void)value_format((enum schema_type)type, numbers[i], text);
			assert_true(value_parse((enum schema_type)type, text, true, &value));
			assert_true(value == numbers[i]);
		}
	}
}

static void test_policy_values__hint_at_the_unit_that_was_meant(void **state)
{
	(void)state;
	assert_string_equal(value_hint(SCHEMA_SIZE, "5 mb"), "write MiB for 1024 KiB");
	assert_string_equal(value_hint(SCHEMA_DURATION, "5"),
	                    "a number needs its unit: ms, s or min");
	assert_string_equal(value_hint(SCHEMA_DURATION, "abc"), "");
	assert_string_equal(value_hint(SCHEMA_FLAG, "5"), "");
}

TEST_MAIN(cmocka_unit_test(test_policy_values__are_read_exactly_or_not_at_all),
          cmocka_unit_test(test_policy_values__in_quotes_are_no_numbers_or_flags),
          cmocka_unit_test(test_policy_values__are_written_in_the_largest_whole_unit),
          cmocka_unit_test(test_policy_values__read_what_was_written),
          cmocka_unit_test(test_policy_values__hint_at_the_unit_that_was_meant))
