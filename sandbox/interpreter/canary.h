/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/canary.h - objects that a guest must never hold.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_CANARY_H
#define PADCELL_INTERPRETER_CANARY_H

#include "padcell/error.h"

/*
 * In the main interpreter: __main__.CANARY, class __main__.PadcellCanary, module padcell_canary;
 * the same places as the unprotected control has.  Nothing when no canary is configured.
 */
enum padcell_status canary_plant_main(padcell_error *reterr);

/* In the cell's own trusted modules, before they are taken out of sys.modules (invariant D). */
enum padcell_status canary_plant_trusted(padcell_error *reterr);

#endif
