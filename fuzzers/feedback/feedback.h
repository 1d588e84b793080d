/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feedback/feedback.h - what a guest in this process reached, read from its names after the run.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_FEEDBACK_FEEDBACK_H
#define PADCELL_FEEDBACK_FEEDBACK_H

#include <Python.h>
#include <stdbool.h>
#include <stddef.h>

#include "counters.h"
#include "program.h"

/*
 * Family "outcome".  Runs no guest code.
 *
 * @param program     what was run, parsed
 * @param namespace_  borrowed; the guest's global names after the run
 */
void feedback_outcome(const struct program *program, PyObject *namespace_);

/*
 * Remember the words that the types and modules in the namespace offer.  Runs no guest code.
 *
 * @param take  called with each word
 */
void feedback_harvest(PyObject *namespace_, void (*take)(const char *text, size_t size));

#endif
