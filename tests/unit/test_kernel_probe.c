/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_probe.c - the probe finds what a worker gets, explains what is missing,
 * and leaves nothing behind.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "landlock.h"
#include "test.h"

static void act_nothing(void *data)
{
	(void)data;
}

static void test_kernel_probe__finds_what_a_worker_gets(void **state)
{
	struct child_report report;
	uint32_t abi = 4711;

	(void)state;
	uint32_t rungs = kernel_probe(&abi);
	child_run(CHILD_LOCKED, act_nothing, NULL, &report);
	/* The report is of the moment before the seal. */
	assert_int_equal(rungs, report.rungs | KERNEL_RUNG_BIT(NOT_DUMPABLE));
	assert_int_equal(abi, report.landlock_abi);
	assert_int_equal(abi, landlock_abi());
}

static void test_kernel_probe__is_repeatable(void **state)
{
	uint32_t abi = 0;

	(void)state;
	uint32_t rungs = kernel_probe(&abi);
	assert_int_equal(kernel_probe(&abi), rungs);
}

static void act_probe_leaves(void *data)
{
	uint32_t abi = 0;
	int before = 0, after = 0;

	(void)data;
	for (int fd = 0; fd < 256; fd++)
		before += fcntl(fd, F_GETFD) >= 0;
	(void)kernel_probe(&abi);
	(void)kernel_rung_hint(KERNEL_RUNG_USER_NAMESPACE);
	for (int fd = 0; fd < 256; fd++)
		after += fcntl(fd, F_GETFD) >= 0;
	CHECK(before == after);
	CHECK(waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD);
}

static void test_kernel_probe__leaves_no_child_and_no_descriptor(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_probe_leaves, NULL);
}

static void test_kernel_probe__explains_what_is_missing_and_nothing_else(void **state)
{
	uint32_t abi = 0;

	(void)state;
	uint32_t rungs = kernel_probe(&abi);
	for (unsigned rung = 0; rung < KERNEL_RUNG_COUNT; rung++) {
		const char *hint = kernel_rung_hint((enum kernel_rung)rung);

		if ((rungs & UINT32_C(1) << rung) != 0)
			assert_string_equal(hint, "");
		else
			assert_true(strlen(hint) >= 8);
	}
	assert_string_equal(kernel_rung_hint(KERNEL_RUNG_COUNT), "");
}

/* A host that closed its standard streams, as daemons do: the pipes are then 0 to 3. */
static void act_without_streams(void *data)
{
	const uint32_t *wanted = data;
	uint32_t abi = 0;
	int text = fcntl(2, F_DUPFD, 30);

	for (int fd = 0; fd < 4; fd++)
		(void)close(fd);
	uint32_t rungs = kernel_probe(&abi);
	CHECK(dup2(text, 2) == 2);
	CHECK(rungs == *wanted);
}

static void test_kernel_probe__works_in_a_host_without_standard_streams(void **state)
{
	uint32_t abi = 0;

	(void)state;
	uint32_t rungs = kernel_probe(&abi);
	child_must(CHILD_FORKED, act_without_streams, &rungs);
}

/* No process to be had: nothing is found, and nothing hangs. */
static void act_no_process(void *data)
{
	struct rlimit none = {0, 0};
	uint32_t abi = 4711;

	(void)data;
	if (is_root())
		child_be_ordinary();
	CHECK(setrlimit(RLIMIT_NPROC, &none) == 0);
	CHECK(kernel_probe(&abi) == 0 && abi == 0);
}

static void test_kernel_probe__finds_nothing_where_no_process_may_be_made(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_no_process, NULL);
}

TEST_MAIN(cmocka_unit_test(test_kernel_probe__finds_what_a_worker_gets),
          cmocka_unit_test(test_kernel_probe__is_repeatable),
          cmocka_unit_test(test_kernel_probe__leaves_no_child_and_no_descriptor),
          cmocka_unit_test(test_kernel_probe__explains_what_is_missing_and_nothing_else),
          cmocka_unit_test(test_kernel_probe__works_in_a_host_without_standard_streams),
          cmocka_unit_test(test_kernel_probe__finds_nothing_where_no_process_may_be_made))
