/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_wire_fields.c - cursors stop at the end, texts are cut between characters.
 */
#include "test.h"
#include "wire.h"

static struct wire_cursor over(const struct bytes *bytes)
{
	return (struct wire_cursor){.next = (const uint8_t *)bytes->data, .left = bytes->size};
}

static void test_wire_fields__numbers_are_little_endian(void **state)
{
	(void)state;
	struct bytes out = {.limit = 0};
	assert_true(wire_put_u8(&out, 0xfe));
	assert_true(wire_put_u32(&out, 0x01020304));
	assert_true(wire_put_u64(&out, UINT64_C(0xf102030405060708)));
	assert_int_equal(out.size, 13);
	assert_memory_equal(out.data, "\xfe\4\3\2\1\x08\7\6\5\4\3\2\xf1", 13);

	struct wire_cursor cursor = over(&out);
	assert_int_equal(wire_get_u8(&cursor), 0xfe);
	assert_int_equal(wire_get_u32(&cursor), 0x01020304);
	assert_true(wire_get_u64(&cursor) == UINT64_C(0xf102030405060708));
	assert_false(cursor.failed);
	assert_int_equal(cursor.left, 0);
	bytes_done(&out);
}

static void test_wire_fields__a_failed_cursor_stays_failed(void **state)
{
	(void)state;
	struct wire_cursor cursor = {.next = (const uint8_t *)"abc", .left = 3};
	assert_int_equal(wire_get_u32(&cursor), 0);
	assert_true(cursor.failed);
	assert_int_equal(wire_get_u8(&cursor), 0);
	assert_true(cursor.failed);
}

static void test_wire_fields__a_blob_longer_than_what_is_left_fails(void **state)
{
	(void)state;
	static const uint8_t cases[][6] = {
	        {3, 0, 0, 0, 'a', 'b'}, {0xff, 0xff, 0xff, 0xff, 'a', 'b'}, {0, 0, 0, 0x80, 0, 0}};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct wire_cursor cursor = {.next = cases[i], .left = sizeof cases[i]};
		size_t size = 77;
		assert_null(wire_get_blob(&cursor, &size));
		assert_int_equal(size, 0);
		assert_true(cursor.failed);
	}
}

static void test_wire_fields__text_fits_or_fails(void **state)
{
	(void)state;
	struct bytes out = {.limit = 0};
	assert_true(wire_put_blob(&out, "abcd", 4));
	char text[5] = "zzzz";

	struct wire_cursor cursor = over(&out);
	wire_get_text(&cursor, text, sizeof text);
	assert_false(cursor.failed);
	assert_string_equal(text, "abcd");

	cursor = over(&out);
	wire_get_text(&cursor, text, sizeof text - 1);
	assert_true(cursor.failed);
	assert_string_equal(text, "");
	bytes_done(&out);
}

static void test_wire_fields__text_with_a_nul_inside_fails(void **state)
{
	(void)state;
	struct bytes out = {.limit = 0};
	assert_true(wire_put_blob(&out, "a\0b", 3));
	char text[16];
	struct wire_cursor cursor = over(&out);
	wire_get_text(&cursor, text, sizeof text);
	assert_true(cursor.failed);
	bytes_done(&out);
}

static void test_wire_fields__text_is_cut_between_characters(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		size_t max;
		const char *cut;
	} cases[] = {
	        {"abc", 3, "abc"},
	        {"abc", 2, "ab"},
	        {"abc", 0, ""},
	        {"a\xc3\xa9", 2, "a"},
	        {"a\xc3\xa9", 3, "a\xc3\xa9"},
	        {"a\xe2\x82\xac!", 3, "a"},
	        {"a\xe2\x82\xac!", 4, "a\xe2\x82\xac"},
	        {"\xf0\x9f\x90\x8d!", 3, ""},
	        {"\x80\x80\x80\x80\x80\x80", 5, "\x80\x80"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct bytes out = {.limit = 0};
		assert_true(wire_put_text(&out, cases[i].text, cases[i].max));
		struct wire_cursor cursor = over(&out);
		char text[16];
		wire_get_text(&cursor, text, sizeof text);
		assert_false(cursor.failed);
		assert_string_equal(text, cases[i].cut);
		bytes_done(&out);
	}
}

TEST_MAIN(cmocka_unit_test(test_wire_fields__numbers_are_little_endian),
          cmocka_unit_test(test_wire_fields__a_failed_cursor_stays_failed),
          cmocka_unit_test(test_wire_fields__a_blob_longer_than_what_is_left_fails),
          cmocka_unit_test(test_wire_fields__text_fits_or_fails),
          cmocka_unit_test(test_wire_fields__text_with_a_nul_inside_fails),
          cmocka_unit_test(test_wire_fields__text_is_cut_between_characters))
