/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_filter.c - a locked worker can do its work, and dies as it should.
 *
 * Every case is a fresh process that went the whole way: spawn, confine, filter, seal.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/futex.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "test.h"

static void use_memory(void)
{
	char *volatile block = malloc(100);

	for (size_t size = 100; size < (16u << 20); size *= 2) {
		block = realloc(block, size);
		if (block == NULL)
			child_fail(__FILE__, __LINE__, "realloc", errno);
		block[size - 1] = 1;
	}
	free(block);
}

static void use_clocks(void)
{
	struct timespec until, now;

	for (clockid_t clock = CLOCK_REALTIME; clock <= CLOCK_THREAD_CPUTIME_ID; clock++)
		CHECK(syscall(SYS_clock_gettime, clock, &now) == 0);
	CHECK(clock_gettime(CLOCK_MONOTONIC, &until) == 0);
	until.tv_nsec = (until.tv_nsec + 1000000) % 1000000000;
	CHECK(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == 0);
}

static void use_lock(void)
{
	static uint32_t word = 1;
	struct timespec past = {.tv_sec = 1};

	for (int clock = 0; clock <= FUTEX_CLOCK_REALTIME; clock += FUTEX_CLOCK_REALTIME) {
		CHECK(syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE | clock, 1, &past, NULL,
		              FUTEX_BITSET_MATCH_ANY) < 0 &&
		      errno == ETIMEDOUT);
	}
}

/* What the kernel makes of a stopped and continued wait; with none to continue it is an EINTR. */
static void use_restart(void)
{
	CHECK(syscall(SYS_restart_syscall) < 0 && errno == EINTR);
}

static void act_work(void *data)
{
	char noise[64];

	(void)data;
	use_memory();
	use_clocks();
	use_lock();
	use_restart();
	CHECK(getrandom(noise, sizeof noise, 0) == sizeof noise);
	CHECK(getrandom(noise, sizeof noise, GRND_NONBLOCK) == sizeof noise);
	CHECK(write(3, noise, 1) == 1);
	CHECK(write(2, "done\n", 5) == 5);
}

static void test_kernel_filter__a_worker_can_work(void **state)
{
	static const enum child_stage stages[] = {CHILD_LOCKED, CHILD_KILLED};
	struct child_report report;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		child_run(stages[i], act_work, NULL, &report);
		if (report.stopped || report.status != 0)
			fail_msg("%s 0x%x %s", report.call.name, (unsigned)report.status,
			         report.text);
		assert_string_equal(report.text, "done\n");
	}
}

#ifndef PADCELL_SANITIZED
static void act_exhaust(void *data)
{
	void *volatile block = malloc(UINT64_C(8) << 30);
	size_t blocks = 0;

	(void)data;
	CHECK(block == NULL);
	while (malloc(1000) != NULL)
		blocks++;
	CHECK(blocks > 1000);
	for (size_t size = UINT64_C(1) << 20; size < UINT64_C(1) << 30; size *= 2)
		CHECK((block = malloc(size)) == NULL);
}

static void test_kernel_filter__memory_ends_in_an_error_of_malloc(void **state)
{
	struct child_report report;

	(void)state;
	child_run(CHILD_LOCKED, act_exhaust, NULL, &report);
	if (report.stopped || report.status != 0)
		fail_msg("%s 0x%x %s", report.call.name, (unsigned)report.status, report.text);
}

static void *no_work(void *data)
{
	return data;
}

/* Once there was a second thread, glibc looks for a second arena, with calls of its own. */
static void act_exhaust_after_a_thread(void *data)
{
	uint32_t rungs = 0, abi = 0;
	int listener = -1;
	pthread_t thread;

	CHECK(pthread_create(&thread, NULL, no_work, NULL) == 0);
	CHECK(pthread_join(thread, NULL) == 0);
	CHECK(kernel_confine(&child_limits, &rungs, &abi, NULL) == PADCELL_OK);
	CHECK(kernel_filter_install(false, &listener, &rungs, NULL) == PADCELL_OK);
	act_exhaust(data);
}

static void test_kernel_filter__memory_ends_so_in_a_process_that_had_threads(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_exhaust_after_a_thread, NULL);
}

static void act_free_twice(void *data)
{
	/* Through a pointer, or the compiler would not have it. */
	void (*volatile release)(void *) = free;
	void *block = malloc(40);

	(void)data;
	release(block);
	release(block); /* NOLINT(clang-analyzer-unix.Malloc): done on purpose */
}

static void test_kernel_filter__a_broken_heap_is_a_crash_that_says_why(void **state)
{
	struct child_report report;

	(void)state;
	child_run(CHILD_LOCKED, act_free_twice, NULL, &report);
	assert_false(report.stopped);
	assert_int_equal(report.status & 0x7f, SIGSYS);
	assert_non_null(strstr(report.text, "free()"));
}
#endif

static void act_abort(void *data)
{
	(void)data;
	abort();
}

static void act_fault(void *data)
{
	volatile uintptr_t nowhere = 64;

	(void)data;
	*(volatile int *)nowhere = 1;
}

static void test_kernel_filter__an_abort_is_a_crash_and_no_breach(void **state)
{
	struct child_report report;

	(void)state;
	child_run(CHILD_LOCKED, act_abort, NULL, &report);
	assert_false(report.stopped);
	assert_int_equal(report.status & 0x7f, SIGSYS);
	child_run(CHILD_LOCKED, act_fault, NULL, &report);
	assert_false(report.stopped);
	assert_true(WIFSIGNALED(report.status) || WEXITSTATUS(report.status) != 0);
}

/* Before the filter, as a sealed and locked process cannot look at itself. */
static void act_seal(void *data)
{
	uint32_t rungs = 0;
	int listener = dup(2);

	(void)data;
	CHECK(prctl(PR_SET_DUMPABLE, 1) == 0);
	CHECK(kernel_seal(listener, &rungs, NULL) == PADCELL_OK);
	CHECK(rungs == KERNEL_RUNG_BIT(NOT_DUMPABLE));
	CHECK(prctl(PR_GET_DUMPABLE) == 0);
	CHECK(fcntl(listener, F_GETFD) < 0 && errno == EBADF);
	CHECK(kernel_seal(listener, &rungs, NULL) == PADCELL_E_SYSTEM);
	CHECK(kernel_seal(-1, &rungs, NULL) == PADCELL_OK);
}

static void test_kernel_filter__a_sealed_process_has_no_listener_and_no_dump(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_seal, NULL);
}

static void test_kernel_filter__the_rungs_are_told(void **state)
{
	const uint32_t both = KERNEL_RUNG_BIT(SECCOMP) | KERNEL_RUNG_BIT(SECCOMP_NOTIFY);
	struct child_report report;

	(void)state;
	child_run(CHILD_LOCKED, act_work, NULL, &report);
	assert_int_equal(report.rungs & both, both);
	child_run(CHILD_KILLED, act_work, NULL, &report);
	assert_int_equal(report.rungs & both, KERNEL_RUNG_BIT(SECCOMP));
}

/* As in a container whose own filter has a listener: the kernel allows one for all filters. */
static void act_second_listener(void *data)
{
	struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	struct sock_fprog program = {.len = 1, .filter = &allow};
	padcell_error error;
	uint32_t rungs = 0;
	int listener = 4711;

	(void)data;
	CHECK(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0);
	CHECK(syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER,
	              &program) >= 0);
	CHECK(kernel_filter_install(true, &listener, &rungs, &error) == PADCELL_OK);
	CHECK(listener == -1);
	CHECK(rungs == KERNEL_RUNG_BIT(SECCOMP));
}

static void test_kernel_filter__kills_where_a_listener_is_refused(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_second_listener, NULL);
}

static void act_without_no_new_privs(void *data)
{
	padcell_error error = {.status = PADCELL_OK};
	uint32_t rungs = 0;
	int listener = 4711;

	(void)data;
	if (is_root())
		child_be_ordinary();
	CHECK(kernel_filter_install(true, &listener, &rungs, &error) == PADCELL_E_SYSTEM);
	CHECK(error.stage == PADCELL_STAGE_KERNEL && error.sys_errno == EACCES);
	CHECK(rungs == 0 && listener == 4711);
}

static void test_kernel_filter__fails_closed_before_no_new_privs(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_without_no_new_privs, NULL);
}

/* A directive inside the arguments of a macro is undefined. */
#ifndef PADCELL_SANITIZED
#define UNSANITIZED_CASES                                                                  \
	cmocka_unit_test(test_kernel_filter__memory_ends_in_an_error_of_malloc),           \
	        cmocka_unit_test(                                                          \
	                test_kernel_filter__memory_ends_so_in_a_process_that_had_threads), \
	        cmocka_unit_test(test_kernel_filter__a_broken_heap_is_a_crash_that_says_why),
#else
#define UNSANITIZED_CASES
#endif

TEST_MAIN(cmocka_unit_test(test_kernel_filter__a_worker_can_work),
          UNSANITIZED_CASES cmocka_unit_test(test_kernel_filter__an_abort_is_a_crash_and_no_breach),
          cmocka_unit_test(test_kernel_filter__the_rungs_are_told),
          cmocka_unit_test(test_kernel_filter__a_sealed_process_has_no_listener_and_no_dump),
          cmocka_unit_test(test_kernel_filter__kills_where_a_listener_is_refused),
          cmocka_unit_test(test_kernel_filter__fails_closed_before_no_new_privs))
