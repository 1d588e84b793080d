/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wire/reader.c - whole frames out of a stream of hostile bytes.
 *
 * A header is judged as soon as its eight bytes are there, so a giant size costs nothing; memory is
 * bounded by two frames of the largest size whatever the peer sends.
 *
 * Runs in: supervisor, worker before lockdown, worker after lockdown
 */
#include "fail.h"
#include "frames.h"

#define BUFFER_MAX (2 * (WIRE_HEADER_SIZE + (size_t)WIRE_PAYLOAD_MAX))

void wire_reader_init(struct wire_reader *reader, enum wire_side from)
{
	*reader = (struct wire_reader){
	        .from = from, .phase = WIRE_PHASE_START, .buffer = {.limit = BUFFER_MAX}};
}

void wire_reader_done(struct wire_reader *reader)
{
	bytes_done(&reader->buffer);
	reader->consumed = 0;
}

size_t wire_room(const struct wire_reader *reader)
{
	return BUFFER_MAX - (reader->buffer.size - reader->consumed);
}

bool wire_feed(struct wire_reader *reader, const void *data, size_t size)
{
	if (size > wire_room(reader))
		return false;

	bytes_consume(&reader->buffer, reader->consumed);
	reader->consumed = 0;
	return bytes_append(&reader->buffer, data, size);
}

static const char *phase_text(enum wire_phase phase)
{
	switch (phase) {
	case WIRE_PHASE_START:
		return "START";
	case WIRE_PHASE_LOCKED:
		return "LOCKED";
	case WIRE_PHASE_RUNNING:
		return "RUNNING";
	case WIRE_PHASE_ENDED:
		return "ENDED";
	case WIRE_PHASE_SAME:
		break;
	}
	return "?";
}

/* The row of a permitted header, or NULL with the reason in *reterr. */
static const struct frame_row *judge(const struct wire_reader *reader, const uint8_t *header,
                                     uint32_t size, padcell_error *reterr)
{
	const struct frame_row *row = frame_find(header[0]);
	const char *peer = reader->from == WIRE_HOST ? "host" : "worker";

	if (row == NULL || row->from != reader->from)
		padcell_fail(reterr, PADCELL_E_PROTOCOL, PADCELL_STAGE_WIRE, 0,
		             "the %s sent code 0x%02x, which is no frame of its", peer, header[0]);
	else if ((header[1] | header[2] | header[3]) != 0)
		padcell_fail(reterr, PADCELL_E_PROTOCOL, PADCELL_STAGE_WIRE, 0,
		             "the %s sent %s with reserved bits set", peer, row->name);
	else if (size > row->max)
		padcell_fail(reterr, PADCELL_E_PROTOCOL, PADCELL_STAGE_WIRE, 0,
		             "the %s sent %s of %u bytes; at most %u are allowed", peer, row->name,
		             (unsigned)size, (unsigned)row->max);
	else if ((row->phases & reader->phase) == 0)
		padcell_fail(reterr, PADCELL_E_PROTOCOL, PADCELL_STAGE_WIRE, 0,
		             "the %s sent %s in phase %s", peer, row->name,
		             phase_text(reader->phase));
	else
		return row;
	return NULL;
}

int wire_next(struct wire_reader *reader, struct wire_frame *ret_frame, padcell_error *reterr)
{
	size_t left = reader->buffer.size - reader->consumed;
	if (reader->broken) {
		(void)padcell_fail(reterr, PADCELL_E_PROTOCOL, PADCELL_STAGE_WIRE, 0,
		                   "the peer broke the protocol before");
		return -1;
	}
	if (left < WIRE_HEADER_SIZE)
		return 0;

	const uint8_t *header = (const uint8_t *)reader->buffer.data + reader->consumed;
	struct wire_cursor cursor = {.next = header, .left = left};
	(void)wire_get_u32(&cursor);
	uint32_t size = wire_get_u32(&cursor);
	const struct frame_row *row = judge(reader, header, size, reterr);
	reader->broken = row == NULL;
	if (reader->broken)
		return -1;
	if (cursor.left < size)
		return 0;

	*ret_frame = (struct wire_frame){
	        .code = (enum wire_code)row->code, .payload = cursor.next, .size = size};
	reader->consumed += WIRE_HEADER_SIZE + size;
	reader->phase = wire_phase_after(reader->phase, ret_frame->code);
	return 1;
}
