/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/evaluator.h - `evaluator: checked`: every value on the stack of Python code is looked
 * at.
 *
 * Before each instruction of each frame, guest's or library's, each reference on the value stack is
 * held against what must never be there (evaluator.def).  So the step that gets hold of a thing is
 * told, with file and line, and not only the use of it.  It does not see objects that never leave
 * C, such as the function that a map object holds.
 *
 * Needs the insides of CPython's frames, which differ with each minor version: elsewhere the policy
 * is refused.  Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_EVALUATOR_H
#define PADCELL_INTERPRETER_EVALUATOR_H

#include <Python.h>
#include <stdbool.h>

#include "padcell/error.h"

/* Refuse a policy that this CPython cannot keep.  At the start of a process. */
enum padcell_status evaluator_check(padcell_error *reterr);

/* Around everything of a guest that runs; nothing unless the policy asks for it.  False when memory
 * is short: the guest must not run then. */
bool evaluator_begin(void);
void evaluator_end(void);

/* Code of the bundle, just read: no guest may hold it.  False with an exception when memory is
 * short. */
bool evaluator_learn(PyObject *code);

#endif
