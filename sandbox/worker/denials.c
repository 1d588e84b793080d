/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/denials.c - refusals, told at first sight and counted afterwards.
 *
 * A table of fixed size without allocation: open addressing, twice as many slots as entries.
 *
 * Runs in: worker after lockdown
 */
#include "denials.h"

#include <stdio.h>
#include <string.h>

#include "report.h"

#define SLOTS (2u * DENIALS_MAX)

static struct denial {
	char what[WIRE_WHAT_MAX];
	uint32_t pending; /* not told yet */
	enum padcell_layer layer;
	bool used;
} slots[SLOTS];
static unsigned used_slots;

/* Refusals that found the table full, by layer. */
static uint32_t others[PADCELL_LAYER_COUNT];

static void count_up(uint32_t *count)
{
	*count += *count < UINT32_MAX;
}

static void tell(enum padcell_layer layer, const char *what, uint32_t *count)
{
	if (*count == 0)
		return;

	struct wire_denial denial = {.layer = layer, .count = *count};
	(void)snprintf(denial.what, sizeof denial.what, "%s", what);
	struct bytes *payload = report_payload();
	if (wire_denial_encode(&denial, payload))
		(void)report_frame(WIRE_DENIAL, payload->data, payload->size);
	*count = 0;
}

/* FNV-1a over what will be kept of the name. */
static size_t slot_of(enum padcell_layer layer, const char *what)
{
	uint32_t hash = UINT32_C(2166136261) ^ (uint32_t)layer;
	for (size_t i = 0; what[i] != '\0' && i < WIRE_WHAT_MAX - 1; i++)
		hash = (hash ^ (unsigned char)what[i]) * UINT32_C(16777619);
	return hash % SLOTS;
}

/* The slot of a refusal, or the free one it belongs in; one is always free. */
static struct denial *find(enum padcell_layer layer, const char *what)
{
	size_t slot = slot_of(layer, what);
	while (slots[slot].used && (slots[slot].layer != layer ||
	                            strncmp(slots[slot].what, what, WIRE_WHAT_MAX - 1) != 0))
		slot = (slot + 1) % SLOTS;
	return &slots[slot];
}

void denials_add(enum padcell_layer layer, const char *what)
{
	struct denial *denial = find(layer, what);
	if (denial->used) {
		count_up(&denial->pending);
		return;
	}
	if (used_slots == DENIALS_MAX) {
		count_up(&others[layer]);
		return;
	}

	used_slots++;
	*denial = (struct denial){.layer = layer, .used = true, .pending = 1};
	(void)snprintf(denial->what, sizeof denial->what, "%s", what);
	tell(layer, denial->what, &denial->pending);
}

void denials_flush(void)
{
	for (size_t i = 0; i < SLOTS; i++)
		tell(slots[i].layer, slots[i].what, &slots[i].pending);
	for (unsigned layer = 0; layer < PADCELL_LAYER_COUNT; layer++)
		tell((enum padcell_layer)layer, "(others)", &others[layer]);
	/* The next guest of this worker, if there is one, has verdicts of its own. */
	memset(slots, 0, sizeof slots);
	used_slots = 0;
}
