/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/canary.h - objects that a guest must never hold.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_CANARY_H
#define PADCELL_INTERPRETER_CANARY_H

#include <Python.h>

#include "padcell/error.h"

/*
 * In the main interpreter: __main__.CANARY, class __main__.PadcellCanary, module padcell_canary;
 * the same places as the unprotected control has.  Nothing when no canary is configured.
 */
enum padcell_status canary_plant_main(padcell_error *reterr);

/* In the cell's own trusted modules, before they are taken out of sys.modules (invariant D). */
enum padcell_status canary_plant_trusted(padcell_error *reterr);

/* Once more at the end of lockdown: permits take out of such a module what no row names. */
enum padcell_status canary_plant_trusted_again(padcell_error *reterr);

/* In the cell in turn, which runs no guest: a class, an instance, a name in the module math.  For
 * the cells that do run guests all of it is a sibling's (invariants B and C). */
enum padcell_status canary_plant_sibling(padcell_error *reterr);

/* The instance in the sibling, borrowed, or NULL. */
PyObject *canary_sibling(void);

/* The canaries one after the other, borrowed; NULL behind the last. */
PyObject *canary_at(unsigned number);

#endif
