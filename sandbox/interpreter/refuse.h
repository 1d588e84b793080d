/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/refuse.h - what stands in the place of a disarmed slot, getter or setter.
 *
 * Each records a denial that names the type and what was asked of it, and raises PermissionError.
 *
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_REFUSE_H
#define PADCELL_INTERPRETER_REFUSE_H

#include <Python.h>
#include <stdbool.h>

/* For a PyGetSetDef: the closure is the `struct refused` below. */
PyObject *refuse_getter(PyObject *self, void *closure);
int refuse_setter(PyObject *self, PyObject *value, void *closure);

/* What a closed getter is called.  Lives as long as the process. */
struct refused {
	const char *owner;
	const char *name;
	bool absent; /* AttributeError in place of PermissionError */
};

/* The type that is closed: this one, or the base it has its slots from. */
PyTypeObject *refuse_closed_base(PyTypeObject *type);

/* clang-format off */
#define DECLARE_OBJECT(slot)    PyObject *refuse_##slot(PyObject *self, PyObject *other);
#define DECLARE_BINARY          DECLARE_OBJECT
#define DECLARE_INT(slot)       int refuse_##slot(PyObject *self, PyObject *key, PyObject *value);
#define DECLARE_SIZE(slot)      Py_ssize_t refuse_##slot(PyObject *self);
#define DECLARE_HASH(slot)      Py_hash_t refuse_##slot(PyObject *self);
#define DECLARE_QUIET(slot)     void refuse_##slot(PyObject *self);
#define DECLARE_GET(slot)       PyObject *refuse_##slot(PyObject *self, PyObject *name);
#define DECLARE_SET(slot)       int refuse_##slot(PyObject *self, PyObject *name, PyObject *value);
#define DECLARE_NAMED_GET(slot) PyObject *refuse_##slot(PyObject *self, char *name);
#define DECLARE_NAMED_SET(slot) int refuse_##slot(PyObject *self, char *name, PyObject *value);
#define DECLARE_INIT(slot)      int refuse_##slot(PyObject *self, PyObject *arguments, PyObject *keywords);
#define DECLARE_NEW(slot)       PyObject *refuse_##slot(PyTypeObject *type, PyObject *arguments, PyObject *keywords);
#define DECLARE_VECTOR(slot)
#define DECLARE_SEND(slot)      PySendResult refuse_##slot(PyObject *self, PyObject *value, PyObject **ret_result);
#define DECLARE_BUFFER(slot)    int refuse_##slot(PyObject *self, Py_buffer *view, int flags);
#define DECLARE_KEEP(slot)
#define SLOT(suite, slot, kind, name, reason) DECLARE_##kind(slot)
/* clang-format on */
#include "slots.def"
#undef SLOT

#endif
