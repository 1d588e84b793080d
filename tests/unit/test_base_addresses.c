/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_base_addresses.c - an address is found in every disguise, and nothing else is.
 */
#include "test.h"

#include <inttypes.h>
#include <unistd.h>

#include "addresses.h"

static struct addresses own;

/* Of the process as it is now, with the heap that a case has taken. */
static void learn(void)
{
	assert_true(addresses_read("/proc/self/maps", 0, &own));
}

/* Places of this process, eight bytes aligned as objects are. */
static size_t places(uint64_t found[4], void *heap)
{
	static uint64_t here;
	uint64_t local = 0;
	found[0] = (uintptr_t)&here;
	found[1] = (uintptr_t)&local & ~UINT64_C(7);
	found[2] = (uintptr_t)heap;
	found[3] = (uintptr_t)printf & ~UINT64_C(7);
	return 4;
}

/* Bare digits without a letter are read as decimal: one address in three hundred has none. */
static bool has_letter(const char *text)
{
	return strpbrk(text, "abcdef") != NULL;
}

static bool finds(const char *data, size_t size)
{
	struct addresses_find find;
	return addresses_scan(&own, data, size, &find);
}

/* CPython's default hash. */
static int64_t hash_of(uint64_t address)
{
	return (int64_t)(address >> 4 | address << 60);
}

static size_t write_text(char *text, size_t capacity, unsigned form, uint64_t address)
{
	int64_t hash = hash_of(address);
	switch (form) {
	case 0:
		return (size_t)snprintf(text, capacity, "<object object at 0x%" PRIx64 ">",
		                        address);
	case 1:
		return (size_t)snprintf(text, capacity, "id=%" PRIu64 "\n", address);
	case 2:
		return (size_t)snprintf(text, capacity, "[-%" PRIu64 "]", address);
	case 3:
		return (size_t)snprintf(text, capacity, "~%" PRId64, ~(int64_t)address);
	case 4:
		return (size_t)snprintf(text, capacity, "%" PRId64, hash);
	case 5:
		return (size_t)snprintf(text, capacity, "%" PRIx64 "\n", address);
	case 6:
		return (size_t)snprintf(text, capacity, "x0X%" PRIX64 " 0o%" PRIo64, address,
		                        address);
	case 7:
		return (size_t)snprintf(text, capacity, "%" PRId64, -hash);
	case 8:
		return (size_t)snprintf(text, capacity, "%" PRIu64 "_%03" PRIu64, address / 1000,
		                        address % 1000);
	default:
		return 0;
	}
}

static void test_base_addresses__text_is_read_in_every_form(void **state)
{
	(void)state;
	uint64_t found[4];
	void *heap = malloc(64);
	size_t count = places(found, heap);
	learn();
	for (size_t i = 0; i < count; i++) {
		char text[128];
		size_t size = 0;
		for (unsigned form = 0; (size = write_text(text, sizeof text, form, found[i])) != 0;
		     form++) {
			if (!finds(text, size) && (form != 5 || has_letter(text)))
				fail_msg("form %u of 0x%" PRIx64 " is not found: %s", form,
				         found[i], text);
		}
	}
	free(heap);
}

static void test_base_addresses__bytes_are_read_in_both_orders(void **state)
{
	(void)state;
	uint64_t found[4];
	void *heap = malloc(64);
	size_t count = places(found, heap);
	learn();
	for (size_t i = 0; i < count; i++) {
		const uint64_t words[] = {found[i], __builtin_bswap64(found[i]),
		                          (uint64_t)hash_of(found[i])};
		for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
			char data[24] = "abcdefghijklmnopqrstuvw";
			memcpy(data + 5, &words[k], sizeof words[k]);
			assert_true(finds(data, sizeof data));
		}
		/* CBOR: -1 - n */
		uint64_t negative = __builtin_bswap64(found[i] - 1);
		char cbor[10] = {(char)0x81, (char)0x3b};
		memcpy(cbor + 2, &negative, sizeof negative);
		assert_true(finds(cbor, sizeof cbor));
	}
	free(heap);
}

static void test_base_addresses__honest_output_is_silent(void **state)
{
	(void)state;
	learn();
	static const char *const texts[] = {
	        "hello",
	        "3.14159265358979 2.718281828459045",
	        "0x10 0xff 4095 -1",
	        "6238344201970408833 0x56930cffe1105d81",
	        "1795238643323780404",
	        "93 bottles, 1e100, 1_000_000, 2026-11-21T05:24:03.323782",
	        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
	        "18446744073709551616 340282366920938463463374607431768211456",
	        "",
	        "0x",
	        "-",
	        "0b1",
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
		assert_false(finds(texts[i], strlen(texts[i])));
}

/* Random words of 64 bits: what hashes of texts, digests and identities look like. */
static void test_base_addresses__random_words_are_no_addresses(void **state)
{
	(void)state;
	learn();
	uint64_t word = UINT64_C(0x9e3779b97f4a7c15);
	unsigned alarms = 0;
	for (unsigned i = 0; i < 1000000; i++) {
		word ^= word << 13;
		word ^= word >> 7;
		word ^= word << 17;
		alarms += addresses_hold(&own, word, false);
		alarms += addresses_hold(&own, word, true);
	}
	assert_int_equal(alarms, 0);
}

static void test_base_addresses__reach_counts_what_is_mapped_later(void **state)
{
	(void)state;
	struct addresses wide;
	learn();
	assert_true(addresses_read("/proc/self/maps", UINT64_C(1) << 30, &wide));
	void *later = malloc(16 << 20);
	assert_non_null(later);
	assert_true(addresses_hold(&wide, (uintptr_t)later & ~UINT64_C(7), false));
	free(later);
	assert_true(wide.count < own.count);
	for (size_t i = 1; i < wide.count; i++)
		assert_true(wide.ranges[i].start > wide.ranges[i - 1].end);
}

static void test_base_addresses__what_cannot_be_read_is_said(void **state)
{
	(void)state;
	struct addresses kept = {.count = 7};
	assert_false(addresses_read("/proc/self/no-such-file", 0, &kept));
	assert_false(addresses_read("/dev/null", 0, &kept));
	assert_int_equal(kept.count, 7);

	learn();
	const struct addresses none = {.count = 0};
	struct addresses_find find;
	assert_false(addresses_scan(&none, "0x7f0000000000", 14, &find));
	assert_false(addresses_scan(&own, NULL, 0, &find));
}

TEST_MAIN(cmocka_unit_test(test_base_addresses__text_is_read_in_every_form),
          cmocka_unit_test(test_base_addresses__bytes_are_read_in_both_orders),
          cmocka_unit_test(test_base_addresses__honest_output_is_silent),
          cmocka_unit_test(test_base_addresses__random_words_are_no_addresses),
          cmocka_unit_test(test_base_addresses__reach_counts_what_is_mapped_later),
          cmocka_unit_test(test_base_addresses__what_cannot_be_read_is_said))
