/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/test_supervisor_hostile.c - whatever a worker does, a run has one verdict and
 * leaves nothing behind.
 */
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include "census.h"
#include "runs.h"
#include "test.h"

struct expectation {
	const char *mode;
	enum padcell_outcome outcome;
	const char *shows; /* in the JSON document or the summary */
};

static void expect_all(const char *policy, const struct expectation *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		padcell_guest guest = runs_hostile(rows[i].mode);
		padcell_verdict *verdict = runs_verdict(policy, &guest);
		runs_expect(verdict, rows[i].outcome, rows[i].shows, rows[i].mode);
		padcell_verdict_free(verdict);
	}
}
#define EXPECT_ALL(policy, rows) expect_all(policy, rows, sizeof(rows) / sizeof(rows)[0])

static void test_supervisor_hostile__a_breach_before_the_guest_is_a_violation(void **state)
{
	(void)state;
	static const struct expectation rows[] = {
	        {"garbage", PADCELL_OUTCOME_VIOLATION, "which is no frame of its"},
	        {"zeros", PADCELL_OUTCOME_VIOLATION, "code 0x00"},
	        {"giant size", PADCELL_OUTCOME_VIOLATION, "HELLO of 4294967295 bytes"},
	        {"reserved bits", PADCELL_OUTCOME_VIOLATION, "reserved bits"},
	        {"host code", PADCELL_OUTCOME_VIOLATION, "code 0x03"},
	        {"trailing hello", PADCELL_OUTCOME_VIOLATION, "not of its form"},
	        {"locked before hello", PADCELL_OUTCOME_VIOLATION, "before HELLO"},
	        {"hello twice", PADCELL_OUTCOME_VIOLATION, "more of them"},
	        {"done in start", PADCELL_OUTCOME_VIOLATION, "DONE in phase START"},
	        {"no descriptor", PADCELL_OUTCOME_VIOLATION, "no descriptor of that number"},
	        {"a pipe as listener", PADCELL_OUTCOME_VIOLATION, "no seccomp listener"},
	        {"locked twice", PADCELL_OUTCOME_VIOLATION, "LOCKED in phase"},
	        {"output before run", PADCELL_OUTCOME_VIOLATION, "OUTPUT in phase LOCKED"},
	        {"hello in locked", PADCELL_OUTCOME_VIOLATION, "HELLO in phase LOCKED"},
	};
	EXPECT_ALL(POLICY_QUICK, rows);
}

static void test_supervisor_hostile__a_breach_of_a_running_guest_is_a_violation(void **state)
{
	(void)state;
	static const struct expectation rows[] = {
	        {"after done", PADCELL_OUTCOME_VIOLATION, "in phase ENDED"},
	        {"failed in running", PADCELL_OUTCOME_VIOLATION, "FAILED in phase RUNNING"},
	        {"locked in running", PADCELL_OUTCOME_VIOLATION, "LOCKED in phase RUNNING"},
	        {"flood of empty output", PADCELL_OUTCOME_VIOLATION, "not of its form"},
	        {"third stream", PADCELL_OUTCOME_VIOLATION, "not of its form"},
	        {"flood of denials", PADCELL_OUTCOME_VIOLATION, "more of them"},
	        {"flood of diagnostics", PADCELL_OUTCOME_VIOLATION, "flooded"},
	        {"asks for nothing", PADCELL_OUTCOME_VIOLATION, "not of its form"},
	        {"violation", PADCELL_OUTCOME_VIOLATION, "by a test"},
	        {"bad result", PADCELL_OUTCOME_VIOLATION, "not CBOR"},
	        {"two results", PADCELL_OUTCOME_VIOLATION, "more of them"},
	        {"contradiction", PADCELL_OUTCOME_VIOLATION, "contradicts"},
	        {"two exceptions", PADCELL_OUTCOME_VIOLATION, "more of them"},
	        {"no exception", PADCELL_OUTCOME_VIOLATION, "contradicts"},
	        {"exits with 0", PADCELL_OUTCOME_VIOLATION, "exit status 0 without DONE"},
	        {"exits with 1", PADCELL_OUTCOME_VIOLATION, "exit status 1 without DONE"},
	        {"exits with 1 after done", PADCELL_OUTCOME_VIOLATION, "after DONE"},
	        {"closes and stays", PADCELL_OUTCOME_VIOLATION, "closed it and stayed"},
	        {"forks and exits", PADCELL_OUTCOME_VIOLATION, "without DONE"},
	};
	EXPECT_ALL(POLICY_QUICK, rows);
}

static void test_supervisor_hostile__a_death_before_the_guest_is_an_error_of_ours(void **state)
{
	(void)state;
	static const struct expectation rows[] = {
	        {"no such mode", PADCELL_OUTCOME_ERROR, "status 3 before the guest ran"},
	        {"other version", PADCELL_OUTCOME_ERROR, "speaks version 99"},
	        {"failed", PADCELL_OUTCOME_ERROR, "as told"},
	        {"failed in locked", PADCELL_OUTCOME_ERROR, "as told"},
	        {"exits in start", PADCELL_OUTCOME_ERROR, "status 0 before the guest ran"},
	        {"complains in start", PADCELL_OUTCOME_ERROR, "ran: no such thing"},
	        {"crashes in start", PADCELL_OUTCOME_ERROR, "signal 11 before the guest ran"},
	        {"exits after hello", PADCELL_OUTCOME_ERROR, "status 0 before the guest ran"},
	        {"exits in locked", PADCELL_OUTCOME_ERROR, "status 1 before the guest ran"},
	        {"crashes in locked", PADCELL_OUTCOME_ERROR, "signal 11 before the guest ran"},
	};
	EXPECT_ALL(POLICY_QUICK, rows);
}

static void test_supervisor_hostile__a_fault_of_a_running_guest_is_a_crash(void **state)
{
	(void)state;
	static const struct expectation rows[] = {
	        {"SIGSEGV", PADCELL_OUTCOME_CRASH, "SIGSEGV"},
	        {"SIGILL", PADCELL_OUTCOME_CRASH, "SIGILL"},
	        {"SIGFPE", PADCELL_OUTCOME_CRASH, "SIGFPE"},
	        {"SIGTRAP", PADCELL_OUTCOME_CRASH, "SIGTRAP"},
	        {"SIGBUS", PADCELL_OUTCOME_CRASH, "SIGBUS"},
	        {"crashes after done", PADCELL_OUTCOME_CRASH, "SIGSEGV"},
	        {"aborts", PADCELL_OUTCOME_CRASH, "Fatal: it broke"},
	};
	EXPECT_ALL(POLICY_QUICK, rows);
}

static void test_supervisor_hostile__a_stopped_system_call_is_a_violation(void **state)
{
	(void)state;
	static const struct expectation rows[] = {
	        {"breaks out", PADCELL_OUTCOME_VIOLATION, "\"invariant\": \"G\""},
	        {"breaks out", PADCELL_OUTCOME_VIOLATION, "\"stdout\": \"before\""},
	        {"breaks out unheard", PADCELL_OUTCOME_VIOLATION, "\"layer\": \"seccomp\""},
	};
	EXPECT_ALL(POLICY_QUICK, rows);
}

static void test_supervisor_hostile__time_ends_what_stays(void **state)
{
	(void)state;
	static const struct expectation rows[] = {
	        {"slow loris", PADCELL_OUTCOME_TIMEOUT, "500"},
	        {"greets", PADCELL_OUTCOME_TIMEOUT, "ready"},
	        {"forks and stays", PADCELL_OUTCOME_TIMEOUT, "500"},
	        {"ignores signals", PADCELL_OUTCOME_TIMEOUT, "500"},
	};
	EXPECT_ALL(POLICY_SHORT "grants: {stdin: true}\n", rows);
}

static void test_supervisor_hostile__processor_time_ends_what_spins(void **state)
{
	(void)state;
	static const struct expectation rows[] = {
	        {"spins", PADCELL_OUTCOME_TIMEOUT, "200 ms of processor time"},
	};
	EXPECT_ALL("limits: {wall: 60 s, cpu: 200 ms, source: 8 MiB}\n", rows);
}

static void test_supervisor_hostile__done_is_an_end_even_for_a_worker_that_stays(void **state)
{
	(void)state;
	static const struct expectation rows[] = {
	        {"ok", PADCELL_OUTCOME_OK, "\"stdout\": \"fine\\n\""},
	        {"ok and stays", PADCELL_OUTCOME_OK, NULL},
	};
	EXPECT_ALL(POLICY_QUICK, rows);
}

static void test_supervisor_hostile__output_is_cut_to_the_byte(void **state)
{
	(void)state;
	padcell_guest guest = runs_hostile("flood of output");
	padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
	size_t size = 0;
	(void)padcell_verdict_stdout(verdict, &size);
	runs_expect(verdict, PADCELL_OUTCOME_OUTPUT, NULL, "flood of output");
	assert_int_equal(size, 100000);
	padcell_verdict_free(verdict);
}

static void test_supervisor_hostile__a_missing_grant_is_not_answered(void **state)
{
	(void)state;
	static const struct expectation rows[] = {
	        {"echo", PADCELL_OUTCOME_VIOLATION, "without a grant"},
	};
	EXPECT_ALL("limits: {source: 8 MiB}\n", rows);
}

static void test_supervisor_hostile__input_is_asked_for_once_at_a_time(void **state)
{
	(void)state;
	int silent[2];
	assert_int_equal(pipe2(silent, O_CLOEXEC), 0);
	padcell_guest guest = runs_hostile("asks twice");
	guest.stdin_fd = silent[0];
	padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_VIOLATION, "twice at once", "asks twice");
	padcell_verdict_free(verdict);
	(void)close(silent[0]);
	(void)close(silent[1]);
}

#define NOISES 300

static void test_supervisor_hostile__noise_of_any_kind_is_judged(void **state)
{
	(void)state;
	unsigned outcomes[PADCELL_OUTCOME_OK + 1] = {0};
	for (unsigned seed = 1; seed <= NOISES; seed++) {
		char mode[32];
		(void)snprintf(mode, sizeof mode, "noise%u", seed);
		padcell_guest guest = runs_hostile(mode);
		padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
		enum padcell_outcome outcome = padcell_verdict_outcome(verdict);
		if (outcome == PADCELL_OUTCOME_ERROR)
			runs_expect(verdict, PADCELL_OUTCOME_VIOLATION, NULL, mode);
		outcomes[outcome]++;
		padcell_verdict_free(verdict);
	}
	assert_true(outcomes[PADCELL_OUTCOME_VIOLATION] > NOISES / 2);
}

#define THREADS 4
#define TURNS   20

static void *run_often(void *user)
{
	unsigned *well = user;
	padcell_policy *policy = runs_policy(POLICY_QUICK);
	for (unsigned turn = 0; turn < TURNS; turn++) {
		padcell_guest guest = runs_hostile(turn % 2 == 0 ? "ok" : "violation");
		padcell_verdict *verdict = NULL;
		if (padcell_run(policy, &guest, &verdict, NULL) != PADCELL_OK)
			continue;
		enum padcell_outcome wanted =
		        turn % 2 == 0 ? PADCELL_OUTCOME_OK : PADCELL_OUTCOME_VIOLATION;
		*well += padcell_verdict_outcome(verdict) == wanted;
		padcell_verdict_free(verdict);
	}
	padcell_policy_free(policy);
	return NULL;
}

static void test_supervisor_hostile__runs_of_several_threads_do_not_mix(void **state)
{
	(void)state;
	pthread_t threads[THREADS];
	unsigned well[THREADS] = {0};
	struct census before = census_take(runs_folder());
	for (unsigned i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, run_often, &well[i]), 0);
	for (unsigned i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	struct census after = census_take(runs_folder());

	census_compare(&before, &after, "several threads");
	for (unsigned i = 0; i < THREADS; i++)
		assert_int_equal(well[i], TURNS);
}

static void test_supervisor_hostile__unsupported_is_no_verdict(void **state)
{
	(void)state;
	padcell_guest guest = runs_hostile("unsupported");
	padcell_error error = {.status = PADCELL_OK};
	assert_null(runs_counted(POLICY_QUICK, &guest, &error));
	assert_int_equal(error.status, PADCELL_E_UNSUPPORTED);
	assert_string_equal(error.message, "as told");
}

static void test_supervisor_hostile__a_rung_that_is_not_had_is_unsupported(void **state)
{
	(void)state;
	padcell_guest guest = runs_hostile("ok");
	padcell_error error = {.status = PADCELL_OK};
	assert_null(runs_counted(POLICY_QUICK "require: [landlock]\n", &guest, &error));
	assert_int_equal(error.status, PADCELL_E_UNSUPPORTED);
	assert_non_null(strstr(error.message, "landlock"));
}

TEST_MAIN(cmocka_unit_test(test_supervisor_hostile__a_breach_before_the_guest_is_a_violation),
          cmocka_unit_test(test_supervisor_hostile__a_breach_of_a_running_guest_is_a_violation),
          cmocka_unit_test(test_supervisor_hostile__a_death_before_the_guest_is_an_error_of_ours),
          cmocka_unit_test(test_supervisor_hostile__a_fault_of_a_running_guest_is_a_crash),
          cmocka_unit_test(test_supervisor_hostile__a_stopped_system_call_is_a_violation),
          cmocka_unit_test(test_supervisor_hostile__time_ends_what_stays),
          cmocka_unit_test(test_supervisor_hostile__processor_time_ends_what_spins),
          cmocka_unit_test(test_supervisor_hostile__done_is_an_end_even_for_a_worker_that_stays),
          cmocka_unit_test(test_supervisor_hostile__output_is_cut_to_the_byte),
          cmocka_unit_test(test_supervisor_hostile__a_missing_grant_is_not_answered),
          cmocka_unit_test(test_supervisor_hostile__input_is_asked_for_once_at_a_time),
          cmocka_unit_test(test_supervisor_hostile__noise_of_any_kind_is_judged),
          cmocka_unit_test(test_supervisor_hostile__runs_of_several_threads_do_not_mix),
          cmocka_unit_test(test_supervisor_hostile__unsupported_is_no_verdict),
          cmocka_unit_test(test_supervisor_hostile__a_rung_that_is_not_had_is_unsupported))
