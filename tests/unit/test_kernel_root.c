/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_root.c - a confined process has an empty root that it cannot write to.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/statfs.h>
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

static void act_no_paths(void *data)
{
	static const char *const paths[] = {"/proc",     "/etc/passwd", "/tmp",
	                                    "/dev/null", "/usr",        "/sys"};
	struct statfs about;
	struct stat here, above;

	(void)data;
	for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++)
		CHECK(access(paths[i], F_OK) < 0 && errno == ENOENT);
	CHECK(stat(".", &here) == 0 && stat("../../..", &above) == 0);
	CHECK(here.st_ino == above.st_ino && here.st_dev == above.st_dev);
	CHECK(statfs("/", &about) == 0);
	CHECK(about.f_type == TMPFS_MAGIC);
	CHECK(mkdir("/x", 0700) < 0 && (errno == EROFS || errno == EACCES));
	CHECK(open("/x", O_WRONLY | O_CREAT, 0600) < 0 && (errno == EROFS || errno == EACCES));
}

static void test_kernel_root__no_path_of_the_host_exists(void **state)
{
	struct child_report report = confined();

	(void)state;
	if (!HAS(report, EMPTY_ROOT))
		TEST_SKIP_ALL("no mount namespace, hence no empty root, is to be had here");
	child_must(CHILD_CONFINED, act_no_paths, NULL);
}

TEST_MAIN(cmocka_unit_test(test_kernel_root__no_path_of_the_host_exists))
