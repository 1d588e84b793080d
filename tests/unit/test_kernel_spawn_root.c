/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_spawn_root.c - the whole way, for root and for others, in a chroot and
 * outside.
 *
 * Only root can play the other roles, so an ordinary user skips this program.
 */
#include <errno.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "test.h"

#define NAMESPACES                                                           \
	(KERNEL_RUNG_BIT(MOUNT_NAMESPACE) | KERNEL_RUNG_BIT(PID_NAMESPACE) | \
	 KERNEL_RUNG_BIT(NET_NAMESPACE) | KERNEL_RUNG_BIT(IPC_NAMESPACE))
#define ALWAYS                                                                                 \
	(KERNEL_RUNG_BIT(NO_NEW_PRIVS) | KERNEL_RUNG_BIT(RLIMITS) | KERNEL_RUNG_BIT(SECCOMP) | \
	 KERNEL_RUNG_BIT(SECCOMP_NOTIFY) | KERNEL_RUNG_BIT(NOT_DUMPABLE) | KERNEL_RUNG_BIT(PIDFD))

struct role {
	bool chroot;
	bool ordinary;
	uint32_t with;    /* rungs it must have */
	uint32_t without; /* rungs it cannot have */
};

static void needs_root(void)
{
	if (!is_root())
		TEST_SKIP_ALL("only root can play root and others");
}

/* What this process is let do, apart from who it is: the tests may themselves run in a container.
 */
static bool user_namespaces_exist(void)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0)
		_exit(unshare(CLONE_NEWUSER) == 0 ? 0 : 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status == 0;
}

/* A root with nothing in it; its name is gone before it is entered. */
static void enter_chroot(void)
{
	char path[] = "/tmp/padcell-root-XXXXXX";

	CHECK(mkdtemp(path) != NULL);
	CHECK(chmod(path, 0755) == 0);
	CHECK(chdir(path) == 0);
	CHECK(rmdir(path) == 0);
	CHECK(chroot(".") == 0);
}

static void play(const struct role *role)
{
	if (role->chroot)
		enter_chroot();
	if (role->ordinary)
		child_be_ordinary();
}

/* The probe is the whole way, from spawn to seal, and tells what was had. */
static void act_probe(void *data)
{
	const struct role *role = data;
	uint32_t abi = 0;

	play(role);
	uint32_t rungs = kernel_probe(&abi);
	CHECK((rungs & role->with) == role->with);
	CHECK((rungs & role->without) == 0);
	CHECK(((rungs & KERNEL_RUNG_BIT(LANDLOCK)) != 0) == (abi > 0));
	if (role->without != 0) {
		const char *hint = kernel_rung_hint(KERNEL_RUNG_USER_NAMESPACE);
		CHECK(strstr(hint, "chroot") != NULL);
	}
}

static void must_probe(struct role role)
{
	needs_root();
	child_must(CHILD_FORKED, act_probe, &role);
}

static void test_kernel_spawn_root__root_has_every_namespace(void **state)
{
	uint32_t user = user_namespaces_exist() ? KERNEL_RUNG_BIT(USER_NAMESPACE) : 0;

	(void)state;
	must_probe((struct role){.with = ALWAYS | NAMESPACES | KERNEL_RUNG_BIT(EMPTY_ROOT) | user});
}

static void test_kernel_spawn_root__root_in_a_chroot_has_all_but_the_user_namespace(void **state)
{
	(void)state;
	must_probe((struct role){.chroot = true,
	                         .with = ALWAYS | NAMESPACES | KERNEL_RUNG_BIT(EMPTY_ROOT),
	                         .without = KERNEL_RUNG_BIT(USER_NAMESPACE)});
}

static void test_kernel_spawn_root__an_ordinary_user_has_them_with_a_user_namespace(void **state)
{
	uint32_t user = KERNEL_RUNG_BIT(USER_NAMESPACE) | NAMESPACES | KERNEL_RUNG_BIT(EMPTY_ROOT);

	(void)state;
	must_probe((struct role){.ordinary = true,
	                         .with = ALWAYS | (user_namespaces_exist() ? user : 0)});
}

static void test_kernel_spawn_root__an_ordinary_user_in_a_chroot_has_the_filter_still(void **state)
{
	(void)state;
	must_probe((struct role){.chroot = true,
	                         .ordinary = true,
	                         .with = ALWAYS,
	                         .without = KERNEL_RUNG_BIT(USER_NAMESPACE) | NAMESPACES |
	                                    KERNEL_RUNG_BIT(EMPTY_ROOT)});
}

/* Files under owners of their own are found as before: nobody's identity is changed by the maps. */
static void act_maps(void *data)
{
	struct stat about;
	uint32_t rungs = 0;
	int pidfd = -1, status = -1;

	(void)data;
	pid_t pid = kernel_spawn(&pidfd, &rungs);
	CHECK(pid >= 0);
	if (pid == 0) {
		CHECK(getuid() == 0 && getgid() == 0);
		CHECK(stat("/", &about) == 0 && about.st_uid == 0);
		CHECK(setgid(65534) == 0 && setuid(65534) == 0);
		_exit(EXIT_SUCCESS);
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(status == 0);
}

static void test_kernel_spawn_root__root_stays_root_until_it_is_confined(void **state)
{
	(void)state;
	needs_root();
	child_must(CHILD_FORKED, act_maps, NULL);
}

TEST_MAIN(
        cmocka_unit_test(test_kernel_spawn_root__root_has_every_namespace),
        cmocka_unit_test(test_kernel_spawn_root__root_in_a_chroot_has_all_but_the_user_namespace),
        cmocka_unit_test(test_kernel_spawn_root__an_ordinary_user_has_them_with_a_user_namespace),
        cmocka_unit_test(test_kernel_spawn_root__an_ordinary_user_in_a_chroot_has_the_filter_still),
        cmocka_unit_test(test_kernel_spawn_root__root_stays_root_until_it_is_confined))
