/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_verdict_conclude.c - which facts amount to which outcome, and the line that says
 * so.
 */
#include <signal.h>

#include "fail.h"
#include "test.h"
#include "verdict_build.h"

static const struct verdict_exception value_error = {
        .type = "ValueError", .message = "no\nsecond line", .message_size = 14};
static const struct verdict_exception syntax_error = {.type = "SyntaxError",
                                                      .message = "invalid syntax",
                                                      .message_size = 14,
                                                      .line = 3,
                                                      .column = 5};

static void add_error(padcell_verdict *verdict)
{
	padcell_error error;
	(void)padcell_fail(&error, PADCELL_E_SYSTEM, PADCELL_STAGE_SUPERVISOR, 0, "poll failed");
	verdict_set_error(verdict, &error);
}

static void add_violation(padcell_verdict *verdict)
{
	verdict_add_violation(verdict, PADCELL_INVARIANT_G, PADCELL_LAYER_AUDIT, "open", NULL, 7);
}

static void add_crash(padcell_verdict *verdict)
{
	verdict_set_crash(verdict, SIGSEGV);
}

static void add_memory(padcell_verdict *verdict)
{
	verdict_set_limit(verdict, VERDICT_LIMIT_MEMORY, 1024);
}

static void add_wall(padcell_verdict *verdict)
{
	verdict_set_limit(verdict, VERDICT_LIMIT_WALL, 5000);
}

static void add_output(padcell_verdict *verdict)
{
	assert_int_equal(verdict_add_output(verdict, PADCELL_STDOUT, "12345", 5), 4);
}

static void add_rejected(padcell_verdict *verdict)
{
	verdict_set_rejected(verdict, &syntax_error);
}

static void add_exit(padcell_verdict *verdict)
{
	verdict_set_exit(verdict, 3);
}

static void add_exception(padcell_verdict *verdict)
{
	verdict_set_exception(verdict, &value_error);
}

/* By weight, the heaviest first. */
static const struct {
	void (*add)(padcell_verdict *verdict);
	enum padcell_outcome outcome;
	const char *text;
	enum padcell_exit exit;
	const char *summary;
} weights[] = {
        {add_error, PADCELL_OUTCOME_ERROR, "error", PADCELL_EXIT_INTERNAL,
         "error: supervisor: poll failed"},
        {add_violation, PADCELL_OUTCOME_VIOLATION, "violation", PADCELL_EXIT_VIOLATION,
         "violation of invariant G, seen by layer audit (line 7): open"},
        {add_crash, PADCELL_OUTCOME_CRASH, "crash", PADCELL_EXIT_CRASH,
         "crash: the worker died by SIGSEGV"},
        {add_memory, PADCELL_OUTCOME_MEMORY, "memory", PADCELL_EXIT_LIMIT,
         "memory: 1024 bytes of memory are used up"},
        {add_wall, PADCELL_OUTCOME_TIMEOUT, "timeout", PADCELL_EXIT_LIMIT,
         "timeout: 5000 ms of wall clock are used up"},
        {add_output, PADCELL_OUTCOME_OUTPUT, "output", PADCELL_EXIT_LIMIT,
         "output: 4 bytes of output are used up"},
        {add_rejected, PADCELL_OUTCOME_REJECTED, "rejected", PADCELL_EXIT_REJECTED,
         "rejected (line 3, column 5): SyntaxError: invalid syntax"},
        {add_exit, PADCELL_OUTCOME_EXIT, "exit", PADCELL_EXIT_GUEST,
         "exit: the guest ended with code 3"},
        {add_exception, PADCELL_OUTCOME_EXCEPTION, "exception", PADCELL_EXIT_GUEST,
         "exception: ValueError: no"},
        {verdict_set_ok, PADCELL_OUTCOME_OK, "ok", PADCELL_EXIT_OK, "ok"},
};
#define WEIGHTS (sizeof weights / sizeof weights[0])

static padcell_verdict *new_verdict(void)
{
	padcell_verdict *verdict = verdict_new(4);
	assert_non_null(verdict);
	return verdict;
}

static void check(padcell_verdict *verdict, size_t row)
{
	assert_int_equal(verdict_conclude(verdict), weights[row].outcome);
	assert_int_equal(padcell_verdict_outcome(verdict), weights[row].outcome);
	assert_string_equal(padcell_outcome_text(weights[row].outcome), weights[row].text);
	assert_int_equal(padcell_verdict_exit(verdict), weights[row].exit);
	assert_string_equal(padcell_verdict_summary(verdict), weights[row].summary);
	padcell_verdict_free(verdict);
}

static void test_verdict_conclude__each_fact_has_its_outcome(void **state)
{
	(void)state;
	for (size_t row = 0; row < WEIGHTS; row++) {
		padcell_verdict *verdict = new_verdict();
		weights[row].add(verdict);
		check(verdict, row);
	}
}

/* Endings replace each other, so at most one of the last four is a fact at a time. */
static bool can_meet(size_t heavy, size_t light)
{
	const size_t first_ending = 6;
	return heavy < first_ending || light < first_ending;
}

static void test_verdict_conclude__the_heavier_of_two_facts_counts(void **state)
{
	(void)state;
	for (size_t pair = 0; pair < WEIGHTS * WEIGHTS; pair++) {
		size_t a = pair / WEIGHTS;
		size_t b = pair % WEIGHTS;
		if (a == b || !can_meet(a, b))
			continue;
		padcell_verdict *verdict = new_verdict();
		weights[a].add(verdict);
		weights[b].add(verdict);
		check(verdict, a < b ? a : b);
	}
}

static void test_verdict_conclude__the_last_ending_counts(void **state)
{
	(void)state;
	padcell_verdict *verdict = new_verdict();
	add_exception(verdict);
	add_exit(verdict);
	assert_int_equal(verdict_conclude(verdict), PADCELL_OUTCOME_EXIT);
	verdict_set_ok(verdict);
	assert_int_equal(verdict_conclude(verdict), PADCELL_OUTCOME_OK);
	padcell_verdict_free(verdict);
}

static void test_verdict_conclude__nothing_known_is_an_error(void **state)
{
	(void)state;
	padcell_verdict *verdict = new_verdict();
	assert_int_equal(padcell_verdict_outcome(verdict), PADCELL_OUTCOME_ERROR);
	verdict_add_denial(verdict, PADCELL_LAYER_PERMITS, "posix.system", 1);
	assert_int_equal(verdict_conclude(verdict), PADCELL_OUTCOME_ERROR);
	assert_int_equal(padcell_verdict_exit(verdict), PADCELL_EXIT_INTERNAL);
	assert_string_equal(padcell_verdict_summary(verdict),
	                    "error: verdict: the run ended and nobody said how");
	padcell_verdict_free(verdict);
}

static void test_verdict_conclude__exit_codes_depend_on_the_guests_code(void **state)
{
	(void)state;
	static const int codes[] = {0, 1, 2, 255, -1, 2147483647};
	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		padcell_verdict *verdict = new_verdict();
		verdict_set_exit(verdict, codes[i]);
		assert_int_equal(verdict_conclude(verdict), PADCELL_OUTCOME_EXIT);
		assert_int_equal(padcell_verdict_exit(verdict),
		                 codes[i] == 0 ? PADCELL_EXIT_OK : PADCELL_EXIT_GUEST);
		padcell_verdict_free(verdict);
	}
}

static void test_verdict_conclude__an_unable_machine_has_its_own_exit_code(void **state)
{
	(void)state;
	padcell_error error;
	(void)padcell_fail(&error, PADCELL_E_UNSUPPORTED, PADCELL_STAGE_KERNEL, 0, "no landlock");
	padcell_verdict *verdict = new_verdict();
	verdict_set_error(verdict, &error);
	add_error(verdict);
	assert_int_equal(verdict_conclude(verdict), PADCELL_OUTCOME_ERROR);
	assert_int_equal(padcell_verdict_exit(verdict), PADCELL_EXIT_UNSUPPORTED);
	assert_string_equal(padcell_verdict_summary(verdict), "error: kernel: no landlock");
	padcell_verdict_free(verdict);
}

static void test_verdict_conclude__cpu_time_is_a_timeout_too(void **state)
{
	(void)state;
	padcell_verdict *verdict = new_verdict();
	verdict_set_limit(verdict, VERDICT_LIMIT_CPU, 250);
	assert_int_equal(verdict_conclude(verdict), PADCELL_OUTCOME_TIMEOUT);
	assert_string_equal(padcell_verdict_summary(verdict),
	                    "timeout: 250 ms of processor time are used up");
	padcell_verdict_free(verdict);
}

static void test_verdict_conclude__the_summary_is_one_safe_line(void **state)
{
	(void)state;
	char message[1000];
	memset(message, 'm', sizeof message);
	memcpy(message, "\x1b[2J\xff\0", 6);
	const struct verdict_exception exception = {
	        .type = "E\x1b\n", .message = message, .message_size = sizeof message};
	padcell_verdict *verdict = new_verdict();
	verdict_set_exception(verdict, &exception);
	(void)verdict_conclude(verdict);
	const char *summary = padcell_verdict_summary(verdict);
	assert_memory_equal(summary, "exception: E??: ?[2J?", sizeof "exception: E??: ?[2J?");
	assert_null(strpbrk(summary, "\n\x1b\xff"));
	padcell_verdict_free(verdict);
}

static void test_verdict_conclude__answers_without_a_verdict(void **state)
{
	(void)state;
	size_t size = 1;
	assert_int_equal(padcell_verdict_outcome(NULL), PADCELL_OUTCOME_ERROR);
	assert_int_equal(padcell_verdict_exit(NULL), PADCELL_EXIT_INTERNAL);
	assert_string_equal(padcell_verdict_stdout(NULL, &size), "");
	assert_int_equal(size, 0);
	assert_string_equal(padcell_verdict_stderr(NULL, NULL), "");
	assert_string_equal(padcell_verdict_summary(NULL), "");
	assert_string_equal(padcell_verdict_traceback(NULL), "");
	assert_string_equal(padcell_outcome_text((enum padcell_outcome)1000), "error");
	assert_string_equal(padcell_outcome_text((enum padcell_outcome)(-1)), "error");
	assert_null(padcell_verdict_free(NULL));
}

TEST_MAIN(cmocka_unit_test(test_verdict_conclude__each_fact_has_its_outcome),
          cmocka_unit_test(test_verdict_conclude__the_heavier_of_two_facts_counts),
          cmocka_unit_test(test_verdict_conclude__the_last_ending_counts),
          cmocka_unit_test(test_verdict_conclude__nothing_known_is_an_error),
          cmocka_unit_test(test_verdict_conclude__exit_codes_depend_on_the_guests_code),
          cmocka_unit_test(test_verdict_conclude__an_unable_machine_has_its_own_exit_code),
          cmocka_unit_test(test_verdict_conclude__cpu_time_is_a_timeout_too),
          cmocka_unit_test(test_verdict_conclude__the_summary_is_one_safe_line),
          cmocka_unit_test(test_verdict_conclude__answers_without_a_verdict))
