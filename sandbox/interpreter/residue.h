/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/residue.h - put a cell back as it was after lockdown, and see what stayed behind (B,
 * J).
 *
 * For processes that run more than one guest: in one cell (fuzzing), or each in its own.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_RESIDUE_H
#define PADCELL_INTERPRETER_RESIDUE_H

#include "padcell/error.h"

/* Remember what the library of the cell in turn holds, and every shared type; late in lockdown. */
enum padcell_status residue_remember(padcell_error *reterr);

/* What all interpreters share and a guest of the cell in turn changed, or NULL.  Static storage. */
const char *residue_shared_change(void);

/* What changed in a cell whose turn has not come, or NULL.  Static storage. */
const char *residue_waiting_change(unsigned number);

#endif
