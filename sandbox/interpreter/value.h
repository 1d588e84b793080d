/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/value.h - plain Python values as CBOR (RFC 8949).
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_VALUE_H
#define PADCELL_INTERPRETER_VALUE_H

#include <Python.h>
#include <stdbool.h>

#include "bytes.h"

/* Levels of lists and dicts in one value. */
#define VALUE_DEPTH_MAX 64

/*
 * Append None, bool, int of any size, float, str, bytes, list, tuple, dict (exact types, or
 * subclasses' plain contents) to `out`.
 *
 * @return  false with TypeError, ValueError (depth, size) or MemoryError set
 */
bool value_encode(PyObject *value, struct bytes *out);

#endif
