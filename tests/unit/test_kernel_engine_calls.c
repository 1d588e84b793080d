/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_engine_calls.c - what a generated program tries in the engine jail is
 * refused, and what an engine needs is not.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "table.h"
#include "test.h"

static void enter(void)
{
	padcell_error error = {.status = PADCELL_OK};
	uint32_t rungs = 0;

	if (kernel_engine_jail(NULL, &rungs, &error) != PADCELL_OK)
		child_fail(__FILE__, __LINE__, error.message, error.sys_errno);
	CHECK(rungs & KERNEL_RUNG_BIT(SECCOMP));
}

static void act_processes(void *data)
{
	char *arguments[] = {"true", NULL};
	pid_t pid = 0;

	(void)data;
	enter();
	CHECK(fork() < 0 && errno == EPERM);
	CHECK(syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL) < 0 && errno == EPERM);
	CHECK(syscall(SYS_clone, CLONE_VM | CLONE_VFORK, NULL, NULL, NULL, NULL) < 0 &&
	      errno == EPERM);
	CHECK(syscall(SYS_clone3, NULL, (size_t)0) < 0 && errno == ENOSYS);
	CHECK(execv("/bin/true", arguments) < 0 && errno == EPERM);
	CHECK(fexecve(2, arguments, arguments) < 0 && errno == EPERM);
	CHECK(posix_spawn(&pid, "/bin/true", NULL, NULL, arguments, NULL) == EPERM);
	CHECK(system("true") != 0); /* NOLINT(cert-env33-c): what a generated program would try */
}

static void test_kernel_engine_calls__makes_no_process(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_processes, NULL);
}

static void act_others(void *data)
{
	struct rlimit limit;
	pid_t parent = getppid();
	char byte = 0;

	(void)data;
	enter();
	CHECK(kill(parent, 0) < 0 && errno == EPERM);
	CHECK(kill(0, 0) < 0 && errno == EPERM);
	CHECK(kill(-1, 0) < 0 && errno == EPERM);
	CHECK(syscall(SYS_tgkill, parent, parent, 0) < 0 && errno == EPERM);
	CHECK(syscall(SYS_tkill, parent, 0) < 0 && errno == EPERM);
	CHECK(syscall(SYS_pidfd_open, parent, 0) < 0 && errno == EPERM);
	CHECK(ptrace(PTRACE_ATTACH, parent, NULL, NULL) < 0 && errno == EPERM);
	CHECK(syscall(SYS_process_vm_readv, parent, NULL, 0, NULL, 0, 0) < 0 && errno == EPERM);
	CHECK(prlimit(parent, RLIMIT_CPU, NULL, &limit) < 0 && errno == EPERM);
	CHECK(fcntl(3, F_SETOWN, parent) < 0 && errno == EPERM);
	CHECK(ioctl(2, TIOCSTI, &byte) < 0 && errno == EPERM);
	/* The high half of a number is not a way round. */
	CHECK(syscall(SYS_kill, UINT64_C(0x100000000) | (uint32_t)getpid(), 0) < 0 &&
	      errno == EPERM);
}

static void test_kernel_engine_calls__touches_no_other_process(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_others, NULL);
}

static void *thread_main(void *data)
{
	*(int *)data = 42;
	return NULL;
}

static void on_signal(int number)
{
	(void)number;
}

static void act_engine(void *data)
{
	struct rlimit limit;
	pthread_t thread;
	int answer = 0;

	(void)data;
	enter();
	CHECK(pthread_create(&thread, NULL, thread_main, &answer) == 0);
	CHECK(pthread_join(thread, NULL) == 0 && answer == 42);
	CHECK(signal(SIGUSR1, on_signal) != SIG_ERR);
	CHECK(kill(getpid(), SIGUSR1) == 0 && raise(SIGUSR1) == 0);
	CHECK(alarm(1000) == 0);
	CHECK(getrlimit(RLIMIT_CPU, &limit) == 0 && setrlimit(RLIMIT_CPU, &limit) == 0);
	CHECK(mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1,
	           0) != MAP_FAILED);
	CHECK(fcntl(3, F_GETFL) >= 0);
	CHECK(open("/etc/passwd", O_RDONLY) >= 0);
	/* Told as it is, so that the engine sees a crash as a crash. */
	(void)signal(SIGABRT, SIG_DFL);
	abort();
}

static void test_kernel_engine_calls__lets_an_engine_do_its_work(void **state)
{
	struct child_report report;

	(void)state;
	child_run(CHILD_FORKED, act_engine, NULL, &report);
	assert_string_equal(report.text, "");
	assert_true(WIFSIGNALED(report.status));
	assert_int_equal(WTERMSIG(report.status), SIGABRT);
}

/* Every row without a condition, with arguments that would do nothing if they got through. */
static void act_every_row(void *data)
{
	const struct table *table = data;

	enter();
	for (size_t i = 0; i < table->size; i++) {
		const struct table_row *row = &table->rows[i];
		int wanted = row->action == TABLE_ENOSYS ? ENOSYS : EPERM;

		if (table_conditions(row) != 0)
			continue;
		if (syscall(row->number, -1L, -1L, -1L, -1L, -1L, -1L) != -1 || errno != wanted)
			child_fail(__FILE__, (int)i, row->name, errno);
	}
}

static void test_kernel_engine_calls__every_row_is_in_force(void **state)
{
	struct table table;

	(void)state;
	table_engine_jail(&table, &(struct table_values){.listener = 0, .own_pid = 0});
	child_must(CHILD_FORKED, act_every_row, &table);
}

static void act_again(void *data)
{
	struct rlimit limit;

	(void)data;
	enter();
	enter();
	CHECK(fork() < 0 && errno == EPERM);
	CHECK(getrlimit(RLIMIT_CPU, &limit) == 0);
}

static void test_kernel_engine_calls__may_be_entered_twice(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_again, NULL);
}

TEST_MAIN(cmocka_unit_test(test_kernel_engine_calls__makes_no_process),
          cmocka_unit_test(test_kernel_engine_calls__touches_no_other_process),
          cmocka_unit_test(test_kernel_engine_calls__lets_an_engine_do_its_work),
          cmocka_unit_test(test_kernel_engine_calls__every_row_is_in_force),
          cmocka_unit_test(test_kernel_engine_calls__may_be_entered_twice))
