/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/clock.c - times in nanoseconds that do not wrap.
 * Runs in: supervisor
 */
#include "clock.h"

#include <limits.h>
#include <time.h>

#define NS_PER_MS UINT64_C(1000000)
#define NS_PER_S  UINT64_C(1000000000)

static uint64_t to_ns(const struct timespec *time)
{
	return (uint64_t)time->tv_sec * NS_PER_S + (uint64_t)time->tv_nsec;
}

uint64_t clock_now_ns(void)
{
	struct timespec now = {.tv_sec = 0};
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return to_ns(&now);
}

bool clock_cpu_ns(pid_t pid, uint64_t *ret_ns)
{
	clockid_t clock = 0;
	struct timespec used = {.tv_sec = 0};
	if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
		return false;

	*ret_ns = to_ns(&used);
	return true;
}

uint64_t clock_from_ms(uint64_t ms)
{
	return ms > CLOCK_NEVER / NS_PER_MS ? CLOCK_NEVER : ms * NS_PER_MS;
}

uint64_t clock_add(uint64_t a, uint64_t b)
{
	return a > CLOCK_NEVER - b ? CLOCK_NEVER : a + b;
}

int clock_poll_timeout(uint64_t now, uint64_t deadline)
{
	if (deadline == CLOCK_NEVER)
		return -1;
	if (deadline <= now)
		return 0;

	uint64_t left = deadline - now;
	uint64_t ms = left / NS_PER_MS + (left % NS_PER_MS != 0);
	return ms > INT_MAX ? INT_MAX : (int)ms;
}
