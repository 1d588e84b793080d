/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_verdict_build.c - every fact is bounded as it comes in.
 */
#include "facts.h"
#include "test.h"

static void test_verdict_build__output_is_cut_exactly_at_the_limit(void **state)
{
	(void)state;
	for (uint64_t limit = 0; limit <= 12; limit++) {
		padcell_verdict *verdict = verdict_new(limit);
		size_t kept = verdict_add_output(verdict, PADCELL_STDOUT, "abcd", 4);
		kept += verdict_add_output(verdict, PADCELL_STDERR, "efgh", 4);
		kept += verdict_add_output(verdict, PADCELL_STDOUT, "ijkl", 4);
		assert_int_equal(kept, limit);
		assert_int_equal(verdict->limit_reached[VERDICT_LIMIT_OUTPUT], limit < 12);

		size_t out = 0;
		size_t err = 0;
		const char *text = padcell_verdict_stdout(verdict, &out);
		assert_memory_equal(text, "abcdijkl", out);
		assert_memory_equal(padcell_verdict_stderr(verdict, &err), "efgh", err);
		assert_int_equal(out + err, limit);
		padcell_verdict_free(verdict);
	}
}

static void test_verdict_build__output_at_the_limit_is_not_over_it(void **state)
{
	(void)state;
	padcell_verdict *verdict = verdict_new(4);
	assert_int_equal(verdict_add_output(verdict, PADCELL_STDOUT, "abcd", 4), 4);
	assert_int_equal(verdict_add_output(verdict, PADCELL_STDERR, "", 0), 0);
	verdict_set_ok(verdict);
	assert_int_equal(verdict_conclude(verdict), PADCELL_OUTCOME_OK);
	assert_int_equal(verdict_add_output(verdict, PADCELL_STDERR, "e", 1), 0);
	assert_int_equal(verdict_conclude(verdict), PADCELL_OUTCOME_OUTPUT);
	padcell_verdict_free(verdict);
}

static void test_verdict_build__equal_denials_are_one_row(void **state)
{
	(void)state;
	padcell_verdict *verdict = verdict_new(0);
	verdict_add_denial(verdict, PADCELL_LAYER_PERMITS, "posix.system", 1);
	verdict_add_denial(verdict, PADCELL_LAYER_BUILTINS, "posix.system", 1);
	verdict_add_denial(verdict, PADCELL_LAYER_PERMITS, "posix.system", 2);
	verdict_add_denial(verdict, PADCELL_LAYER_PERMITS, NULL, 1);
	assert_int_equal(verdict->denial_count, 3);
	assert_int_equal(verdict->denials[0].count, 3);
	assert_int_equal(verdict->denials[1].layer, PADCELL_LAYER_BUILTINS);
	assert_string_equal(verdict->denials[2].what, "");
	padcell_verdict_free(verdict);
}

static void test_verdict_build__made_up_denials_end_in_one_row_a_layer(void **state)
{
	(void)state;
	padcell_verdict *verdict = verdict_new(0);
	uint64_t sent = 0;
	for (int i = 0; i < 2 * VERDICT_DENIALS_MAX; i++) {
		char what[16];
		(void)snprintf(what, sizeof what, "name%d", i);
		verdict_add_denial(verdict, PADCELL_LAYER_PERMITS, what, 1);
		verdict_add_denial(verdict, PADCELL_LAYER_BUILTINS, what, 1);
		sent += 2;
	}
	assert_int_equal(verdict->denial_count, VERDICT_DENIALS_MAX + 2);
	for (size_t i = 0; i < verdict->denial_count; i++)
		sent -= verdict->denials[i].count;
	assert_int_equal(sent, 0);
	assert_string_equal(verdict->denials[VERDICT_DENIALS_MAX].what, VERDICT_DENIALS_REST);
	padcell_verdict_free(verdict);
}

static void test_verdict_build__counts_stop_at_their_largest_value(void **state)
{
	(void)state;
	padcell_verdict *verdict = verdict_new(0);
	verdict_add_denial(verdict, PADCELL_LAYER_PERMITS, "x", UINT64_MAX);
	verdict_add_denial(verdict, PADCELL_LAYER_PERMITS, "x", 2);
	assert_true(verdict->denials[0].count == UINT64_MAX);
	padcell_verdict_free(verdict);
}

static void test_verdict_build__long_names_are_cut_between_characters(void **state)
{
	(void)state;
	char text[2 * VERDICT_DETAIL_MAX];
	for (size_t i = 0; i + 1 < sizeof text; i += 2)
		memcpy(text + i, "\xc3\xa9", 2);
	text[sizeof text - 1] = '\0';
	padcell_verdict *verdict = verdict_new(0);
	verdict_add_violation(verdict, PADCELL_INVARIANT_K, PADCELL_LAYER_SECCOMP, text + 1, text,
	                      0);
	assert_int_equal(strlen(verdict->violations[0].what), VERDICT_WHAT_MAX - 1);
	assert_int_equal(strlen(verdict->violations[0].detail), VERDICT_DETAIL_MAX);
	padcell_verdict_free(verdict);
}

static void test_verdict_build__the_first_violations_are_kept(void **state)
{
	(void)state;
	padcell_verdict *verdict = verdict_new(0);
	for (unsigned i = 1; i <= 2 * VERDICT_VIOLATIONS_MAX; i++)
		verdict_add_violation(verdict, PADCELL_INVARIANT_I, PADCELL_LAYER_SUPERVISOR, "x",
		                      NULL, i);
	assert_int_equal(verdict->violation_count, VERDICT_VIOLATIONS_MAX);
	assert_int_equal(verdict->violations[VERDICT_VIOLATIONS_MAX - 1].line,
	                 VERDICT_VIOLATIONS_MAX);
	assert_string_equal(verdict->violations[0].detail, "");
	assert_false(verdict->out_of_memory);
	padcell_verdict_free(verdict);
}

static void test_verdict_build__texts_of_exceptions_are_bounded(void **state)
{
	(void)state;
	const size_t size = (size_t)2 * VERDICT_TEXT_MAX;
	char *text = malloc(size);
	memset(text, 't', size);
	const struct verdict_exception exception = {.type = "T",
	                                            .message = text,
	                                            .message_size = size,
	                                            .traceback = text,
	                                            .traceback_size = size};
	padcell_verdict *verdict = verdict_new(0);
	verdict_set_exception(verdict, &exception);
	assert_int_equal(verdict->exception.message.size, VERDICT_TEXT_MAX);
	assert_int_equal(strlen(padcell_verdict_traceback(verdict)), VERDICT_TEXT_MAX);

	const struct verdict_exception nothing = {0};
	verdict_set_exception(verdict, &nothing);
	assert_string_equal(verdict->exception.type, "");
	assert_string_equal(padcell_verdict_traceback(verdict), "");
	padcell_verdict_free(verdict);
	free(text);
}

static void test_verdict_build__the_last_diagnostics_are_kept(void **state)
{
	(void)state;
	char text[VERDICT_DIAGNOSTICS_MAX + 10];
	memset(text, 'a', sizeof text);
	memset(text, 'b', 10);
	padcell_verdict *verdict = verdict_new(0);
	verdict_set_diagnostics(verdict, text, sizeof text);
	assert_int_equal(verdict->diagnostics.size, VERDICT_DIAGNOSTICS_MAX);
	assert_null(strchr(bytes_text(&verdict->diagnostics), 'b'));
	verdict_set_diagnostics(verdict, "", 0);
	assert_int_equal(verdict->diagnostics.size, 0);
	padcell_verdict_free(verdict);
}

static void test_verdict_build__a_bad_result_leaves_the_former_one(void **state)
{
	(void)state;
	padcell_verdict *verdict = verdict_new(0);
	assert_true(verdict_set_result(verdict, "\x05", 1));
	assert_false(verdict_set_result(verdict, "\xff", 1));
	assert_int_equal(json_integer_value(verdict->result), 5);
	assert_true(verdict_set_result(verdict, "\x06", 1));
	assert_int_equal(json_integer_value(verdict->result), 6);
	padcell_verdict_free(verdict);
}

static void test_verdict_build__rungs_and_names_are_bounded(void **state)
{
	(void)state;
	char name[4 * FACTS_NAME_MAX];
	memset(name, 'n', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	padcell_verdict *verdict = verdict_new(0);
	for (int i = 0; i < 2 * VERDICT_RUNGS_MAX; i++)
		verdict_add_rung(verdict, name, true, 0);
	verdict_set_python(verdict, name);
	verdict_set_policy(verdict, name);
	assert_int_equal(verdict->rung_count, VERDICT_RUNGS_MAX);
	assert_int_equal(strlen(verdict->rungs[0].name), FACTS_NAME_MAX - 1);
	assert_int_equal(strlen(verdict->python), FACTS_NAME_MAX - 1);
	assert_int_equal(strlen(verdict->policy), FACTS_NAME_MAX - 1);
	padcell_verdict_free(verdict);
}

TEST_MAIN(cmocka_unit_test(test_verdict_build__output_is_cut_exactly_at_the_limit),
          cmocka_unit_test(test_verdict_build__output_at_the_limit_is_not_over_it),
          cmocka_unit_test(test_verdict_build__equal_denials_are_one_row),
          cmocka_unit_test(test_verdict_build__made_up_denials_end_in_one_row_a_layer),
          cmocka_unit_test(test_verdict_build__counts_stop_at_their_largest_value),
          cmocka_unit_test(test_verdict_build__long_names_are_cut_between_characters),
          cmocka_unit_test(test_verdict_build__the_first_violations_are_kept),
          cmocka_unit_test(test_verdict_build__texts_of_exceptions_are_bounded),
          cmocka_unit_test(test_verdict_build__the_last_diagnostics_are_kept),
          cmocka_unit_test(test_verdict_build__a_bad_result_leaves_the_former_one),
          cmocka_unit_test(test_verdict_build__rungs_and_names_are_bounded))
