/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/turns.c - the programs of one worker, one after the other, each with its own verdict.
 *
 * Clocks, budgets and output begin anew with each turn; the process, its memory of the kernel's
 * kind and its diagnostics are common to all.  Whatever ends the worker ends the group: a program
 * whose turn never came is told so, and is not run elsewhere.
 *
 * Runs in: supervisor
 */
#include <stdio.h>
#include <string.h>

#include "budgets.h"
#include "clock.h"
#include "fail.h"
#include "leak.h"
#include "watch.h"

/* `cpu_ns`: of the process by now, for a program whose end nobody measured. */
static void close_turn(struct watch *watch, uint64_t cpu_ns)
{
	uint64_t until = watch->ended != 0 ? watch->ended : clock_now_ns();
	uint64_t wall = watch->started != 0 ? until - watch->started : 0;
	uint64_t used = watch->cpu_end != 0 ? watch->cpu_end : cpu_ns;
	uint64_t cpu = 0;
	if (watch->started != 0 && used > watch->cpu_start)
		cpu = used - watch->cpu_start;
	watch->usages[watch->turn] = (struct watch_usage){(double)wall / 1e6, (double)cpu / 1e6};
	leak_scan(watch);
}

static void begin_turn(struct watch *watch)
{
	watch->turn++;
	watch->guest = &watch->order->guest[watch->turn];
	watch->verdict = watch->verdicts[watch->turn];
	wire_exception_done(&watch->exception);
	watch->exception = (struct wire_exception){.type = ""};
	memset(watch->frames, 0, sizeof watch->frames);
	watch->input_wanted = false;
	watch->done = false;
	watch->started = 0;
	watch->ended = 0;
	watch->cpu_start = 0;
	watch->cpu_end = 0;
	watch->deadline =
	        clock_add(clock_now_ns(), clock_from_ms(BUDGET_START_MS * BUDGET_SLOWNESS));
}

bool turns_next(struct watch *watch)
{
	if (watch->over || watch->turn + 1 >= watch->order->guest_count)
		return false;
	if (watch->reader.buffer.size != watch->reader.consumed) {
		watch_breach(watch, "frame", "more of them after DONE");
		return false;
	}

	close_turn(watch, 0);
	begin_turn(watch);
	if (send_next(watch))
		send_some(watch);
	else
		watch_fail(watch, PADCELL_E_NOMEM, 0, "out of memory for the guest's name");
	return true;
}

static void tell_others(const struct watch *watch)
{
	padcell_error error;
	(void)padcell_fail(&error, PADCELL_E_SYSTEM, PADCELL_STAGE_SUPERVISOR, 0,
	                   "not run: the worker that it shares ended with program %zu, %s",
	                   watch->turn + 1, padcell_outcome_text(verdict_conclude(watch->verdict)));
	for (size_t i = watch->turn + 1; i < watch->order->guest_count; i++)
		verdict_set_error(watch->verdicts[i], &error);
}

void turns_end(struct watch *watch, const struct child_end *end)
{
	close_turn(watch, end->cpu_ns);
	verdict_set_diagnostics(watch->verdict, bytes_text(&watch->diagnostics),
	                        watch->diagnostics.size);
	for (size_t i = 0; i <= watch->turn; i++)
		verdict_set_usage(watch->verdicts[i], watch->usages[i].wall_ms,
		                  watch->usages[i].cpu_ms, end->peak_kib);
	if (watch->turn + 1 < watch->order->guest_count)
		tell_others(watch);
}
