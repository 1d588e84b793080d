/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/natives.h - modules written in C: loaded before lockdown, or never.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_NATIVES_H
#define PADCELL_INTERPRETER_NATIVES_H

#include "cell.h"

/* Import those of modules.def that the policy wants; after helpers_prepare(), as they import
 * library modules. */
enum padcell_status natives_prepare(padcell_error *reterr);

/* The name of a row of modules.def, NULL after the last. */
const char *natives_name(size_t index);

/* Is there a row of that name? */
bool natives_have(const char *name);

/* The module of that row; a new reference.  By CPython's own import system, which finds C modules:
 * after lockdown only what is loaded already. */
PyObject *natives_load(const char *name);

#endif
