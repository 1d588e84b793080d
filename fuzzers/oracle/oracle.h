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

#include "program.h"
#include "terms.h"

#define ORACLE_WHAT_MAX   128
#define ORACLE_DETAIL_MAX 256

struct oracle_breach {
	enum padcell_invariant invariant;
	enum padcell_layer layer;
	unsigned line; /* of the guest's program; 0 when unknown */
	char what[ORACLE_WHAT_MAX];
	char detail[ORACLE_DETAIL_MAX];
};

void oracle_begin(void);

/* The first breach of an execution counts; later ones follow from it. */
void oracle_note(enum padcell_invariant invariant, enum padcell_layer layer, const char *what,
                 const char *detail, unsigned line);

/* The breach of this execution; false when there was none. */
bool oracle_breach(struct oracle_breach *ret_breach);

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

/* Remember what the cell was given, its modules written in C and its library's code: once, after
 * the modules were loaded; false when there is too much of it. */
bool oracle_learn_library(PyObject *modules);

/*
 * Invariant E: a read of a member that no row permits must have failed.
 *
 * @param program  what was run, parsed; only values bound once are judged
 */
void oracle_check_reads(const struct program *program, PyObject *namespace_);

/* What ends the process when an invariant broke; abort() unless set.  Must not return. */
void oracle_end_by(void (*end)(void));

/* Say what broke and where, by the function of its invariant.  Does not return. */
_Noreturn void oracle_report(const struct oracle_breach *breach);

/* Does the program hold an operation by which CPython is known to die?  known_crashers.def */
bool oracle_is_known_crasher(const struct program *program);

/* How a run may end without being anybody's finding: name of the exception, or of the limit. */
bool oracle_is_benign(const char *ending);

/*
 * One function an invariant, never inlined: its name is what a crash reporter files the bug under.
 * Prints the details, then "<file>:<line>: ASSERTION FAILED: <name of the function>", then ends.
 */
#define INVARIANT(id, name, promise, seen_by)                      \
	_Noreturn void padcell_invariant_##id##_##name##_violated( \
	        const struct oracle_breach *breach);
#include "invariants.def"
#undef INVARIANT

#endif
