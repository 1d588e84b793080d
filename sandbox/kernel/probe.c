/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/probe.c - find out which rungs this machine has, by climbing all of them in a child.
 *
 * The path is a worker's: spawn, confine, filter, listener taken over, seal.  A process of its own
 * stands between the host and that worker, because the host may have threads that hold malloc()'s
 * lock, which kernel_spawn() would carry into the child for good.
 *
 * Runs in: host
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cleanup.h"
#include "kernel.h"

struct findings {
	uint32_t rungs;
	uint32_t landlock_abi;
	int listener;
};

struct pipes {
	int up[2];   /* findings of the child */
	int down[2]; /* one byte: the listener was taken */
};

static bool pipes_open(struct pipes *pipes)
{
	return pipe2(pipes->up, O_CLOEXEC) == 0 && pipe2(pipes->down, O_CLOEXEC) == 0;
}

/* Descriptors as a locked worker has them: it may read 3, and write 2 and 3. */
static bool worker_descriptors(const struct pipes *pipes)
{
	/* Out of the way first: in a host without standard streams the pipes may be 2 and 3
	 * themselves. */
	int up = fcntl(pipes->up[1], F_DUPFD_CLOEXEC, 10);
	int down = fcntl(pipes->down[0], F_DUPFD_CLOEXEC, 10);

	if (up < 0 || down < 0 || dup2(up, 2) != 2 || dup2(down, 3) != 3)
		return false;
	/* Older than 5.9 the kernel leaves the others open, which does no harm here. */
	(void)syscall(SYS_close_range, 4u, ~0u, 0u);
	return true;
}

/* Each step reports before the next, so that the one which fails hides only itself and what
 * follows. */
static void send_up(const struct findings *findings)
{
	(void)!write(2, findings, sizeof *findings);
}

_Noreturn static void worker(const struct pipes *pipes, uint32_t rungs)
{
	static const struct kernel_limits limits = {.memory_bytes = UINT64_C(256) << 20,
	                                            .cpu_ms = 5000,
	                                            .stack_bytes = UINT64_C(8) << 20};
	struct findings findings = {.rungs = rungs, .listener = -1};
	char taken = 0;

	if (!worker_descriptors(pipes))
		_exit(EXIT_FAILURE);
	send_up(&findings);
	if (kernel_confine(&limits, &findings.rungs, &findings.landlock_abi, NULL) != PADCELL_OK)
		_exit(EXIT_FAILURE);
	send_up(&findings);
	if (kernel_filter_install(true, &findings.listener, &findings.rungs, NULL) != PADCELL_OK)
		_exit(EXIT_FAILURE);
	send_up(&findings);
	if (read(3, &taken, 1) == 1 &&
	    kernel_seal(findings.listener, &findings.rungs, NULL) == PADCELL_OK)
		send_up(&findings);
	_exit(EXIT_SUCCESS);
}

/* As the supervisor does it; where it cannot, there are no reports. */
static void take_listener(int pidfd, struct findings *findings)
{
	CLEANUP(fd_at_exit) int taken = -1;

	if (findings->listener >= 0)
		taken = (int)syscall(SYS_pidfd_getfd, pidfd, findings->listener, 0u);
	if (taken < 0)
		findings->rungs &= ~KERNEL_RUNG_BIT(SECCOMP_NOTIFY);
}

static struct findings read_up(int up, int down, int pidfd)
{
	struct findings all = {.listener = -1};
	struct findings next;
	bool notify = false;

	while (TEMP_FAILURE_RETRY(read(up, &next, sizeof next)) == (ssize_t)sizeof next) {
		all = next;
		if ((all.rungs & KERNEL_RUNG_BIT(SECCOMP)) == 0 ||
		    (all.rungs & KERNEL_RUNG_BIT(NOT_DUMPABLE)) != 0)
			continue;
		take_listener(pidfd, &all);
		notify = (all.rungs & KERNEL_RUNG_BIT(SECCOMP_NOTIFY)) != 0;
		(void)!write(down, "t", 1);
	}
	if (!notify)
		all.rungs &= ~KERNEL_RUNG_BIT(SECCOMP_NOTIFY);
	return all;
}

_Noreturn static void middle(int out)
{
	struct pipes pipes = {{-1, -1}, {-1, -1}};
	uint32_t rungs = 0;
	int pidfd = -1;

	if (!pipes_open(&pipes))
		_exit(EXIT_FAILURE);
	pid_t pid = kernel_spawn(&pidfd, &rungs);
	if (pid == 0)
		worker(&pipes, rungs);
	if (pid < 0)
		_exit(EXIT_FAILURE);
	fd_close(&pipes.up[1]);
	fd_close(&pipes.down[0]);
	struct findings found = read_up(pipes.up[0], pipes.down[1], pidfd);
	(void)kill(pid, SIGKILL);
	(void)TEMP_FAILURE_RETRY(waitpid(pid, NULL, 0));
	(void)!write(out, &found, sizeof found);
	_exit(EXIT_SUCCESS);
}

uint32_t kernel_probe(uint32_t *ret_landlock_abi)
{
	struct findings found = {.listener = -1};
	int ends[2];

	*ret_landlock_abi = 0;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return 0;
	CLEANUP(fd_at_exit) int in = ends[0];
	pid_t pid = fork();
	if (pid == 0)
		middle(ends[1]);
	(void)close(ends[1]);
	if (pid < 0)
		return 0;
	if (TEMP_FAILURE_RETRY(read(in, &found, sizeof found)) != (ssize_t)sizeof found)
		found = (struct findings){.listener = -1};
	(void)TEMP_FAILURE_RETRY(waitpid(pid, NULL, 0));
	*ret_landlock_abi = found.landlock_abi;
	return found.rungs;
}
