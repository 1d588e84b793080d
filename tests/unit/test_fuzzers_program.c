/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_fuzzers_program.c - text form, parser and printer of programs.
 */
#include "test.h"

#include "generate.h"
#include "lexer.h"
#include "program.h"
#include "repair.h"

static struct program first;
static struct program second;
static char text[PROGRAM_TEXT_MAX];
static char again[PROGRAM_TEXT_MAX];

static void parse(const char *source)
{
	assert_true(program_parse(&first, source, strlen(source)));
}

static void assert_prints(const char *source)
{
	size_t size = program_print(&first, text, sizeof text - 1);
	text[size] = '\0';
	assert_string_equal(text, source);
}

/* Which row reads a line: the form of the text decides, so each is written out. */
static const struct {
	const char *source;
	unsigned kind;
} lines[] = {
        {"v0 = ()\n", OPERATION_LITERAL},
        {"v0 = -1\n", OPERATION_LITERAL},
        {"v0 = 'a\\'b'\n", OPERATION_LITERAL},
        {"v1 = v0\n", OPERATION_COPY},
        {"v1 = object\n", OPERATION_BUILTIN},
        {"v1 = v0.__class__\n", OPERATION_READ},
        {"v1 = v0[0]\n", OPERATION_ITEM_LITERAL},
        {"v1 = v0[v2]\n", OPERATION_ITEM},
        {"v1 = v0()\n", OPERATION_CALL_0},
        {"v1 = v0(v2)\n", OPERATION_CALL_1},
        {"v1 = v0.gi_frame()\n", OPERATION_METHOD_0},
        {"v1 = v0 is not v2\n", OPERATION_BINARY},
        {"v1 = not v0\n", OPERATION_UNARY},
        {"v0.x = v1\n", OPERATION_WRITE},
        {"import os.path as v0\n", OPERATION_IMPORT_AS},
        {"class c0:\n    pass\n", OPERATION_EMPTY_CLASS},
        {"def f0(a0):\n    yield a0\n", OPERATION_DEFINE_1},
        {"match v0:\n    case object(x=v1):\n        pass\n    case _:\n        v1 = None\n",
         OPERATION_READ_MATCH},
        {"class v0:\n    def __index__(self, *rest):\n        return -1\nv0 = v0()\n",
         OPERATION_INSTANCE_LITERAL},
        {"v00 = 1\n", OPERATION_RAW},
        {"v1000 = 1\n", OPERATION_RAW},
        {"# v0 = 1\n", OPERATION_RAW},
        {"  v0 = 1\n", OPERATION_RAW},
        {"v0 = 1 # one\n", OPERATION_RAW},
        {"v0 = 'open\n", OPERATION_RAW},
        {"\tv0 = 1\n", OPERATION_RAW},
};

static void test_fuzzers_program__each_form_is_read_by_its_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
		parse(lines[i].source);
		assert_string_equal(operation_row(first.operations[0].kind)->name,
		                    operation_row(lines[i].kind)->name);
		assert_prints(lines[i].source);
	}
}

static void test_fuzzers_program__a_guarded_operation_is_one(void **state)
{
	(void)state;
	parse("try:\n    v1 = v0.x\nexcept BaseException as v2:\n    v1 = v2\n");
	assert_int_equal(first.count, 1);
	assert_true(first.operations[0].guarded);
	assert_int_equal(first.operations[0].output, 1);
	assert_int_equal(first.operations[0].caught, 2);

	/* Another value in the handler, or more lines in it, is another program. */
	parse("try:\n    v1 = v0.x\nexcept BaseException as v2:\n    v3 = v2\n");
	assert_int_equal(first.count, 4);
	parse("try:\n    v1 = v0.x\nexcept BaseException as v2:\n    v1 = v2\n    v3 = v2\n");
	assert_int_equal(first.count, 5);
	parse("try:\n    v1 = v0.x\nexcept BaseException as v2:\n    v1 = v2\nfinally:\n    "
	      "pass\n");
	assert_int_equal(first.count, 6);
}

static void test_fuzzers_program__values_and_uses_are_linked(void **state)
{
	(void)state;
	parse("v0 = ()\nv1 = v0.__class__\nv2 = v1(v0, c7)\n");
	assert_int_equal(first.count, 3);
	assert_int_equal(first.operations[1].inputs[0], first.operations[0].output);
	assert_int_equal(first.operations[2].inputs[0], first.operations[1].output);
	assert_int_equal(first.operations[2].inputs[1], first.operations[0].output);
	assert_int_equal(first.operations[2].inputs[2], 3007);
}

static void test_fuzzers_program__a_printed_program_is_read_back_equal(void **state)
{
	(void)state;
	for (uint64_t seed = 0; seed < 10000; seed++) {
		struct choices choices = choices_from_seed(seed);
		generate_program(&first, 1 + seed % 40, &choices);
		size_t size = program_print(&first, text, sizeof text);
		assert_true(size != 0 || first.count == 0);
		assert_true(program_parse(&second, text, size));
		if (!program_equal(&first, &second))
			fail_msg("seed %llu:\n%.*s", (unsigned long long)seed, (int)size, text);
	}
}

static uint64_t next_random(uint64_t *state)
{
	*state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *state >> 33;
}

static void test_fuzzers_program__any_bytes_are_a_program(void **state)
{
	(void)state;
	uint64_t random = 7;
	for (unsigned round = 0; round < 20000; round++) {
		uint8_t bytes[300];
		size_t size = next_random(&random) % sizeof bytes;
		for (size_t i = 0; i < size; i++)
			bytes[i] = (uint8_t)next_random(&random);
		(void)program_decode(&first, bytes, size);
		(void)program_print(&first, text, sizeof text);
	}
}

static void test_fuzzers_program__damaged_text_prints_as_it_is(void **state)
{
	(void)state;
	uint64_t random = 11;
	for (unsigned round = 0; round < 5000; round++) {
		struct choices choices = choices_from_seed(round);
		generate_program(&first, 20, &choices);
		size_t size = program_print(&first, text, sizeof text);
		for (unsigned i = 0; i < 5 && size != 0; i++) {
			char *byte = &text[next_random(&random) % size];
			*byte = (char)next_random(&random);
		}
		/* What fits the limits comes out as it went in, but for the last newline. */
		if (size == 0 || !program_parse(&second, text, size))
			continue;
		size_t printed = program_print(&second, again, sizeof again);
		assert_in_range(printed, size, size + 1);
		assert_memory_equal(again, text, size);
	}
}

static void test_fuzzers_program__limits_hold(void **state)
{
	(void)state;
	static char lots[400 * 1024];
	memset(lots, '\n', sizeof lots);
	assert_false(program_parse(&first, lots, sizeof lots));
	assert_int_equal(first.count, PROGRAM_OPERATIONS_MAX);

	memset(lots, 'a', sizeof lots);
	assert_false(program_parse(&first, lots, sizeof lots));
	assert_int_equal(first.count, 0);

	parse("v0 = ()\nv1 = v0\n");
	assert_int_equal(program_print(&first, text, 8), 0);
	assert_int_equal(program_print(&first, text, 16), 16);
}

static void test_fuzzers_program__every_row_is_read_back_by_itself(void **state)
{
	(void)state;
	struct scope scope = {.count = 4, .bound = {0, 1, 2, 3}};
	for (unsigned kind = 0; kind < OPERATION_RAW; kind++) {
		const struct operation_row *row = operation_row(kind);
		if (row->flow == FLOW_HANDLER || row->flow == FLOW_FINALLY)
			continue;
		struct choices choices = choices_from_seed(kind);
		struct program_names names = {.used = {1, 1, 1, 1}};
		struct operation operation;
		program_clear(&first);
		assert_true(generate_of_kind(&first, kind, &scope, &names, &choices, &operation));
		assert_non_null(program_insert(&first, 0, &operation));
		size_t size = program_print(&first, text, sizeof text);
		assert_true(program_parse(&second, text, size));
		if (second.count != 1 || second.operations[0].kind != kind)
			fail_msg("%s is read as %s:\n%.*s", row->name,
			         operation_row(second.operations[0].kind)->name, (int)size, text);
	}
}

TEST_MAIN(cmocka_unit_test(test_fuzzers_program__each_form_is_read_by_its_row),
          cmocka_unit_test(test_fuzzers_program__a_guarded_operation_is_one),
          cmocka_unit_test(test_fuzzers_program__values_and_uses_are_linked),
          cmocka_unit_test(test_fuzzers_program__a_printed_program_is_read_back_equal),
          cmocka_unit_test(test_fuzzers_program__any_bytes_are_a_program),
          cmocka_unit_test(test_fuzzers_program__damaged_text_prints_as_it_is),
          cmocka_unit_test(test_fuzzers_program__limits_hold),
          cmocka_unit_test(test_fuzzers_program__every_row_is_read_back_by_itself))
