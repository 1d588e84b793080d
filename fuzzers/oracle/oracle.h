/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oracle/oracle.h - tells whether an invariant broke in an execution.
 *
 *     oracle_begin();              before each execution
 *     oracle_note(...);            from the interpreter's violation sink
 *     oracle_scan_held(...);       after the run, while the namespace lives
 *     oracle_check_reads(...);     likewise
 *     oracle_breach(&breach);      the first breach, if any
 *     oracle_report(&breach);      says so, and ends the process as oracle_end_by() set it
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_ORACLE_ORACLE_H
#define PADCELL_ORACLE_ORACLE_H

#include <Python.h>
#include <stdbool.h>

#include "breach.h"
#include "program.h"

/*
 * Invariants C and E: what the guest's names lead to, through containers, instances, classes and
 * exceptions, to a small depth.  Runs no guest code.
 *
 * @param namespace_  borrowed
 */
void oracle_scan_held(PyObject *namespace_);

/* Invariant K: text that no guest may learn.  Borrowed for good. */
void oracle_watch_for(const char *value);
void oracle_scan_output(const void *data, size_t size);

/* Invariant K: addresses of this process.  Learn its memory once, after the modules were loaded;
 * false when it cannot be read. */
bool oracle_learn_addresses(void);
void oracle_scan_addresses(const void *data, size_t size);

/* Is the object a number, a text or bytes with an address in it?  Borrowed. */
bool oracle_tells_address(PyObject *object);

/* Remember what the cell was given, its modules written in C and its library's code: once, after
 * the modules were loaded; false when there is too much of it. */
bool oracle_learn_library(PyObject *modules);

/*
 * Invariant E: a read of a member that no row permits must have failed.
 *
 * @param program  what was run, parsed; only values bound once are judged
 */
void oracle_check_reads(const struct program *program, PyObject *namespace_);

/* Does the program hold an operation by which CPython is known to die?  known_crashers.def */
bool oracle_is_known_crasher(const struct program *program);

/* How a run may end without being anybody's finding: name of the exception, or of the limit. */
bool oracle_is_benign(const char *ending);

#endif
