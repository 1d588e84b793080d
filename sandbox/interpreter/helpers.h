/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/helpers.h - the module _padcell: what library modules get in place of frames and
 * code. Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_HELPERS_H
#define PADCELL_INTERPRETER_HELPERS_H

#include "padcell/error.h"

/* Make the module in the cell and put it among the native ones. */
enum padcell_status helpers_prepare(padcell_error *reterr);

#endif
