/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feedback/values.h - from a program's values to the objects behind them.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_FEEDBACK_VALUES_H
#define PADCELL_FEEDBACK_VALUES_H

#include <Python.h>
#include <stdbool.h>
#include <stdint.h>

#include "program.h"

/* The object of that name; NULL when there is none.  Borrowed. */
PyObject *value_object(PyObject *namespace_, program_value value);

/* What sort of object it is, without any address: equal in every process. */
uint32_t value_mark(PyObject *object);

/* Of a type and of a function written in C also which one: that it is one says nothing. */
uint32_t value_identity(PyObject *object);

/* True for a type that the guest's program made: its own names say nothing new. */
bool value_is_guest_type(const PyTypeObject *type);

#endif
