/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_afl_custom.c - the shared object of mutators, loaded as afl-fuzz loads it.
 */
#include "test.h"

#include <dlfcn.h>

#define MUTATORS PADCELL_BIN_DIR "/padcell-afl-mutators.so"
#define CALLS    300

/* The contract of afl-fuzz, said once more on purpose: a change of ours must be seen. */
static struct {
	void *(*init)(void *afl, unsigned seed);
	unsigned (*count)(void *state, const uint8_t *input, size_t size);
	size_t (*fuzz)(void *state, uint8_t *input, size_t size, uint8_t **output, uint8_t *second,
	               size_t second_size, size_t max_size);
	void (*deinit)(void *state);
} mutators;

static uint8_t program[] = "v0 = ()\nv1 = v0.__class__\n";
static uint8_t donor[] = "v0 = [1]\nfor v1 in v0:\n    v2 = v1\n";

static int load(void **state)
{
	(void)state;
	void *object = dlopen(MUTATORS, RTLD_NOW | RTLD_LOCAL);
	if (object == NULL) {
		print_message("%s\n", dlerror());
		return -1;
	}
	mutators.init = (void *(*)(void *, unsigned))dlsym(object, "afl_custom_init");
	mutators.count = (unsigned (*)(void *, const uint8_t *, size_t))dlsym(
	        object, "afl_custom_fuzz_count");
	mutators.fuzz = (size_t(*)(void *, uint8_t *, size_t, uint8_t **, uint8_t *, size_t,
	                           size_t))dlsym(object, "afl_custom_fuzz");
	mutators.deinit = (void (*)(void *))dlsym(object, "afl_custom_deinit");
	return mutators.init != NULL && mutators.count != NULL && mutators.fuzz != NULL &&
	                       mutators.deinit != NULL
	               ? 0
	               : -1;
}

/* FNV-1a over every output of a run of calls. */
static uint64_t digest(unsigned seed, size_t max_size)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	void *state = mutators.init(NULL, seed);
	assert_non_null(state);
	for (unsigned call = 0; call < CALLS; call++) {
		uint8_t *output = NULL;
		if (call % 50 == 0)
			assert_true(mutators.count(state, program, sizeof program - 1) > 0);
		size_t size = mutators.fuzz(state, program, sizeof program - 1, &output, donor,
		                            sizeof donor - 1, max_size);
		assert_non_null(output);
		assert_in_range(size, max_size == 0 ? 0 : 1, max_size);
		for (size_t i = 0; i < size; i++)
			hash = (hash ^ output[i]) * UINT64_C(1099511628211);
	}
	mutators.deinit(state);
	return hash;
}

static void test_afl_custom__equal_seeds_make_equal_inputs(void **state)
{
	(void)state;
	assert_true(digest(7, 4096) == digest(7, 4096));
	assert_true(digest(7, 4096) != digest(8, 4096));
}

static void test_afl_custom__output_is_within_the_engines_bound(void **state)
{
	static const size_t bounds[] = {0, 1, 2, 17, 100, 4096, 1 << 20};
	(void)state;
	for (size_t i = 0; i < sizeof bounds / sizeof bounds[0]; i++)
		(void)digest(1, bounds[i]);
}

static void test_afl_custom__input_stays_as_it_was(void **state)
{
	(void)state;
	static const uint8_t before[] = "v0 = ()\nv1 = v0.__class__\n";
	(void)digest(3, 4096);
	assert_memory_equal(program, before, sizeof before);
}

static void test_afl_custom__any_bytes_are_taken(void **state)
{
	(void)state;
	void *made = mutators.init(NULL, 1);
	uint32_t number = 1;
	for (unsigned call = 0; call < CALLS; call++) {
		/* Of the exact size, so that a sanitizer sees a read behind the end. */
		size_t size = call % 97;
		uint8_t *bytes = malloc(size + 1);
		uint8_t *input = bytes + 1;
		uint8_t *output = NULL;
		assert_non_null(bytes);
		for (size_t i = 0; i < size; i++) {
			number = number * 1664525U + 1013904223U;
			input[i] = (uint8_t)(number >> 24);
		}
		if (size > 0 && call % 2 == 0)
			input[0] |= 0xf8; /* an operation stream */
		(void)mutators.count(made, input, size);
		assert_true(mutators.fuzz(made, input, size, &output, NULL, 0, 4096) > 0);
		free(bytes);
	}
	mutators.deinit(made);
}

static void test_afl_custom__what_is_made_is_text(void **state)
{
	(void)state;
	void *made = mutators.init(NULL, 5);
	uint8_t *output = NULL;
	size_t size = 0;
	for (unsigned call = 0; call < CALLS; call++) {
		size = mutators.fuzz(made, program, sizeof program - 1, &output, donor,
		                     sizeof donor - 1, 4096);
		assert_int_equal(output[size - 1], '\n');
		assert_null(memchr(output, '\0', size));
	}
	mutators.deinit(made);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest cases[] = {
	        cmocka_unit_test(test_afl_custom__equal_seeds_make_equal_inputs),
	        cmocka_unit_test(test_afl_custom__output_is_within_the_engines_bound),
	        cmocka_unit_test(test_afl_custom__input_stays_as_it_was),
	        cmocka_unit_test(test_afl_custom__any_bytes_are_taken),
	        cmocka_unit_test(test_afl_custom__what_is_made_is_text),
	};
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(cases, load, NULL);
}
