/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_landlock.c - Landlock keeps files, TCP and signals shut when nothing else
 * does.
 */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "landlock.h"
#include "test.h"

static void act_landlock(void *data)
{
	struct kernel_limits limits = {0};
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	uint32_t rungs = 0, abi = 0;
	padcell_error error;
	int fd = -1;

	(void)data;
	CHECK(kernel_confine(&limits, &rungs, &abi, &error) == PADCELL_OK);
	CHECK((rungs & KERNEL_RUNG_BIT(EMPTY_ROOT)) == 0);
	CHECK(abi != 0 && (rungs & KERNEL_RUNG_BIT(LANDLOCK)) != 0);
	CHECK(open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES);
	CHECK(open("/", O_RDONLY | O_DIRECTORY) < 0 && errno == EACCES);
	CHECK(open("/tmp/padcell-confine", O_WRONLY | O_CREAT, 0600) < 0 && errno == EACCES);
	CHECK(mkdir("/tmp/padcell-confine", 0700) < 0 && errno == EACCES);
	CHECK(execl("/bin/true", "true", NULL) < 0 && errno == EACCES);
	if (abi >= 4) {
		CHECK((fd = socket(AF_INET, SOCK_STREAM, 0)) >= 0);
		CHECK(bind(fd, (struct sockaddr *)&address, sizeof address) < 0 && errno == EACCES);
		address.sin_port = htons(9);
		CHECK(connect(fd, (struct sockaddr *)&address, sizeof address) < 0 &&
		      errno == EACCES);
	}
	if (abi >= 6)
		CHECK(kill(getppid(), 0) < 0 && errno == EPERM);
}

static void test_kernel_landlock__holds_alone(void **state)
{
	(void)state;
	if (landlock_abi() == 0)
		TEST_SKIP_ALL("this kernel has no Landlock");
	child_must(CHILD_FORKED, act_landlock, NULL);
}

static void test_kernel_landlock__handles_what_the_abi_knows(void **state)
{
	(void)state;
	if (landlock_abi() == 0)
		TEST_SKIP_ALL("this kernel has no Landlock");
	assert_int_equal(landlock_handled(1).fs, 0x1fff);
	assert_int_equal(landlock_handled(1).net, 0);
	assert_int_equal(landlock_handled(2).fs, 0x3fff);
	assert_int_equal(landlock_handled(4).fs, 0x7fff);
	assert_int_equal(landlock_handled(4).net, 3);
	assert_int_equal(landlock_handled(5).scope, 0);
	assert_int_equal(landlock_handled(6).scope, 3);
	assert_int_equal(landlock_handled(99).fs, 0xffff);
	/* Nothing is granted that is not handled, as the kernel would refuse the rule. */
	for (uint32_t abi = 1; abi < 10; abi++)
		assert_int_equal(landlock_beneath(abi) & ~landlock_handled(abi).fs, 0);
}

TEST_MAIN(cmocka_unit_test(test_kernel_landlock__holds_alone),
          cmocka_unit_test(test_kernel_landlock__handles_what_the_abi_knows))
