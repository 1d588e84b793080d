/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_verdict_text.c - hostile bytes become text without a loss and without a trick.
 */
#include <signal.h>

#include "test.h"
#include "text.h"

struct conversion {
	const char *from;
	size_t size;
	const char *to;
};

static void check(const struct conversion *rows, size_t count,
                  bool (*convert)(struct bytes *, const void *, size_t))
{
	for (size_t i = 0; i < count; i++) {
		struct bytes out = {0};
		assert_true(convert(&out, rows[i].from, rows[i].size));
		assert_string_equal(bytes_text(&out), rows[i].to);
		bytes_done(&out);
	}
}

static void test_verdict_text__escapes_only_what_is_not_utf8(void **state)
{
	(void)state;
	static const struct conversion rows[] = {
	        {"", 0, ""},
	        {"plain\n", 6, "plain\n"},
	        {"\xc3\xa9", 2, "\xc3\xa9"},
	        {"\xff", 1, "\\xff"},
	        {"a\xffz\xfe", 4, "a\\xffz\\xfe"},
	        {"\xc3", 1, "\\xc3"},
	        {"\xe2\x82\xe2\x82\xac", 5, "\\xe2\\x82\xe2\x82\xac"},
	        {"\\xff", 4, "\\xff"}, /* the exact bytes are for base 64 to tell */
	};
	check(rows, sizeof rows / sizeof rows[0], text_escape);
}

static void test_verdict_text__base64_is_that_of_rfc_4648(void **state)
{
	(void)state;
	static const struct conversion rows[] = {
	        {"", 0, ""},         {"f", 1, "Zg=="},          {"fo", 2, "Zm8="},
	        {"foo", 3, "Zm9v"},  {"foob", 4, "Zm9vYg=="},   {"fooba", 5, "Zm9vYmE="},
	        {"\0\0", 2, "AAA="}, {"foobar", 6, "Zm9vYmFy"}, {"\xff\xff\xfe", 3, "///+"},
	};
	check(rows, sizeof rows / sizeof rows[0], text_base64);
}

static void test_verdict_text__hexadecimal_has_no_leading_zeros(void **state)
{
	(void)state;
	static const struct conversion rows[] = {
	        {"", 0, "0x0"},         {"\0", 1, "0x0"},          {"\0\0\1", 3, "0x1"},
	        {"\x0f\0", 2, "0xf00"}, {"\xff\xa0", 2, "0xffa0"}, {"\1\0\0", 3, "0x10000"},
	};
	check(rows, sizeof rows / sizeof rows[0], text_hex);
}

static void test_verdict_text__one_line_holds_nothing_a_terminal_obeys(void **state)
{
	(void)state;
	char text[] = "a\n\x1b[31m\x7f \xc3\xa9 \xc2\x9b \xff \xe2\x82";
	text_make_one_line(text);
	assert_string_equal(text, "a??[31m? \xc3\xa9 ?? ? ??");
}

static void test_verdict_text__is_cut_between_characters(void **state)
{
	(void)state;
	assert_int_equal(text_cut("abc", 3, 5), 3);
	assert_int_equal(text_cut("abc", 3, 2), 2);
	assert_int_equal(text_cut("a\xc3\xa9z", 4, 2), 1);
	assert_int_equal(text_cut("a\xc3\xa9z", 4, 3), 3);
	assert_int_equal(text_cut("\xf0\x9f\x98\x80z", 5, 3), 0);
	assert_int_equal(text_cut("\x80\x80\x80\x80\x80\x80", 6, 5), 2);
	assert_int_equal(text_cut("abc", 3, 0), 0);
}

static void test_verdict_text__names_signals(void **state)
{
	(void)state;
	char name[TEXT_SIGNAL_MAX];
	assert_string_equal(text_signal(SIGSEGV, name), "SIGSEGV");
	assert_string_equal(text_signal(SIGKILL, name), "SIGKILL");
	assert_string_equal(text_signal(40, name), "SIG40");
	assert_string_equal(text_signal(-2147483647, name), "SIG-2147483647");
}

TEST_MAIN(cmocka_unit_test(test_verdict_text__escapes_only_what_is_not_utf8),
          cmocka_unit_test(test_verdict_text__base64_is_that_of_rfc_4648),
          cmocka_unit_test(test_verdict_text__hexadecimal_has_no_leading_zeros),
          cmocka_unit_test(test_verdict_text__one_line_holds_nothing_a_terminal_obeys),
          cmocka_unit_test(test_verdict_text__is_cut_between_characters),
          cmocka_unit_test(test_verdict_text__names_signals))
