/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_interpreter_identity.c - the numbers that stand for addresses (identity.c).
 */
#include "test.h"

#include <Python.h>

#include "identity.h"

#define COUNT 100000

/* CPython's own implementation of the same function, under the same key, is the reference. */
static void test_interpreter_identity__the_function_is_siphash13(void **state)
{
	(void)state;
	if (strcmp(PyHash_GetFuncDef()->name, "siphash13") != 0)
		skip();
	const uint64_t key[2] = {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)};
	_Py_HashSecret.siphash.k0 = key[0];
	_Py_HashSecret.siphash.k1 = key[1];
	for (uint64_t word = 1; word != 0; word <<= 1) {
		uint64_t odd = word * UINT64_C(0x9e3779b97f4a7c15);
		assert_true((Py_hash_t)identity_siphash13(key, odd) ==
		            _Py_HashBytes(&odd, sizeof odd));
	}
}

static int by_value(const void *a, const void *b)
{
	const uint64_t *left = a;
	const uint64_t *right = b;
	return (*left > *right) - (*left < *right);
}

static const void *nth(uint64_t i)
{
	return (const void *)(uintptr_t)(UINT64_C(0x7f0012340000) + 16 * i);
}

static void test_interpreter_identity__is_a_bijection_into_its_range(void **state)
{
	(void)state;
	static uint64_t seen[COUNT];
	assert_int_equal(identity_start(false, NULL), PADCELL_OK);
	for (uint64_t i = 0; i < COUNT; i++) {
		seen[i] = identity_of(nth(i));
		assert_true(seen[i] == identity_of(nth(i)));
		assert_true(seen[i] >> 62 == 1);
	}
	qsort(seen, COUNT, sizeof seen[0], by_value);
	for (size_t i = 1; i < COUNT; i++)
		assert_true(seen[i - 1] < seen[i]);
}

/* One bit of the address changes about half of the 62 bits, whichever it is. */
static void test_interpreter_identity__neighbours_have_nothing_in_common(void **state)
{
	(void)state;
	assert_int_equal(identity_start(false, NULL), PADCELL_OK);
	for (unsigned bit = 3; bit < 47; bit++) {
		unsigned changed = 0;
		for (uint64_t i = 0; i < 1000; i++) {
			uintptr_t address = (uintptr_t)nth(i);
			uint64_t other = identity_of((const void *)(address ^ (uintptr_t)1 << bit));
			changed += (unsigned)__builtin_popcountll(identity_of(nth(i)) ^ other);
		}
		/* 31,000 on average, standard deviation 125 */
		assert_in_range(changed, 30000, 32000);
	}
}

static void test_interpreter_identity__the_key_is_the_process_s_unless_it_is_fixed(void **state)
{
	(void)state;
	assert_int_equal(identity_start(false, NULL), PADCELL_OK);
	uint64_t own = identity_of(nth(1));
	Py_hash_t own_hash = identity_hash(1);
	assert_int_equal(identity_start(true, NULL), PADCELL_OK);
	uint64_t fixed = identity_of(nth(1));
	assert_true(own != fixed && own_hash != identity_hash(1));
	assert_int_equal(identity_start(true, NULL), PADCELL_OK);
	assert_true(identity_of(nth(1)) == fixed);
	/* The same in every process: a change here breaks the reproduction of old findings. */
	assert_true(fixed == UINT64_C(0x445ef23ed7c26b27));
}

static void test_interpreter_identity__a_hash_is_never_the_mark_of_an_error(void **state)
{
	(void)state;
	assert_int_equal(identity_start(true, NULL), PADCELL_OK);
	for (uint64_t i = 0; i < COUNT; i++)
		assert_true(identity_hash(i) != -1);
}

static void test_interpreter_identity__text_is_printed_as_the_c_library_does(void **state)
{
	(void)state;
	char text[24];
	char wanted[24];
	assert_int_equal(identity_start(true, NULL), PADCELL_OK);
	int length = identity_print(text, nth(5));
	assert_int_equal(length, snprintf(wanted, sizeof wanted, "0x%llx",
	                                  (unsigned long long)identity_of(nth(5))));
	assert_string_equal(text, wanted);
	/* libpython asks for this conversion, and for others that must be as ever. */
	char *const volatile target = text;
	assert_int_equal(sprintf(target, "%p", (void *)nth(5)), length);
	assert_string_equal(text, wanted);
	assert_int_equal(sprintf(target, "%d-%s", 42, "x"), 4);
	assert_string_equal(text, "42-x");
}

TEST_MAIN(cmocka_unit_test(test_interpreter_identity__the_function_is_siphash13),
          cmocka_unit_test(test_interpreter_identity__is_a_bijection_into_its_range),
          cmocka_unit_test(test_interpreter_identity__neighbours_have_nothing_in_common),
          cmocka_unit_test(test_interpreter_identity__the_key_is_the_process_s_unless_it_is_fixed),
          cmocka_unit_test(test_interpreter_identity__a_hash_is_never_the_mark_of_an_error),
          cmocka_unit_test(test_interpreter_identity__text_is_printed_as_the_c_library_does))
