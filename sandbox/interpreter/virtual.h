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

/* _codecs.register(function) and register_error(name, handler), remembered (codec_registry.c). */
PyObject *virtual_codec_register(PyObject *module, PyObject *function);
PyObject *virtual_register_error(PyObject *module, PyObject *const *arguments, Py_ssize_t count);

/* datetime.datetime.strptime(text, format): by this cell's _strptime (virtual_strptime.c). */
PyObject *virtual_strptime(PyObject *type, PyObject *arguments);

/* id(): the number of identity.c. */
PyObject *virtual_id(PyObject *module, PyObject *object);

/* array.array.buffer_info(): the same number for the buffer's address, and the length. */
PyObject *virtual_buffer_info(PyObject *self, PyObject *unused);

/* _thread.RLock._release_save(), _acquire_restore(): the owner is a constant, as get_ident(). */
PyObject *virtual_release_save(PyObject *self, PyObject *unused);
PyObject *virtual_acquire_restore(PyObject *self, PyObject *arguments);

/* The clocks of time and datetime, rounded down to the policy's resolution (virtual_clock.c). */
PyObject *virtual_clock_gettime(PyObject *module, PyObject *arguments);
PyObject *virtual_clock_gettime_ns(PyObject *module, PyObject *arguments);
PyObject *virtual_monotonic(PyObject *module, PyObject *unused);
PyObject *virtual_monotonic_ns(PyObject *module, PyObject *unused);
PyObject *virtual_perf_counter(PyObject *module, PyObject *unused);
PyObject *virtual_perf_counter_ns(PyObject *module, PyObject *unused);
PyObject *virtual_process_time(PyObject *module, PyObject *unused);
PyObject *virtual_process_time_ns(PyObject *module, PyObject *unused);
PyObject *virtual_thread_time(PyObject *module, PyObject *unused);
PyObject *virtual_thread_time_ns(PyObject *module, PyObject *unused);
PyObject *virtual_time(PyObject *module, PyObject *unused);
PyObject *virtual_time_ns(PyObject *module, PyObject *unused);
PyObject *virtual_datetime_now(PyObject *type, PyObject *const *arguments, Py_ssize_t count,
                               PyObject *names);
PyObject *virtual_datetime_utcnow(PyObject *type, PyObject *unused);

/* __import__: the cell's importer (import_statement.c). */
PyObject *importer_import(PyObject *module, PyObject *arguments, PyObject *keywords);

/* Put the functions of the SLOT_VIRTUAL rows into their types. */
void virtual_slots_apply(void);

/* Keep the original of what the virtual functions stand for; before permits_apply(). */
bool virtual_prepare(void);

/* Put the functions of addresses.def into their types. */
void virtual_addresses_apply(void);

/* virtual_prepare() for the functions of virtual_addresses.c and virtual_clock.c. */
bool virtual_prepare_addresses(void);
bool virtual_prepare_clock(void);

#endif
