/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/listener.c - what the seccomp listener says about a stopped call.
 *
 * The worker that made it stands still inside the kernel until the supervisor kills it.  Nothing
 * here answers, so no call is ever continued; and nothing is read from the worker's memory, which
 * it may change as it likes.
 *
 * Runs in: supervisor
 */
#include <errno.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <seccomp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>

#include "cleanup.h"
#include "kernel.h"

/* A later kernel may write more than our headers know; it asks for a zeroed buffer. */
union report {
	struct seccomp_notif notification;
	char room[1024];
};

void kernel_syscall_name(int number, char *name, size_t size)
{
	CLEANUP(free_at_exit)
	char *found = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, number);

	(void)snprintf(name, size, "%s", found != NULL ? found : "?");
}

bool kernel_listener_receive(int listener, struct kernel_stopped_call *ret_call)
{
	struct pollfd waiting = {.fd = listener, .events = POLLIN};
	union report report;

	/* The ioctl would block where there is nothing. */
	if (TEMP_FAILURE_RETRY(poll(&waiting, 1, 0)) != 1 || (waiting.revents & POLLIN) == 0)
		return false;
	do
		memset(&report, 0, sizeof report);
	while (ioctl(listener, SECCOMP_IOCTL_NOTIF_RECV, &report) < 0 && errno == EINTR);
	if (report.notification.id == 0 && report.notification.pid == 0)
		return false;

	const struct seccomp_data *data = &report.notification.data;
	*ret_call = (struct kernel_stopped_call){
	        .number = data->nr,
	        .instruction_pointer = data->instruction_pointer,
	        .architecture = data->arch,
	};
	for (size_t i = 0; i < 6; i++)
		ret_call->arguments[i] = data->args[i];
	kernel_syscall_name(data->nr, ret_call->name, sizeof ret_call->name);
	return true;
}
