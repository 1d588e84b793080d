/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/test_supervisor_killed.c - a worker killed by somebody else at each phase, and
 * workers that never get ready, several at a time in one host.
 */
#include <pthread.h>
#include <signal.h>

#include "census.h"
#include "runs.h"
#include "test.h"

static void *kill_when_shown(void *name)
{
	(void)kill(census_await_child(name), SIGKILL);
	return NULL;
}

static void expect_killed(const char *mode, const char *shown)
{
	pthread_t killer;
	char name[32];
	(void)snprintf(name, sizeof name, "%s", shown);
	assert_int_equal(pthread_create(&killer, NULL, kill_when_shown, name), 0);

	padcell_guest guest = runs_hostile(mode);
	padcell_policy *policy = runs_policy(POLICY_QUICK);
	padcell_verdict *verdict = NULL;
	padcell_error error;
	enum padcell_status status = padcell_run(policy, &guest, &verdict, &error);
	assert_int_equal(pthread_join(killer, NULL), 0);
	assert_int_equal(status, PADCELL_OK);
	runs_expect(verdict, PADCELL_OUTCOME_ERROR, "signal 9 before the guest ran", mode);
	padcell_verdict_free(verdict);
	padcell_policy_free(policy);
}

static void test_supervisor_killed__before_the_guest_it_is_an_error(void **state)
{
	(void)state;
	struct census before = census_take(runs_folder());
	expect_killed("show start", "in-start");
	expect_killed("show locked", "in-locked");
	struct census after = census_take(runs_folder());
	census_compare(&before, &after, "killed before the guest ran");
}

static int kill_the_worker(void *user, enum padcell_stream stream, const void *data, size_t size)
{
	(void)user, (void)stream, (void)data, (void)size;
	(void)kill(census_await_child("hostile_worker"), SIGKILL);
	return 0;
}

static void test_supervisor_killed__a_running_guest_is_a_crash(void **state)
{
	(void)state;
	padcell_guest guest = runs_hostile("greets");
	guest.output = kill_the_worker;
	padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_CRASH, "SIGKILL", "killed while running");
	padcell_verdict_free(verdict);
}

static int go_away(void *user, enum padcell_stream stream, const void *data, size_t size)
{
	(void)user, (void)stream, (void)data, (void)size;
	return -1;
}

static void test_supervisor_killed__a_reader_that_goes_away_ends_the_run(void **state)
{
	(void)state;
	padcell_guest guest = runs_hostile("greets");
	guest.output = go_away;
	padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_ERROR, "reader of the output went away", "went away");
	padcell_verdict_free(verdict);
}

struct waiting {
	const char *mode;
	pthread_t thread;
	padcell_guest guest;
	padcell_verdict *verdict;
};

static void *run_waiting(void *user)
{
	struct waiting *waiting = user;
	padcell_policy *policy = runs_policy(POLICY_QUICK);
	(void)padcell_run(policy, &waiting->guest, &waiting->verdict, NULL);
	padcell_policy_free(policy);
	return NULL;
}

/* All at once, since each takes as long as start-up may take. */
static void test_supervisor_killed__what_never_gets_ready_is_an_error(void **state)
{
	(void)state;
	struct waiting rows[] = {{.mode = "silent"},
	                         {.mode = "never reads"},
	                         {.mode = "truncated hello"},
	                         {.mode = "closes in start"}};
	const size_t count = sizeof rows / sizeof rows[0];
	struct census before = census_take(runs_folder());
	for (size_t i = 0; i < count; i++) {
		rows[i].guest = runs_hostile(rows[i].mode);
		assert_int_equal(pthread_create(&rows[i].thread, NULL, run_waiting, &rows[i]), 0);
	}
	for (size_t i = 0; i < count; i++)
		assert_int_equal(pthread_join(rows[i].thread, NULL), 0);
	struct census after = census_take(runs_folder());

	census_compare(&before, &after, "never ready");
	runs_expect(rows[0].verdict, PADCELL_OUTCOME_ERROR, "did not get ready", "silent");
	runs_expect(rows[1].verdict, PADCELL_OUTCOME_ERROR, "did not get ready", "never reads");
	runs_expect(rows[2].verdict, PADCELL_OUTCOME_ERROR, "did not get ready", "truncated");
	runs_expect(rows[3].verdict, PADCELL_OUTCOME_VIOLATION, "closed it and stayed", "closes");
	for (size_t i = 0; i < count; i++)
		padcell_verdict_free(rows[i].verdict);
}

static void test_supervisor_killed__a_host_that_ignores_sigchld_still_gets_a_verdict(void **state)
{
	(void)state;
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct sigaction before;
	assert_int_equal(sigaction(SIGCHLD, &ignore, &before), 0);
	padcell_guest guest = runs_hostile("ok");
	padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_OK, NULL, "ok with SIGCHLD ignored");
	padcell_verdict_free(verdict);

	guest = runs_hostile("SIGSEGV");
	verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_ERROR, "SIGCHLD", "crash with SIGCHLD ignored");
	padcell_verdict_free(verdict);
	assert_int_equal(sigaction(SIGCHLD, &before, NULL), 0);
}

TEST_MAIN(
        cmocka_unit_test(test_supervisor_killed__before_the_guest_it_is_an_error),
        cmocka_unit_test(test_supervisor_killed__a_running_guest_is_a_crash),
        cmocka_unit_test(test_supervisor_killed__a_reader_that_goes_away_ends_the_run),
        cmocka_unit_test(test_supervisor_killed__what_never_gets_ready_is_an_error),
        cmocka_unit_test(test_supervisor_killed__a_host_that_ignores_sigchld_still_gets_a_verdict))
