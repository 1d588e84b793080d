/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/thunks.c - the 4096 numbered functions, made by the preprocessor.
 *
 * All calling conventions of a PyMethodDef return PyObject * and pass their arguments in registers
 * or on the caller's stack on the machines we support, so a callee that reads none of them fits
 * every one of them.
 *
 * Runs in: worker after lockdown
 */
#include "thunks.h"

/* clang-format off */
#define FOUR(x, do) do(x##0) do(x##1) do(x##2) do(x##3)
#define EIGHT(x, do) FOUR(x, do) do(x##4) do(x##5) do(x##6) do(x##7)
#define L1(x) EIGHT(x, DO)
#define L2(x) L1(x##0) L1(x##1) L1(x##2) L1(x##3) L1(x##4) L1(x##5) L1(x##6) L1(x##7)
#define L3(x) L2(x##0) L2(x##1) L2(x##2) L2(x##3) L2(x##4) L2(x##5) L2(x##6) L2(x##7)
#define L4(x) L3(x##0) L3(x##1) L3(x##2) L3(x##3) L3(x##4) L3(x##5) L3(x##6) L3(x##7)
/* clang-format on */

/* Octal digits: 00000 to 07777 are the 4096 numbers, and C reads a leading 0 as octal. */
#define DO(n)                                                           \
	static PyObject *thunk_##n(PyObject *self, PyObject *arguments) \
	{                                                               \
		(void)self;                                             \
		(void)arguments;                                        \
		return permits_refuse(n);                               \
	}
L4(0)
#undef DO

static const PyCFunction thunks[THUNK_COUNT] = {
#define DO(n) thunk_##n,
        L4(0)
#undef DO
};

PyCFunction thunk(unsigned number)
{
	return thunks[number];
}
