/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_spawn.c - a spawned child is in its namespaces, clean, and does not
 * outlive its parent.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "test.h"

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

static const struct {
	const char *link;
	uint32_t rung;
} spaces[] = {
        {"/proc/self/ns/user", KERNEL_RUNG_BIT(USER_NAMESPACE)},
        {"/proc/self/ns/mnt", KERNEL_RUNG_BIT(MOUNT_NAMESPACE)},
        {"/proc/self/ns/pid", KERNEL_RUNG_BIT(PID_NAMESPACE)},
        {"/proc/self/ns/net", KERNEL_RUNG_BIT(NET_NAMESPACE)},
        {"/proc/self/ns/ipc", KERNEL_RUNG_BIT(IPC_NAMESPACE)},
};
#define SPACES (sizeof spaces / sizeof spaces[0])

struct names {
	char text[SPACES][64];
};

static void read_names(struct names *names)
{
	memset(names, 0, sizeof *names);
	for (size_t i = 0; i < SPACES; i++)
		CHECK(readlink(spaces[i].link, names->text[i], sizeof names->text[i] - 1) > 0);
}

static void act_compare(void *data)
{
	const struct names *host = data;
	struct names mine;
	uint32_t differ = 0, rungs = 0;

	read_names(&mine);
	for (size_t i = 0; i < SPACES; i++)
		if (strcmp(host->text[i], mine.text[i]) != 0)
			differ |= spaces[i].rung;
	CHECK(read(3, &rungs, sizeof rungs) == sizeof rungs);
	CHECK(differ == (rungs & ~KERNEL_RUNG_BIT(PIDFD)));
	CHECK((getpid() == 1) == ((rungs & KERNEL_RUNG_BIT(PID_NAMESPACE)) != 0));
}

/* Spawn by hand, as the rungs have to be told to the child. */
static void test_kernel_spawn__the_rungs_are_the_namespaces_that_are_new(void **state)
{
	struct names host;
	uint32_t rungs = 0;
	int pidfd = -1, ends[2];
	siginfo_t info;

	(void)state;
	read_names(&host);
	assert_int_equal(pipe(ends), 0);
	pid_t pid = kernel_spawn(&pidfd, &rungs);
	if (pid == 0) {
		CHECK(dup2(ends[0], 3) == 3);
		act_compare(&host);
		_exit(EXIT_SUCCESS);
	}
	assert_true(pid > 0);
	assert_true(rungs & KERNEL_RUNG_BIT(PIDFD));
	assert_int_equal(write(ends[1], &rungs, sizeof rungs), sizeof rungs);
	assert_int_equal(waitid((idtype_t)P_PIDFD, (id_t)pidfd, &info, WEXITED), 0);
	assert_int_equal(info.si_pid, pid);
	assert_int_equal(info.si_code, CLD_EXITED);
	assert_int_equal(info.si_status, 0);
	assert_int_equal(fcntl(pidfd, F_GETFD), FD_CLOEXEC);
	(void)close(pidfd);
	(void)close(ends[0]);
	(void)close(ends[1]);
}

static void handler(int number)
{
	(void)number;
}

static void act_clean(void *data)
{
	struct sigaction action;
	sigset_t mask;

	(void)data;
	CHECK(sigprocmask(SIG_BLOCK, NULL, &mask) == 0);
	for (int number = 1; number < 32; number++) {
		CHECK(sigismember(&mask, number) == 0);
		CHECK(sigaction(number, NULL, &action) == 0);
		CHECK(action.sa_handler == SIG_DFL);
	}
	CHECK(getsid(0) == getpid());
	CHECK(getpgid(0) == getpid());
}

static void test_kernel_spawn__nothing_of_the_hosts_signals_is_inherited(void **state)
{
	void (*pipe_before)(int) = signal(SIGPIPE, SIG_IGN);
	void (*user_before)(int) = signal(SIGUSR1, handler);
	sigset_t block, before, after;

	(void)state;
	(void)sigemptyset(&block);
	(void)sigaddset(&block, SIGUSR2);
	(void)sigprocmask(SIG_BLOCK, &block, &before);
	child_must(CHILD_SPAWNED, act_clean, NULL);
	/* And the host has what it had. */
	(void)sigprocmask(SIG_SETMASK, &before, &after);
	assert_int_equal(sigismember(&after, SIGUSR2), 1);
	assert_int_equal(sigismember(&after, SIGTERM), 0);
	assert_true(signal(SIGPIPE, pipe_before) == SIG_IGN);
	assert_true(signal(SIGUSR1, user_before) == handler);
}

/*
 * The grandchild holds descriptor 2 open for as long as it lives.  Its parent dies without a word:
 * at once, so that the grandchild finds it dead, or when the grandchild is past kernel_spawn().
 */
static void act_leave_orphan(void *data)
{
	const bool *at_once = data;
	uint32_t rungs = 0;
	int pidfd = -1, ends[2];
	char past = 0;

	CHECK(pipe(ends) == 0);
	pid_t pid = kernel_spawn(&pidfd, &rungs);
	CHECK(pid >= 0);
	if (pid == 0) {
		CHECK(write(ends[1], "p", 1) == 1);
		for (;;)
			(void)pause();
	}
	if (!*at_once)
		CHECK(read(ends[0], &past, 1) == 1);
	(void)kill(getpid(), SIGKILL);
}

static void test_kernel_spawn__the_child_dies_with_its_parent(void **state)
{
	bool at_once[] = {true, false};
	struct child_report report;

	(void)state;
	/* Reads the text to its end: waits for as long as the grandchild lives. */
	for (size_t i = 0; i < 2; i++) {
		child_run(CHILD_FORKED, act_leave_orphan, &at_once[i], &report);
		assert_int_equal(report.status, SIGKILL);
		assert_string_equal(report.text, "");
	}
}

static void *busy(void *data)
{
	const atomic_bool *stop = data;

	while (!atomic_load(stop))
		free(malloc(1000));
	return NULL;
}

static void spawn_true(void)
{
	uint32_t rungs = 0;
	int pidfd = -1, status = -1;

	pid_t pid = kernel_spawn(&pidfd, &rungs);
	if (pid == 0) {
		(void)execl("/bin/true", "true", (char *)NULL);
		_exit(127);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	(void)close(pidfd);
}

static void test_kernel_spawn__works_while_other_threads_allocate(void **state)
{
	atomic_bool stop = false;
	pthread_t threads[4];

	(void)state;
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, busy, &stop), 0);
	for (size_t i = 0; i < 20; i++)
		spawn_true();
	atomic_store(&stop, true);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
}

static int open_descriptors(void)
{
	int count = 0;

	for (int fd = 0; fd < 1024; fd++)
		if (fcntl(fd, F_GETFD) >= 0)
			count++;
	return count;
}

static void act_no_processes(void *data)
{
	struct rlimit none = {0, 0};
	uint32_t rungs = 4711;
	int pidfd = -4711;

	(void)data;
	if (is_root())
		child_be_ordinary();
	CHECK(setrlimit(RLIMIT_NPROC, &none) == 0);
	int before = open_descriptors();
	CHECK(kernel_spawn(&pidfd, &rungs) == -1 && errno == EAGAIN);
	CHECK(pidfd == -4711 && rungs == 4711);
	CHECK(open_descriptors() == before);
}

static void test_kernel_spawn__fails_cleanly_where_no_process_may_be_made(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_no_processes, NULL);
}

static void test_kernel_spawn__leaves_no_descriptor_behind(void **state)
{
	int before = open_descriptors();

	(void)state;
	spawn_true();
	assert_int_equal(open_descriptors(), before);
}

TEST_MAIN(cmocka_unit_test(test_kernel_spawn__the_rungs_are_the_namespaces_that_are_new),
          cmocka_unit_test(test_kernel_spawn__nothing_of_the_hosts_signals_is_inherited),
          cmocka_unit_test(test_kernel_spawn__the_child_dies_with_its_parent),
          cmocka_unit_test(test_kernel_spawn__works_while_other_threads_allocate),
          cmocka_unit_test(test_kernel_spawn__fails_cleanly_where_no_process_may_be_made),
          cmocka_unit_test(test_kernel_spawn__leaves_no_descriptor_behind))
