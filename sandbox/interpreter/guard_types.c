/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/guard_types.c - objects that are worth nothing to whoever holds one.
 *
 * No method, no member, no dict, no weak references, no base but object, and not the collector's:
 * there is nothing behind them that a function of CPython's could be talked into.  What they stand
 * for lies behind the header, where guard_inside() gives it to trusted code that is unchecked. What
 * is left are slots, and each refuses.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "guard_types.h"

#include <stdio.h>
#include <string.h>

#include "cell.h"
#include "guard.h"

struct guarded_object {
	PyObject_HEAD _Alignas(16) unsigned char inside[GUARD_INSIDE_MAX];
};

static PyTypeObject types[GUARDED_COUNT];

bool guard_is_guarded(const PyObject *object)
{
	const PyTypeObject *type = Py_TYPE(object);
	return type >= types && type < types + GUARDED_COUNT;
}

static bool is_on(void)
{
	return cell_layer_on(PADCELL_LAYER_GUARD);
}

void *guard_inside(PyObject *object, enum guarded id)
{
	if (Py_TYPE(object) != &types[id] || (is_on() && guard_state_now() == GUARD_CHECKED))
		return NULL;
	return ((struct guarded_object *)object)->inside;
}

PyObject *guard_new(enum guarded id)
{
	struct guarded_object *object = PyObject_New(struct guarded_object, &types[id]);
	if (object != NULL)
		memset(object->inside, 0, sizeof object->inside);
	return (PyObject *)object;
}

/* Without the layer an object tells the planted value to everybody: so a test sees who is open. */
static PyObject *tell_canary(void)
{
	return PyUnicode_FromString(cell.config.canary != NULL ? cell.config.canary : "");
}

static PyObject *refuse(PyObject *self, const char *slot)
{
	if (!is_on())
		return tell_canary();

	char detail[160];
	(void)snprintf(detail, sizeof detail,
	               "%s of an object of type %s, which trusted code holds", slot,
	               Py_TYPE(self)->tp_name);
	cell_violation(PADCELL_INVARIANT_D, PADCELL_LAYER_GUARD, GUARD_WHAT_OBJECT, detail);
	return cell_deny(PADCELL_LAYER_GUARD, Py_TYPE(self)->tp_name);
}

/* Of two operands, the one that is ours. */
static PyObject *refuse_either(PyObject *left, PyObject *right, const char *slot)
{
	return refuse(guard_is_guarded(left) ? left : right, slot);
}

static int refuse_number(PyObject *self, const char *slot)
{
	PyObject *told = refuse(self, slot);
	Py_XDECREF(told);
	return told != NULL ? 0 : -1;
}

static PyObject *no_attribute(PyObject *self, PyObject *name)
{
	(void)name;
	return refuse(self, "an attribute");
}

static int no_set(PyObject *self, PyObject *name, PyObject *value)
{
	(void)name;
	(void)value;
	return refuse_number(self, "an attribute, written,");
}

static PyObject *no_text(PyObject *self)
{
	return refuse(self, "the text");
}

static Py_hash_t no_hash(PyObject *self)
{
	return refuse_number(self, "the hash");
}

static PyObject *no_call(PyObject *self, PyObject *arguments, PyObject *keywords)
{
	(void)arguments;
	(void)keywords;
	return refuse(self, "a call");
}

static PyObject *no_compare(PyObject *self, PyObject *other, int operation)
{
	(void)operation;
	return refuse_either(self, other, "a comparison");
}

static PyObject *no_iterator(PyObject *self)
{
	return refuse(self, "an iterator");
}

static PyObject *no_bound(PyObject *self, PyObject *object, PyObject *type)
{
	(void)object;
	(void)type;
	return refuse(self, "binding");
}

static int no_bound_set(PyObject *self, PyObject *object, PyObject *value)
{
	(void)object;
	(void)value;
	return refuse_number(self, "binding");
}

static int no_init(PyObject *self, PyObject *arguments, PyObject *keywords)
{
	(void)arguments;
	(void)keywords;
	return refuse_number(self, "initialising");
}

static int no_buffer(PyObject *self, Py_buffer *view, int flags)
{
	(void)flags;
	view->obj = NULL;
	(void)refuse_number(self, "the memory");
	if (PyErr_Occurred() == NULL)
		PyErr_SetString(PyExc_BufferError, "there is none");
	return -1;
}

static PyObject *no_unary(PyObject *self)
{
	return refuse(self, "an operator");
}

static PyObject *no_binary(PyObject *left, PyObject *right)
{
	return refuse_either(left, right, "an operator");
}

static PyObject *no_power(PyObject *left, PyObject *right, PyObject *modulus)
{
	if (!guard_is_guarded(left) && !guard_is_guarded(right))
		return refuse(modulus, "an operator");
	return refuse_either(left, right, "an operator");
}

static int no_truth(PyObject *self)
{
	return refuse_number(self, "the truth");
}

static Py_ssize_t no_length(PyObject *self)
{
	return refuse_number(self, "the length");
}

static PyObject *no_item(PyObject *self, Py_ssize_t index)
{
	(void)index;
	return refuse(self, "an item");
}

static int no_set_item(PyObject *self, Py_ssize_t index, PyObject *value)
{
	(void)index;
	(void)value;
	return refuse_number(self, "an item, written,");
}

static int no_set_key(PyObject *self, PyObject *key, PyObject *value)
{
	(void)key;
	(void)value;
	return refuse_number(self, "an item, written,");
}

static int no_contains(PyObject *self, PyObject *value)
{
	(void)value;
	return refuse_number(self, "membership");
}

static PyNumberMethods numbers = {
        .nb_add = no_binary,
        .nb_subtract = no_binary,
        .nb_multiply = no_binary,
        .nb_remainder = no_binary,
        .nb_divmod = no_binary,
        .nb_power = no_power,
        .nb_negative = no_unary,
        .nb_positive = no_unary,
        .nb_absolute = no_unary,
        .nb_bool = no_truth,
        .nb_invert = no_unary,
        .nb_lshift = no_binary,
        .nb_rshift = no_binary,
        .nb_and = no_binary,
        .nb_xor = no_binary,
        .nb_or = no_binary,
        .nb_int = no_unary,
        .nb_float = no_unary,
        .nb_inplace_add = no_binary,
        .nb_inplace_subtract = no_binary,
        .nb_inplace_multiply = no_binary,
        .nb_inplace_remainder = no_binary,
        .nb_inplace_power = no_power,
        .nb_inplace_lshift = no_binary,
        .nb_inplace_rshift = no_binary,
        .nb_inplace_and = no_binary,
        .nb_inplace_xor = no_binary,
        .nb_inplace_or = no_binary,
        .nb_floor_divide = no_binary,
        .nb_true_divide = no_binary,
        .nb_inplace_floor_divide = no_binary,
        .nb_inplace_true_divide = no_binary,
        .nb_index = no_unary,
        .nb_matrix_multiply = no_binary,
        .nb_inplace_matrix_multiply = no_binary,
};

static PySequenceMethods sequence = {
        .sq_length = no_length,
        .sq_concat = no_binary,
        .sq_repeat = no_item,
        .sq_item = no_item,
        .sq_ass_item = no_set_item,
        .sq_contains = no_contains,
        .sq_inplace_concat = no_binary,
        .sq_inplace_repeat = no_item,
};

static PyMappingMethods mapping = {
        .mp_length = no_length, .mp_subscript = no_binary, .mp_ass_subscript = no_set_key};

static PyAsyncMethods async = {.am_await = no_unary, .am_aiter = no_unary, .am_anext = no_unary};

static PyBufferProcs buffer = {.bf_getbuffer = no_buffer};

static const PyTypeObject pattern = {
        PyVarObject_HEAD_INIT(NULL, 0).tp_basicsize = sizeof(struct guarded_object),
        .tp_as_async = &async,
        .tp_repr = no_text,
        .tp_as_number = &numbers,
        .tp_as_sequence = &sequence,
        .tp_as_mapping = &mapping,
        .tp_hash = no_hash,
        .tp_call = no_call,
        .tp_str = no_text,
        .tp_getattro = no_attribute,
        .tp_setattro = no_set,
        .tp_as_buffer = &buffer,
        .tp_flags =
                Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
        .tp_richcompare = no_compare,
        .tp_iter = no_iterator,
        .tp_iternext = no_iterator,
        .tp_descr_get = no_bound,
        .tp_descr_set = no_bound_set,
        .tp_init = no_init,
};

bool guard_types_ready(void)
{
	static const char *const names[GUARDED_COUNT] = {
#define GUARDED(id, name, reason) [GUARDED_##id] = (name),
#define HELD(member, reason)
#include "guarded.def"
#undef GUARDED
#undef HELD
	};
	for (size_t i = 0; i < GUARDED_COUNT; i++) {
		types[i] = pattern;
		types[i].tp_name = names[i];
		if (PyType_Ready(&types[i]) != 0)
			return false;
	}
	return true;
}
