/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/inspect_cell.h - what fuzzers and oracles may see of a cell, after lockdown only.
 *
 * Needs Python.h; the caller holds the cell's thread state between interpreter_start() and exit.
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_INSPECT_CELL_H
#define PADCELL_INTERPRETER_INSPECT_CELL_H

#include <Python.h>
#include <stdbool.h>

/*
 * Called by interpreter_run() when the guest's code has ended and its namespace still lives: before
 * the exception, if any, is dropped.  NULL for none.
 *
 * @param namespace_  borrowed; the guest's global names
 * @param error       borrowed; the uncaught exception or NULL
 */
typedef void cell_after_run(void *user, PyObject *namespace_, PyObject *error);
void cell_set_after_run(cell_after_run *hook, void *user);

/* Where the guest's code is now: line of the innermost frame whose file is the guest's, or 0. */
unsigned cell_current_line(void);

/* From now on a running guest gets KeyboardInterrupt at every call and backward jump, caught or
 * not, until cell_interrupt_end(): the fuzz step limit.  May be called in a signal handler. */
void cell_interrupt(void);
void cell_interrupt_end(void);

/*
 * Put the cell back as it was after lockdown: modules, sys, builtins, streams; collect garbage. For
 * processes that run one guest after the other; call it between two interpreter_run().
 *
 * @return  NULL, or what a guest changed that cannot be put back: a breach of J.  Static storage
 */
const char *cell_reset(void);

/*
 * Take the present state as the one that cell_reset() goes back to: once, after modules that guests
 * will want were imported, and before the first guest.
 *
 * @return  false when memory is short
 */
bool cell_remember(void);

/* What a permit says of an entry; CELL_UNKNOWN when the walk never saw it. */
enum cell_permit { CELL_ALLOWED, CELL_DENIED, CELL_VIRTUAL, CELL_UNKNOWN };

/* Of a builtin function, or of a method, getset or member descriptor. */
enum cell_permit cell_permit_of(PyObject *callable);

/* The canary objects that the main interpreter holds; true when `object` is one of them. */
bool cell_is_canary(PyObject *object);

/*
 * From the next interpreter_run() on, do what `evaluator: checked` does, or stop doing it: an oracle
 * that tells the first step at which a guest gets hold of what it must not, by the violation sink.
 *
 * @return  false when this CPython cannot
 */
bool cell_watch_stack(bool on);

#endif
