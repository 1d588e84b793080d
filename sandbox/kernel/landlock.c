/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/landlock.c - Landlock by its system calls, with landlock.def for what the kernel may know.
 *
 * Numbers and layouts are our own: the headers of the build machine may be older than the kernel
 * that the program meets.
 *
 * Runs in: worker before lockdown
 */
#include "landlock.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cleanup.h"
#include "confine.h"
#include "fail.h"

/* The same on every architecture; since Linux 5.13. */
#define CALL_CREATE_RULESET 444
#define CALL_ADD_RULE       445
#define CALL_RESTRICT_SELF  446
#define CREATE_VERSION      1u
#define RULE_PATH_BENEATH   1

struct path_beneath {
	uint64_t allowed;
	int32_t parent_fd;
} __attribute__((packed));

enum field { FS, NET, SCOPE };
enum grant { NOWHERE, ANYWHERE, BENEATH };

static const struct right {
	enum field field;
	unsigned bit;
	uint32_t abi;
	enum grant grant;
} rights[] = {
#define RIGHT(name, field, bit, abi, kernel, jail, reason) {field, bit, abi, jail},
#include "landlock.def"
#undef RIGHT
};
#define RIGHTS (sizeof rights / sizeof rights[0])

uint32_t landlock_abi(void)
{
	long abi = syscall(CALL_CREATE_RULESET, NULL, (size_t)0, CREATE_VERSION);

	return abi > 0 ? (uint32_t)abi : 0;
}

struct landlock_rights landlock_handled(uint32_t abi)
{
	uint64_t sets[] = {[FS] = 0, [NET] = 0, [SCOPE] = 0};

	for (size_t i = 0; i < RIGHTS; i++)
		if (rights[i].abi <= abi)
			sets[rights[i].field] |= UINT64_C(1) << rights[i].bit;
	return (struct landlock_rights){sets[FS], sets[NET], sets[SCOPE]};
}

static uint64_t granted(uint32_t abi, enum grant grant)
{
	uint64_t set = 0;

	for (size_t i = 0; i < RIGHTS; i++)
		if (rights[i].field == FS && rights[i].abi <= abi && rights[i].grant == grant)
			set |= UINT64_C(1) << rights[i].bit;
	return set;
}

uint64_t landlock_anywhere(uint32_t abi)
{
	return granted(abi, ANYWHERE);
}

uint64_t landlock_beneath(uint32_t abi)
{
	return granted(abi, BENEATH) | granted(abi, ANYWHERE);
}

uint64_t landlock_write_file(void)
{
	return UINT64_C(1) << 1;
}

int landlock_ruleset(const struct landlock_rights *handled)
{
	/* A kernel of an older ABI takes the longer struct as long as what it does not know is 0.
	 */
	return (int)syscall(CALL_CREATE_RULESET, handled, sizeof *handled, 0u);
}

bool landlock_grant(int ruleset, const char *path, uint64_t set)
{
	CLEANUP(fd_at_exit) int fd = open(path, O_PATH | O_CLOEXEC);
	struct path_beneath rule = {.allowed = set, .parent_fd = fd};

	return fd >= 0 && syscall(CALL_ADD_RULE, ruleset, RULE_PATH_BENEATH, &rule, 0u) == 0;
}

bool landlock_restrict(int ruleset)
{
	return syscall(CALL_RESTRICT_SELF, ruleset, 0u) == 0;
}

enum padcell_status landlock_confine(uint32_t *rungs, uint32_t *ret_abi, padcell_error *reterr)
{
	uint32_t abi = landlock_abi();

	*ret_abi = abi;
	if (abi == 0)
		return PADCELL_OK;
	struct landlock_rights handled = landlock_handled(abi);
	CLEANUP(fd_at_exit) int ruleset = landlock_ruleset(&handled);
	if (ruleset < 0 || !landlock_restrict(ruleset))
		return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, errno,
		                    "Landlock, ABI %u", abi);
	*rungs |= KERNEL_RUNG_BIT(LANDLOCK);
	return PADCELL_OK;
}
