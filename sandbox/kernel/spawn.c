/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/spawn.c - a child in as many new namespaces as the machine gives.
 *
 * The caller may have other threads, so the child makes only async-signal-safe calls until it
 * returns from here; glibc does not know that it exists (clone3() is called by number), which is
 * why it should exec soon.  The child waits until the parent has written its id maps.
 *
 * Runs in: supervisor
 */
#include <errno.h>
#include <linux/sched.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cleanup.h"
#include "idmap.h"
#include "kernel.h"

#define NAMESPACES_ALL                                                                             \
	(CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWUTS | \
	 CLONE_NEWCGROUP)

/* The rungs of kernel_spawn(), best first; the next is tried when the kernel refuses one. */
static const uint64_t attempts[] = {
        NAMESPACES_ALL,
        NAMESPACES_ALL & ~(uint64_t)CLONE_NEWCGROUP,
        NAMESPACES_ALL & ~(uint64_t)CLONE_NEWUSER,
        NAMESPACES_ALL & ~(uint64_t)(CLONE_NEWUSER | CLONE_NEWCGROUP),
        0,
};

static uint32_t rungs_of(uint64_t flags)
{
	static const struct {
		uint64_t flag;
		uint32_t rungs;
	} rows[] = {
#define NAMESPACE(flag, rungs, reason) {flag, rungs},
#include "namespaces.def"
#undef NAMESPACE
	};
	uint32_t rungs = 0;

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if ((flags & rows[i].flag) != 0)
			rungs |= rows[i].rungs;
	return rungs;
}

/* fork() for namespaces; without clone3() only the plain one is to be had. */
static pid_t clone_child(uint64_t flags, int *ret_pidfd)
{
	int pidfd = -1;
	struct clone_args args = {
	        .flags = flags | CLONE_PIDFD,
	        .pidfd = (uint64_t)(uintptr_t)&pidfd,
	        .exit_signal = SIGCHLD,
	};

	pid_t pid = (pid_t)syscall(SYS_clone3, &args, sizeof args);
	if (pid < 0 && flags == 0 && errno == ENOSYS) {
		pid = (pid_t)syscall(SYS_clone, SIGCHLD, NULL, NULL, NULL, NULL);
		if (pid > 0)
			pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	}
	if (pid > 0)
		*ret_pidfd = pidfd;
	return pid;
}

/* No handler, ignored signal or mask of the host reaches the worker. */
static void child_signals(void)
{
	struct sigaction action;
	sigset_t none;

	memset(&action, 0, sizeof action);
	action.sa_handler = SIG_DFL;
	for (int signal = 1; signal <= SIGRTMAX; signal++)
		(void)sigaction(signal, &action, NULL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
}

/* What parent and child hold while the child waits. */
struct gate {
	int parent;   /* end of a socket pair: SIGPIPE of a plain pipe would be the host's */
	int child;    /* the other end */
	int alive_fd; /* pidfd of the parent: readable when it is dead; -1 where there are none */
};

static void gate_close(struct gate *gate)
{
	fd_close(&gate->parent);
	fd_close(&gate->child);
	fd_close(&gate->alive_fd);
}

static bool gate_open(struct gate *gate)
{
	int ends[2];

	*gate = (struct gate){-1, -1, -1};
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
		return false;
	gate->parent = ends[0];
	gate->child = ends[1];
	gate->alive_fd = (int)syscall(SYS_pidfd_open, getpid(), 0u);
	return true;
}

/*
 * A child whose parent failed or died must not go on.  The death signal says nothing of a death
 * before it was asked for, and in a new pid namespace the parent has no number that could be looked
 * at.
 */
static void child_wait(struct gate *gate)
{
	struct pollfd parent = {.fd = gate->alive_fd, .events = POLLIN};
	char go = 0;

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	fd_close(&gate->parent);
	if (TEMP_FAILURE_RETRY(read(gate->child, &go, 1)) != 1 || poll(&parent, 1, 0) != 0)
		_exit(EXIT_FAILURE);
	gate_close(gate);
	/* Ctrl-C and job control of the caller's terminal are for the supervisor. */
	(void)setsid();
	child_signals();
}

static void abandon(pid_t pid, int *pidfd)
{
	int saved = errno;

	(void)kill(pid, SIGKILL);
	(void)TEMP_FAILURE_RETRY(waitpid(pid, NULL, 0));
	fd_close(pidfd);
	errno = saved;
}

/* Write the maps and open the gate; false with errno. */
static bool release(pid_t pid, uint64_t flags, int gate)
{
	if ((flags & CLONE_NEWUSER) != 0 && !idmap_write(pid))
		return false;
	return TEMP_FAILURE_RETRY(send(gate, "g", 1, MSG_NOSIGNAL)) == 1;
}

/* One rung; 0 in the child, which is free to go then. */
static pid_t attempt(uint64_t flags, int *ret_pidfd)
{
	struct gate gate;
	int pidfd = -1;

	if (!gate_open(&gate))
		return -1;
	pid_t pid = clone_child(flags, &pidfd);
	if (pid == 0) {
		child_wait(&gate);
		return 0;
	}
	if (pid > 0 && !release(pid, flags, gate.parent)) {
		abandon(pid, &pidfd);
		pid = -1;
	}
	int saved = errno;
	gate_close(&gate);
	errno = saved;
	if (pid > 0)
		*ret_pidfd = pidfd;
	return pid;
}

pid_t kernel_spawn(int *ret_pidfd, uint32_t *ret_rungs)
{
	sigset_t every, before;
	pid_t pid = -1;
	size_t rung = 0;
	int pidfd = -1;

	/* A handler of the host must not run in the child, where its locks have no holder. */
	(void)sigfillset(&every);
	(void)pthread_sigmask(SIG_BLOCK, &every, &before);
	for (; rung < sizeof attempts / sizeof attempts[0]; rung++) {
		pid = attempt(attempts[rung], &pidfd);
		if (pid >= 0)
			break;
	}
	if (pid == 0) {
		*ret_rungs = rungs_of(attempts[rung]) | KERNEL_RUNG_BIT(PIDFD);
		return 0;
	}
	int saved = errno;
	(void)pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = saved;
	if (pid < 0)
		return -1;
	*ret_rungs = rungs_of(attempts[rung]) | (pidfd >= 0 ? KERNEL_RUNG_BIT(PIDFD) : 0);
	*ret_pidfd = pidfd;
	return pid;
}
