/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/thunks.h - numbered C functions, so that a disarmed entry can say which one it is.
 *
 * CPython gives a PyMethodDef's function no closure.  Each disarmed definition therefore gets a
 * function of its own, whose number is the index of its entry.
 *
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_THUNKS_H
#define PADCELL_INTERPRETER_THUNKS_H

#include <Python.h>

/* Highest number of disarmed functions and methods; lockdown fails when it is not enough. */
#define THUNK_COUNT 4096u

/*
 * The function of that number.  It ignores its arguments, whatever the calling convention of the
 * definition it stands in for, and returns what permits_refuse(number) returns.
 */
PyCFunction thunk(unsigned number);

/* Provided by permits.c: record, raise, and return NULL. */
PyObject *permits_refuse(unsigned number);

#endif
