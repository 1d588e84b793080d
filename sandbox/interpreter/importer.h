/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/importer.h - the cell's import system: the bundle and a table, no file system.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_IMPORTER_H
#define PADCELL_INTERPRETER_IMPORTER_H

#include "cell.h"

/* Open the bundle and take imports over; what the cell has not, CPython's own importer still finds.
 */
enum padcell_status importer_prepare(padcell_error *reterr);

/* Does the policy name that module? */
bool importer_allows(const char *name);

/* Leave only permitted modules in sys.modules and put the cell's __import__ into builtins. */
enum padcell_status importer_lockdown(padcell_error *reterr);

/* Longest dotted name in bytes; a guest's own text reaches the importer. */
#define NAME_MAX_BYTES 255

/* May code with these globals (borrowed, or NULL) import that name? */
bool importer_permits(PyObject *globals, const char *name);

/* Is it in the bundle, or did the policy bring it? */
bool importer_has(const char *name);

/* Was the module of that name, which is in sys.modules now, run from the bundle? */
bool importer_made(const char *name);

/* Raise ModuleNotFoundError.  Always NULL. */
PyObject *importer_not_found(const char *name);

/* The module of that name; a new reference, or NULL with an ImportError.  Ignores the policy. */
PyObject *importer_load(const char *name);

#endif
