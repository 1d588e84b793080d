/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wire/frames.c - frames.def as data: who may send what, when, and how long.
 * Runs in: supervisor, worker before lockdown, worker after lockdown
 */
#include "frames.h"

#include <string.h>

/* The words that the columns `from`, `phases` and `next` are written in. */
enum {
	HOST = WIRE_HOST,
	WORKER = WIRE_WORKER,
	SAME = WIRE_PHASE_SAME,
	START = WIRE_PHASE_START,
	LOCKED = WIRE_PHASE_LOCKED,
	RUNNING = WIRE_PHASE_RUNNING,
	ENDED = WIRE_PHASE_ENDED,
};

static const struct frame_row rows[] = {
#define FRAME(name, code, from, phases, next, max, reason) \
	{#name, reason, max, code, from, phases, next},
#include "frames.def"
#undef FRAME
};

#define ROWS (sizeof rows / sizeof rows[0])

const struct frame_row *frame_find(unsigned code)
{
	for (size_t i = 0; i < ROWS; i++) {
		if (rows[i].code == code)
			return &rows[i];
	}
	return NULL;
}

const struct frame_row *frame_at(unsigned index)
{
	return index < ROWS ? &rows[index] : NULL;
}

const char *wire_name(enum wire_code code)
{
	const struct frame_row *row = frame_find((unsigned)code);
	return row != NULL ? row->name : "?";
}

enum wire_phase wire_phase_after(enum wire_phase phase, enum wire_code code)
{
	const struct frame_row *row = frame_find((unsigned)code);
	if (row == NULL || row->next == WIRE_PHASE_SAME)
		return phase;

	return (enum wire_phase)row->next;
}

bool wire_frame_append(struct bytes *out, enum wire_code code, const void *payload, size_t size)
{
	const struct frame_row *row = frame_find((unsigned)code);
	if (row == NULL || size > row->max)
		return false;

	/* All or nothing: half a frame in `out` would garble everything after it. */
	size_t before = out->size;
	bool whole = wire_put_u32(out, row->code) && wire_put_u32(out, (uint32_t)size) &&
	             bytes_append(out, payload, size);
	if (!whole && out->data != NULL) {
		out->size = before;
		out->data[before] = '\0';
	}
	return whole;
}
