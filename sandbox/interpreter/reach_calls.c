/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/reach_calls.c - the roots, and the listed calls, each run as the guest's own code.
 *
 * A row is Python text.  It is compiled once, in the guest's namespace, into a function of the
 * object; the same text is what the manifest's programs are made of.
 *
 * Runs in: worker after lockdown
 */
#include "reach.h"

#include <stdio.h>
#include <string.h>

#include "cell.h"
#include "importer.h"

static struct call {
	const char *name;
	const char *type;
	const char *text;
	PyObject *function; /* owned */
} calls[] = {
#define CALL(name, type, text, reason) {name, type, text, NULL},
#include "reach_calls.def"
#undef CALL
};

static const struct root {
	const char *name;
	const char *text;
	bool may_fail;
} roots[] = {
#define ROOT(name, text, reason) {name, text, false},
#define DOOR(name, text, reason) {name, text, true},
#include "reach_roots.def"
#undef ROOT
#undef DOOR
};

#define CALL_COUNT (sizeof calls / sizeof calls[0])
#define ROOT_COUNT (sizeof roots / sizeof roots[0])

/* Variables of a row that is a function's body, or a root's text. */
static const struct reach_names plain_names = {
        "x", "r", {"t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9"}};

/* Run text in the guest's namespace, as its own program would be. */
static bool run_text(const struct reach *reach, const char *text)
{
	OWNED code = Py_CompileString(text, "reach.py", Py_file_input);
	OWNED done = code != NULL ? PyEval_EvalCode(code, reach->space, reach->space) : NULL;
	return done != NULL;
}

static bool prepare(struct reach *reach, struct call *call)
{
	CLEANUP(bytes_done) struct bytes code = {0};
	if (!bytes_append_text(&code, "def edge(x):\n") ||
	    !reach_put_text(&code, call->text, "    ", &plain_names) ||
	    !bytes_append_text(&code, "\n    return r\n") || !run_text(reach, bytes_text(&code)))
		return false;

	call->function = PyDict_GetItemString(reach->space, "edge");
	Py_XINCREF(call->function);
	return call->function != NULL && PyDict_DelItemString(reach->space, "edge") == 0;
}

bool reach_prepare_calls(struct reach *reach)
{
	for (size_t i = 0; i < CALL_COUNT; i++) {
		if (!prepare(reach, &calls[i]))
			return false;
	}
	return true;
}

void reach_release_calls(void)
{
	for (size_t i = 0; i < CALL_COUNT; i++)
		Py_CLEAR(calls[i].function);
}

static bool applies(const struct call *call, const PyTypeObject *type)
{
	PyObject *order = type->tp_mro;
	for (Py_ssize_t i = 0; order != NULL && i < PyTuple_GET_SIZE(order); i++) {
		const PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(order, i);
		if (strcmp(base->tp_name, call->type) == 0)
			return true;
	}
	return false;
}

static void follow_call(struct reach *reach, uint32_t node, const struct call *call)
{
	const struct reach_step step = {.parent = node, .text = call->text, .label = call->name};
	reach->step = call->text;
	OWNED value = PyObject_CallOneArg(call->function, reach->nodes[node].object);
	if (value != NULL)
		reach_visit(reach, value, &step);
	else
		reach_take_exception(reach, &step);
}

/*
 * A stub says so itself: called, it refuses before it looks at anything.  One that answers in
 * another way has its power behind it.  CPython counts the arguments of some conventions first.
 */
static void try_stub(struct reach *reach, uint32_t node)
{
	PyObject *object = reach->nodes[node].object;
	if (!PyCFunction_Check(object) ||
	    !reach_is_stub((const void *)(void (*)(void))PyCFunction_GetFunction(object)))
		return;

	bool one = (PyCFunction_GetFlags(object) & METH_O) != 0;
	reach->step = one ? "$r = $x(None)" : "$r = $x()";
	OWNED answer = one ? PyObject_CallOneArg(object, Py_None) : PyObject_CallNoArgs(object);
	bool refused = answer == NULL && PyErr_ExceptionMatches(PyExc_PermissionError);
	PyErr_Clear();
	if (!refused)
		reach_alarm(reach, ((PyCFunctionObject *)object)->m_ml->ml_name,
		            "a stub that does not refuse");
}

void reach_follow_calls(struct reach *reach, uint32_t node)
{
	OWNED object = reach->nodes[node].object;
	Py_INCREF(object);
	try_stub(reach, node);
	for (size_t i = 0; i < CALL_COUNT; i++) {
		if (applies(&calls[i], Py_TYPE(object)))
			follow_call(reach, node, &calls[i]);
	}
}

static void note_missing(struct reach *reach, const char *name)
{
	if (!bytes_printf(&reach->missing, "%s\"%s\"", reach->missing.size != 0 ? ", " : "", name))
		reach->failed = true;
}

/* False when the guest does not get it. */
static bool take_root(struct reach *reach, const char *name, const char *text)
{
	CLEANUP(bytes_done) struct bytes code = {0};
	const struct reach_step step = {.parent = REACH_ROOT, .text = text, .label = name};
	reach->step = text;
	OWNED value = NULL;
	if (reach_put_text(&code, text, "", &plain_names) && run_text(reach, bytes_text(&code)))
		value = PyDict_GetItemString(reach->space, "r");
	Py_XINCREF(value);
	PyErr_Clear();
	if (value == NULL)
		return false;

	(void)PyDict_DelItemString(reach->space, "r");
	PyErr_Clear();
	reach_visit(reach, value, &step);
	return true;
}

void reach_take_roots(struct reach *reach)
{
	char text[NAME_MAX_BYTES + 32];
	for (size_t i = 0; i < ROOT_COUNT; i++)
		if (!take_root(reach, roots[i].name, roots[i].text) && !roots[i].may_fail)
			note_missing(reach, roots[i].name);

	OWNED names = PySequence_List(cell.allowed);
	if (names == NULL || PyList_Sort(names) != 0)
		reach->failed = true;
	for (Py_ssize_t i = 0; !reach->failed && i < PyList_GET_SIZE(names); i++) {
		const char *name = PyUnicode_AsUTF8(PyList_GET_ITEM(names, i));
		(void)snprintf(text, sizeof text, "import %.*s as $r", NAME_MAX_BYTES, name);
		if (!take_root(reach, name, text))
			note_missing(reach, name);
	}
}
