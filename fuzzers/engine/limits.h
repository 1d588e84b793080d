/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/limits.h - the step limit: a program that runs on is told to stop, again and again.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_LIMITS_H
#define PADCELL_ENGINE_LIMITS_H

#include <stdbool.h>

/* A run longer than this is interrupted at every tick: a guard in the program may catch some. */
#define LIMITS_TICK_MS 20
#define LIMITS_SOFT_MS 200
/* C code that does not look at interrupts for so long ends the process: a benign death. */
#define LIMITS_HARD_MS 4000
#define LIMITS_EXIT    70 /* as libFuzzer's own exit code for a timeout */

/*
 * Start the ticks.  The handler of the signal calls cell_interrupt().
 *
 * @param give_up  called in the signal handler before the process ends at the hard limit
 */
bool limits_start(void (*give_up)(void));

void limits_begin_run(void);

/* Returns true when the run was interrupted. */
bool limits_end_run(void);

#endif
