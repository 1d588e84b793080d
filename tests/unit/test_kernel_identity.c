/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_identity.c - a confined process is nobody and has no capability, now or
 * later.
 */
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "test.h"

#define HAS(report, id) (((report).rungs & KERNEL_RUNG_BIT(id)) != 0)

static void act_nothing(void *data)
{
	(void)data;
}

/* The rungs that this machine gives to a confined child. */
static struct child_report confined(void)
{
	struct child_report report;

	child_run(CHILD_CONFINED, act_nothing, NULL, &report);
	if (report.status != 0)
		fail_msg("status 0x%x: %s", (unsigned)report.status, report.text);
	return report;
}

static void act_no_identity(void *data)
{
	const struct child_report *report = data;
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct caps[2];
	uid_t ids[3];

	CHECK(syscall(SYS_capget, &header, caps) == 0);
	for (size_t i = 0; i < 2; i++)
		CHECK((caps[i].effective | caps[i].permitted | caps[i].inheritable) == 0);
	for (unsigned long cap = 0; prctl(PR_CAPBSET_READ, cap) >= 0; cap++)
		CHECK(prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, cap, 0, 0) == 0);
	if (HAS(*report, USER_NAMESPACE) || is_root()) {
		for (unsigned long cap = 0; prctl(PR_CAPBSET_READ, cap) >= 0; cap++)
			CHECK(prctl(PR_CAPBSET_READ, cap) == 0);
	}
	CHECK(getresuid(&ids[0], &ids[1], &ids[2]) == 0);
	CHECK(ids[0] == ids[1] && ids[1] == ids[2]);
	CHECK(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1);
	/* Nothing leads back. */
	CHECK(setuid(ids[0] + 1) < 0);
	CHECK(setgroups(0, NULL) < 0 && errno == EPERM);
}

static void test_kernel_identity__leaves_no_capability(void **state)
{
	struct child_report report = confined();

	(void)state;
	child_must(CHILD_CONFINED, act_no_identity, &report);
}

static void act_nobody(void *data)
{
	(void)data;
	CHECK(getuid() == 65534 && geteuid() == 65534);
	CHECK(getgid() == 65534 && getegid() == 65534);
	CHECK(getgroups(0, NULL) == 0);
}

/* An ordinary user's namespace has that user in it, under the number 0, and no other. */
static void act_self(void *data)
{
	const struct child_report *report = data;

	CHECK(HAS(*report, USER_NAMESPACE) ? getuid() == 0 : getuid() != 0);
	CHECK(getuid() == geteuid());
}

static void test_kernel_identity__root_becomes_nobody(void **state)
{
	struct child_report report = confined();
	static const gid_t groups[] = {1, 2, 4711};
	gid_t before[256];
	int count = getgroups(256, before);

	(void)state;
	if (is_root())
		assert_int_equal(setgroups(3, groups), 0);
	child_must(CHILD_CONFINED, is_root() ? act_nobody : act_self, &report);
	if (is_root())
		assert_int_equal(setgroups((size_t)count, before), 0);
}

TEST_MAIN(cmocka_unit_test(test_kernel_identity__leaves_no_capability),
          cmocka_unit_test(test_kernel_identity__root_becomes_nobody))
