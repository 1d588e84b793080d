/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/crash.h - invariant A: a death by signal is a finding, with its program saved.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_CRASH_H
#define PADCELL_ENGINE_CRASH_H

#include <stdbool.h>

#include "oracle.h"

/*
 * Catch the signals by which native code dies, on a stack of their own.
 *
 * @param report  called with the breach, inside the signal handler; must not return
 */
bool crash_catch(void (*report)(const struct oracle_breach *breach));

#endif
