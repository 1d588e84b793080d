/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/find.h - which bundle belongs to which worker.
 * Runs in: host
 */
#ifndef PADCELL_SUPERVISOR_FIND_H
#define PADCELL_SUPERVISOR_FIND_H

#include "padcell/error.h"

/*
 * The bundle of a worker: beside it, for a worker may be anywhere; else where ours is.
 *
 * @param worker      borrowed until the call returns
 * @param ret_bundle  new string, owned by the caller, release with free(); untouched on failure
 */
enum padcell_status find_bundle(const char *worker, char **ret_bundle, padcell_error *reterr);

#endif
