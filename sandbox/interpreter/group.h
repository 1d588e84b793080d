/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/group.h - what keeps the cells of one process apart, and sees when it does not (B,
 * C).
 *
 * Everything here does nothing in a process of one cell.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_GROUP_H
#define PADCELL_INTERPRETER_GROUP_H

#include <Python.h>

#include "padcell/error.h"

/*
 * Learn which objects belong to which interpreter.  Before the heap is frozen and before permits
 * disarm what it asks; in the cell that comes first.
 */
enum padcell_status group_survey(padcell_error *reterr);

/* In the first cell, after the survey: what the chosen plant wants to be there. */
enum padcell_status group_plant(padcell_error *reterr);

/* In each cell, at the end of lockdown: what is there now is none of a guest's. */
enum padcell_status group_finish(padcell_error *reterr);

/* The guest's code has ended and its module still lives: does its cell hold what is not its own? */
void group_after_guest(PyObject *module);

#endif
