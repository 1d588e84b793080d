/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/hint.c - why a rung is missing, for `padcell doctor`.
 * Runs in: host
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cleanup.h"
#include "kernel.h"
#include "landlock.h"

/* The number in a file of /proc/sys; -1 when there is none. */
static long sysctl_number(const char *path)
{
	char text[32] = "";
	CLEANUP(fd_at_exit) int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 || read(fd, text, sizeof text - 1) <= 0)
		return -1;
	return strtol(text, NULL, 10);
}

/* In a chroot the mount that holds "/" is out of sight, unless the chroot is a mount of its own. */
static bool root_is_listed(void)
{
	char line[4096], point[8];
	bool listed = false;
	FILE *mounts = fopen("/proc/self/mountinfo", "re");

	if (mounts == NULL)
		return true;
	/* The fifth field is where a mount is. */
	while (!listed && fgets(line, sizeof line, mounts) != NULL)
		listed = sscanf(line, "%*s %*s %*s %*s %7s", point) == 1 && strcmp(point, "/") == 0;
	(void)fclose(mounts);
	return listed;
}

/* errno of a new user namespace; 0 when it is to be had. */
static int try_user_namespace(void)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0)
		_exit(unshare(CLONE_NEWUSER) == 0 ? 0 : errno);
	if (pid < 0 || TEMP_FAILURE_RETRY(waitpid(pid, &status, 0)) != pid || !WIFEXITED(status))
		return EAGAIN;
	return WEXITSTATUS(status);
}

static const char *hint_user_namespace(void)
{
	int failed = try_user_namespace();

	if (sysctl_number("/proc/sys/user/max_user_namespaces") == 0)
		return "user.max_user_namespaces is 0: set it to a number above 0";
	if (geteuid() != 0 && sysctl_number("/proc/sys/kernel/unprivileged_userns_clone") == 0)
		return "kernel.unprivileged_userns_clone is 0: set it to 1";
	if (sysctl_number("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1)
		return "kernel.apparmor_restrict_unprivileged_userns is 1: give padcell an "
		       "AppArmor "
		       "profile with userns, or set it to 0";
	switch (failed) {
	case 0:
		return "";
	case EPERM:
		return root_is_listed() ? "refused: inside a chroot, and under the filters of many "
		                          "containers, "
		                          "no process may create a user namespace"
		                        : "inside a chroot no process may create a user namespace";
	case ENOSPC:
		return "the limit of user namespaces or of their depth is reached";
	case EINVAL:
	case ENOSYS:
		return "the kernel is built without CONFIG_USER_NS";
	}
	return "";
}

static bool has_clone3(void)
{
	return syscall(SYS_clone3, NULL, (size_t)0) >= 0 || errno != ENOSYS;
}

/* The namespaces beside the user namespace. */
static const char *hint_namespace(void)
{
	if (!has_clone3())
		return "clone3() is missing: the kernel is older than 5.3, or a container's filter "
		       "hides it";
	if (geteuid() == 0)
		return "refused to root: the container has not CAP_SYS_ADMIN";
	return "an ordinary user gets it together with a user namespace only, which is missing";
}

static const char *hint_landlock(void)
{
	if (landlock_abi() != 0)
		return "";
	(void)syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, 1u);
	if (errno == EOPNOTSUPP)
		return "Landlock is compiled in but off: add landlock to the kernel parameter lsm=";
	return "the kernel is older than 5.13 or built without CONFIG_SECURITY_LANDLOCK";
}

static const char *hint_notify(void)
{
	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 2)
		return "this process is already under a filter, which may have taken the only "
		       "listener "
		       "or forbid pidfd_getfd()";
	if (sysctl_number("/proc/sys/kernel/yama/ptrace_scope") >= 2 && geteuid() != 0)
		return "kernel.yama.ptrace_scope is 2 or more: the supervisor cannot take the "
		       "listener";
	return "the kernel is older than 5.6, or the supervisor may not use pidfd_getfd()";
}

static const char *hint_empty_root(void)
{
	uint32_t abi = 0;

	if ((kernel_probe(&abi) & KERNEL_RUNG_BIT(MOUNT_NAMESPACE)) == 0)
		return "there is no mount namespace to change the root in";
	return "mounting is refused, as by the security module of many containers";
}

static const char *hint_seccomp(void)
{
	return "the kernel is built without CONFIG_SECCOMP_FILTER";
}

static const char *hint_pidfd(void)
{
	return "the kernel is older than 5.3";
}

static const char *hint_no_exec_gain(void)
{
	return "the kernel is older than 6.3";
}

const char *kernel_rung_hint(enum kernel_rung rung)
{
	static const char *(*const hints[KERNEL_RUNG_COUNT])(void) = {
	        [KERNEL_RUNG_SECCOMP] = hint_seccomp,
	        [KERNEL_RUNG_SECCOMP_NOTIFY] = hint_notify,
	        [KERNEL_RUNG_LANDLOCK] = hint_landlock,
	        [KERNEL_RUNG_USER_NAMESPACE] = hint_user_namespace,
	        [KERNEL_RUNG_MOUNT_NAMESPACE] = hint_namespace,
	        [KERNEL_RUNG_EMPTY_ROOT] = hint_empty_root,
	        [KERNEL_RUNG_PID_NAMESPACE] = hint_namespace,
	        [KERNEL_RUNG_NET_NAMESPACE] = hint_namespace,
	        [KERNEL_RUNG_IPC_NAMESPACE] = hint_namespace,
	        [KERNEL_RUNG_PIDFD] = hint_pidfd,
	        [KERNEL_RUNG_NO_EXEC_GAIN] = hint_no_exec_gain,
	};
	uint32_t abi = 0;

	if ((unsigned)rung >= KERNEL_RUNG_COUNT || hints[rung] == NULL)
		return "";
	if ((kernel_probe(&abi) & (UINT32_C(1) << rung)) != 0)
		return "";
	return hints[rung]();
}
