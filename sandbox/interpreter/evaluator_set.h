/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/evaluator_set.h - objects that no guest may hold, by identity.
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_EVALUATOR_SET_H
#define PADCELL_INTERPRETER_EVALUATOR_SET_H

#include <Python.h>
#include <stdbool.h>

enum evaluator_kind {
#define KIND(id, invariant, what, reason) EVALUATOR_##id,
#include "evaluator.def"
#undef KIND
	EVALUATOR_KIND_COUNT, /* not in the set, or known as one that may be held */
};

/* An empty set for the cell whose turn it is. */
void evaluator_set_clear(void);

/* Hold the object for good and remember it; the first kind that is told counts.  False when memory
 * is short. */
bool evaluator_set_add(PyObject *object, enum evaluator_kind kind);

/* Or EVALUATOR_KIND_COUNT. */
enum evaluator_kind evaluator_set_find(const PyObject *object);

#endif
