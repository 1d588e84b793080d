/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/findings.h - programs that broke an invariant, saved where a person and `padcell replay`
 * find them: <campaign>/findings/<invariant>-<layer>-<what>.py.
 *
 * Two findings are the same when invariant, layer and what are: the first is saved, the others are
 * counted.  Several processes share the folder; the file system decides who was first.
 *
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#ifndef PADCELL_ENGINE_FINDINGS_H
#define PADCELL_ENGINE_FINDINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "breach.h"

#define FINDINGS_HEAD_KEY_PLANT "# plant: "

struct finding_context {
	const char *target;
	const char *plant;
	const char *campaign; /* NULL: nothing is saved */
	const char *seed;     /* NULL: unknown */
	const char *python;   /* version that ran it */
	uint64_t executions;  /* of this job, this one included */
};

/*
 * Save a finding.  Calls nothing that a signal handler must not call, but snprintf().
 *
 * @param text  the program; borrowed
 * @return      true when it was saved, false when it is known already or cannot be written
 */
bool findings_save(const struct finding_context *context, const struct oracle_breach *breach,
                   const char *text, size_t size);

/*
 * Keep a program that met the hard limit, in <campaign>/slow/: no finding, but it costs a process.
 * Calls nothing that a signal handler must not call, but snprintf().
 */
void findings_keep_slow(const struct finding_context *context, const char *text, size_t size);

/* The value of a line "# key: value" in the comment head of a program; false when there is none. */
bool findings_head_value(const char *text, size_t size, const char *key, char *value,
                         size_t capacity);

#endif
