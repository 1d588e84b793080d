/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/identity.c - no groups, user and group nobody, no capability, now or after any exec.
 * Runs in: worker before lockdown
 */
#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/securebits.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "confine.h"
#include "fail.h"

#define NOBODY 65534

/* User 0 means nothing, no id change moves capabilities, and none of this can be undone. */
#define SECUREBITS                                                                               \
	(SECBIT_NOROOT | SECBIT_NOROOT_LOCKED | SECBIT_NO_SETUID_FIXUP |                         \
	 SECBIT_NO_SETUID_FIXUP_LOCKED | SECBIT_KEEP_CAPS_LOCKED | SECBIT_NO_CAP_AMBIENT_RAISE | \
	 SECBIT_NO_CAP_AMBIENT_RAISE_LOCKED)

static enum padcell_status fail(const char *what, padcell_error *reterr)
{
	return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, errno, "%s", what);
}

/* Capabilities of the calling thread; by number, as libcap would be one more library in the worker.
 */
static int capabilities(long number, struct __user_cap_data_struct data[2])
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};

	return (int)syscall(number, &header, data);
}

static bool has_capability(unsigned capability)
{
	struct __user_cap_data_struct data[2] = {{0}, {0}};

	if (capabilities(SYS_capget, data) < 0)
		return false;
	return (data[capability / 32].effective & (1u << capability % 32)) != 0;
}

/* What an exec could give back; only who has CAP_SETPCAP can have anything given back. */
static enum padcell_status drop_future(padcell_error *reterr)
{
	(void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	if (!has_capability(CAP_SETPCAP))
		return PADCELL_OK;
	for (unsigned long capability = 0; prctl(PR_CAPBSET_READ, capability) >= 0; capability++)
		if (prctl(PR_CAPBSET_DROP, capability) < 0)
			return fail("prctl(PR_CAPBSET_DROP)", reterr);
	if (prctl(PR_SET_SECUREBITS, SECUREBITS) < 0)
		return fail("prctl(PR_SET_SECUREBITS)", reterr);
	return PADCELL_OK;
}

/*
 * An ordinary user's namespace maps that user only: there is no nobody in it (EINVAL), and groups
 * cannot be left (EPERM).  Anywhere else a privileged process must succeed.
 */
static enum padcell_status become_nobody(uint32_t rungs, padcell_error *reterr)
{
	bool mapped = (rungs & KERNEL_RUNG_BIT(USER_NAMESPACE)) != 0;

	if (has_capability(CAP_SETGID)) {
		if (setgroups(0, NULL) < 0 && !(mapped && errno == EPERM))
			return fail("setgroups()", reterr);
		if (setresgid(NOBODY, NOBODY, NOBODY) < 0 && !(mapped && errno == EINVAL))
			return fail("setresgid()", reterr);
	}
	if (has_capability(CAP_SETUID) && setresuid(NOBODY, NOBODY, NOBODY) < 0 &&
	    !(mapped && errno == EINVAL))
		return fail("setresuid()", reterr);
	return PADCELL_OK;
}

enum padcell_status identity_drop(uint32_t rungs, padcell_error *reterr)
{
	struct __user_cap_data_struct none[2] = {{0}, {0}};

	enum padcell_status status = drop_future(reterr);
	if (status == PADCELL_OK)
		status = become_nobody(rungs, reterr);
	if (status != PADCELL_OK)
		return status;
	if (capabilities(SYS_capset, none) < 0)
		return fail("capset()", reterr);
	return PADCELL_OK;
}
