/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/given.h - modules that the policy brings along, as text.
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_GIVEN_H
#define PADCELL_INTERPRETER_GIVEN_H

#include <Python.h>
#include <stdbool.h>
#include <stddef.h>

/* Is there a module of that name? */
bool given_has(const char *name);

/* Whether it is a package; false as well when there is none of that name. */
bool given_is_package(const char *name);

/* The text of the module that is shown as that file, or NULL; belongs to the module. */
const char *given_text(const char *shown, size_t *ret_size);

/* Compile it: a new reference to its code, or NULL with an exception. */
PyObject *given_compile(const char *name);

#endif
