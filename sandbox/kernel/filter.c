/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/filter.c - the filter of syscalls.def is installed, and its listener given away.
 * Runs in: worker before lockdown (kernel_seal: worker after lockdown)
 */
#include <errno.h>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "fail.h"
#include "kernel.h"
#include "program.h"

/* The kernel gives a new descriptor the lowest free number. */
static int next_descriptor(void)
{
	int fd = 0;

	while (fcntl(fd, F_GETFD) >= 0)
		fd++;
	return fd;
}

/* Without a listener the row for it names a number that no descriptor has. */
static enum padcell_status install(bool notify, int *ret_listener, padcell_error *reterr)
{
	struct table table;
	struct table_values values = {
	        .listener = notify ? (uint64_t)next_descriptor() : UINT64_MAX,
	};

	table_locked(&table, &values, notify);
	enum padcell_status status = program_install(&table, ret_listener, reterr);
	if (status == PADCELL_OK && notify && (uint64_t)*ret_listener != values.listener)
		return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, 0,
		                    "the seccomp listener got a number that was not foreseen");
	return status;
}

/*
 * EBUSY: a filter with a listener is installed already, as in some containers; only one may be.
 * EINVAL: the kernel is older than 5.0.
 */
static bool has_no_listeners(const padcell_error *error)
{
	return error->sys_errno == EBUSY || error->sys_errno == EINVAL;
}

enum padcell_status kernel_filter_install(bool notify, int *ret_listener, uint32_t *rungs,
                                          padcell_error *reterr)
{
	padcell_error error = {PADCELL_OK, PADCELL_STAGE_KERNEL, 0, ""};
	int listener = -1;

	enum padcell_status status = install(notify, &listener, &error);
	if (status != PADCELL_OK && notify && has_no_listeners(&error))
		status = install(false, &listener, &error);
	if (status != PADCELL_OK) {
		if (reterr != NULL)
			*reterr = error;
		return status;
	}

	*rungs |= KERNEL_RUNG_BIT(SECCOMP);
	if (listener >= 0)
		*rungs |= KERNEL_RUNG_BIT(SECCOMP_NOTIFY);
	*ret_listener = listener;
	return PADCELL_OK;
}

enum padcell_status kernel_seal(int listener, uint32_t *rungs, padcell_error *reterr)
{
	if (listener >= 0 && close(listener) < 0)
		return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, errno,
		                    "close() of the seccomp listener");
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, errno,
		                    "prctl(PR_SET_DUMPABLE)");
	*rungs |= KERNEL_RUNG_BIT(NOT_DUMPABLE);
	return PADCELL_OK;
}
