/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/root.c - an empty, read-only file system becomes the root; the old one is detached.
 *
 * Whatever was mapped or opened before stays so; from here on no path leads to a file of the host.
 *
 * Runs in: worker before lockdown
 */
#include <errno.h>
#include <linux/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cleanup.h"
#include "confine.h"
#include "fail.h"

/* <sys/mount.h> and <linux/mount.h> of Debian 12 cannot be had together. */
int mount(const char *source, const char *target, const char *type, unsigned long flags,
          const void *data);
int umount2(const char *target, int flags);
#define MNT_DETACH 2

#define EMPTY_FLAGS   (MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC)
#define EMPTY_OPTIONS "size=4k,nr_inodes=2,mode=0555"
#define EMPTY_ATTRIBUTES \
	(MOUNT_ATTR_RDONLY | MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC)

/* Any folder serves, as it is hidden, not changed, and in this mount namespace only. */
static const char *const places[] = {"/tmp", "/run", "/var", "/usr", "/proc"};

static const char *mount_empty(void)
{
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		if (mount("padcell", places[i], "tmpfs", EMPTY_FLAGS, EMPTY_OPTIONS) == 0)
			return places[i];
	return NULL;
}

/*
 * Two names for one place: the old root comes to lie on top of the new one, and is detached there.
 * Where the root is that of the boot image pivot_root() fails; then chroot() does, because the
 * capability to leave it again is dropped next.
 */
static bool enter_mounted(void)
{
	const char *place = mount_empty();

	if (place == NULL || chdir(place) < 0)
		return false;
	if (syscall(SYS_pivot_root, ".", ".") == 0)
		return umount2(".", MNT_DETACH) == 0;
	return errno == EINVAL && chroot(".") == 0;
}

/*
 * In a chroot the root is no mount, so it cannot be made private, and what is mounted below it may
 * show up at the host.  A file system that is attached nowhere can be entered all the same.
 */
static bool enter_unattached(void)
{
	CLEANUP(fd_at_exit) int context = (int)syscall(SYS_fsopen, "tmpfs", FSOPEN_CLOEXEC);
	CLEANUP(fd_at_exit) int empty = -1;

	if (context < 0 ||
	    syscall(SYS_fsconfig, context, FSCONFIG_SET_STRING, "mode", "0555", 0) < 0 ||
	    syscall(SYS_fsconfig, context, FSCONFIG_SET_STRING, "size", "4k", 0) < 0 ||
	    syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) < 0)
		return false;
	empty = (int)syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, EMPTY_ATTRIBUTES);
	return empty >= 0 && fchdir(empty) == 0 && chroot(".") == 0;
}

static bool enter(void)
{
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0)
		return enter_mounted();
	return errno == EINVAL && enter_unattached();
}

/* A security module may forbid to mount, and an old kernel to mount nowhere: the rung is missing.
 */
static bool is_lacking(int failed)
{
	return failed == EPERM || failed == EACCES || failed == ENOSYS;
}

enum padcell_status root_empty(uint32_t *rungs, padcell_error *reterr)
{
	if ((*rungs & KERNEL_RUNG_BIT(MOUNT_NAMESPACE)) == 0)
		return PADCELL_OK;
	if (enter() && chdir("/") == 0) {
		*rungs |= KERNEL_RUNG_BIT(EMPTY_ROOT);
		return PADCELL_OK;
	}
	if (is_lacking(errno))
		return PADCELL_OK;
	return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, errno, "empty root");
}
