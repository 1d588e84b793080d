/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/clock.h - times in nanoseconds that do not wrap.
 * Runs in: supervisor
 */
#ifndef PADCELL_SUPERVISOR_CLOCK_H
#define PADCELL_SUPERVISOR_CLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define CLOCK_NEVER UINT64_MAX

/* Now, on a clock that nobody sets. */
uint64_t clock_now_ns(void);

/* CPU time that a process has used; false when it cannot be asked (it is reaped). */
bool clock_cpu_ns(pid_t pid, uint64_t *ret_ns);

/* Milliseconds as nanoseconds, at most CLOCK_NEVER. */
uint64_t clock_from_ms(uint64_t ms);

/* The sum, at most CLOCK_NEVER. */
uint64_t clock_add(uint64_t a, uint64_t b);

/* For poll(): milliseconds from `now` to `deadline`, rounded up; -1 for CLOCK_NEVER. */
int clock_poll_timeout(uint64_t now, uint64_t deadline);

#endif
