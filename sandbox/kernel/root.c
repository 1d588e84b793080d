/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/root.c - an empty, read-only file system becomes the root; the old one is detached.
 *
 * Whatever was mapped or opened before stays so; from here on no path leads to a file of the host.
 *
 * Runs in: worker before lockdown
 */
#include <errno.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine.h"
#include "fail.h"

/* Any folder serves, as it is hidden, not changed, and in this mount namespace only. */
static const char *const places[] = {"/tmp", "/run", "/var", "/usr", "/proc"};

static const char *mount_empty(void)
{
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
		if (mount("padcell", places[i], "tmpfs",
		          MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC,
		          "size=4k,nr_inodes=2,mode=0555") == 0)
			return places[i];
	return NULL;
}

/*
 * Two names for one place: the old root comes to lie on top of the new one, and is detached there.
 * In a chroot the root is no mount point and pivot_root() fails with EINVAL; then chroot() does,
 * because the capability to leave it again is dropped next.
 */
static int enter(void)
{
	if (syscall(SYS_pivot_root, ".", ".") == 0)
		return umount2(".", MNT_DETACH);
	return errno == EINVAL ? chroot(".") : -1;
}

static enum padcell_status fail(const char *what, padcell_error *reterr)
{
	return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, errno, "empty root: %s",
	                    what);
}

enum padcell_status root_empty(uint32_t *rungs, padcell_error *reterr)
{
	if ((*rungs & KERNEL_RUNG_BIT(MOUNT_NAMESPACE)) == 0)
		return PADCELL_OK;
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 && errno != EINVAL)
		return fail("mount(MS_PRIVATE)", reterr);

	const char *place = mount_empty();
	if (place == NULL)
		return fail("mount(tmpfs)", reterr);
	if (chdir(place) < 0)
		return fail("chdir()", reterr);
	if (enter() < 0)
		return fail("pivot_root()", reterr);
	if (chdir("/") < 0)
		return fail("chdir(/)", reterr);
	*rungs |= KERNEL_RUNG_BIT(EMPTY_ROOT);
	return PADCELL_OK;
}
