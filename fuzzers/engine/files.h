/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/files.h - inputs from files, for whoever repeats them without an engine.
 *
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#ifndef PADCELL_ENGINE_FILES_H
#define PADCELL_ENGINE_FILES_H

#include <stdbool.h>

/* Run each of the files and each file in the folders; false when one could not be read. */
bool files_run(int count, char **paths);

#endif
