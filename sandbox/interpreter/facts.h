/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/facts.h - facts about frames and code objects, as plain data: functions of _padcell.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_FACTS_H
#define PADCELL_INTERPRETER_FACTS_H

#include <Python.h>
#include <stdbool.h>

/* Keep what they need of CPython; before permits_apply(). */
bool facts_prepare(void);

PyObject *facts_caller_module(PyObject *self, PyObject *object);
PyObject *facts_clear_frames(PyObject *self, PyObject *object);
PyObject *facts_first_line(PyObject *self, PyObject *object);
PyObject *facts_generator_state(PyObject *self, PyObject *object);
PyObject *facts_is_awaitable(PyObject *self, PyObject *object);
PyObject *facts_iterable_coroutine(PyObject *self, PyObject *object);
PyObject *facts_names_for_annotations(PyObject *self, PyObject *object);
PyObject *facts_signature_parts(PyObject *self, PyObject *object);
PyObject *facts_source_of(PyObject *self, PyObject *object);
PyObject *facts_traceback_entries(PyObject *self, PyObject *object);

#endif
