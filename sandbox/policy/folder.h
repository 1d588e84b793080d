/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/folder.h - modules of pure Python that a policy takes from folders of the host.
 * Runs in: host
 */
#ifndef PADCELL_POLICY_FOLDER_H
#define PADCELL_POLICY_FOLDER_H

#include "draft.h"

/*
 * Read every module of `modules.add` that the cell has not itself from the folders of
 * `modules.from`; the first folder that has it serves.  All of it is read now: what changes on disk
 * afterwards changes no run.
 *
 * @param policy  gets `folders` and `sources`
 * @param source  where errors are placed
 */
enum padcell_status folder_read(padcell_policy *policy, const struct draft *draft,
                                const struct source *source);

#endif
