/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_base_terms.c - the enums of invariants and layers agree with their tables.
 */
#include "terms.h"
#include "test.h"

static void test_base_terms__invariants_are_the_letters_in_order(void **state)
{
	(void)state;
	for (unsigned i = 0; i < PADCELL_INVARIANT_COUNT; i++) {
		const char *letter = padcell_invariant_letter((enum padcell_invariant)i);
		assert_int_equal(letter[0], 'A' + (int)i);
		assert_int_equal(letter[1], '\0');
	}
	assert_string_equal(padcell_invariant_letter(PADCELL_INVARIANT_COUNT), "?");
	assert_string_equal(padcell_invariant_letter((enum padcell_invariant)(-1)), "?");
}

static void test_base_terms__each_layer_is_found_by_its_name(void **state)
{
	(void)state;
	for (unsigned i = 0; i < PADCELL_LAYER_COUNT; i++) {
		enum padcell_layer layer = (enum padcell_layer)i;
		assert_int_equal(padcell_layer_by_name(padcell_layer_name(layer)), layer);
		assert_true(strlen(padcell_layer_loss(layer)) > 10);
	}
	assert_int_equal(padcell_layer_by_name("no such layer"), PADCELL_LAYER_COUNT);
	assert_int_equal(padcell_layer_by_name(""), PADCELL_LAYER_COUNT);
}

static void test_base_terms__unknown_layers_have_no_name(void **state)
{
	(void)state;
	assert_string_equal(padcell_layer_name(PADCELL_LAYER_COUNT), "?");
	assert_string_equal(padcell_layer_loss((enum padcell_layer)(-1)), "");
}

TEST_MAIN(cmocka_unit_test(test_base_terms__invariants_are_the_letters_in_order),
          cmocka_unit_test(test_base_terms__each_layer_is_found_by_its_name),
          cmocka_unit_test(test_base_terms__unknown_layers_have_no_name))
