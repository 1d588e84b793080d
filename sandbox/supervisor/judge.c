/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/judge.c - what the end of the process amounts to, when nothing else ended the run.
 *
 * Before RUN no guest was there, so an early death is a fault of ours and not a verdict on a guest.
 *
 * Runs in: supervisor
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "oracle.h"
#include "watch.h"

/* The last line of the diagnostics pipe, or "". */
static const char *last_line(struct watch *watch)
{
	struct bytes *text = &watch->diagnostics;
	while (text->size > 0 && text->data[text->size - 1] == '\n')
		text->data[--text->size] = '\0';
	if (text->size == 0)
		return "";

	const char *newline = strrchr(text->data, '\n');
	return newline != NULL ? newline + 1 : text->data;
}

static void judge_early_end(struct watch *watch, const struct child_end *end)
{
	const char *line = last_line(watch);
	if (end->signalled)
		watch_fail(watch, PADCELL_E_SYSTEM, 0,
		           "the worker died of signal %d before the guest ran%s%s", end->code,
		           line[0] != '\0' ? ": " : "", line);
	else
		watch_fail(watch, PADCELL_E_SYSTEM, 0,
		           "the worker ended with status %d before the guest ran%s%s", end->code,
		           line[0] != '\0' ? ": " : "", line);
}

/* Whether the kernel's own CPU limit was due: in a pid namespace it comes as SIGKILL. */
static bool cpu_is_used_up(const struct watch *watch, const struct child_end *end)
{
	uint64_t limit = clock_from_ms(watch->order->policy->cpu_ms);
	return end->cpu_ns > watch->cpu_start && end->cpu_ns - watch->cpu_start >= limit;
}

/*
 * SIGSYS: syscalls.def ends abort() at its first system call, as a crash; everything else that is
 * not allowed goes to the listener, when there is one, but calls of another architecture.  What
 * aborts has said why on its standard error; a silent death by the filter is taken for a breach.
 *
 * A SIGKILL that we did not send is a crash: the kernel's memory killer cannot be told from a
 * person's.
 */
static void judge_signal(struct watch *watch, const struct child_end *end)
{
	bool used_up = end->code == SIGXCPU || (end->code == SIGKILL && cpu_is_used_up(watch, end));
	bool filtered = end->code == SIGSYS && watch->diagnostics.size == 0;
	const char *oracle = used_up ? "cpu_clock" : filtered ? "seccomp_report" : "signal";
	if (oracle_is_missed(watch, oracle))
		return;

	if (used_up)
		verdict_set_limit(watch->verdict, VERDICT_LIMIT_CPU, watch->order->policy->cpu_ms);
	else if (filtered)
		verdict_add_violation(watch->verdict, PADCELL_INVARIANT_G, PADCELL_LAYER_SECCOMP,
		                      "?", "a system call that the filter ended without a report",
		                      0);
	else
		verdict_set_crash(watch->verdict, end->code == SIGSYS ? SIGABRT : end->code);
}

static void judge_exit(struct watch *watch, int status)
{
	char detail[64];
	if (watch->done && status == 0)
		return;

	(void)snprintf(detail, sizeof detail, "exit status %d %s DONE", status,
	               watch->done ? "after" : "without");
	watch_breach(watch, "ended without a verdict", detail);
}

void judge_end(struct watch *watch, const struct child_end *end)
{
	if (!watch->exited)
		return;

	if (!end->known && watch->done)
		return;
	if (!end->known)
		watch_fail(watch, PADCELL_E_SYSTEM, 0,
		           "the host reaped the worker: is SIGCHLD ignored?");
	else if (watch->started == 0)
		judge_early_end(watch, end);
	else if (end->signalled)
		judge_signal(watch, end);
	else
		judge_exit(watch, end->code);
}
