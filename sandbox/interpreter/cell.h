/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/cell.h - what the files of this folder share: the cell whose turn it is.
 *
 * A process may have several cells; one guest runs at a time.  So all code here speaks of `cell`,
 * and cell_enter() is the only place that knows of others.  What all cells of a process share is
 * said at each member.
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
	unsigned number;                  /* from 0; in the order of their turns */
	struct interpreter_config config; /* the same in all cells */
	PyThreadState *main_thread; /* of the main, trusted interpreter; the same in all cells */
	PyThreadState *thread;      /* of the cell; the same when the interpreter layer is off */
	bool locked;                /* interpreter_lockdown() is done: guest rules are in force */
	bool reading; /* trusted code reads the bundle or the heap; no guest code runs meanwhile */
	bool compiling; /* the guest's own program; none of its code runs meanwhile */
	PyTypeObject
	        *tree_root; /* borrowed, static or immortal; the class of all syntax tree nodes */
	PyObject *builtins; /* owned; the cell's builtins module, cleaned in place */
	PyObject *modules;  /* owned; sys.modules of the cell, cleaned in place */
	PyObject *allowed;  /* owned; set of module names the guest may import */
	PyObject *bundled;  /* owned; set of ids of the dicts of bundled modules */
	PyObject *native;   /* owned; dict of C modules prepared before lockdown */
	PyObject *stdio[3]; /* owned; the guest's standard streams */
	PyObject *channel_type;    /* owned; of the raw objects under the streams */
	PyObject *codec_functions; /* owned; what the guest registered, or NULL */
	PyObject *codec_errors;    /* owned; (name, handler before) each, or NULL */
	const char *guest_name;    /* borrowed while a guest runs, else NULL */
	const char *source;        /* borrowed while a guest runs, else NULL */
	size_t source_size;
	cell_after_run *after_run;
	void *after_run_user;
};

/* The cell whose turn it is. */
extern struct cell cell;

/* How many cells the process has: those that cell_add() made. */
unsigned cell_count(void);

/* Make a cell and enter it: a sub-interpreter, or the main one when that layer is off. */
enum padcell_status cell_add(padcell_error *reterr);

/* Make another cell the one whose turn it is, with its thread state. */
void cell_enter(unsigned number);

/* Call for each cell, in it, until one fails; afterwards it is the turn of the first. */
enum padcell_status cell_each(enum padcell_status (*act)(padcell_error *reterr),
                              padcell_error *reterr);

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

#if PY_VERSION_HEX >= 0x030D0000
/* 3.13 does not export the type of bound slot wrappers: who asks for it gets one that nothing has.
 */
extern PyTypeObject cell_no_type;
#define _PyMethodWrapper_Type cell_no_type
#endif

/* The dict of a type, borrowed.  From 3.12 on a static type has one in each interpreter. */
static inline PyObject *cell_type_dict(PyTypeObject *type)
{
#if PY_VERSION_HEX >= 0x030C0000
	PyObject *dict = PyType_GetDict(type);
	Py_XDECREF(dict); /* the type keeps it */
	return dict;
#else
	return type->tp_dict;
#endif
}

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
