/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/child.c - one worker process: its descriptors, its start, its end.
 *
 * The host may have threads, so the child makes async-signal-safe calls only.  kernel_spawn() gives
 * it no signal handler, ignored signal or mask of the host.
 *
 * Runs in: supervisor
 */
#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include "budgets.h"
#include "fail.h"
#include "kernel.h"
#include "wire.h"

/* The worker's descriptors 0 to 3, and above them the one that reports a failed start. */
#define WORKER_FDS (WIRE_FD_SOCKET + 1)
#define REPORT_FD  WORKER_FDS
/* Copies wait here while 0 to 4 are filled: a host may have closed any of those. */
#define PARKING_FD 16

/* What the child needs, and the parent closes once it is there. */
struct ends {
	int worker[WORKER_FDS]; /* in the order of the worker's numbers */
	int report;
};

static void ends_close(struct ends *ends)
{
	for (int i = 0; i < WORKER_FDS; i++)
		fd_close(&ends->worker[i]);
	fd_close(&ends->report);
}

/* The guest's C stack is the main thread's: the kernel grows it and keeps a gap below it. */
static int set_stack(uint64_t stack_bytes)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_STACK, &limit) != 0)
		return -1;

	limit.rlim_cur = stack_bytes < limit.rlim_max ? stack_bytes : limit.rlim_max;
	return setrlimit(RLIMIT_STACK, &limit);
}

/* In the child: from fork to exec.  A failure goes up the report pipe as a padcell_error. */
static _Noreturn void become_worker(const struct child_plan *plan, struct ends ends)
{
	const char *step = "parking a descriptor";
	for (int i = 0; i < WORKER_FDS; i++) {
		ends.worker[i] = fcntl(ends.worker[i], F_DUPFD_CLOEXEC, PARKING_FD);
		if (ends.worker[i] < 0)
			goto fail;
	}
	ends.report = fcntl(ends.report, F_DUPFD_CLOEXEC, PARKING_FD);
	if (ends.report < 0)
		goto fail;

	step = "placing a descriptor";
	for (int i = 0; i < WORKER_FDS; i++) {
		if (dup2(ends.worker[i], i) < 0)
			goto fail;
	}
	if (dup3(ends.report, REPORT_FD, O_CLOEXEC) < 0)
		goto fail;
	ends.report = REPORT_FD;
	step = "closing the host's descriptors";
	if (close_range(REPORT_FD + 1, ~0U, 0) != 0)
		goto fail;

	step = "setting the stack limit";
	if (set_stack(plan->stack_bytes) != 0)
		goto fail;

	step = "executing it";
	const char *argv[] = {"padcell-worker", "--bundle", plan->bundle, NULL, NULL, NULL, NULL};
	if (plan->audit != NULL) {
		argv[3] = "--audit";
		argv[4] = plan->audit;
		argv[5] = plan->audited_modules;
	}
	char *environment[] = {NULL};
	(void)execve(plan->worker, (char *const *)argv, environment);

fail:;
	padcell_error error = {
	        .status = PADCELL_E_SYSTEM, .stage = PADCELL_STAGE_SUPERVISOR, .sys_errno = errno};
	(void)strncpy(error.message, step, sizeof error.message - 1);
	(void)!write(ends.report, &error, sizeof error);
	_exit(127);
}

/* Both ends of a pipe; ours does not block. */
static int open_pipe(int *ret_ours, int *ret_theirs)
{
	int fds[2];
	if (pipe2(fds, O_CLOEXEC) != 0)
		return -1;

	*ret_ours = fds[0];
	*ret_theirs = fds[1];
	return fcntl(fds[0], F_SETFL, O_NONBLOCK);
}

static int open_socket(int *ret_ours, int *ret_theirs)
{
	int fds[2];
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
		return -1;

	*ret_ours = fds[0];
	*ret_theirs = fds[1];
	return fcntl(fds[0], F_SETFL, O_NONBLOCK);
}

/* Everything that both sides need; on failure the caller closes what is there. */
static int open_ends(const struct child_plan *plan, struct child *child, struct ends *ends,
                     int *ret_report)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null < 0)
		return -1;
	ends->worker[STDIN_FILENO] = null;

	bool audits = plan->audit != NULL;
	int other = audits ? WIRE_FD_SOCKET : STDOUT_FILENO;
	ends->worker[other] = fcntl(null, F_DUPFD_CLOEXEC, 0);
	if (ends->worker[other] < 0)
		return -1;

	int failed = audits ? open_pipe(&child->channel, &ends->worker[STDOUT_FILENO])
	                    : open_socket(&child->channel, &ends->worker[WIRE_FD_SOCKET]);
	if (failed || open_pipe(&child->diagnostics, &ends->worker[WIRE_FD_DIAGNOSTICS]) != 0)
		return -1;

	return open_pipe(ret_report, &ends->report);
}

/*
 * The report pipe closes by itself when the program was executed; but another thread of the host
 * may have forked meanwhile and hold it open, so the worker's first words and its death count as
 * well.
 */
static void await_news(const struct child *child, int report)
{
	struct pollfd fds[] = {{.fd = report, .events = POLLIN},
	                       {.fd = child->channel, .events = POLLIN},
	                       {.fd = child->pidfd, .events = POLLIN}};
	(void)TEMP_FAILURE_RETRY(poll(fds, 3, BUDGET_START_MS * BUDGET_SLOWNESS));
}

static enum padcell_status await_exec(const struct child_plan *plan, const struct child *child,
                                      int report, padcell_error *reterr)
{
	padcell_error error = {.status = PADCELL_OK};
	await_news(child, report);
	ssize_t got = TEMP_FAILURE_RETRY(read(report, &error, sizeof error));
	if (got <= 0)
		return PADCELL_OK;

	error.message[sizeof error.message - 1] = '\0';
	return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_SUPERVISOR, error.sys_errno,
	                    "cannot start the worker %s: %s", plan->worker, error.message);
}

static void ends_at_exit(struct ends *ends)
{
	ends_close(ends);
}

enum padcell_status child_start(const struct child_plan *plan, struct child *ret_child,
                                padcell_error *reterr)
{
	CLEANUP(child_done) struct child child = CHILD_NONE;
	CLEANUP(ends_at_exit) struct ends ends = {.worker = {-1, -1, -1, -1}, .report = -1};
	CLEANUP(fd_at_exit) int report = -1;
	if (open_ends(plan, &child, &ends, &report) != 0)
		return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_SUPERVISOR, errno,
		                    "cannot open the worker's descriptors");
	child.pid = kernel_spawn(&child.pidfd, &child.rungs);
	if (child.pid == 0)
		become_worker(plan, ends);
	if (child.pid < 0)
		return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_SUPERVISOR, errno,
		                    "cannot fork a worker");
	if (child.pidfd < 0) {
		/* The pid cannot be reused: nobody reaped it yet. */
		(void)kill(child.pid, SIGKILL);
		(void)TEMP_FAILURE_RETRY(waitpid(child.pid, NULL, __WALL));
		child.pid = -1;
		return padcell_fail(reterr, PADCELL_E_UNSUPPORTED, PADCELL_STAGE_SUPERVISOR, 0,
		                    "this kernel gives no pidfd; Linux 5.4 or newer is needed");
	}

	ends_close(&ends);
	enum padcell_status status = await_exec(plan, &child, report, reterr);
	if (status != PADCELL_OK)
		return status;

	*ret_child = child;
	child = (struct child)CHILD_NONE;
	return PADCELL_OK;
}

/* Whether its number is still its own: a host that ignores SIGCHLD has children that reap
 * themselves. */
static bool is_unreaped(const struct child *child)
{
	siginfo_t info;
	return child->pid > 0 && waitid(P_PIDFD, (id_t)child->pidfd, &info,
	                                WEXITED | WNOHANG | WNOWAIT | __WALL) == 0;
}

void child_kill(const struct child *child)
{
	if (child->pidfd < 0)
		return;

	(void)pidfd_send_signal(child->pidfd, SIGKILL, NULL, 0);
	/* Its process group as well: where there is no pid namespace, this is what ends the
	 * processes that a worker managed to make before the filter came. */
	if (is_unreaped(child))
		(void)kill(-child->pid, SIGKILL);
}

struct child_end child_reap(struct child *child)
{
	struct child_end end = {.known = false};
	siginfo_t info = {.si_code = 0};
	struct rusage usage = {.ru_maxrss = 0};
	/* The system call and not waitid(): only it gives the usage as well.  It fails when the
	 * host ignores SIGCHLD, since the kernel then reaps its children. */
	long waited = TEMP_FAILURE_RETRY(
	        syscall(SYS_waitid, P_PIDFD, child->pidfd, &info, WEXITED | __WALL, &usage));
	child->pid = -1;
	if (waited != 0)
		return end;

	end.known = true;
	end.signalled = info.si_code != CLD_EXITED;
	end.code = info.si_status;
	end.cpu_ns = (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000000 +
	             (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1000;
	end.peak_kib = (uint64_t)usage.ru_maxrss;
	return end;
}

void child_done(struct child *child)
{
	if (child->pid > 0 && child->pidfd >= 0) {
		child_kill(child);
		(void)child_reap(child);
	}
	fd_close(&child->pidfd);
	fd_close(&child->channel);
	fd_close(&child->diagnostics);
	child->pid = -1;
}
