/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/audit.c - the audit hook: what audit.def does not allow is refused and reported.
 *
 * A tripwire, not a wall: many calls with power raise no event at all.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"
#include "plants.h"

enum action { ALLOW, DENIAL, READING, STDIO };

static const struct row {
	const char *event;
	enum action action;
} rows[] = {
#define EVENT(event, action, reason) {event, action},
#include "audit.def"
#undef EVENT
};

static bool armed;

static int compare(const void *key, const void *row)
{
	return strcmp(key, ((const struct row *)row)->event);
}

/* "object.__getattr__" with (object, name): say which member was asked for.  0 when it may be read.
 */
static int deny_member(const char *event, PyObject *arguments)
{
	const char *owner = "?";
	const char *name = event;
	if (PyTuple_Check(arguments) && PyTuple_GET_SIZE(arguments) == 2 &&
	    PyUnicode_Check(PyTuple_GET_ITEM(arguments, 1))) {
		owner = Py_TYPE(PyTuple_GET_ITEM(arguments, 0))->tp_name;
		name = PyUnicode_AsUTF8(PyTuple_GET_ITEM(arguments, 1));
	}
	if (name == NULL || plant_spares(owner, name))
		return name == NULL ? -1 : 0;

	char what[256];
	(void)snprintf(what, sizeof what, "%s.%s", owner, name);
	(void)cell_deny(PADCELL_LAYER_PERMITS, what);
	return -1;
}

/* fopen() in CPython announces itself as (path, mode, 0); open() and os.open() always give flags.
 */
static bool is_stdio(PyObject *arguments)
{
	PyObject *flags = PyTuple_Check(arguments) && PyTuple_GET_SIZE(arguments) == 3
	                          ? PyTuple_GET_ITEM(arguments, 2)
	                          : NULL;
	return flags != NULL && PyLong_CheckExact(flags) && PyLong_AsLong(flags) == 0;
}

/* "<string>" and its like: what compile() is told when there is no file. */
static bool names_no_file(PyObject *arguments)
{
	PyObject *path = PyTuple_GET_ITEM(arguments, 0);
	Py_ssize_t size = PyUnicode_Check(path) ? PyUnicode_GET_LENGTH(path) : 0;
	return size > 1 && PyUnicode_READ_CHAR(path, 0) == '<' &&
	       PyUnicode_READ_CHAR(path, size - 1) == '>';
}

static int hook(const char *event, PyObject *arguments, void *unused)
{
	(void)unused;
	if (!armed)
		return 0;

	const struct row *row =
	        bsearch(event, rows, sizeof rows / sizeof rows[0], sizeof rows[0], compare);
	if (row != NULL && (row->action == ALLOW || (row->action == READING && cell.reading)))
		return 0;
	if (row != NULL && row->action == DENIAL)
		return deny_member(event, arguments);
	if (!cell_layer_on(PADCELL_LAYER_AUDIT))
		return 0; /* left out: what is above is the permits' own way to refuse a read */
	if (row != NULL && row->action == STDIO && is_stdio(arguments)) {
		if (cell.compiling || names_no_file(arguments))
			PyErr_SetNone(PyExc_PermissionError); /* nobody asked for a file */
		else
			(void)cell_deny(PADCELL_LAYER_AUDIT,
			                "open: the source text of a SyntaxError");
		return -1;
	}
	cell_violation(PADCELL_INVARIANT_G, PADCELL_LAYER_AUDIT, event,
	               "an audit event that no row of audit.def allows");
	(void)PyErr_Format(PyExc_PermissionError, "%s is denied by audit", event);
	return -1;
}

enum padcell_status audit_install(padcell_error *reterr)
{
	if (PySys_AddAuditHook(hook, NULL) != 0)
		return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
		                    "the audit hook was refused");

	return PADCELL_OK;
}

void audit_arm(void)
{
	armed = cell_layer_on(PADCELL_LAYER_AUDIT) || cell_layer_on(PADCELL_LAYER_PERMITS);
}
