/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/report.h - an exception as text, without opening any file.
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_REPORT_H
#define PADCELL_INTERPRETER_REPORT_H

#include <Python.h>

#include "interpreter.h"

/* Fill type, message, traceback, line and column of an outcome; never fails, may leave "". */
void report_exception(PyObject *exception, struct interpreter_outcome *outcome);

#endif
