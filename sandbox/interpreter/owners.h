/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/owners.h - which interpreter an object belongs to, as far as it can be known.
 *
 * Known are the objects that the collector tracks, each by the interpreter that tracks it.  Whoever
 * claims an object keeps it alive for good, so that its address is no other's later.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_OWNERS_H
#define PADCELL_INTERPRETER_OWNERS_H

#include <Python.h>
#include <stdbool.h>

/* The main interpreter; any other owner is the number of a cell. */
#define OWNER_MAIN 255u

/* False when memory is short.  The first claim on an object counts. */
bool owners_claim(PyObject *object, unsigned owner);

/* Has somebody claimed it? */
bool owners_knows(const PyObject *object);

/* The dict of a static type, what is in it, and its other tables belong to nobody. */
void owners_share_type(PyTypeObject *type);

/* What this object of `own` refers to now belongs to nobody. */
void owners_share_edges(PyObject *object, unsigned own);

/* The first object of another owner than `own` that this one refers to, borrowed, or NULL. */
PyObject *owners_foreign_edge(PyObject *object, unsigned own);

#endif
