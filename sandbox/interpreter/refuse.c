/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/refuse.c - the stubs of disarmed slots, one for each row of slots.def.
 *
 * A slot gives its function no closure, but it does give the object: what was asked is known from
 * the stub, and of what from the object's type.  Stubs of one result type ignore how many arguments
 * come: they are in registers on the machines we support.
 *
 * Runs in: worker after lockdown
 */
#include <stdio.h>
#include <string.h>

#include "cell.h"
#include "permits.h"
#include "plants.h"
#include "refuse.h"
#include "rows.h"

PyTypeObject *refuse_closed_base(PyTypeObject *type)
{
	PyObject *line = type->tp_mro;
	for (Py_ssize_t i = 0; line != NULL && i < PyTuple_GET_SIZE(line); i++) {
		PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(line, i);
		if (permits_closes(base))
			return base;
	}
	return type;
}

static void refuse_named(PyTypeObject *type, const char *name)
{
	char what[256];
	(void)snprintf(what, sizeof what, "%s.%s", refuse_closed_base(type)->tp_name, name);
	(void)cell_deny(PADCELL_LAYER_PERMITS, what);
}

/* Either operand may be the one whose slot this is. */
static PyTypeObject *closed_of(PyObject *left, PyObject *right)
{
	return permits_closes(refuse_closed_base(Py_TYPE(left))) ? Py_TYPE(left) : Py_TYPE(right);
}

/* What a row permits by name stays, and __class__, which type() tells as well. */
static bool may_read(PyTypeObject *type, const char *name)
{
	const char *owner = refuse_closed_base(type)->tp_name;
	return strcmp(name, "__class__") == 0 || rows_excepts(owner, name) ||
	       plant_spares(owner, name);
}

static PyObject *refused_attribute(PyObject *self, const char *name)
{
	refuse_named(Py_TYPE(self), name != NULL ? name : "__getattribute__");
	return NULL;
}

static int refused_setting(PyObject *self, const char *name)
{
	char what[200];
	(void)snprintf(what, sizeof what, "%s: writing an attribute",
	               name != NULL ? name : "__setattr__");
	refuse_named(Py_TYPE(self), what);
	return -1;
}

static PyObject *refused_new(PyTypeObject *type)
{
	char what[256];
	(void)snprintf(what, sizeof what, "%s()", refuse_closed_base(type)->tp_name);
	return cell_deny(PADCELL_LAYER_PERMITS, what);
}

static const char *text_of(PyObject *name)
{
	const char *text = PyUnicode_Check(name) ? PyUnicode_AsUTF8(name) : NULL;
	PyErr_Clear();
	return text;
}

/* clang-format off */
#define STUB_OBJECT(slot, called) \
	PyObject *refuse_##slot(PyObject *self, PyObject *other) \
	{ (void)other; refuse_named(Py_TYPE(self), called); return NULL; }
#define STUB_BINARY(slot, called) \
	PyObject *refuse_##slot(PyObject *self, PyObject *other) \
	{ refuse_named(closed_of(self, other), called); return NULL; }
#define STUB_INT(slot, called) \
	int refuse_##slot(PyObject *self, PyObject *key, PyObject *value) \
	{ (void)key, (void)value; refuse_named(Py_TYPE(self), called); return -1; }
#define STUB_SIZE(slot, called) \
	Py_ssize_t refuse_##slot(PyObject *self) { refuse_named(Py_TYPE(self), called); return -1; }
#define STUB_HASH(slot, called) \
	Py_hash_t refuse_##slot(PyObject *self) { refuse_named(Py_TYPE(self), called); return -1; }
#define STUB_QUIET(slot, called) \
	void refuse_##slot(PyObject *self) { (void)self; }
#define STUB_GET(slot, called) \
	PyObject *refuse_##slot(PyObject *self, PyObject *name) \
	{ \
		const char *text = text_of(name); \
		return text != NULL && may_read(Py_TYPE(self), text) ? PyObject_GenericGetAttr(self, name) \
								     : refused_attribute(self, text); \
	}
#define STUB_SET(slot, called) \
	int refuse_##slot(PyObject *self, PyObject *name, PyObject *value) \
	{ (void)value; return refused_setting(self, text_of(name)); }
#define STUB_NAMED_GET(slot, called) \
	PyObject *refuse_##slot(PyObject *self, char *name) { return refused_attribute(self, name); }
#define STUB_NAMED_SET(slot, called) \
	int refuse_##slot(PyObject *self, char *name, PyObject *value) \
	{ (void)value; return refused_setting(self, name); }
#define STUB_INIT(slot, called) \
	int refuse_##slot(PyObject *self, PyObject *arguments, PyObject *keywords) \
	{ (void)arguments, (void)keywords; (void)refused_new(Py_TYPE(self)); return -1; }
#define STUB_NEW(slot, called) \
	PyObject *refuse_##slot(PyTypeObject *type, PyObject *arguments, PyObject *keywords) \
	{ (void)arguments, (void)keywords; return refused_new(type); }
#define STUB_SEND(slot, called) \
	PySendResult refuse_##slot(PyObject *self, PyObject *value, PyObject **ret_result) \
	{ \
		(void)value; \
		*ret_result = NULL; \
		refuse_named(Py_TYPE(self), called); \
		return PYGEN_ERROR; \
	}
#define STUB_BUFFER(slot, called) \
	int refuse_##slot(PyObject *self, Py_buffer *view, int flags) \
	{ \
		(void)flags; \
		if (view != NULL) /* what the caller gives back is nothing */ \
			view->obj = NULL; \
		refuse_named(Py_TYPE(self), called); \
		return -1; \
	}
#define STUB_VECTOR(slot, called)
#define STUB_KEEP(slot, called)
#define SLOT(suite, slot, kind, called, reason) STUB_##kind(slot, called)
#include "slots.def"
#undef SLOT
/* clang-format on */

PyObject *refuse_getter(PyObject *self, void *closure)
{
	(void)self;
	const struct refused *refused = closure;
	char what[256];
	(void)snprintf(what, sizeof what, "%s.%s", refused->owner, refused->name);
	(void)cell_deny(PADCELL_LAYER_PERMITS, what);
	if (refused->absent)
		PyErr_Format(PyExc_AttributeError, "'%s' object has no attribute '%s'",
		             refused->owner, refused->name);
	return NULL;
}

int refuse_setter(PyObject *self, PyObject *value, void *closure)
{
	(void)value;
	(void)closure; /* the getter's own, when reading stays */
	char what[256];
	(void)snprintf(what, sizeof what, "%s: writing an attribute", Py_TYPE(self)->tp_name);
	(void)cell_deny(PADCELL_LAYER_PERMITS, what);
	return -1;
}
