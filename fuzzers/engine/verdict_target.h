/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/verdict_target.h - what a fuzz target does that gives each program to padcell_run(), every
 * layer on, and is told by the verdict alone.
 *
 * Not jailed: padcell_run() starts a process, which the engine jail refuses.  Between a program and
 * the machine stand the layers under test, as for any user of the library.
 *
 * Runs in: host (fuzz targets)
 */
#ifndef PADCELL_ENGINE_VERDICT_TARGET_H
#define PADCELL_ENGINE_VERDICT_TARGET_H

#include <stddef.h>
#include <stdint.h>

#include "execution.h"

extern const struct target_kind target_by_verdict;

/* One execution.  Comes back unless an invariant broke that is not known yet. */
void verdict_target_run(const uint8_t *data, size_t size);

#endif
