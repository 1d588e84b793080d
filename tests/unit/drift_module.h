/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/drift_module.h - a C extension module that no row of permits knows.
 *
 * It has one entry of every kind.  Each that runs counts itself, so that a test can tell an entry
 * that was refused from one that only failed.
 */
#ifndef PADCELL_TESTS_DRIFT_MODULE_H
#define PADCELL_TESTS_DRIFT_MODULE_H

#include <Python.h>

#define DRIFT_NAME "drift"

/* For PyImport_AppendInittab(). */
PyObject *drift_module_init(void);

/* How often code of the module ran. */
unsigned drift_module_calls(void);

#endif
