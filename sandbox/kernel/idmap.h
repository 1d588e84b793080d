/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/idmap.h - which users and groups exist in a child's user namespace.
 * Runs in: supervisor
 */
#ifndef PADCELL_KERNEL_IDMAP_H
#define PADCELL_KERNEL_IDMAP_H

#include <stdbool.h>
#include <sys/types.h>

/* Write the maps of a child that waits for them; false with errno.  Async-signal-safe. */
bool idmap_write(pid_t pid);

#endif
