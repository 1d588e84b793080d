/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/confine.c - everything but the filter, in the only order that works.
 *
 * The root goes first, as mounting needs the capabilities and Landlock forbids it; no_new_privs
 * goes before Landlock, which asks for it; limits go near the end, as Landlock needs a descriptor;
 * the death signal goes last, as a change of ids clears it.
 *
 * Runs in: worker before lockdown
 */
#include "confine.h"

#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <sys/prctl.h>

#include "fail.h"
#include "plant.h"

/* Since Linux 6.3; Debian 12's headers lack it. */
#ifndef PR_SET_MDWE
#define PR_SET_MDWE              65
#define PR_MDWE_REFUSE_EXEC_GAIN 1
#endif

static enum padcell_status fail_prctl(const char *what, padcell_error *reterr)
{
	return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, errno, "prctl(%s)",
	                    what);
}

enum padcell_status kernel_confine(const struct kernel_limits *limits, uint32_t *rungs,
                                   uint32_t *landlock_abi, padcell_error *reterr)
{
#ifdef M_ARENA_MAX
	/* After a second thread, malloc() without memory would try an arena, and mprotect(). */
	(void)mallopt(M_ARENA_MAX, 1);
#endif
	bool kept = kernel_plant_is("root_kept");
	enum padcell_status status = kept ? PADCELL_OK : root_empty(rungs, reterr);
	if (status == PADCELL_OK)
		status = identity_drop(*rungs, reterr);
	if (status != PADCELL_OK)
		return status;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return fail_prctl("PR_SET_NO_NEW_PRIVS", reterr);
	*rungs |= KERNEL_RUNG_BIT(NO_NEW_PRIVS);
	if (prctl(PR_SET_MDWE, PR_MDWE_REFUSE_EXEC_GAIN, 0, 0, 0) == 0)
		*rungs |= KERNEL_RUNG_BIT(NO_EXEC_GAIN);

	status = kept ? PADCELL_OK : landlock_confine(rungs, landlock_abi, reterr);
	if (status == PADCELL_OK && !kernel_plant_is("limits_unset"))
		status = limits_set(limits, rungs, reterr);
	if (status != PADCELL_OK)
		return status;

	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0)
		return fail_prctl("PR_SET_PDEATHSIG", reterr);
	return PADCELL_OK;
}
