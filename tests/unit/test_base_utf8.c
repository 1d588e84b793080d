/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_base_utf8.c - what is UTF-8 and what only looks like it.
 */
#include "test.h"
#include "utf8.h"

static const struct {
	const char *bytes;
	size_t size;
	size_t length;
} rows[] = {
        {"", 0, 0},
        {"\0", 1, 1},
        {"a", 1, 1},
        {"\x7f", 1, 1},
        {"\x80", 1, 0},             /* a continuation alone */
        {"\xc2\x80", 2, 2},         /* U+0080 */
        {"\xc2", 1, 0},             /* cut off */
        {"\xc2\x41", 2, 0},         /* no continuation */
        {"\xc0\xaf", 2, 0},         /* overlong '/' */
        {"\xc1\xbf", 2, 0},         /* overlong U+007F */
        {"\xdf\xbf", 2, 2},         /* U+07FF */
        {"\xe0\x9f\xbf", 3, 0},     /* overlong U+07FF */
        {"\xe0\xa0\x80", 3, 3},     /* U+0800 */
        {"\xe2\x82\xac", 3, 3},     /* euro */
        {"\xe2\x82", 2, 0},         /* cut off */
        {"\xe2\x82\x41", 3, 0},     /* no continuation */
        {"\xed\x9f\xbf", 3, 3},     /* U+D7FF */
        {"\xed\xa0\x80", 3, 0},     /* a surrogate */
        {"\xed\xbf\xbf", 3, 0},     /* a surrogate */
        {"\xee\x80\x80", 3, 3},     /* U+E000 */
        {"\xef\xbf\xbf", 3, 3},     /* U+FFFF */
        {"\xf0\x8f\xbf\xbf", 4, 0}, /* overlong U+FFFF */
        {"\xf0\x90\x80\x80", 4, 4}, /* U+10000 */
        {"\xf0\x90\x80", 3, 0},     /* cut off */
        {"\xf4\x8f\xbf\xbf", 4, 4}, /* U+10FFFF */
        {"\xf4\x90\x80\x80", 4, 0}, /* above */
        {"\xf5\x80\x80\x80", 4, 0}, /* above */
        {"\xff", 1, 0},             /* no byte of UTF-8 */
};

static void test_base_utf8__knows_each_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		/* A copy of the exact size, so that a sanitizer sees a read behind it. */
		char *copy = malloc(rows[i].size + (rows[i].size == 0));
		memcpy(copy, rows[i].bytes, rows[i].size);
		if (utf8_length(copy, rows[i].size) != rows[i].length)
			fail_msg("case %zu: length %zu", i, utf8_length(copy, rows[i].size));
		free(copy);
	}
}

static void test_base_utf8__all_must_be_valid(void **state)
{
	(void)state;
	assert_true(utf8_valid("", 0));
	assert_true(utf8_valid("a\0\xc3\xa9", 4));
	assert_false(utf8_valid("a\xc3\xa9\xff", 4));
	assert_false(utf8_valid("a\xc3\xa9", 2));
}

TEST_MAIN(cmocka_unit_test(test_base_utf8__knows_each_form),
          cmocka_unit_test(test_base_utf8__all_must_be_valid))
