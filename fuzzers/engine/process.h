/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/process.h - the process of a fuzz target: equal in every run, and jailed.
 *
 * Runs in: worker before lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_PROCESS_H
#define PADCELL_ENGINE_PROCESS_H

#include <stddef.h>

#include "padcell/error.h"

/*
 * Start this program anew without address randomisation and with a large stack, unless it has them.
 * Must come before anything else; where the machine refuses, the process goes on as it is.
 */
void process_settle(char **argv);

/*
 * The engine jail, where the kernel has it; says on stderr what is missing.
 *
 * @param writable  the one folder with write access; NULL for none
 */
enum padcell_status process_jail(const char *writable, padcell_error *reterr);

/* Map modules.bundle beside this program, for good. */
enum padcell_status process_map_bundle(const void **ret_data, size_t *ret_size,
                                       padcell_error *reterr);

#endif
