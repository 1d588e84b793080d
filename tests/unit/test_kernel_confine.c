/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_confine.c - kernel_confine() reports the rungs it gained, and leaves
 * nothing that outlives the supervisor.
 */
#include <errno.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "test.h"

#define HAS(report, id) (((report).rungs & KERNEL_RUNG_BIT(id)) != 0)

static void act_nothing(void *data)
{
	(void)data;
}

/* The rungs that this machine gives to a confined child. */
static struct child_report confined(void)
{
	struct child_report report;

	child_run(CHILD_CONFINED, act_nothing, NULL, &report);
	if (report.status != 0)
		fail_msg("status 0x%x: %s", (unsigned)report.status, report.text);
	return report;
}

static void test_kernel_confine__gives_the_rungs_that_every_linux_has(void **state)
{
	struct child_report report = confined();

	(void)state;
	assert_true(HAS(report, NO_NEW_PRIVS));
	assert_true(HAS(report, RLIMITS));
	assert_true(HAS(report, PIDFD));
	assert_int_equal(HAS(report, LANDLOCK), report.landlock_abi > 0);
	assert_int_equal(HAS(report, EMPTY_ROOT), HAS(report, MOUNT_NAMESPACE));
}

static void act_end(void *data)
{
	int number = 0;

	(void)data;
	CHECK(prctl(PR_GET_PDEATHSIG, &number) == 0);
	CHECK(number == SIGKILL);
	CHECK(fork() < 0 && errno == EAGAIN);
}

static void test_kernel_confine__dies_with_the_supervisor_and_has_no_children(void **state)
{
	(void)state;
	child_must(CHILD_CONFINED, act_end, NULL);
}

/* Since Linux 6.3; what the report says and what the process has must agree. */
static void act_exec_gain(void *data)
{
	const struct child_report *report = data;
	char *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	CHECK(page != MAP_FAILED);
	if (HAS(*report, NO_EXEC_GAIN))
		CHECK(mprotect(page, 4096, PROT_READ | PROT_EXEC) < 0 && errno == EACCES);
	else
		CHECK(prctl(65, 1, 0, 0, 0) < 0 && errno == EINVAL);
}

static void test_kernel_confine__written_memory_never_becomes_code_where_it_says_so(void **state)
{
	struct child_report report = confined();

	(void)state;
	child_must(CHILD_CONFINED, act_exec_gain, &report);
}

TEST_MAIN(cmocka_unit_test(test_kernel_confine__gives_the_rungs_that_every_linux_has),
          cmocka_unit_test(test_kernel_confine__dies_with_the_supervisor_and_has_no_children),
          cmocka_unit_test(test_kernel_confine__written_memory_never_becomes_code_where_it_says_so))
