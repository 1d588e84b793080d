/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/afl_map.h - the counters of feedback/ in the map that afl-fuzz reads.
 *
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#ifndef PADCELL_ENGINE_AFL_MAP_H
#define PADCELL_ENGINE_AFL_MAP_H

#include <stdbool.h>

/* Light the map from now on: once it is where it stays, in the process that runs guests.  False
 * when there is no place for the counters in it. */
bool afl_map_connect(void);

#endif
