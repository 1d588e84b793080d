/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oracle/library.h - what the cell was given before the first guest; private to oracle/.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_ORACLE_LIBRARY_H
#define PADCELL_ORACLE_LIBRARY_H

#include <Python.h>
#include <stdbool.h>

/* Remember the modules written in C and the code of every function; false when there are too many.
 */
bool library_learn(PyObject *loaded);

bool library_has_module(PyObject *module);
bool library_has_code(PyObject *code);

#endif
