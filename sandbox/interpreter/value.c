/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/value.c - encode plain Python values as CBOR with libcbor's encoders.
 *
 * Only exact built-in types are looked into: a subclass could run guest code in the middle, and the
 * host is promised plain data.
 *
 * Runs in: worker after lockdown
 */
#include "value.h"

#include <cbor.h>

#include "cell.h"

static bool put(struct bytes *out, const unsigned char *data, size_t size)
{
	if (size != 0 && bytes_append(out, data, size))
		return true;

	PyErr_SetString(PyExc_ValueError, "the value is too large for a result");
	return false;
}

static bool put_raw(struct bytes *out, const void *data, size_t size)
{
	return size == 0 || put(out, data, size);
}

static bool encode_text(PyObject *value, struct bytes *out)
{
	unsigned char head[9];
	Py_ssize_t size = 0;
	const char *text = PyUnicode_AsUTF8AndSize(value, &size);
	return text != NULL &&
	       put(out, head, cbor_encode_string_start((size_t)size, head, sizeof head)) &&
	       put_raw(out, text, (size_t)size);
}

static bool encode_bytes(const char *data, size_t size, struct bytes *out)
{
	unsigned char head[9];
	return put(out, head, cbor_encode_bytestring_start(size, head, sizeof head)) &&
	       put_raw(out, data, size);
}

/* Tags 2 and 3: the magnitude as big-endian bytes, of -1 - n when n is negative. */
static bool encode_big(PyObject *value, bool negative, struct bytes *out)
{
	OWNED magnitude = negative ? PyNumber_Invert(value) : PyNumber_Positive(value);
	size_t bits = magnitude != NULL ? _PyLong_NumBits(magnitude) : (size_t)-1;
	if (bits == (size_t)-1)
		return false;

	OWNED raw =
	        PyObject_CallMethod(magnitude, "to_bytes", "ns", (Py_ssize_t)(bits / 8 + 1), "big");
	unsigned char head[9];
	return raw != NULL &&
	       put(out, head, cbor_encode_tag(negative ? 3 : 2, head, sizeof head)) &&
	       encode_bytes(PyBytes_AS_STRING(raw), (size_t)PyBytes_GET_SIZE(raw), out);
}

static bool encode_int(PyObject *value, struct bytes *out)
{
	unsigned char head[9];
	int overflow = 0;
	long long number = PyLong_AsLongLongAndOverflow(value, &overflow);
	if (overflow != 0)
		return encode_big(value, overflow < 0, out);
	if (number == -1 && PyErr_Occurred() != NULL)
		return false;
	if (number >= 0)
		return put(out, head, cbor_encode_uint((uint64_t)number, head, sizeof head));
	return put(out, head, cbor_encode_negint((uint64_t)(-1 - number), head, sizeof head));
}

static bool encode(PyObject *value, struct bytes *out, unsigned depth);

static bool encode_items(PyObject *list, struct bytes *out, unsigned depth)
{
	unsigned char head[9];
	OWNED items = PySequence_Tuple(list);
	if (items == NULL)
		return false;
	if (!put(out, head,
	         cbor_encode_array_start((size_t)PyTuple_GET_SIZE(items), head, sizeof head)))
		return false;

	for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(items); i++) {
		if (!encode(PyTuple_GET_ITEM(items, i), out, depth + 1))
			return false;
	}
	return true;
}

static bool encode_dict(PyObject *dict, struct bytes *out, unsigned depth)
{
	unsigned char head[9];
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	if (!put(out, head,
	         cbor_encode_map_start((size_t)PyDict_GET_SIZE(dict), head, sizeof head)))
		return false;

	while (PyDict_Next(dict, &position, &key, &value)) {
		if (!encode(key, out, depth + 1) || !encode(value, out, depth + 1))
			return false;
	}
	return true;
}

static bool encode_float(PyObject *value, struct bytes *out)
{
	unsigned char head[9];
	return put(out, head, cbor_encode_double(PyFloat_AS_DOUBLE(value), head, sizeof head));
}

static bool encode(PyObject *value, struct bytes *out, unsigned depth)
{
	unsigned char head[9];
	if (depth > VALUE_DEPTH_MAX) {
		PyErr_SetString(PyExc_ValueError, "the value is nested too deeply for a result");
		return false;
	}
	if (value == Py_None)
		return put(out, head, cbor_encode_null(head, sizeof head));
	if (PyBool_Check(value))
		return put(out, head, cbor_encode_bool(value == Py_True, head, sizeof head));
	if (PyLong_CheckExact(value))
		return encode_int(value, out);
	if (PyFloat_CheckExact(value))
		return encode_float(value, out);
	if (PyUnicode_CheckExact(value))
		return encode_text(value, out);
	if (PyBytes_CheckExact(value))
		return encode_bytes(PyBytes_AS_STRING(value), (size_t)PyBytes_GET_SIZE(value), out);
	if (PyList_CheckExact(value) || PyTuple_CheckExact(value))
		return encode_items(value, out, depth);
	if (PyDict_CheckExact(value))
		return encode_dict(value, out, depth);

	(void)PyErr_Format(PyExc_TypeError, "a result holds plain data only, not %.100s",
	                   Py_TYPE(value)->tp_name);
	return false;
}

bool value_encode(PyObject *value, struct bytes *out)
{
	return encode(value, out, 0);
}
