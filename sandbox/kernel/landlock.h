/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/landlock.h - Landlock by its system calls, with landlock.def for what the kernel may know.
 * Runs in: worker before lockdown
 */
#ifndef PADCELL_KERNEL_LANDLOCK_H
#define PADCELL_KERNEL_LANDLOCK_H

#include <stdbool.h>
#include <stdint.h>

/* What the kernel handles; the layout of its struct landlock_ruleset_attr since ABI 6. */
struct landlock_rights {
	uint64_t fs;
	uint64_t net;
	uint64_t scope;
};

/* The ABI of this kernel; 0 when it has none, or has it switched off. */
uint32_t landlock_abi(void);

/* Every right that `abi` knows. */
struct landlock_rights landlock_handled(uint32_t abi);

/* What the engine jail grants anywhere, and beneath its writable folder (as far as `abi` knows it).
 */
uint64_t landlock_anywhere(uint32_t abi);
uint64_t landlock_beneath(uint32_t abi);

/* The one right a device that swallows output needs. */
uint64_t landlock_write_file(void);

/* A new ruleset's descriptor, owned by the caller; -1 with errno. */
int landlock_ruleset(const struct landlock_rights *handled);

/* Grant `rights` at and below `path`; false with errno. */
bool landlock_grant(int ruleset, const char *path, uint64_t rights);

/* Put the calling thread under a ruleset, for good; false with errno. */
bool landlock_restrict(int ruleset);

#endif
