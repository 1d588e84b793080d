/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/step_limit.c - the step limit, by a timer of its own: SIGALRM belongs to libFuzzer.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include <Python.h>

#include "step_limit.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

#include "inspect_cell.h"

#define TICK_SIGNAL (SIGRTMIN + 2)

static volatile sig_atomic_t running;
static volatile sig_atomic_t ticks;
static volatile sig_atomic_t interrupted;
static uint64_t cpu_at_start;
static void (*before_end)(void);

/* Of the one thread that runs guests, which is the one that asks; fit for a signal handler. */
static uint64_t cpu_ms(void)
{
	struct timespec used = {0};
	(void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
	return (uint64_t)used.tv_sec * 1000 + (uint64_t)used.tv_nsec / 1000000;
}

static void tick(int number)
{
	(void)number;
	if (running == 0)
		return;

	ticks++;
	if (ticks >= STEP_LIMIT_HARD_MS / STEP_LIMIT_TICK_MS) {
		before_end();
		_exit(STEP_LIMIT_EXIT);
	}
	if (ticks >= STEP_LIMIT_WALL_MS / STEP_LIMIT_TICK_MS ||
	    cpu_ms() - cpu_at_start >= STEP_LIMIT_CPU_MS) {
		interrupted = 1;
		cell_interrupt();
	}
}

bool step_limit_start(void (*give_up)(void))
{
	struct sigaction action = {.sa_handler = tick, .sa_flags = SA_RESTART};
	struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = TICK_SIGNAL};
	const struct itimerspec every = {.it_interval = {.tv_nsec = STEP_LIMIT_TICK_MS * 1000000L},
	                                 .it_value = {.tv_nsec = STEP_LIMIT_TICK_MS * 1000000L}};
	timer_t timer;
	before_end = give_up;
	return sigaction(TICK_SIGNAL, &action, NULL) == 0 &&
	       timer_create(CLOCK_MONOTONIC, &event, &timer) == 0 &&
	       timer_settime(timer, 0, &every, NULL) == 0;
}

void step_limit_begin_run(void)
{
	ticks = 0;
	interrupted = 0;
	cpu_at_start = cpu_ms();
	running = 1;
}

bool step_limit_end_run(void)
{
	running = 0;
	/* What is queued still must not hit the next program. */
	cell_interrupt_end();
	if (interrupted != 0 && Py_MakePendingCalls() != 0)
		PyErr_Clear();
	return interrupted != 0;
}
