/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_fuzzers_mutators.c - changed programs stay programs, and the seed decides all.
 */
#include "test.h"

#include "bytes_mutate.h"
#include "generate.h"
#include "lexer.h"
#include "mutate.h"
#include "names.h"
#include "repair.h"
#include "scope.h"

#define CAPACITY 8192

static struct program first;
static struct program second;
static char text[PROGRAM_TEXT_MAX];

static void make(struct program *program, uint64_t seed)
{
	struct choices choices = choices_from_seed(seed);
	generate_program(program, 4 + seed % 16, &choices);
}

static void assert_reads_back(const struct program *program)
{
	static struct program again;
	size_t size = program_print(program, text, sizeof text);
	assert_true(program_parse(&again, text, size));
	if (!program_equal(program, &again))
		fail_msg("reads back as another program:\n%.*s", (int)size, text);
}

static void assert_all_bound(const struct program *program)
{
	struct scope scope;
	scope_start(&scope);
	for (size_t i = 0; i < program->count; i++) {
		const struct operation *operation = &program->operations[i];
		scope_enter(&scope, operation->depth);
		for (unsigned k = 0; k < operation_row(operation->kind)->input_count; k++)
			assert_true(scope_is_bound(&scope, operation->inputs[k]));
		scope_leave(&scope, program, operation);
	}
}

static void test_fuzzers_mutators__a_changed_program_is_a_program(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 5000; seed++) {
		struct choices choices = choices_from_seed(~seed);
		uint32_t used = 0;
		make(&first, seed);
		make(&second, seed + 1);
		program_mutate(&first, seed % 2 ? &second : NULL, &choices, &used);
		assert_int_not_equal(used, 0);
		assert_reads_back(&first);
		assert_all_bound(&first);
	}
}

static void test_fuzzers_mutators__each_mutator_changes_programs(void **state)
{
	(void)state;
	for (unsigned mutator = 0; mutator < MUTATOR_COUNT; mutator++) {
		unsigned changed = 0;
		for (uint64_t seed = 0; seed < 200; seed++) {
			struct choices choices = choices_from_seed(seed);
			static struct program before;
			make(&first, seed);
			make(&second, seed + 1000);
			program_copy(&before, &first);
			(void)program_mutate_by(&first, mutator, &second, &choices);
			changed += !program_equal(&before, &first);
			assert_reads_back(&first);
		}
		if (changed < 20)
			fail_msg("%s changed %u of 200", mutator_name(mutator), changed);
	}
}

static void test_fuzzers_mutators__equal_seeds_make_equal_inputs(void **state)
{
	(void)state;
	uint8_t outputs[2][CAPACITY];
	for (uint64_t seed = 0; seed < 500; seed++) {
		const struct mutate_input input = {(const uint8_t *)"v0 = ()\nv1 = v0.x\n", 18};
		uint32_t used[2];
		size_t sizes[2];
		for (unsigned i = 0; i < 2; i++)
			sizes[i] = bytes_mutate(&input, NULL, seed, outputs[i], CAPACITY, &used[i]);
		assert_int_equal(sizes[0], sizes[1]);
		assert_int_equal(used[0], used[1]);
		assert_memory_equal(outputs[0], outputs[1], sizes[0]);
	}
}

static void test_fuzzers_mutators__output_fits_the_engines_buffer(void **state)
{
	(void)state;
	uint8_t output[CAPACITY];
	for (uint64_t seed = 0; seed < 2000; seed++) {
		make(&first, seed);
		size_t size = program_print(&first, text, sizeof text);
		const struct mutate_input input = {(const uint8_t *)text, size};
		size_t capacity = 1 + seed % 400;
		uint32_t used;
		size_t made = bytes_mutate(&input, &input, seed, output, capacity, &used);
		assert_in_range(made, 1, capacity);
	}
}

static void test_fuzzers_mutators__raw_lines_are_kept_as_they_are(void **state)
{
	(void)state;
	static const char source[] = "v0 = ()\n# raw: v0 v1\nwhile v0: pass  # raw\nv1 = v0.x\n";
	for (uint64_t seed = 0; seed < 300; seed++) {
		struct choices choices = choices_from_seed(seed);
		assert_true(program_parse(&first, source, sizeof source - 1));
		(void)program_mutate_by(&first, MUTATOR_insert, NULL, &choices);
		size_t size = program_print(&first, text, sizeof text - 1);
		text[size] = '\0';
		assert_non_null(strstr(text, "# raw: v0 v1\n"));
		assert_non_null(strstr(text, "while v0: pass  # raw\n"));
	}
}

static void test_fuzzers_mutators__a_splice_takes_what_the_value_needs(void **state)
{
	(void)state;
	static const char donor[] = "v0 = 'donor'\nv1 = v0.upper\nv2 = v1()\n";
	static const char source[] = "v0 = 1\nv1 = 2\n";
	unsigned whole = 0;
	for (uint64_t seed = 0; seed < 200; seed++) {
		struct choices choices = choices_from_seed(seed);
		assert_true(program_parse(&first, source, sizeof source - 1));
		assert_true(program_parse(&second, donor, sizeof donor - 1));
		assert_true(program_mutate_by(&first, MUTATOR_splice, &second, &choices));
		/* The donor's names are renamed: both programs used v0 and v1. */
		assert_all_bound(&first);
		whole += first.count == 5;
	}
	assert_in_range(whole, 20, 200);
}

static void test_fuzzers_mutators__a_twin_reads_the_same_name_of_the_same_value(void **state)
{
	(void)state;
	static const char source[] = "v0 = ()\nv1 = v0.secret\n";
	bool seen[OPERATION_KIND_COUNT] = {false};
	for (uint64_t seed = 0; seed < 3000; seed++) {
		struct choices choices = choices_from_seed(seed);
		assert_true(program_parse(&first, source, sizeof source - 1));
		if (!program_mutate_by(&first, MUTATOR_twin, NULL, &choices))
			continue;
		const struct operation *operation = &first.operations[1];
		seen[operation->kind] = true;
		assert_int_equal(operation_row(operation->kind)->twin, TWIN_READ);
		assert_int_equal(operation->inputs[0], 0);
		assert_int_equal(operation->output, 1);
		assert_memory_equal(first.pool + operation->texts[0].at, "secret", 6);
	}
	for (unsigned kind = 0; kind < OPERATION_RAW; kind++) {
		if (operation_row(kind)->twin == TWIN_READ && kind != OPERATION_READ && !seen[kind])
			fail_msg("%s was never chosen", operation_row(kind)->name);
	}
}

static void test_fuzzers_mutators__streams_of_any_bytes_decode_to_programs(void **state)
{
	(void)state;
	uint8_t bytes[256];
	for (uint64_t seed = 0; seed < 3000; seed++) {
		struct choices choices = choices_from_seed(seed);
		size_t size = 1 + choose(&choices, sizeof bytes);
		for (size_t i = 0; i < size; i++)
			bytes[i] = (uint8_t)choose(&choices, 256);
		bytes[0] |= PROGRAM_STREAM_HEADER;
		assert_true(program_decode(&first, bytes, size));
		assert_reads_back(&first);
		assert_all_bound(&first);
	}
}

static void test_fuzzers_mutators__harvested_words_are_names_and_bounded(void **state)
{
	(void)state;
	names_harvest("__class__", 9); /* known to the tables */
	names_harvest("no name", 7);
	names_harvest("v12", 3); /* would be read as a value */
	names_harvest("", 0);
	assert_int_equal(names_harvested(), 0);

	char word[16];
	for (unsigned i = 0; i < 2 * NAMES_HARVEST_MAX; i++) {
		int size = snprintf(word, sizeof word, "word_%u", i);
		names_harvest(word, (size_t)size);
		names_harvest(word, (size_t)size);
	}
	assert_int_equal(names_harvested(), NAMES_HARVEST_MAX);
}

static void test_fuzzers_mutators__statistics_count_by_mutator(void **state)
{
	(void)state;
	uint32_t used = UINT32_C(1) << MUTATOR_twin | UINT32_C(1) << MUTATOR_insert;
	mutator_count(used, true, false);
	mutator_count(UINT32_C(1) << MUTATOR_twin, false, true);
	assert_int_equal(mutator_statistics(MUTATOR_twin)->used, 2);
	assert_int_equal(mutator_statistics(MUTATOR_twin)->valid, 1);
	assert_int_equal(mutator_statistics(MUTATOR_twin)->novel, 1);
	assert_int_equal(mutator_statistics(MUTATOR_insert)->used, 1);
	assert_int_equal(mutator_statistics(MUTATOR_remove)->used, 0);
}

TEST_MAIN(cmocka_unit_test(test_fuzzers_mutators__a_changed_program_is_a_program),
          cmocka_unit_test(test_fuzzers_mutators__each_mutator_changes_programs),
          cmocka_unit_test(test_fuzzers_mutators__equal_seeds_make_equal_inputs),
          cmocka_unit_test(test_fuzzers_mutators__output_fits_the_engines_buffer),
          cmocka_unit_test(test_fuzzers_mutators__raw_lines_are_kept_as_they_are),
          cmocka_unit_test(test_fuzzers_mutators__a_splice_takes_what_the_value_needs),
          cmocka_unit_test(test_fuzzers_mutators__a_twin_reads_the_same_name_of_the_same_value),
          cmocka_unit_test(test_fuzzers_mutators__streams_of_any_bytes_decode_to_programs),
          cmocka_unit_test(test_fuzzers_mutators__harvested_words_are_names_and_bounded),
          cmocka_unit_test(test_fuzzers_mutators__statistics_count_by_mutator))
