/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_afl.h - the folders of afl-fuzz in a campaign's folder:
 *
 *     jobs/afl-<n>/<job>-<start>/   of one afl-fuzz: queue, crashes, fuzzer_stats
 *     jobs/afl-<n>.in/              what it began with: corpus/, further seeds, one empty program
 *
 * <n> counts the campaigns in this folder.  Nothing in them is ever deleted or written anew:
 * afl-fuzz would do so with its own folder, and a killed campaign's queue is in there.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_FUZZ_AFL_H
#define PADCELL_CLI_FUZZ_AFL_H

#include "fuzz_campaign.h"

/* What earlier campaigns left goes to corpus/; then fresh folders.  False with errno. */
bool fuzz_afl_prepare(struct fuzz_campaign *campaign);

/* The path of this campaign's own folder, or of a file in it. */
void fuzz_afl_path(const struct fuzz_campaign *campaign, const char *rest, char *path, size_t size);

/* Copy what the queues have got since the last time to corpus/, named by its digest.  Returns how
 * many files could not be copied. */
unsigned fuzz_afl_collect(struct fuzz_campaign *campaign);

#endif
