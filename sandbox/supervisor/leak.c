/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/leak.c - scan output, traceback and result for the planted value and for addresses.
 *
 * The last line: whatever way it took inside, a guest that can print the value has reached what it
 * was never given, and one that can print an address knows where to aim.
 *
 * Runs in: supervisor
 */
#include "leak.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "oracle.h"
#include "padcell/verdict.h"

/* Memory that the guest takes later lies so near to what is mapped when it begins.  One that takes
 * more has objects that the scan does not know; more reach would mean more numbers by chance. */
#define REACH_BYTES (UINT64_C(256) << 20)

static const char *canary_of(const struct watch *watch)
{
	const char *canary = watch->order->guest->canary;
	return canary != NULL && canary[0] != '\0' ? canary : NULL;
}

void leak_learn(struct watch *watch)
{
	char path[64];
	if (canary_of(watch) == NULL || oracle_is_off(watch, "address_scan"))
		return;

	/* A kernel that hides the maps makes this oracle deaf, which is what doctor finds out. */
	(void)snprintf(path, sizeof path, "/proc/%d/maps", (int)watch->child.pid);
	if (!addresses_read(path, REACH_BYTES, &watch->addresses))
		watch->addresses.count = 0;
}

static void report_canary(struct watch *watch, const char *where)
{
	verdict_add_violation(watch->verdict, PADCELL_INVARIANT_K, PADCELL_LAYER_SUPERVISOR, where,
	                      "a planted value came out of the cell", 0);
}

static void report_address(struct watch *watch, const char *where,
                           const struct addresses_find *find)
{
	char detail[96];
	(void)snprintf(detail, sizeof detail,
	               "an address of the worker came out of the cell: %s%s%" PRIx64,
	               find->binary ? "bytes " : "", find->negative ? "-0x" : "0x", find->number);
	verdict_add_violation(watch->verdict, PADCELL_INVARIANT_K, PADCELL_LAYER_SUPERVISOR, where,
	                      detail, 0);
}

static void scan(struct watch *watch, const char *where, const void *data, size_t size)
{
	const char *canary = canary_of(watch);
	struct addresses_find find;
	if (canary == NULL || data == NULL)
		return;
	if (!oracle_is_off(watch, "canary_scan") &&
	    memmem(data, size, canary, strlen(canary)) != NULL)
		report_canary(watch, where);
	if (addresses_scan(&watch->addresses, data, size, &find))
		report_address(watch, where, &find);
}

void leak_scan(struct watch *watch)
{
	size_t size = 0;
	const char *data = padcell_verdict_stdout(watch->verdict, &size);
	scan(watch, "stdout", data, size);
	data = padcell_verdict_stderr(watch->verdict, &size);
	scan(watch, "stderr", data, size);
	const struct bytes *text = &watch->exception.message;
	scan(watch, "message", text->data, text->size);
	text = &watch->exception.traceback;
	scan(watch, "traceback", text->data, text->size);
}

void leak_scan_result(struct watch *watch, const void *cbor, size_t size)
{
	scan(watch, "result", cbor, size);
}
