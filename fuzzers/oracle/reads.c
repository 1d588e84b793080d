/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oracle/reads.c - a member that no row permits was read, and answered.
 *
 * Judged after the run from the program and the namespace: the operation says which name of which
 * value was read, the value's type says which descriptor that is, the permits say whether it may
 * answer, and the output says whether it did.  Only operations that are syntax are judged (a guest
 * may have put something else in the place of getattr), and only values that are bound once.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include <stdio.h>

#include "inspect_cell.h"
#include "oracle.h"
#include "values.h"

/* How often each value is bound; 2 is "more than once". */
struct bindings {
	uint8_t count[PROGRAM_VALUES_MAX];
};

static void bind(struct bindings *bindings, program_value value)
{
	if (value < PROGRAM_VALUES_MAX && bindings->count[value] < 2)
		bindings->count[value]++;
}

static void bind_raw(struct bindings *bindings, const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		program_value value;
		if (program_value_read(text + i, size - i, &value) != 0) {
			bind(bindings, value);
			bind(bindings, value);
		}
	}
}

/* Comment lines at the head: what is known of a finding, in its file.  They bind nothing. */
static size_t head_of(const struct program *program)
{
	size_t at = 0;
	while (at < program->count && program->operations[at].kind == OPERATION_RAW &&
	       program->pool[program->operations[at].texts[0].at] == '#')
		at++;
	return at;
}

static void count_bindings(const struct program *program, struct bindings *bindings)
{
	for (size_t i = head_of(program); i < program->count; i++) {
		const struct operation *operation = &program->operations[i];
		struct program_text text = operation->texts[0];
		bind(bindings, operation->output);
		bind(bindings, operation->caught);
		for (unsigned k = 0; k < PROGRAM_INNER_MAX; k++)
			bind(bindings, operation->inner[k]);
		if (operation->kind == OPERATION_RAW)
			bind_raw(bindings, program->pool + text.at, text.size);
	}
}

static bool is_syntax(unsigned kind)
{
	switch (kind) {
	case OPERATION_READ:
	case OPERATION_READ_COMPREHENSION:
	case OPERATION_READ_LAMBDA:
	case OPERATION_READ_WALRUS:
	case OPERATION_READ_MATCH:
	case OPERATION_FORMAT_FIELD:
	case OPERATION_FORMAT_MAP:
	case OPERATION_FSTRING_READ:
		return true;
	default:
		return false;
	}
}

/* A pattern that does not match, and a failed operation, give these. */
static bool is_refusal(unsigned kind, PyObject *output)
{
	return output == NULL || PyExceptionInstance_Check(output) ||
	       (kind == OPERATION_READ_MATCH && output == Py_None);
}

static bool has_plain_lookup(const PyTypeObject *type)
{
	return type->tp_getattro == PyObject_GenericGetAttr ||
	       type->tp_getattro == PyType_Type.tp_getattro ||
	       type->tp_getattro == PyModule_Type.tp_getattro;
}

/* The member written in C that a read of that name on that object ends at, or NULL.  Borrowed. */
static PyObject *member_of(PyObject *object, const char *text, size_t size)
{
	if (!has_plain_lookup(Py_TYPE(object)))
		return NULL;

	PyObject *name = PyUnicode_FromStringAndSize(text, (Py_ssize_t)size);
	PyObject *member = name != NULL ? _PyType_Lookup(Py_TYPE(object), name) : NULL;
	Py_XDECREF(name);
	PyErr_Clear();
	bool written_in_c = member != NULL && (Py_TYPE(member) == &PyGetSetDescr_Type ||
	                                       Py_TYPE(member) == &PyMemberDescr_Type);
	return written_in_c ? member : NULL;
}

static void judge(const struct program *program, const struct operation *operation,
                  PyObject *namespace_)
{
	PyObject *object = value_object(namespace_, operation->inputs[0]);
	PyObject *output = value_object(namespace_, operation->output);
	if (object == NULL || is_refusal(operation->kind, output))
		return;

	struct program_text text = operation->texts[0];
	PyObject *member = member_of(object, program->pool + text.at, text.size);
	if (member == NULL || cell_permit_of(member) != CELL_DENIED)
		return;

	char what[ORACLE_WHAT_MAX];
	char name[5];
	program_value_name(operation->output, name);
	(void)snprintf(what, sizeof what, "%s.%.*s answered", Py_TYPE(object)->tp_name,
	               (int)(text.size < 64 ? text.size : 64), program->pool + text.at);
	oracle_note(PADCELL_INVARIANT_E, PADCELL_LAYER_PERMITS, what, name, 0);
}

void oracle_check_reads(const struct program *program, PyObject *namespace_)
{
	struct bindings bindings = {{0}};
	count_bindings(program, &bindings);
	for (size_t i = 0; i < program->count; i++) {
		const struct operation *operation = &program->operations[i];
		if (is_syntax(operation->kind) && operation->inputs[0] < PROGRAM_VALUES_MAX &&
		    operation->output < PROGRAM_VALUES_MAX &&
		    bindings.count[operation->inputs[0]] == 1 &&
		    bindings.count[operation->output] == 1)
			judge(program, operation, namespace_);
	}
}
