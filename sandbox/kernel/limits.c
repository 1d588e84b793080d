/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/limits.c - the resource limits of a worker, from rlimits.def.
 * Runs in: worker before lockdown
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>

#include "confine.h"
#include "fail.h"

/* What a worker has mapped beside its heap and its stack: libpython, libc, the bundle, their data.
 */
#define ADDRESS_SPACE_ALLOWANCE (UINT64_C(96) << 20)

static rlim_t address_space(const struct kernel_limits *limits)
{
#ifdef PADCELL_SANITIZED
	/* A sanitizer reserves terabytes of shadow. */
	(void)limits;
	return RLIM_INFINITY;
#else
	rlim_t sum;

	if (limits->memory_bytes == 0 ||
	    __builtin_add_overflow(limits->memory_bytes, ADDRESS_SPACE_ALLOWANCE, &sum) ||
	    __builtin_add_overflow(sum, limits->stack_bytes, &sum))
		return RLIM_INFINITY;
	return sum;
#endif
}

static rlim_t cpu_seconds(const struct kernel_limits *limits)
{
	return limits->cpu_ms == 0 ? RLIM_INFINITY : limits->cpu_ms / 1000 + 2;
}

static rlim_t stack(const struct kernel_limits *limits)
{
	struct rlimit now;

	if (limits->stack_bytes != 0)
		return limits->stack_bytes;
	return getrlimit(RLIMIT_STACK, &now) == 0 ? now.rlim_cur : RLIM_INFINITY;
}

static rlim_t next_free(rlim_t from)
{
	while (fcntl((int)from, F_GETFD) >= 0)
		from++;
	return from;
}

/* Soft and hard; never above the hard limit that there is, which would need a capability. */
static int lower(__rlimit_resource_t resource, rlim_t value)
{
	struct rlimit now;

	if (getrlimit(resource, &now) < 0)
		return -1;
	if (value > now.rlim_max)
		value = now.rlim_max;
	return setrlimit(resource, &(struct rlimit){.rlim_cur = value, .rlim_max = value});
}

enum padcell_status limits_set(const struct kernel_limits *limits, uint32_t *rungs,
                               padcell_error *reterr)
{
	rlim_t next_fd = next_free(next_free(0) + 1);
	const struct {
		const char *name;
		__rlimit_resource_t resource;
		rlim_t value;
	} rows[] = {
#define RLIMIT(resource, value, invariant, reason) {#resource, resource, value},
#include "rlimits.def"
#undef RLIMIT
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		if (lower(rows[i].resource, rows[i].value) < 0)
			return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, errno,
			                    "setrlimit(%s)", rows[i].name);
	*rungs |= KERNEL_RUNG_BIT(RLIMITS);
	return PADCELL_OK;
}
