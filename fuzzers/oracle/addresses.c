/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oracle/addresses.c - does the guest print or hold a number that is an address of this process?
 *
 * Memory is learnt once, when all modules are there, with room on both sides for what is mapped
 * later. How rarely a number is one by chance is said in base/addresses.h; and a finding counts
 * only when a fresh process, whose memory lies elsewhere, repeats it.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#include <Python.h>
#include <stdio.h>

#include "addresses.h"
#include "inspect_cell.h"
#include "oracle.h"

/* Four times what a guest may allocate: an engine keeps its corpus in the same memory. */
#define REACH_BYTES (UINT64_C(256) << 20)

#define TEXT_MAX 65536 /* longer values are not searched: a guest can make them by the thousand */

static struct addresses memory;

bool oracle_learn_addresses(void)
{
	return addresses_read("/proc/self/maps", REACH_BYTES, &memory);
}

void oracle_scan_addresses(const void *data, size_t size)
{
	char detail[ORACLE_DETAIL_MAX];
	struct addresses_find find;
	if (size > TEXT_MAX || !addresses_scan(&memory, data, size, &find))
		return;
	(void)snprintf(detail, sizeof detail, "%s0x%llx in the guest's output",
	               find.negative ? "-" : "", (unsigned long long)find.number);
	oracle_note(PADCELL_INVARIANT_K, PADCELL_LAYER_PERMITS, "an address of the process", detail,
	            cell_current_line());
}

/* No exception is raised, and nothing is allocated: the scan runs between a guest's objects. */
static bool is_address(PyObject *object)
{
	int overflow = 0;
	long long number = PyLong_AsLongLongAndOverflow(object, &overflow);
	if (overflow > 0 && _PyLong_NumBits(object) <= 64)
		return addresses_hold(&memory, PyLong_AsUnsignedLongLongMask(object), false);
	if (overflow != 0)
		return false;
	uint64_t magnitude = number < 0 ? -(uint64_t)number : (uint64_t)number;
	return addresses_hold(&memory, magnitude, number < 0);
}

bool oracle_tells_address(PyObject *object)
{
	struct addresses_find find;
	if (PyLong_CheckExact(object))
		return is_address(object);
	if (PyBytes_CheckExact(object) && PyBytes_GET_SIZE(object) <= TEXT_MAX)
		return addresses_scan(&memory, PyBytes_AS_STRING(object),
		                      (size_t)PyBytes_GET_SIZE(object), &find);
	return PyUnicode_CheckExact(object) && PyUnicode_IS_COMPACT_ASCII(object) &&
	       PyUnicode_GET_LENGTH(object) <= TEXT_MAX &&
	       addresses_scan(&memory, PyUnicode_1BYTE_DATA(object),
	                      (size_t)PyUnicode_GET_LENGTH(object), &find);
}
