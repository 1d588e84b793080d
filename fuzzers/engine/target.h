/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/target.h - what every in-process fuzz target does around one execution.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_TARGET_H
#define PADCELL_ENGINE_TARGET_H

#include <stddef.h>
#include <stdint.h>

#include "execution.h"

/* Jails the process, starts and locks a cell in it. */
extern const struct target_kind target_in_process;

/* One execution.  Comes back unless an invariant broke that is not known yet. */
void target_run(const uint8_t *data, size_t size);

#endif
