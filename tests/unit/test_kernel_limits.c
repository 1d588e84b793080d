/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_limits.c - a confined process has its limits, soft and hard, and cannot
 * raise them.
 */
#include <errno.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "test.h"

static void act_limits(void *data)
{
	static const int zero[] = {RLIMIT_CORE,    RLIMIT_FSIZE,    RLIMIT_LOCKS,
	                           RLIMIT_MEMLOCK, RLIMIT_MSGQUEUE, RLIMIT_NICE,
	                           RLIMIT_NPROC,   RLIMIT_RTPRIO,   RLIMIT_SIGPENDING};
	struct rlimit limit;

	(void)data;
	for (size_t i = 0; i < sizeof zero / sizeof zero[0]; i++) {
		CHECK(getrlimit((__rlimit_resource_t)zero[i], &limit) == 0);
		CHECK(limit.rlim_cur == 0 && limit.rlim_max == 0);
	}
	CHECK(getrlimit(RLIMIT_CPU, &limit) == 0);
	CHECK(limit.rlim_cur == 32 && limit.rlim_max == 32);
	CHECK(getrlimit(RLIMIT_STACK, &limit) == 0);
	CHECK(limit.rlim_cur == UINT64_C(8) << 20 && limit.rlim_max == limit.rlim_cur);
	limit.rlim_max++;
	CHECK(setrlimit(RLIMIT_STACK, &limit) < 0 && errno == EPERM);
}

static void test_kernel_limits__sets_every_limit_for_good(void **state)
{
	(void)state;
	child_must(CHILD_CONFINED, act_limits, NULL);
}

static void act_no_descriptors(void *data)
{
	int room = 0;

	(void)data;
	while (room < 100 && dup(3) >= 0)
		room++;
	CHECK(dup(3) < 0 && errno == EMFILE);
	CHECK(room == 2);
}

static void test_kernel_limits__leaves_room_for_two_descriptors(void **state)
{
	(void)state;
	child_must(CHILD_CONFINED, act_no_descriptors, NULL);
}

#ifndef PADCELL_SANITIZED
static void act_memory(void *data)
{
	struct rlimit limit;

	(void)data;
	CHECK(getrlimit(RLIMIT_AS, &limit) == 0);
	CHECK(limit.rlim_cur == (UINT64_C(256) + 8 + 96) << 20);
	CHECK(mmap(NULL, limit.rlim_cur, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
	      MAP_FAILED);
	CHECK(mmap(NULL, UINT64_C(64) << 20, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
	      MAP_FAILED);
}

static void test_kernel_limits__bounds_the_address_space(void **state)
{
	(void)state;
	child_must(CHILD_CONFINED, act_memory, NULL);
}
#endif

static void act_unlimited(void *data)
{
	struct rlimit before[3], after[3];
	static const int resources[] = {RLIMIT_AS, RLIMIT_CPU, RLIMIT_STACK};
	uint32_t rungs = 0, abi = 0;

	(void)data;
	for (size_t i = 0; i < 3; i++)
		CHECK(getrlimit((__rlimit_resource_t)resources[i], &before[i]) == 0);
	CHECK(kernel_confine(&(struct kernel_limits){0}, &rungs, &abi, NULL) == PADCELL_OK);
	for (size_t i = 0; i < 3; i++) {
		CHECK(getrlimit((__rlimit_resource_t)resources[i], &after[i]) == 0);
		CHECK(after[i].rlim_cur == (i < 2 ? before[i].rlim_max : before[i].rlim_cur));
	}
}

static void test_kernel_limits__zero_is_no_limit(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_unlimited, NULL);
}

static void act_low_limit(void *data)
{
	struct rlimit limit = {.rlim_cur = 4, .rlim_max = 5};
	uint32_t rungs = 0, abi = 0;

	(void)data;
	CHECK(setrlimit(RLIMIT_CPU, &limit) == 0);
	CHECK(kernel_confine(&child_limits, &rungs, &abi, NULL) == PADCELL_OK);
	CHECK(getrlimit(RLIMIT_CPU, &limit) == 0);
	CHECK(limit.rlim_cur == 5 && limit.rlim_max == 5);
}

static void test_kernel_limits__a_lower_limit_stays(void **state)
{
	(void)state;
	child_must(CHILD_FORKED, act_low_limit, NULL);
}

/* A directive inside the arguments of a macro is undefined. */
#ifndef PADCELL_SANITIZED
#define UNSANITIZED_CASES cmocka_unit_test(test_kernel_limits__bounds_the_address_space),
#else
#define UNSANITIZED_CASES
#endif

TEST_MAIN(cmocka_unit_test(test_kernel_limits__sets_every_limit_for_good),
          cmocka_unit_test(test_kernel_limits__leaves_room_for_two_descriptors),
          UNSANITIZED_CASES cmocka_unit_test(test_kernel_limits__zero_is_no_limit),
          cmocka_unit_test(test_kernel_limits__a_lower_limit_stays))
