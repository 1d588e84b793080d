/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wire/frames.h - frames.def as data, for the reader and for the test of the table.
 * Runs in: supervisor, worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_WIRE_FRAMES_H
#define PADCELL_WIRE_FRAMES_H

#include <stdint.h>

#include "wire.h"

struct frame_row {
	const char *name;
	const char *reason;
	uint32_t max;
	uint8_t code;
	uint8_t from;   /* enum wire_side */
	uint8_t phases; /* enum wire_phase, or'ed */
	uint8_t next;   /* enum wire_phase */
};

/* The row of a code, or NULL.  Static storage. */
const struct frame_row *frame_find(unsigned code);

/* The row at `index`, or NULL past the end: for tests that read the whole table. */
const struct frame_row *frame_at(unsigned index);

#endif
