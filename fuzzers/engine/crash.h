/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/crash.h - invariant A: a death by signal is a finding, with its program saved.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_CRASH_H
#define PADCELL_ENGINE_CRASH_H

#include <stdbool.h>

#include "breach.h"

/*
 * Catch the signals by which native code dies, on a stack of their own.
 *
 * @param aborts  SIGABRT too: where no engine wants it for itself
 * @param report  called with the breach, inside the signal handler; must not return
 */
bool crash_catch(bool aborts, void (*report)(const struct oracle_breach *breach));

#endif
