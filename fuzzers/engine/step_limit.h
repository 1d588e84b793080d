/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/step_limit.h - the step limit: a program that runs on is told to stop, again and again.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_STEP_LIMIT_H
#define PADCELL_ENGINE_STEP_LIMIT_H

#include <stdbool.h>

#define STEP_LIMIT_TICK_MS 10
/* A run that used so much of the processor is interrupted: the machine's load does not count. */
#define STEP_LIMIT_CPU_MS 30
/* Nor may it wait for longer. */
#define STEP_LIMIT_WALL_MS 200
/* C code that does not look at interrupts for so long ends the process: a benign death. */
#define STEP_LIMIT_HARD_MS 2000
#define STEP_LIMIT_EXIT    70 /* as libFuzzer's own exit code for a timeout */

/*
 * Start the ticks.  The handler of the signal calls cell_interrupt().
 *
 * @param give_up  called in the signal handler before the process ends at the hard limit
 */
bool step_limit_start(void (*give_up)(void));

void step_limit_begin_run(void);

/* Returns true when the run was interrupted. */
bool step_limit_end_run(void);

#endif
