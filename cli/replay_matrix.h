/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_matrix.h - each known escape with each layer left out, and with each layer alone.
 *
 * A run is one escape in the cell with a choice of layers:
 *
 *     full     every layer                    none     not one of them: the control
 *     without  every layer but one            only     one layer and no other
 *
 * A layer stops an escape alone when the escape succeeds with none and fails with only that layer.
 * An escape that fails with none says nothing of layers: what it wants is not in a worker.  Nor
 * does a layer with which the escape's imports alone fail as well: an honest program would, too.
 *
 * Needs a test build: others leave no layer out.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_REPLAY_MATRIX_H
#define PADCELL_CLI_REPLAY_MATRIX_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "replay.h"

/* What the matrix is made with; borrowed. */
struct matrix_setting {
	size_t jobs;          /* runs at a time */
	const char *python;   /* as in struct replay_setting */
	const char *canary;   /* the token that lies in `folder` */
	const char *folder;   /* where each worker begins */
	const json_t *layers; /* names, in the order of installation */
};

/*
 * Make all runs.
 *
 * @return  one document, owned by the caller; NULL after a message
 */
json_t *replay_matrix(const struct matrix_setting *setting, const struct replay_set *set);

/* The table on stdout, and complaints on stderr. */
void replay_matrix_print(const json_t *document);

/* The table as a page of the threat model; 0, or an exit code after a message. */
int replay_matrix_write(const json_t *document, const char *path);

/* 0, or 4 when an escape is loose although no layer is missing, or 70 when a run failed. */
int replay_matrix_exit(const json_t *document);

/*
 * The import statements of a program's outermost level, as a program.
 *
 * @return  "" when there are none; owned by the caller; NULL when memory is short
 */
char *replay_imports(const char *source);

#endif
