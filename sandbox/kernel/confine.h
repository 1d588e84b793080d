/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/confine.h - the steps of kernel_confine(), one file each.
 *
 * Each returns PADCELL_OK when it did what this machine can do, and adds the rungs it gained.
 *
 * Runs in: worker before lockdown
 */
#ifndef PADCELL_KERNEL_CONFINE_H
#define PADCELL_KERNEL_CONFINE_H

#include <stdint.h>

#include "kernel.h"
#include "padcell/error.h"

/* root.c: an empty, read-only file system becomes the root; the old one is detached. */
enum padcell_status root_empty(uint32_t *rungs, padcell_error *reterr);

/* identity.c: no groups, user and group nobody, no capability, now or after any exec. */
enum padcell_status identity_drop(uint32_t rungs, padcell_error *reterr);

/* landlock.c: every right the kernel knows is handled, and none is granted. */
enum padcell_status landlock_confine(uint32_t *rungs, uint32_t *ret_abi, padcell_error *reterr);

/* limits.c: the table rlimits.def. */
enum padcell_status limits_set(const struct kernel_limits *limits, uint32_t *rungs,
                               padcell_error *reterr);

#endif
