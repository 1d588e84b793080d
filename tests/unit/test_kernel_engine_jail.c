/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_engine_jail.c - an engine writes its corpus, and nothing anywhere else.
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "test.h"

struct folders {
	char inside[64];
	char outside[64];
};

static void folders_make(struct folders *folders)
{
	(void)snprintf(folders->inside, sizeof folders->inside, "/tmp/padcell-in-XXXXXX");
	(void)snprintf(folders->outside, sizeof folders->outside, "/tmp/padcell-out-XXXXXX");
	assert_non_null(mkdtemp(folders->inside));
	assert_non_null(mkdtemp(folders->outside));
}

static void folders_remove(const struct folders *folders)
{
	assert_int_equal(rmdir(folders->inside), 0);
	assert_int_equal(rmdir(folders->outside), 0);
}

static void enter(const char *writable, uint32_t *ret_rungs)
{
	padcell_error error = {.status = PADCELL_OK};

	if (kernel_engine_jail(writable, ret_rungs, &error) != PADCELL_OK)
		child_fail(__FILE__, __LINE__, error.message, error.sys_errno);
}

static void act_files(void *data)
{
	const struct folders *folders = data;
	uint32_t rungs = 0;
	char text[8];
	int fd = -1;

	enter(folders->inside, &rungs);
	CHECK(rungs & KERNEL_RUNG_BIT(LANDLOCK));
	CHECK(chdir(folders->inside) == 0);
	CHECK((fd = open("new", O_RDWR | O_CREAT | O_EXCL, 0600)) >= 0);
	CHECK(write(fd, "seed", 4) == 4 && ftruncate(fd, 2) == 0);
	CHECK(mkdir("sub", 0700) == 0 && rename("new", "sub/kept") == 0);
	CHECK((fd = open("sub/kept", O_RDONLY)) >= 0 && read(fd, text, sizeof text) == 2);
	CHECK(symlink("/etc", "sub/way-out") < 0 && errno == EACCES);
	CHECK(mkfifo("sub/pipe", 0600) < 0);
	CHECK(unlink("sub/kept") == 0 && rmdir("sub") == 0);
	CHECK((fd = open("/dev/null", O_WRONLY)) >= 0 && write(fd, "x", 1) == 1);
	CHECK((fd = open("/etc/passwd", O_RDONLY)) >= 0 && read(fd, text, 1) == 1);

	CHECK(chdir(folders->outside) == 0);
	CHECK(open("new", O_WRONLY | O_CREAT, 0600) < 0 && errno == EACCES);
	CHECK(mkdir("sub", 0700) < 0 && errno == EACCES);
	CHECK(open("/etc/passwd", O_WRONLY) < 0 && errno == EACCES);
	CHECK(truncate("/etc/passwd", 0) < 0 && errno == EACCES);
	CHECK(chmod(folders->outside, 0777) < 0 && errno == EPERM);
	CHECK(chown(folders->outside, 1, 1) < 0 && errno == EPERM);
	CHECK(utimensat(AT_FDCWD, folders->outside, NULL, 0) < 0 && errno == EPERM);
	CHECK(rmdir(folders->inside) < 0 && errno == EACCES);
}

static void test_kernel_engine_jail__writes_beneath_its_folder_only(void **state)
{
	struct child_report report;
	struct folders folders;
	uint32_t abi = 0;

	(void)state;
	(void)kernel_probe(&abi);
	if (abi == 0)
		TEST_SKIP_ALL("this kernel has no Landlock");
	folders_make(&folders);
	child_run(CHILD_FORKED, act_files, &folders, &report);
	folders_remove(&folders);
	if (report.status != 0)
		fail_msg("status 0x%x: %s", (unsigned)report.status, report.text);
}

static void act_no_folder(void *data)
{
	const struct folders *folders = data;
	uint32_t rungs = 0;

	enter(NULL, &rungs);
	CHECK(chdir(folders->inside) == 0);
	CHECK(open("new", O_WRONLY | O_CREAT, 0600) < 0 && errno == EACCES);
}

static void test_kernel_engine_jail__writes_nowhere_without_a_folder(void **state)
{
	struct child_report report;
	struct folders folders;
	uint32_t abi = 0;

	(void)state;
	(void)kernel_probe(&abi);
	if (abi == 0)
		TEST_SKIP_ALL("this kernel has no Landlock");
	folders_make(&folders);
	child_run(CHILD_FORKED, act_no_folder, &folders, &report);
	folders_remove(&folders);
	if (report.status != 0)
		fail_msg("status 0x%x: %s", (unsigned)report.status, report.text);
}

static void act_missing_folder(void *data)
{
	padcell_error error = {.status = PADCELL_OK};
	uint32_t rungs = 4711;

	(void)data;
	CHECK(kernel_engine_jail("/no/such/folder", &rungs, &error) == PADCELL_E_SYSTEM);
	CHECK(error.sys_errno == ENOENT && strstr(error.message, "/no/such/folder") != NULL);
	CHECK(rungs == 4711);
}

static void test_kernel_engine_jail__names_a_folder_that_is_missing(void **state)
{
	uint32_t abi = 0;

	(void)state;
	(void)kernel_probe(&abi);
	if (abi == 0)
		TEST_SKIP_ALL("this kernel has no Landlock");
	child_must(CHILD_FORKED, act_missing_folder, NULL);
}

TEST_MAIN(cmocka_unit_test(test_kernel_engine_jail__writes_beneath_its_folder_only),
          cmocka_unit_test(test_kernel_engine_jail__writes_nowhere_without_a_folder),
          cmocka_unit_test(test_kernel_engine_jail__names_a_folder_that_is_missing))
