/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_bait.h - a folder with the token in a file, for workers to begin in.
 *
 * The naive jail has such a file, and many escapes read it.  Without one, a cell that lets every
 * file be read would look as good as one that lets none.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_REPLAY_BAIT_H
#define PADCELL_CLI_REPLAY_BAIT_H

#include <stdbool.h>

#include "replay.h"

struct replay_bait {
	char folder[4096]; /* "" when there is none */
	char canary[CANARY_SIZE];
};

/*
 * Make the folder and the file in it.  A signal that ends this process takes them along.
 *
 * @param canary    the token, or NULL for a random one
 * @param ret_bait  release with replay_bait_done(); written in any case
 * @return          false after a message
 */
bool replay_bait_lay(const char *canary, struct replay_bait *ret_bait);

/* Remove both. */
void replay_bait_done(struct replay_bait *bait);

#endif
