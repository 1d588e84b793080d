/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/residue.h - put a cell back as it was after lockdown, and see what stayed behind (J).
 *
 * For processes that run more than one guest; a worker runs one and ends.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_RESIDUE_H
#define PADCELL_INTERPRETER_RESIDUE_H

#include "padcell/error.h"

/* Remember every module dict of the cell and every shared type; the last act of lockdown. */
enum padcell_status residue_remember(padcell_error *reterr);

#endif
