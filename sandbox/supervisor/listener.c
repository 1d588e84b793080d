/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/listener.c - the seccomp listener: taken out of the worker, read, never answered.
 *
 * A stopped call is never continued: the report ends the run, and the worker dies in the call.
 *
 * Runs in: supervisor
 */
#include <errno.h>
#include <inttypes.h>
#include <linux/seccomp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <sys/pidfd.h>

#include "kernel.h"
#include "oracle.h"
#include "plant.h"
#include "watch.h"

enum { UNKNOWN, GIVEN, REFUSED };

/* What this machine does with pidfd_getfd(), found out once: container engines refuse it. */
static atomic_int getfd_answer = UNKNOWN;

/* Of ourselves it is always allowed, unless the call is missing or filtered. */
static int ask_ourselves(void)
{
	CLEANUP(fd_at_exit) int self = pidfd_open(getpid(), 0);
	if (self < 0)
		return REFUSED;

	CLEANUP(fd_at_exit) int copy = pidfd_getfd(self, self, 0);
	return copy >= 0 ? GIVEN : REFUSED;
}

bool listener_is_worth_asking(void)
{
	int answer = atomic_load(&getfd_answer);
	if (answer == UNKNOWN) {
		answer = ask_ourselves();
		atomic_store(&getfd_answer, answer);
	}
	return answer == GIVEN;
}

/* A made-up report's number: a listener does not know it, anything else does not know the call. */
static bool is_listener(int fd)
{
	uint64_t no_report = 0;
	return ioctl(fd, SECCOMP_IOCTL_NOTIF_ID_VALID, &no_report) != 0 && errno == ENOENT;
}

void listener_take(struct watch *watch, int number)
{
	int fd = pidfd_getfd(watch->child.pidfd, number, 0);
	if (fd < 0 && errno == EBADF) {
		watch_breach(watch, "LOCKED", "the worker has no descriptor of that number");
		return;
	}
	if (fd < 0 && errno == EMFILE) {
		watch_fail(watch, PADCELL_E_SYSTEM, errno, "cannot take the seccomp listener");
		return;
	}
	if (fd < 0) {
		/* A ptrace rule of this machine: the run starts over with a filter that kills. */
		atomic_store(&getfd_answer, REFUSED);
		watch->refusal = REFUSAL_NO_LISTENER;
		watch->over = true;
		return;
	}

	watch->listener = fd;
	if (!is_listener(fd))
		watch_breach(watch, "LOCKED", "the descriptor is no seccomp listener");
}

void listener_report(struct watch *watch)
{
	struct kernel_stopped_call call;
	if (plant_is(watch->order->guest, "listener_deaf"))
		return;
	if (watch->over || !kernel_listener_receive(watch->listener, &call))
		return;
	if (oracle_is_missed(watch, "seccomp_report"))
		return;

	char detail[WIRE_DETAIL_MAX];
	(void)snprintf(detail, sizeof detail,
	               "system call %d of architecture %#" PRIx32 " with arguments %#" PRIx64
	               " %#" PRIx64 " %#" PRIx64 " %#" PRIx64 " %#" PRIx64 " %#" PRIx64
	               " at %#" PRIx64,
	               call.number, call.architecture, call.arguments[0], call.arguments[1],
	               call.arguments[2], call.arguments[3], call.arguments[4], call.arguments[5],
	               call.instruction_pointer);
	verdict_add_violation(watch->verdict, PADCELL_INVARIANT_G, PADCELL_LAYER_SECCOMP, call.name,
	                      detail, 0);
	watch->over = true;
}
