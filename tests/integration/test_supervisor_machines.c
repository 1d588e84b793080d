/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/test_supervisor_machines.c - machines that give less: no listener, no
 * namespaces.
 *
 * The run says what was not had, and leaves nothing behind all the same.  Each case is a process of
 * its own, since a filter stays and the answer of the machine is cached.
 */
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/wait.h>
#include <unistd.h>

#include "runs.h"
#include "test.h"

/* Descriptors of ours are at or above this number, those of a worker below. */
#define OURS 20

/* Refuse pidfd_getfd() of descriptors below `limit`. */
static void refuse_getfd(scmp_datum_t limit)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	assert_non_null(filter);
	const struct scmp_arg_cmp below = {.arg = 1, .op = SCMP_CMP_LT, .datum_a = limit};
	assert_int_equal(seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM),
	                                        SCMP_SYS(pidfd_getfd), 1, &below),
	                 0);
	assert_int_equal(seccomp_load(filter), 0);
	seccomp_release(filter);
}

static void expect_unheard(void)
{
	padcell_guest guest = runs_hostile("breaks out");
	padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_VIOLATION, "ended without a report", "unheard");
	padcell_verdict_free(verdict);

	guest = runs_hostile("ok");
	verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_OK, NULL, "ok, unheard");
	padcell_verdict_free(verdict);
}

static void everywhere(void)
{
	refuse_getfd(1 << 20);
	expect_unheard();
}

/* Allowed of ourselves, refused of a worker: found out at LOCKED, and the run starts over. */
static void of_workers_only(void)
{
	for (int fd = -1; fd < OURS;) {
		fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
		assert_true(fd >= 0);
	}
	refuse_getfd(OURS);
	expect_unheard();
}

/* As an old container engine does: no clone3(), so no namespace and no pidfd at birth. */
static void without_namespaces(void)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	assert_non_null(filter);
	assert_int_equal(seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0), 0);
	assert_int_equal(seccomp_load(filter), 0);
	seccomp_release(filter);

	padcell_guest guest = runs_hostile("forks and exits");
	padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_VIOLATION, "without DONE", "forks and exits");
	padcell_verdict_free(verdict);

	guest = runs_hostile("forks and stays");
	verdict = runs_verdict(POLICY_SHORT, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_TIMEOUT, NULL, "forks and stays");
	padcell_verdict_free(verdict);

	guest = runs_guest("prints", "print('alone')\n");
	verdict = runs_verdict(POLICY_PLAIN, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_OK, "\"pid_namespace\": false", "prints");
	padcell_verdict_free(verdict);
}

/* A failed assertion in the child ends it with a status of cmocka's, which is not 0. */
static void in_a_process(void (*body)(void))
{
	(void)runs_folder(); /* who makes it removes it */
	(void)fflush(stdout);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		body();
		_exit(0);
	}
	int status = -1;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void test_supervisor_machines__one_that_never_gives_the_listener(void **state)
{
	(void)state;
	in_a_process(everywhere);
}

static void test_supervisor_machines__one_that_gives_only_its_own_descriptors(void **state)
{
	(void)state;
	in_a_process(of_workers_only);
}

static void test_supervisor_machines__one_without_namespaces(void **state)
{
	(void)state;
	in_a_process(without_namespaces);
}

TEST_MAIN(cmocka_unit_test(test_supervisor_machines__one_that_never_gives_the_listener),
          cmocka_unit_test(test_supervisor_machines__one_that_gives_only_its_own_descriptors),
          cmocka_unit_test(test_supervisor_machines__one_without_namespaces))
