/* SPDX-License-Identifier: Apache-2.0 */
/*
 * naive/jailed.c - the child: engine jail and limits first, then the guest with all its power.
 *
 * A known escape that is alive owns this process.  What it may do with it is read files, write into
 * one temporary folder, and use memory and time up to the limits.
 *
 * Runs in: host
 */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "kernel.h"
#include "naive.h"

/* clang-format off */
static const struct {
	int resource;
	rlim_t limit;
} limits[] = {
	{RLIMIT_CPU,    NAIVE_CPU_SECONDS},
	{RLIMIT_CORE,   0},                 /* crashers are expected: no dumps */
	{RLIMIT_FSIZE,  (rlim_t)1 << 24},
	{RLIMIT_NOFILE, 64},
#ifndef PADCELL_SANITIZED
	/* AddressSanitizer reserves terabytes of addresses: with it there is no memory limit. */
	{RLIMIT_AS,     NAIVE_MEMORY_BYTES},
#endif
};
/* clang-format on */

static bool take_limits(void)
{
	for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++) {
		struct rlimit limit = {.rlim_cur = limits[i].limit, .rlim_max = limits[i].limit};
		if (setrlimit(limits[i].resource, &limit) != 0)
			return false;
	}
	return true;
}

/* The guest finds the token in the environment, and nothing of the caller's. */
static bool take_environment(const char *canary)
{
	return clearenv() == 0 && setenv("PADCELL_CANARY", canary, 1) == 0;
}

enum naive_exit naive_run_jailed(const struct naive_guest *guest, const char *folder)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || chdir(folder) != 0 || !take_limits() ||
	    !take_environment(guest->canary)) {
		naive_complain("cannot prepare the jail: %s", strerrordesc_np(errno));
		return NAIVE_EXIT_INTERNAL;
	}

	uint32_t rungs = 0;
	padcell_error error = {.status = PADCELL_OK};
	if (kernel_engine_jail(folder, &rungs, &error) != PADCELL_OK) {
		naive_complain("%s", error.message);
		return NAIVE_EXIT_INTERNAL;
	}
	return naive_interpret(guest);
}
