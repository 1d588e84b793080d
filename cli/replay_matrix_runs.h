/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_matrix_runs.h - the runs of a matrix by number, for the files that make it.
 *
 * Run i is run i % runs of the escape i / runs, so that one list holds all of them.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_REPLAY_MATRIX_RUNS_H
#define PADCELL_CLI_REPLAY_MATRIX_RUNS_H

#include "replay_matrix.h"

/* The runs of an escape: full, none, then two a layer. */
enum { RUN_FULL, RUN_NONE, RUN_LAYERS };

struct matrix {
	const struct matrix_setting *setting;
	const struct replay_escape **living; /* those that the Python here is said to let live */
	size_t living_count;
	size_t runs; /* of one escape */
	padcell_policy *escape_policy;
	padcell_policy *consume_policy;
};

/* A value of the head of the escape that a run is of. */
const char *matrix_value(const struct matrix *matrix, size_t run, enum escape_key key);

bool matrix_has_kind(const char *kind, const char *wanted);

/* A run of that number; `escape` may be a part of the one it is of.  For a process of its own:
 * when patience ends, so does it, and the worker with it. */
json_t *matrix_run_cell(const struct matrix *matrix, const struct replay_escape *escape,
                        size_t run);

/* What becomes of a run whose process made no row. */
json_t *matrix_dead_run(const struct matrix *matrix, size_t run, int status);

/* All runs; NULL after a message. */
json_t *matrix_make_runs(const struct matrix *matrix);

/*
 * Look again at runs that may have failed for another reason than a layer: some escapes depend on
 * where objects lie in memory, and some on modules.  Changes the runs; false after a message.
 */
bool matrix_settle_doubts(const struct matrix *matrix, json_t *runs);

#endif
