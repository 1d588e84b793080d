/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/leak.c - scan output, traceback and result for the planted value.
 *
 * The last line: whatever way the value took inside, a guest that can print it has reached what it
 * was never given.
 *
 * Runs in: supervisor
 */
#include "leak.h"

#include <string.h>

#include "oracle.h"
#include "padcell/verdict.h"

static bool holds(const char *data, size_t size, const char *canary)
{
	return data != NULL && memmem(data, size, canary, strlen(canary)) != NULL;
}

static void report(struct watch *watch, const char *where)
{
	verdict_add_violation(watch->verdict, PADCELL_INVARIANT_K, PADCELL_LAYER_SUPERVISOR, where,
	                      "a planted value came out of the cell", 0);
}

void leak_scan(struct watch *watch)
{
	const char *canary = watch->order->guest->canary;
	if (canary == NULL || canary[0] == '\0' || oracle_is_off(watch, "canary_scan"))
		return;

	size_t size = 0;
	const char *data = padcell_verdict_stdout(watch->verdict, &size);
	if (holds(data, size, canary))
		report(watch, "stdout");
	data = padcell_verdict_stderr(watch->verdict, &size);
	if (holds(data, size, canary))
		report(watch, "stderr");
	if (holds(bytes_text(&watch->exception.traceback), watch->exception.traceback.size, canary))
		report(watch, "traceback");
}

void leak_scan_result(struct watch *watch, const void *cbor, size_t size)
{
	const char *canary = watch->order->guest->canary;
	if (canary != NULL && canary[0] != '\0' && !oracle_is_off(watch, "canary_scan") &&
	    holds(cbor, size, canary))
		report(watch, "result");
}
