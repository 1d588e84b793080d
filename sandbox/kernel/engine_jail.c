/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/engine_jail.c - Landlock and a deny-list for processes that run generated programs with
 * power. Runs in: worker before lockdown
 */
#include <errno.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "cleanup.h"
#include "fail.h"
#include "kernel.h"
#include "landlock.h"
#include "program.h"

static enum padcell_status fail(const char *what, padcell_error *reterr)
{
	return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, errno,
	                    "engine jail: %s", what);
}

/* Read anywhere, write beneath `writable` and to /dev/null, which engines silence their output
 * with. */
static enum padcell_status files(const char *writable, uint32_t *rungs, padcell_error *reterr)
{
	uint32_t abi = landlock_abi();

	if (abi == 0)
		return PADCELL_OK;
	struct landlock_rights handled = landlock_handled(abi);
	CLEANUP(fd_at_exit) int ruleset = landlock_ruleset(&handled);
	if (ruleset < 0)
		return fail("Landlock ruleset", reterr);
	if (!landlock_grant(ruleset, "/", landlock_anywhere(abi)))
		return fail("Landlock rule for /", reterr);
	if (writable != NULL && !landlock_grant(ruleset, writable, landlock_beneath(abi)))
		return fail(writable, reterr);
	if (!landlock_grant(ruleset, "/dev/null", landlock_write_file()) && errno != ENOENT)
		return fail("Landlock rule for /dev/null", reterr);
	if (!landlock_restrict(ruleset))
		return fail("Landlock", reterr);
	*rungs |= KERNEL_RUNG_BIT(LANDLOCK);
	return PADCELL_OK;
}

enum padcell_status kernel_engine_jail(const char *writable, uint32_t *ret_rungs,
                                       padcell_error *reterr)
{
	struct table table;
	struct table_values values = {.own_pid = (uint64_t)getpid()};
	uint32_t rungs = 0;
	int listener = -1;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return fail("prctl(PR_SET_NO_NEW_PRIVS)", reterr);
	rungs |= KERNEL_RUNG_BIT(NO_NEW_PRIVS);
	enum padcell_status status = files(writable, &rungs, reterr);
	if (status != PADCELL_OK)
		return status;

	table_engine_jail(&table, &values);
	status = program_install(&table, &listener, reterr);
	if (status != PADCELL_OK)
		return status;
	*ret_rungs = rungs | KERNEL_RUNG_BIT(SECCOMP);
	return PADCELL_OK;
}
