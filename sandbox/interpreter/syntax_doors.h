/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/syntax_doors.h - exec(), eval() and compile(), as the layer syntax leaves them.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_SYNTAX_DOORS_H
#define PADCELL_INTERPRETER_SYNTAX_DOORS_H

#include <Python.h>

#include "padcell/error.h"

/* What compile() was asked for.  All borrowed. */
struct syntax_request {
	PyObject
	        *source; /* str or bytes, and no subclass: nothing of the guest's runs to read it */
	PyObject *filename; /* str */
	PyObject *mode;     /* str */
	long flags;
	int dont_inherit;
	int optimize;
	long feature_version;
};

/* Replace the three functions, process-wide, and keep the real ones. */
enum padcell_status syntax_doors_close(padcell_error *reterr);

/* The real compile() of a text, bytes or a tree. */
PyObject *syntax_doors_compile(const struct syntax_request *request, PyObject *source, long flags);

/* Provided by syntax.c: parse, look, compile. */
PyObject *syntax_request_compile(const struct syntax_request *request);

#endif
