/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/test_supervisor_refuses.c - what padcell_run() refuses before anything runs,
 * and what it says when a part of the installation is missing.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runs.h"
#include "test.h"

static void expect_refusal(const padcell_guest *guest, enum padcell_status status, const char *text)
{
	padcell_error error = {.status = PADCELL_OK};
	assert_null(runs_counted(POLICY_QUICK, guest, &error));
	assert_int_equal(error.status, status);
	if (strstr(error.message, text) == NULL)
		fail_msg("no \"%s\" in \"%s\"", text, error.message);
}

static void test_supervisor_refuses__a_missing_worker(void **state)
{
	(void)state;
	padcell_guest guest = runs_hostile("ok");
	guest.worker = "/nonexistent/padcell-worker";
	expect_refusal(&guest, PADCELL_E_INSTALL, "/nonexistent/padcell-worker");
}

static void test_supervisor_refuses__a_worker_that_is_no_program(void **state)
{
	(void)state;
	char path[] = "/tmp/padcell-test-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd,
	                       "\x7f"
	                       "not ELF",
	                       8),
	                 8);
	assert_int_equal(fchmod(fd, 0755), 0);
	(void)close(fd);

	padcell_guest guest = runs_hostile("ok");
	guest.worker = path;
	expect_refusal(&guest, PADCELL_E_SYSTEM, "executing it");
	(void)unlink(path);
}

static void test_supervisor_refuses__nonsense_from_the_caller(void **state)
{
	(void)state;
	padcell_verdict *verdict = NULL;
	padcell_error error = {.status = PADCELL_OK};
	padcell_guest guest = runs_hostile("ok");
	assert_int_equal(padcell_run(NULL, &guest, &verdict, &error), PADCELL_E_ARGUMENT);
	assert_int_equal(error.status, PADCELL_E_ARGUMENT);

	guest.source = NULL;
	expect_refusal(&guest, PADCELL_E_ARGUMENT, "no source");
	guest = runs_hostile("ok");
	guest.stdin_fd = 777;
	expect_refusal(&guest, PADCELL_E_ARGUMENT, "stdin_fd");
	guest = runs_hostile("ok");
	guest.stdin_fd = -2;
	expect_refusal(&guest, PADCELL_E_ARGUMENT, "stdin_fd");

	static char canary[1000];
	memset(canary, 'c', sizeof canary - 1);
	guest = runs_hostile("ok");
	guest.canary = canary;
	expect_refusal(&guest, PADCELL_E_ARGUMENT, "canary");
}

static void test_supervisor_refuses__to_leave_layers_out_but_in_test_builds(void **state)
{
	(void)state;
	padcell_guest guest = runs_hostile("ok");
	guest.without_layer = "no such layer";
#ifdef PADCELL_TEST_BUILD
	expect_refusal(&guest, PADCELL_E_ARGUMENT, "no layer named");
	guest.without_layer = "permits";
	padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_OK, NULL, "without permits");
	padcell_verdict_free(verdict);
#else
	expect_refusal(&guest, PADCELL_E_ARGUMENT, "test builds only");
	guest.without_layer = "permits";
	expect_refusal(&guest, PADCELL_E_ARGUMENT, "test builds only");
#endif
}

static void test_supervisor_refuses__to_be_deaf_but_in_test_builds(void **state)
{
	(void)state;
	padcell_guest guest = runs_hostile("ok");
	guest.without_oracle = "no such oracle";
#ifdef PADCELL_TEST_BUILD
	expect_refusal(&guest, PADCELL_E_ARGUMENT, "named no such oracle");
	guest.without_oracle = "census"; /* a row, but none that a run has */
	expect_refusal(&guest, PADCELL_E_ARGUMENT, "named census");
	guest.without_oracle = "protocol";
	padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_OK, NULL, "without the protocol's oracle");
	padcell_verdict_free(verdict);
#else
	expect_refusal(&guest, PADCELL_E_ARGUMENT, "test builds only");
	guest.without_oracle = "protocol";
	expect_refusal(&guest, PADCELL_E_ARGUMENT, "test builds only");
#endif
}

static void test_supervisor_refuses__a_source_that_is_too_long_without_a_worker(void **state)
{
	(void)state;
	padcell_guest guest = runs_hostile("ok");
	guest.worker = "/nonexistent/padcell-worker";
	padcell_verdict *verdict = runs_verdict("limits: {source: 1000 B}\n", &guest);
	runs_expect(verdict, PADCELL_OUTCOME_REJECTED, "the policy allows 1000", "too long");
	padcell_verdict_free(verdict);
}

static void test_supervisor_refuses__to_leave_anything_of_the_host_to_a_worker(void **state)
{
	(void)state;
	sigset_t some;
	sigset_t before;
	/* Above the numbers that the worker's own descriptors are put on. */
	int leaky = fcntl(STDERR_FILENO, F_DUPFD, 50);
	assert_true(leaky >= 50);
	assert_int_equal(setenv("PADCELL_TEST_SECRET", "1", 1), 0);
	(void)sigemptyset(&some);
	(void)sigaddset(&some, SIGUSR1);
	assert_int_equal(sigprocmask(SIG_BLOCK, &some, &before), 0);
	assert_true(signal(SIGPIPE, SIG_IGN) != SIG_ERR);

	padcell_guest guest = runs_hostile("inventory");
	padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_OK, "descriptors 0 1 2 3, variables 0, signals 0.",
	            "inventory");
	padcell_verdict_free(verdict);

	/* And nothing of the host was changed on the way. */
	sigset_t after;
	assert_int_equal(sigprocmask(SIG_SETMASK, &before, &after), 0);
	assert_int_equal(sigismember(&after, SIGUSR1), 1);
	assert_int_equal(sigismember(&after, SIGTERM), 0);
	assert_true(signal(SIGPIPE, SIG_DFL) == SIG_IGN);
	(void)close(leaky);
}

/* Descriptors 0 to 3 of the host may be anything, even free. */
static void test_supervisor_refuses__no_host_without_standard_descriptors(void **state)
{
	(void)state;
	(void)runs_folder(); /* who makes it removes it */
	pid_t host = fork();
	assert_true(host >= 0);
	if (host == 0) {
		for (int fd = 0; fd < 5; fd++)
			(void)close(fd);
		padcell_guest guest = runs_hostile("inventory");
		padcell_verdict *verdict = NULL;
		(void)padcell_run(runs_policy(POLICY_QUICK), &guest, &verdict, NULL);
		size_t size = 0;
		const char *text = verdict != NULL ? padcell_verdict_stdout(verdict, &size) : "";
		_exit(strncmp(text, "descriptors 0 1 2 3,", 20) == 0 ? 0 : 1);
	}
	int status = -1;
	assert_int_equal(waitpid(host, &status, 0), host);
	assert_int_equal(status, 0);
}

static void test_supervisor_refuses__every_part_has_its_own_message(void **state)
{
	(void)state;
	char *path = NULL;
	padcell_error error = {.status = PADCELL_OK};
	assert_int_equal(padcell_find((enum padcell_part)99, &path, &error), PADCELL_E_ARGUMENT);
	assert_null(path);
	assert_int_equal(padcell_find(PADCELL_PART_ESCAPES, &path, &error), PADCELL_OK);
	assert_non_null(strstr(path, "known-escapes"));
	free(path);
}

static void test_supervisor_refuses__an_audit_that_there_is_not(void **state)
{
	(void)state;
	char *json = NULL;
	padcell_error error = {.status = PADCELL_OK};
	assert_int_equal(padcell_audit((enum padcell_audit)99, &json, &error), PADCELL_E_ARGUMENT);
	assert_null(json);
}

static void test_supervisor_refuses__not_the_audits_of_the_machine(void **state)
{
	(void)state;
	char *json = NULL;
	assert_int_equal(padcell_audit(PADCELL_AUDIT_MACHINE, &json, NULL), PADCELL_OK);
	assert_non_null(strstr(json, "{\"name\":\"seccomp\",\"had\":true,"));
	assert_non_null(strstr(json, "\"landlock_abi\":"));
	free(json);

	json = NULL;
	assert_int_equal(padcell_audit(PADCELL_AUDIT_SECCOMP, &json, NULL), PADCELL_OK);
	assert_int_equal(json[0], '{');
	free(json);
}

TEST_MAIN(cmocka_unit_test(test_supervisor_refuses__a_missing_worker),
          cmocka_unit_test(test_supervisor_refuses__a_worker_that_is_no_program),
          cmocka_unit_test(test_supervisor_refuses__nonsense_from_the_caller),
          cmocka_unit_test(test_supervisor_refuses__to_leave_layers_out_but_in_test_builds),
          cmocka_unit_test(test_supervisor_refuses__to_be_deaf_but_in_test_builds),
          cmocka_unit_test(test_supervisor_refuses__a_source_that_is_too_long_without_a_worker),
          cmocka_unit_test(test_supervisor_refuses__to_leave_anything_of_the_host_to_a_worker),
          cmocka_unit_test(test_supervisor_refuses__no_host_without_standard_descriptors),
          cmocka_unit_test(test_supervisor_refuses__every_part_has_its_own_message),
          cmocka_unit_test(test_supervisor_refuses__an_audit_that_there_is_not),
          cmocka_unit_test(test_supervisor_refuses__not_the_audits_of_the_machine))
