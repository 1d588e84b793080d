/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wire/wire.h - frames between supervisor and worker, and the phases they are allowed in.
 *
 * A frame is 8 bytes of header (u8 code, u8 zero, u16 zero, u32 payload size, little-endian) and
 * the payload.  Whoever parses one trusts nothing: the code, the reserved bytes, the size, the
 * phase and the sender are checked against frames.def before a byte of payload is looked at.
 *
 * Runs in: supervisor, worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_WIRE_WIRE_H
#define PADCELL_WIRE_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "padcell/error.h"

#define WIRE_VERSION     1u
#define WIRE_HEADER_SIZE 8u
#define WIRE_PAYLOAD_MAX 65536u /* largest `max` in frames.def; a test compares */

/* Descriptors of a worker after exec; everything else is closed. */
#define WIRE_FD_DIAGNOSTICS 2 /* write end of a pipe: fatal errors and sanitizer reports */
#define WIRE_FD_SOCKET      3 /* stream socket to the supervisor */

enum wire_side {
	WIRE_HOST = 1,
	WIRE_WORKER = 2,
};

enum wire_phase {
	WIRE_PHASE_SAME = 0,
	WIRE_PHASE_START = 1,
	WIRE_PHASE_LOCKED = 2,
	WIRE_PHASE_RUNNING = 4,
	WIRE_PHASE_ENDED = 8,
};

enum wire_code {
#define FRAME(name, code, from, phases, next, max, reason) WIRE_##name = code,
#include "frames.def"
#undef FRAME
};

struct wire_frame {
	enum wire_code code;
	const uint8_t *payload; /* belongs to the reader's buffer; valid until wire_next() or
	                           wire_feed() */
	size_t size;
};

/* One direction of one connection. */
struct wire_reader {
	enum wire_side from; /* who sends what is read here */
	/* Moved by wire_next() as frames.def says; the other side's frames move it too, so the
	 * owner sets it with wire_phase_after() when it sends. */
	enum wire_phase phase;
	bool broken;         /* the peer broke the protocol: nothing is read any more */
	struct bytes buffer; /* unread bytes; never more than two frames of the largest size */
	/* Bytes at the front that were handed out; the next wire_feed() drops them.  One move a
	 * read, not one a frame, or a flood of empty frames would be dear. */
	size_t consumed;
};

/* Start reading in WIRE_PHASE_START. */
void wire_reader_init(struct wire_reader *reader, enum wire_side from);

/* Release what the reader owns. */
void wire_reader_done(struct wire_reader *reader);

/* Most bytes that wire_feed() takes now; 0 means: call wire_next() first. */
size_t wire_room(const struct wire_reader *reader);

/* Add bytes as they came; false when they exceed wire_room() or memory. */
bool wire_feed(struct wire_reader *reader, const void *data, size_t size);

/*
 * The next whole frame.
 *
 * @return  1 and *ret_frame; 0 when more bytes are needed; -1 when the peer broke the protocol,
 * with PADCELL_E_PROTOCOL in *reterr: nothing more can be read from this connection
 */
int wire_next(struct wire_reader *reader, struct wire_frame *ret_frame, padcell_error *reterr);

/* The phase after a frame was sent or received in `phase`. */
enum wire_phase wire_phase_after(enum wire_phase phase, enum wire_code code);

/* The name in frames.def, such as "OUTPUT"; "?" for an unknown code.  Static storage. */
const char *wire_name(enum wire_code code);

/* Append a whole frame to `out`; false when it is over the frame's `max` or over memory. */
bool wire_frame_append(struct bytes *out, enum wire_code code, const void *payload, size_t size);

/*
 * Fields of payloads: u8, u32, u64 little-endian; text as u32 size and bytes, no terminator.
 * A cursor that ran over its end stays `failed`, so a list of wire_get calls needs one check.
 */
struct wire_cursor {
	const uint8_t *next;
	size_t left;
	bool failed;
};

uint8_t wire_get_u8(struct wire_cursor *cursor);
uint32_t wire_get_u32(struct wire_cursor *cursor);
uint64_t wire_get_u64(struct wire_cursor *cursor);
/* Copy at most `capacity`-1 bytes and terminate; longer text or a NUL byte in it fails the cursor.
 */
void wire_get_text(struct wire_cursor *cursor, char *text, size_t capacity);
/* Borrow the bytes in place; *ret_size is 0 on failure. */
const uint8_t *wire_get_blob(struct wire_cursor *cursor, size_t *ret_size);

bool wire_put_u8(struct bytes *payload, uint8_t value);
bool wire_put_u32(struct bytes *payload, uint32_t value);
bool wire_put_u64(struct bytes *payload, uint64_t value);
bool wire_put_blob(struct bytes *payload, const void *data, size_t size);
/* As wire_put_blob(); cut to `max` bytes at most, never inside a UTF-8 sequence. */
bool wire_put_text(struct bytes *payload, const char *text, size_t max);

#endif
