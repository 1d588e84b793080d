/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/bundle_map.h - the bundle of pure-Python modules, mapped read-only for good.
 * Runs in: worker before lockdown
 */
#ifndef PADCELL_WORKER_BUNDLE_MAP_H
#define PADCELL_WORKER_BUNDLE_MAP_H

#include <stddef.h>

#include "padcell/error.h"

/*
 * @param path      borrowed until the call returns
 * @param ret_data  never unmapped; untouched on failure
 */
enum padcell_status bundle_map(const char *path, const void **ret_data, size_t *ret_size,
                               padcell_error *reterr);

#endif
