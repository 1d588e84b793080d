/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/state.h - the library's classes as they were before the first guest.
 *
 * cell_reset() puts modules back; classes that a library wrote in Python can be changed by a guest
 * too, which is its right in a worker that dies after it.  Here the next guest comes into the same
 * cell and must find what the first one found, or no finding could be repeated.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_STATE_H
#define PADCELL_ENGINE_STATE_H

#include <Python.h>
#include <stdbool.h>

/* Remember the classes that modules hold; false when memory is short. */
bool state_remember(PyObject *modules);

/* Put back what differs.  Returns how many classes did. */
unsigned state_restore(void);

#endif
