/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_spawn_shared.c - what a worker mounts in a chroot is not seen at the host.
 */
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "test.h"

static bool root_is_a_mount(void)
{
	struct statx facts;
	return statx(AT_FDCWD, "/", 0, STATX_BASIC_STATS, &facts) == 0 &&
	       (facts.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

/*
 * Most machines share their mounts with every new namespace: what the worker mounts in a chroot
 * there would cover the host's own folder.
 */
static void act_shared(void *data)
{
	uint32_t abi = 0;

	(void)data;
	CHECK(unshare(CLONE_NEWNS) == 0);
	CHECK(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0);
	CHECK(mount("test", "/tmp", "tmpfs", 0, NULL) == 0);
	CHECK(mount(NULL, "/tmp", NULL, MS_SHARED, NULL) == 0);
	CHECK(mkdir("/tmp/root", 0755) == 0 && mkdir("/tmp/root/tmp", 0755) == 0);
	CHECK(mkdir("/tmp/root/tmp/mine", 0755) == 0);
	CHECK(chroot("/tmp/root") == 0 && chdir("/") == 0);
	CHECK((kernel_probe(&abi) & KERNEL_RUNG_BIT(EMPTY_ROOT)) != 0);
	CHECK(access("/tmp/mine", F_OK) == 0);
}

static void test_kernel_spawn_shared__the_empty_root_does_not_show_at_the_host(void **state)
{
	(void)state;
	if (!is_root())
		TEST_SKIP_ALL("only root can make a chroot with a shared mount in it");
	if (!root_is_a_mount())
		TEST_SKIP_ALL(
		        "the root is no mount here, as in a chroot: it cannot be made private");
	child_must(CHILD_FORKED, act_shared, NULL);
}

TEST_MAIN(cmocka_unit_test(test_kernel_spawn_shared__the_empty_root_does_not_show_at_the_host))
