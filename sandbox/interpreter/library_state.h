/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/library_state.h - what the library remembers where no dict tells of it.
 *
 * Registrations of abstract base classes, the limit of digits of int, the formats that struct
 * keeps. Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_LIBRARY_STATE_H
#define PADCELL_INTERPRETER_LIBRARY_STATE_H

#include <Python.h>
#include <stdbool.h>

struct library_state {
	PyObject *abstract;   /* owned; list of (class, list of registered classes), or NULL */
	PyObject *token;      /* owned; of _abc: another one after each registration */
	PyObject *set_digits; /* owned; of sys, or NULL on a Python without it */
	PyObject *get_digits; /* owned */
	PyObject *digits;     /* owned */
};

/* Take the present state of the cell in turn; false with a Python exception. */
bool library_state_remember(struct library_state *state);

/* Put it back; false when something refuses. */
bool library_state_put_back(struct library_state *state);

/* Drop what C modules keep for speed: texts of the guest are among it. */
void library_state_drop_caches(void);

#endif
