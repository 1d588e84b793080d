/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/cell.h - what the files of this folder share: the one cell of the process.
 *
 * Private to interpreter/.  Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_CELL_H
#define PADCELL_INTERPRETER_CELL_H

#include <Python.h>
#include <stdbool.h>

#include "cleanup.h"
#include "fail.h"
#include "inspect_cell.h"
#include "interpreter.h"

struct cell {
	struct interpreter_config config;
	PyThreadState *main_thread; /* of the main, trusted interpreter */
	PyThreadState *thread;      /* of the cell; the same when the interpreter layer is off */
	bool locked;                /* interpreter_lockdown() is done: guest rules are in force */
	bool reading;           /* the importer is unmarshalling; no guest code runs meanwhile */
	bool compiling;         /* the guest's own program; none of its code runs meanwhile */
	PyObject *builtins;     /* owned; the cell's builtins module, cleaned in place */
	PyObject *modules;      /* owned; sys.modules of the cell, cleaned in place */
	PyObject *allowed;      /* owned; set of module names the guest may import */
	PyObject *bundled;      /* owned; set of ids of the dicts of bundled modules */
	PyObject *native;       /* owned; dict of C modules prepared before lockdown */
	PyObject *stdio[3];     /* owned; the guest's standard streams */
	const char *guest_name; /* borrowed while a guest runs, else NULL */
	const char *source;     /* borrowed while a guest runs, else NULL */
	size_t source_size;
	cell_after_run *after_run;
	void *after_run_user;
};

/* The one cell of this process. */
extern struct cell cell;

static inline bool cell_layer_on(enum padcell_layer layer)
{
#ifdef PADCELL_TEST_BUILD
	return (cell.config.layers_off >> layer & 1) == 0;
#else
	(void)layer;
	return true;
#endif
}

static inline __attribute__((__unused__)) void object_at_exit(PyObject **slot)
{
	Py_XDECREF(*slot);
}
/* `unused`: clang counts a variable that is only released as one nobody uses. */
#define OWNED __attribute__((__unused__)) CLEANUP(object_at_exit) PyObject *

/* Turn the pending Python exception into a padcell_error of this stage and clear it. */
enum padcell_status cell_fail_python(padcell_error *reterr, const char *doing);

/* Report a refusal to the sink and raise PermissionError.  Always NULL. */
PyObject *cell_deny(enum padcell_layer layer, const char *what);

/* Report a refusal only. */
void cell_note_denial(enum padcell_layer layer, const char *what);

/* Report a breach; the worker's sink does not come back. */
void cell_violation(enum padcell_invariant invariant, enum padcell_layer layer, const char *what,
                    const char *detail);

#endif
