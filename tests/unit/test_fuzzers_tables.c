/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_fuzzers_tables.c - the tables of the fuzzers: unique, with a reason in each row.
 */
#include "test.h"

#include "mutate.h"
#include "names.h"
#include "program.h"
#include "terms.h"

static const struct {
	const char *name;
	enum padcell_invariant invariant;
	enum padcell_layer layer;
	const char *mode;
	const char *reason;
} plants[] = {
#define PLANT(name, invariant, layer, mode, reason) \
	{name, PADCELL_INVARIANT_##invariant, PADCELL_LAYER_##layer, #mode, reason},
#include "plants.def"
#undef PLANT
};
#define PLANTS (sizeof plants / sizeof plants[0])

static void test_fuzzers_tables__operations_have_reasons_and_unique_templates(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < OPERATION_RAW; kind++) {
		const struct operation_row *row = operation_row(kind);
		assert_true(strlen(row->reason) >= 8);
		assert_true(row->input_count <= PROGRAM_INPUTS_MAX);
		assert_true(row->text_count <= PROGRAM_TEXTS_MAX);
		assert_true(row->inner_count <= PROGRAM_INNER_MAX);
		for (unsigned other = 0; other < kind; other++)
			assert_string_not_equal(row->template, operation_row(other)->template);
	}
}

static void test_fuzzers_tables__twins_take_the_same_things(void **state)
{
	(void)state;
	for (unsigned kind = 0; kind < OPERATION_RAW; kind++) {
		const struct operation_row *row = operation_row(kind);
		for (unsigned other = 0; other < kind && row->twin != TWIN_NONE; other++) {
			const struct operation_row *twin = operation_row(other);
			if (twin->twin != row->twin)
				continue;
			assert_int_equal(row->input_count, twin->input_count);
			assert_int_equal(row->text_count, twin->text_count);
			assert_int_equal(row->flow, twin->flow);
		}
	}
}

static void test_fuzzers_tables__words_have_reasons_and_are_unique(void **state)
{
	(void)state;
	for (unsigned table = 0; table < NAMES_TABLE_COUNT; table++) {
		size_t count = 0;
		const struct name_row *rows = names_rows(table, &count);
		for (size_t i = 0; i < count; i++) {
			assert_true(strlen(rows[i].reason) >= 4);
			assert_int_not_equal(rows[i].weight, 0);
			for (size_t k = 0; k < i; k++) {
				bool same = strcmp(rows[i].text, rows[k].text) == 0 &&
				            rows[i].of == rows[k].of;
				if (same)
					fail_msg("%s stands twice", rows[i].text);
			}
		}
	}
}

static void test_fuzzers_tables__plants_are_unique_and_say_what_sees_them(void **state)
{
	(void)state;
	assert_string_equal(plants[0].name, "none");
	for (size_t i = 0; i < PLANTS; i++) {
		assert_true(strlen(plants[i].reason) >= 40);
		assert_true(plants[i].invariant < PADCELL_INVARIANT_COUNT);
		assert_true(plants[i].layer < PADCELL_LAYER_COUNT);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(plants[i].name, plants[k].name);
	}
}

static void test_fuzzers_tables__several_layers_and_invariants_have_plants(void **state)
{
	(void)state;
	unsigned layers = 0;
	unsigned invariants = 0;
	for (size_t i = 1; i < PLANTS; i++) {
		layers |= 1U << plants[i].layer;
		invariants |= 1U << plants[i].invariant;
	}
	assert_true(__builtin_popcount(layers) >= 3);
	assert_true(__builtin_popcount(invariants) >= 4);
}

TEST_MAIN(cmocka_unit_test(test_fuzzers_tables__operations_have_reasons_and_unique_templates),
          cmocka_unit_test(test_fuzzers_tables__twins_take_the_same_things),
          cmocka_unit_test(test_fuzzers_tables__words_have_reasons_and_are_unique),
          cmocka_unit_test(test_fuzzers_tables__plants_are_unique_and_say_what_sees_them),
          cmocka_unit_test(test_fuzzers_tables__several_layers_and_invariants_have_plants))
