/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/virtual.h - safe C functions that stand where the real ones would be too powerful.
 *
 * Each is named by a row of permits/ (.def), which says why.  Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_VIRTUAL_H
#define PADCELL_INTERPRETER_VIRTUAL_H

#include <Python.h>
#include <stdbool.h>

/* type.__subclasses__(): classes of this cell, and permitted types of CPython. */
PyObject *virtual_subclasses(PyObject *self, PyObject *unused);

/* _weakref.getweakrefs(object): nothing for a type, which all interpreters share. */
PyObject *virtual_getweakrefs(PyObject *module, PyObject *object);

/* _thread.get_ident(): a constant. */
PyObject *virtual_thread_ident(PyObject *module, PyObject *unused);

/* time.tzset(): does nothing. */
PyObject *virtual_tzset(PyObject *module, PyObject *unused);

/* sys.setrecursionlimit(n): never above the policy's limit. */
PyObject *virtual_setrecursionlimit(PyObject *module, PyObject *limit);

/* mappingproxy | x and comparisons: the other operand gets a copy, never the mapping itself. */
PyObject *virtual_proxy_or(PyObject *left, PyObject *right);
PyObject *virtual_proxy_compare(PyObject *self, PyObject *other, int operation);

/* bytearray[i] = value: index and value are numbers before the buffer is looked at. */
int virtual_bytearray_assign(PyObject *self, PyObject *index, PyObject *value);
int virtual_bytearray_assign_item(PyObject *self, Py_ssize_t index, PyObject *value);

/* __import__: the cell's importer (import_statement.c). */
PyObject *importer_import(PyObject *module, PyObject *arguments, PyObject *keywords);

/* Put the functions of the SLOT_VIRTUAL rows into their types. */
void virtual_slots_apply(void);

/* Keep the original of what the virtual functions stand for; before permits_apply(). */
bool virtual_prepare(void);

#endif
