/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/kernel_fixture.c - run a few lines of C in a process that the kernel stage has
 * confined.
 */
#include "kernel_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "test.h"

#define PATIENCE_MS 60000 /* a child that says nothing for so long hangs */

struct kernel_limits child_limits = {
        .memory_bytes = UINT64_C(256) << 20,
        .cpu_ms = 30000,
        .stack_bytes = UINT64_C(8) << 20,
};

/* What a locked child says before it waits for its listener to be taken. */
struct hello {
	uint32_t rungs;
	uint32_t landlock_abi;
	int listener;
	padcell_error error;
};

struct links {
	int socket[2];
	int text[2];
};

void child_fail(const char *file, int line, const char *condition, int failed)
{
	char text[512];
	int size = snprintf(text, sizeof text, "%s:%d: %s (errno %d)\n", file, line, condition,
	                    failed);

	(void)!write(2, text, (size_t)size);
	_exit(EXIT_FAILURE);
}

void child_check(bool held, const char *file, int line, const char *condition)
{
	if (!held)
		child_fail(file, line, condition, errno);
}

void child_be_ordinary(void)
{
	CHECK(setgroups(0, NULL) == 0);
	CHECK(setresgid(4711, 4711, 4711) == 0);
	CHECK(setresuid(4711, 4711, 4711) == 0);
	/* An exec would do this; without it the process counts as set-uid. */
	CHECK(prctl(PR_SET_DUMPABLE, 1) == 0);
}

bool is_root(void)
{
	return geteuid() == 0;
}

/* Descriptors as a worker has them: 2 for diagnostics, 3 for the socket, no other. */
static void child_descriptors(const struct links *links)
{
	int text = fcntl(links->text[1], F_DUPFD_CLOEXEC, 20);
	int socket = fcntl(links->socket[1], F_DUPFD_CLOEXEC, 20);

	if (text < 0 || socket < 0 || dup2(text, 2) < 0 || dup2(socket, 3) < 0)
		_exit(EXIT_FAILURE);
	(void)close(0);
	(void)close(1);
	for (int fd = 4; fd < 256; fd++)
		(void)close(fd);
}

static void climb(enum child_stage stage, struct hello *hello)
{
	if (stage >= CHILD_CONFINED &&
	    kernel_confine(&child_limits, &hello->rungs, &hello->landlock_abi, &hello->error) < 0)
		child_fail(__FILE__, __LINE__, hello->error.message, 0);
	if (stage >= CHILD_LOCKED && kernel_filter_install(stage == CHILD_LOCKED, &hello->listener,
	                                                   &hello->rungs, &hello->error) < 0)
		child_fail(__FILE__, __LINE__, hello->error.message, 0);
}

_Noreturn static void child_main(enum child_stage stage, const struct links *links, uint32_t rungs,
                                 child_act *act, void *data)
{
	struct hello hello = {.rungs = rungs, .listener = -1};
	char go = 0;

	child_descriptors(links);
	climb(stage, &hello);
	CHECK(write(3, &hello, sizeof hello) == (ssize_t)sizeof hello);
	CHECK(read(3, &go, 1) == 1);
	if (stage >= CHILD_LOCKED && kernel_seal(hello.listener, &hello.rungs, &hello.error) < 0)
		child_fail(__FILE__, __LINE__, hello.error.message, 0);
	act(data);
	_exit(EXIT_SUCCESS);
}

static void wait_for_call(int listener, int pidfd, struct child_report *report)
{
	struct pollfd ready[] = {{.fd = listener, .events = POLLIN},
	                         {.fd = pidfd, .events = POLLIN}};

	/* No listener, no entry: poll() passes over a negative descriptor. */
	if (poll(ready, 2, PATIENCE_MS) <= 0)
		fail_msg("the child hangs");
	report->stopped = listener >= 0 && kernel_listener_receive(listener, &report->call);
}

/* As the supervisor does it; -1 where there is no listener. */
static int take_listener(int pidfd, int number)
{
	if (number < 0)
		return -1;
	int listener = (int)syscall(SYS_pidfd_getfd, pidfd, number, 0u);
	if (listener < 0)
		fail_msg("pidfd_getfd: %s", strerror(errno));
	return listener;
}

/* To its end, which comes when the last process that has it dies: an orphan is found here. */
static void drain(int fd, struct child_report *report)
{
	struct pollfd ready = {.fd = fd, .events = POLLIN};
	size_t size = 0;
	ssize_t more = 1;

	while (more > 0 && size < sizeof report->text - 1) {
		if (poll(&ready, 1, PATIENCE_MS) <= 0)
			fail_msg("a process outlives its parent");
		more = read(fd, report->text + size, sizeof report->text - 1 - size);
		size += more > 0 ? (size_t)more : 0;
	}
	report->text[size] = '\0';
}

static void attend(pid_t pid, int pidfd, const struct links *links, struct child_report *report)
{
	struct hello hello = {.listener = -1};
	int listener = -1;

	if (read(links->socket[0], &hello, sizeof hello) == (ssize_t)sizeof hello) {
		report->rungs = hello.rungs;
		report->landlock_abi = hello.landlock_abi;
		listener = take_listener(pidfd, hello.listener);
		(void)!write(links->socket[0], "g", 1);
		wait_for_call(listener, pidfd, report);
	}
	if (report->stopped)
		(void)kill(pid, SIGKILL);
	assert_int_equal(TEMP_FAILURE_RETRY(waitpid(pid, &report->status, 0)), pid);
	drain(links->text[0], report);
	/* Closed last: a call whose listener is gone is answered, and goes on. */
	if (listener >= 0)
		(void)close(listener);
}

void child_run(enum child_stage stage, child_act *act, void *data, struct child_report *ret_report)
{
	struct links links;
	uint32_t rungs = 0;
	int pidfd = -1;

	memset(ret_report, 0, sizeof *ret_report);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, links.socket), 0);
	assert_int_equal(pipe2(links.text, O_CLOEXEC), 0);
	pid_t pid = stage == CHILD_FORKED ? fork() : kernel_spawn(&pidfd, &rungs);
	if (pid == 0)
		child_main(stage, &links, rungs, act, data);
	assert_true(pid > 0);
	if (pidfd < 0)
		pidfd = (int)syscall(SYS_pidfd_open, pid, 0u);
	(void)close(links.socket[1]);
	(void)close(links.text[1]);
	attend(pid, pidfd, &links, ret_report);
	(void)close(links.socket[0]);
	(void)close(links.text[0]);
	(void)close(pidfd);
}

void child_must(enum child_stage stage, child_act *act, void *data)
{
	struct child_report report;

	child_run(stage, act, data, &report);
	if (report.stopped)
		fail_msg("stopped: %s", report.call.name);
	if (report.status != 0)
		fail_msg("status 0x%x: %s", (unsigned)report.status, report.text);
}
