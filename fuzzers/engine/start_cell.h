/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/start_cell.h - a locked cell for in-process fuzzing: the default policy's modules, a
 * memory account, canaries, one plant, and its state remembered.
 *
 * Runs in: worker before lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_START_CELL_H
#define PADCELL_ENGINE_START_CELL_H

#include "interpreter.h"

/*
 * @param plant  "none", or a row of plants.def; others than "none" need a test build
 * @param sinks  copied
 */
enum padcell_status start_cell(const char *plant, const struct interpreter_sinks *sinks,
                               padcell_error *reterr);

/* Sinks of a guest whom nobody listens to. */
int start_cell_scan_output(void *user, int stream, const void *data, size_t size);
ssize_t start_cell_no_input(void *user, void *buffer, size_t size);
int start_cell_drop_result(void *user, const void *cbor, size_t size);

#endif
