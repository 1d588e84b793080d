/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/permits.h - default deny over everything written in C.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_PERMITS_H
#define PADCELL_INTERPRETER_PERMITS_H

#include "cell.h"
#include "rows.h"

/* Walk main interpreter and cell and decide for every entry; nothing is changed yet. */
enum padcell_status permits_survey(padcell_error *reterr);

/* Take the names of functions that are `absent` or denied out of a module's dict. */
enum padcell_status permits_clean_module(PyObject *module, padcell_error *reterr);

/* Disarm, in place and process-wide.  The last act of lockdown: Python code of ours that needs a
 * denied function cannot run afterwards. */
enum padcell_status permits_apply(padcell_error *reterr);

/* Is this type itself disarmed: its instances are inert? */
bool permits_closes(const PyTypeObject *type);

/* Call for every type of the survey; false when `visit` stopped it. */
bool permits_each_type(bool (*visit)(void *user, PyTypeObject *type), void *user);

/* This class was made by the guest of the cell in turn: cells whose turn comes later do not see it.
 * False when memory is short. */
bool permits_claim(PyTypeObject *type);

/* Was this type there at the survey, and is it not permitted?  Such types are not shown. */
bool permits_hides(const PyTypeObject *type);

#endif
