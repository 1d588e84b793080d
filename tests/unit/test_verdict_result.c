/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_verdict_result.c - CBOR from a hostile worker becomes JSON, or is refused.
 */
#include "result.h"
#include "test.h"
#include "verdict_build.h"

#define CBOR(literal) literal, sizeof literal - 1

static const struct {
	const char *cbor;
	size_t size;
	const char *json;
} taken[] = {
        {CBOR("\x00"), "0"},
        {CBOR("\x17"), "23"},
        {CBOR("\x18\xff"), "255"},
        {CBOR("\x19\x01\x00"), "256"},
        {CBOR("\x1a\x00\x01\x00\x00"), "65536"},
        {CBOR("\x1b\x7f\xff\xff\xff\xff\xff\xff\xff"), "9223372036854775807"},
        {CBOR("\x1b\x80\x00\x00\x00\x00\x00\x00\x00"), "{\"int\": \"0x8000000000000000\"}"},
        {CBOR("\x1b\xff\xff\xff\xff\xff\xff\xff\xff"), "{\"int\": \"0xffffffffffffffff\"}"},
        {CBOR("\x20"), "-1"},
        {CBOR("\x38\xff"), "-256"},
        {CBOR("\x39\x01\x00"), "-257"},
        {CBOR("\x3a\x00\x01\x00\x00"), "-65537"},
        {CBOR("\x3b\x7f\xff\xff\xff\xff\xff\xff\xff"), "-9223372036854775808"},
        {CBOR("\x3b\x80\x00\x00\x00\x00\x00\x00\x00"), "{\"int\": \"-0x8000000000000001\"}"},
        {CBOR("\x3b\xff\xff\xff\xff\xff\xff\xff\xff"), "{\"int\": \"-0x10000000000000000\"}"},
        {CBOR("\xc2\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00"),
         "{\"int\": \"0x10000000000000000\"}"},
        {CBOR("\xc3\x49\x01\x00\x00\x00\x00\x00\x00\x00\x00"),
         "{\"int\": \"-0x10000000000000001\"}"},
        {CBOR("\xc2\x4a\x00\x00\x00\x00\x00\x00\x00\x00\x00\x05"), "5"},
        {CBOR("\xc3\x40"), "-1"},
        {CBOR("\xf9\x3c\x00"), "1.0"},
        {CBOR("\xfa\x3f\xc0\x00\x00"), "1.5"},
        {CBOR("\xfb\x3f\xb9\x99\x99\x99\x99\x99\x9a"), "0.1"},
        {CBOR("\xfb\x3f\xd3\x33\x33\x33\x33\x33\x34"), "0.30000000000000004"},
        {CBOR("\xfb\x80\x00\x00\x00\x00\x00\x00\x00"), "-0.0"},
        {CBOR("\xfb\x7f\xef\xff\xff\xff\xff\xff\xff"), "1.7976931348623157e308"},
        {CBOR("\xfb\x7f\xf8\x00\x00\x00\x00\x00\x00"), "\"nan\""},
        {CBOR("\xf9\x7e\x00"), "\"nan\""},
        {CBOR("\xf9\x7c\x00"), "\"inf\""},
        {CBOR("\xfb\xff\xf0\x00\x00\x00\x00\x00\x00"), "\"-inf\""},
        {CBOR("\xf4"), "false"},
        {CBOR("\xf5"), "true"},
        {CBOR("\xf6"), "null"},
        {CBOR("\xf7"), "null"},
        {CBOR("\x60"), "\"\""},
        {CBOR("\x63\xe2\x82\xac"), "\"\\u20AC\""},
        {CBOR("\x63"
              "a\0b"),
         "\"a\\u0000b\""},
        {CBOR("\x40"), "{\"base64\": \"\"}"},
        {CBOR("\x43\x01\x02\xff"), "{\"base64\": \"AQL/\"}"},
        {CBOR("\x80"), "[]"},
        {CBOR("\xa0"), "{}"},
        {CBOR("\x83\x01\x80\x82\x02\xa0"), "[1, [], [2, {}]]"},
        {CBOR("\xa2\x61z\x01\x61"
              "a\x81\x02"),
         "{\"z\": 1, \"a\": [2]}"},
        /* keys that JSON has no form for: nothing is dropped or renamed */
        {CBOR("\xa1\x01\x02"), "{\"pairs\": [[1, 2]]}"},
        {CBOR("\xa2\x61"
              "a\x01\x61"
              "a\x02"),
         "{\"pairs\": [[\"a\", 1], [\"a\", 2]]}"},
        {CBOR("\xa1\x62"
              "a\0\x01"),
         "{\"pairs\": [[\"a\\u0000\", 1]]}"},
        {CBOR("\xa2\x61"
              "a\x01\x82\x01\x02\xf6"),
         "{\"pairs\": [[\"a\", 1], [[1, 2], null]]}"},
        {CBOR("\xa1\x41"
              "a\xa1\xf4\xf5"),
         "{\"pairs\": [[{\"base64\": \"YQ==\"}, {\"pairs\": [[false, true]]}]]}"},
};

static const struct {
	const char *cbor;
	size_t size;
} refused[] = {
        {CBOR("")},                 /* nothing */
        {CBOR("\x00\x00")},         /* bytes behind the value */
        {CBOR("\x80\x80")},         /* likewise */
        {CBOR("\x18")},             /* cut off */
        {CBOR("\x1b\x00\x00\x00")}, /* cut off */
        {CBOR("\x1c")},             /* a reserved size */
        {CBOR("\x62"
              "a")}, /* text cut off */
        {CBOR("\x42"
              "a")},        /* bytes cut off */
        {CBOR("\x82\x01")}, /* array cut off */
        {CBOR("\xa1\x61"
              "a")},                                    /* value missing */
        {CBOR("\x7b\xff\xff\xff\xff\xff\xff\xff\xff")}, /* 2**64-1 bytes of text */
        {CBOR("\x5b\x7f\xff\xff\xff\xff\xff\xff\xff")}, /* 2**63-1 bytes */
        {CBOR("\x9b\xff\xff\xff\xff\xff\xff\xff\xff")}, /* 2**64-1 items */
        {CBOR("\xbb\xff\xff\xff\xff\xff\xff\xff\xff")}, /* 2**64-1 pairs */
        {CBOR("\xbb\x80\x00\x00\x00\x00\x00\x00\x00")}, /* 2**63: twice that is 0 */
        {CBOR("\x9a\xff\xff\xff\xff\x00")},             /* 2**32-1 items in a byte */
        {CBOR("\x61\xff")},                             /* not UTF-8 */
        {CBOR("\x63\xed\xa0\x80")},                     /* a surrogate */
        {CBOR("\x62\xc0\xaf")},                         /* overlong */
        {CBOR("\x9f\xff")},                             /* indefinite array */
        {CBOR("\xbf\xff")},                             /* indefinite map */
        {CBOR("\x7f\x61"
              "a\xff")}, /* indefinite text */
        {CBOR("\x5f\x41"
              "a\xff")},            /* indefinite bytes */
        {CBOR("\xff")},             /* a break alone */
        {CBOR("\x81\xff")},         /* a break inside */
        {CBOR("\xc0\x60")},         /* a date */
        {CBOR("\xc2")},             /* a tag alone */
        {CBOR("\xc2\x00")},         /* a tag on a number */
        {CBOR("\xc2\x80")},         /* a tag on an array */
        {CBOR("\xc2\x81\x41\x01")}, /* likewise */
        {CBOR("\xc2\xc2\x41\x01")}, /* a tag on a tag */
        {CBOR("\xd9\xd9\xf7\x00")}, /* "this is CBOR" */
        {CBOR("\xe0")},             /* an unassigned simple value */
        {CBOR("\xf8\x20")},         /* another */
        {CBOR("\xfc")},             /* reserved */
};

/* Decode a copy of the exact size, so that a sanitizer sees a read behind it. */
static json_t *decode(const char *cbor, size_t size, int *digits)
{
	char *copy = malloc(size + (size == 0));
	memcpy(copy, cbor, size);
	bool no_memory = true;
	json_t *value = result_decode(copy, size, digits, &no_memory);
	assert_false(no_memory);
	free(copy);
	return value;
}

static void test_verdict_result__becomes_json(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
		int digits = 0;
		json_t *value = decode(taken[i].cbor, taken[i].size, &digits);
		if (value == NULL)
			fail_msg("case %zu, %s, is refused", i, taken[i].json);
		char *json = json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII |
		                                       JSON_REAL_PRECISION(digits));
		assert_string_equal(json, taken[i].json);
		free(json);
		json_decref(value);
	}
}

static void test_verdict_result__is_refused_when_it_is_not_one_whole_value(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		int digits = 42;
		json_t *value = decode(refused[i].cbor, refused[i].size, &digits);
		if (value != NULL)
			fail_msg("case %zu is taken", i);
		assert_int_equal(digits, 42);
	}
}

static void test_verdict_result__every_cut_of_a_value_is_refused(void **state)
{
	(void)state;
	int digits = 0;
	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
		for (size_t size = 0; size < taken[i].size; size++)
			assert_null(decode(taken[i].cbor, size, &digits));
	}
}

static void test_verdict_result__survives_every_changed_byte(void **state)
{
	(void)state;
	int digits = 0;
	for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
		for (size_t at = 0; at < taken[i].size * 256; at++) {
			char copy[64];
			memcpy(copy, taken[i].cbor, taken[i].size);
			copy[at / 256] = (char)at;
			json_decref(decode(copy, taken[i].size, &digits));
		}
	}
}

/* `depth` lists inside each other, around `inner`. */
static json_t *decode_nested(size_t depth, int head, char inner)
{
	char cbor[4 * RESULT_DEPTH_MAX];
	int digits = 0;
	size_t size = 0;
	for (size_t i = 0; i < depth; i++) {
		cbor[size++] = (char)head;
		if (head == '\xa1')
			cbor[size++] = '\x00'; /* a key of 0: the widest form in JSON */
	}
	cbor[size++] = inner;
	return decode(cbor, size, &digits);
}

static void check_depth(int head, char inner)
{
	json_t *value = decode_nested(RESULT_DEPTH_MAX, head, inner);
	assert_non_null(value);
	char *json = json_dumps(value, 0);
	assert_non_null(json);
	free(json);
	json_decref(value);
	assert_null(decode_nested(RESULT_DEPTH_MAX + 1, head, inner));
}

static void test_verdict_result__depth_is_bounded(void **state)
{
	(void)state;
	static const char inners[] = {'\xf6', '\x80', '\xa0'};
	for (size_t i = 0; i < sizeof inners; i++) {
		check_depth('\x81', inners[i]);
		check_depth('\xa1', inners[i]);
	}
}

static void test_verdict_result__size_is_bounded(void **state)
{
	(void)state;
	char *cbor = malloc(VERDICT_RESULT_MAX + 1);
	int digits = 0;
	bool no_memory = false;
	memset(cbor, 0, VERDICT_RESULT_MAX + 1);
	memcpy(cbor, "\x99\xff\xfd", 3); /* as many zeros as fit */
	json_t *value = result_decode(cbor, VERDICT_RESULT_MAX, &digits, &no_memory);
	assert_int_equal(json_array_size(value), VERDICT_RESULT_MAX - 3);
	json_decref(value);

	memcpy(cbor, "\x9a\x00\x00\xff\xfc", 5); /* the same, one byte longer */
	assert_null(result_decode(cbor, VERDICT_RESULT_MAX + 1, &digits, &no_memory));
	free(cbor);
}

TEST_MAIN(cmocka_unit_test(test_verdict_result__becomes_json),
          cmocka_unit_test(test_verdict_result__is_refused_when_it_is_not_one_whole_value),
          cmocka_unit_test(test_verdict_result__every_cut_of_a_value_is_refused),
          cmocka_unit_test(test_verdict_result__survives_every_changed_byte),
          cmocka_unit_test(test_verdict_result__depth_is_bounded),
          cmocka_unit_test(test_verdict_result__size_is_bounded))
