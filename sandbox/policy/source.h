/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/source.h - a policy file as a sequence of YAML events, one at a time, without surprises.
 *
 * YAML has more than a policy needs.  Anchors, aliases, tags, tabs and NUL bytes end here, with
 * file, line and column, so that whoever reads the events sees scalars, lists and mappings only.
 *
 * Runs in: host
 */
#ifndef PADCELL_POLICY_SOURCE_H
#define PADCELL_POLICY_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <yaml.h>

#include "padcell/error.h"

#define SOURCE_SIZE_MAX  65536 /* bytes of a policy file; the largest sensible one has 4,000 */
#define SOURCE_QUOTE_MAX 44    /* bytes of a quoted piece with its terminator */

/* Both from 1; line 0 is nowhere. */
struct place {
	unsigned line;
	unsigned column;
};

struct source {
	const char *name;
	padcell_error *reterr;
	bool open;
	yaml_parser_t parser;
	yaml_event_t event; /* belongs to the source until the next source_next() */
};

/*
 * Check the bytes and start reading.  Zero-initialise the source; source_close() is due even after
 * a failure.
 *
 * @param name, text  borrowed until source_close()
 * @param reterr      may be NULL; where every later error goes
 */
enum padcell_status source_open(struct source *source, const char *name, const char *text,
                                size_t size, padcell_error *reterr);

/* Go on to the next event. */
enum padcell_status source_next(struct source *source);

/* Where the present event starts. */
struct place source_place(const struct source *source);

/* The text of the present event, which is a scalar; holds no NUL. */
const char *source_text(const struct source *source);

/* "a list", "a mapping", "a single value" or "nothing": what the present event is, for messages. */
const char *source_kind(const struct source *source);

/* Write "NAME:LINE:COLUMN: ..." to the source's reterr and return PADCELL_E_POLICY. */
__attribute__((format(printf, 3, 4))) enum padcell_status
source_fail(const struct source *source, struct place place, const char *format, ...);

void source_close(struct source *source);

/* The end of a long file name: it says more than the start. */
const char *source_shown_name(const char *name);

/* Text of the file as a message may show it: shortened, nothing a terminal obeys; returns `quote`.
 */
const char *source_quote(const char *text, char quote[static SOURCE_QUOTE_MAX]);

#endif
