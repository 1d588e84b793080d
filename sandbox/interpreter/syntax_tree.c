/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/syntax_tree.c - walk a syntax tree of CPython's.
 *
 * There is no list of node kinds here that a new Python could outgrow: each declared field of each
 * node is looked at, and a text in a field is an identifier unless a row below says otherwise.
 *
 * Values are taken from the node's own dict, and fields from the class's own: neither runs code,
 * and the classes are closed (syntax_tree_prepare()).
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "syntax_tree.h"

#include <string.h>

#include "cell.h"
#include "plants.h"

/* Fields whose texts are not identifiers. */
static const struct plain_text {
	const char *node;
	const char *field;
} plain_texts[] = {
        {"Constant", "value"},        /* a literal; what is evaluated of it is parsed then */
        {"Constant", "kind"},         /* the u of u'' */
        {"FunctionType", "argtypes"}, /* of a comment: never compiled */
        {NULL, "type_comment"},       /* NULL: of any node; never compiled */
};

/* Nodes still to be looked at; borrowed from the tree. */
struct pending {
	PyObject **nodes;
	size_t count;
	size_t capacity;
};

static bool push(struct pending *pending, PyObject *node)
{
	if (pending->count == pending->capacity) {
		size_t capacity = pending->capacity != 0 ? 2 * pending->capacity : 256;
		PyObject **grown = PyMem_Realloc(pending->nodes, capacity * sizeof(PyObject *));
		if (grown == NULL) {
			(void)PyErr_NoMemory();
			return false;
		}
		pending->nodes = grown;
		pending->capacity = capacity;
	}
	pending->nodes[pending->count++] = node;
	return true;
}

static PyTypeObject *root_of(PyObject *node)
{
	PyTypeObject *type = Py_TYPE(node);
	while (type->tp_base != NULL && type->tp_base != &PyBaseObject_Type)
		type = type->tp_base;
	return type;
}

/* By the type's own list: type.__subclasses__ is a virtual function by now. */
static void close_class(PyTypeObject *type)
{
	PyObject *key = NULL;
	PyObject *reference = NULL;
	Py_ssize_t position = 0;
	PyObject *below = (PyObject *)type->tp_subclasses;
	type->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
	while (below != NULL && PyDict_Next(below, &position, &key, &reference)) {
		PyObject *class = ((PyWeakReference *)reference)->wr_object;
		if (PyType_Check(class))
			close_class((PyTypeObject *)class);
	}
}

bool syntax_tree_prepare(void)
{
	PyCompilerFlags flags = _PyCompilerFlags_INIT;
	flags.cf_flags = PyCF_ONLY_AST;
	OWNED tree = Py_CompileStringExFlags("0", "<string>", Py_file_input, &flags, -1);
	if (tree == NULL)
		return false;
	cell.tree_root = root_of(tree);
	close_class(cell.tree_root);
	return true;
}

bool syntax_tree_is_node(PyObject *object)
{
	return PyType_IsSubtype(Py_TYPE(object), cell.tree_root);
}

static bool is_plain_text(const char *node, const char *field)
{
	for (size_t i = 0; i < sizeof plain_texts / sizeof plain_texts[0]; i++) {
		const struct plain_text *row = &plain_texts[i];
		if ((row->node == NULL || strcmp(row->node, node) == 0) &&
		    strcmp(row->field, field) == 0)
			return true;
	}
	return false;
}

static const char *kind_of(PyObject *node)
{
	const char *dot = strrchr(Py_TYPE(node)->tp_name, '.');
	return dot != NULL ? dot + 1 : Py_TYPE(node)->tp_name;
}

static PyObject *value_of(PyObject *node, PyObject *field)
{
	PyObject **dict = _PyObject_GetDictPtr(node);
	return dict != NULL && *dict != NULL ? PyDict_GetItemWithError(*dict, field) : NULL;
}

static long number_of(PyObject *node, const char *field)
{
	OWNED name = PyUnicode_FromString(field);
	PyObject *value = name != NULL ? value_of(node, name) : NULL;
	return value != NULL && PyLong_CheckExact(value) ? PyLong_AsLong(value) : 0;
}

/* Where a program gives a name to something of its own. */
static bool is_definition(PyObject *node, const char *kind)
{
	if (strcmp(kind, "FunctionDef") == 0 || strcmp(kind, "AsyncFunctionDef") == 0)
		return true;
	if (strcmp(kind, "Name") != 0)
		return false;

	OWNED field = PyUnicode_FromString("ctx");
	PyObject *context = field != NULL ? value_of(node, field) : NULL;
	return context != NULL && strcmp(kind_of(context), "Store") == 0;
}

/* Where the identifier itself is, as near as the node tells. */
static long line_of(const struct syntax_found *found)
{
	return found->last ? found->end_line : found->line;
}

static long column_of(const struct syntax_found *found)
{
	return found->last ? found->end_column : found->column;
}

static bool stands_before(const struct syntax_found *a, const struct syntax_found *b)
{
	return line_of(a) < line_of(b) || (line_of(a) == line_of(b) && column_of(a) < column_of(b));
}

struct check {
	const struct syntax_library *library;
	struct syntax_found *found;
	struct pending pending;
};

static void check_at_exit(struct check *check)
{
	PyMem_Free(check->pending.nodes);
}

/* A name, or names with dots between them as import statements have.  A text that has no UTF-8 is
 * no identifier that the parser made. */
static bool is_refused(const struct check *check, PyObject *node, PyObject *name)
{
	const char *part = PyUnicode_AsUTF8(name);
	if (part == NULL) {
		PyErr_Clear();
		return true;
	}

	bool defined = is_definition(node, kind_of(node));
	while (true) {
		size_t size = strcspn(part, ".");
		if (syntax_refuses(part, size, defined, check->library))
			return true;
		if (part[size] == '\0')
			return false;
		part += size + 1;
	}
}

static void judge(struct check *check, PyObject *node, PyObject *name)
{
	bool attribute = strcmp(kind_of(node), "Attribute") == 0;
	if (!is_refused(check, node, name) || (attribute && plant_opens(PLANT_SYNTAX_BLIND)))
		return;

	struct syntax_found here = {
	        .name = name,
	        .line = number_of(node, "lineno"),
	        .column = number_of(node, "col_offset"),
	        .end_line = number_of(node, "end_lineno"),
	        .end_column = number_of(node, "end_col_offset"),
	        .last = attribute,
	};
	if (check->found->name == NULL || stands_before(&here, check->found))
		*check->found = here;
}

static bool look_at(struct check *check, PyObject *node, const char *field, PyObject *value)
{
	if (syntax_tree_is_node(value))
		return push(&check->pending, value);
	if (PyUnicode_Check(value) && !is_plain_text(kind_of(node), field))
		judge(check, node, value);
	if (!PyList_CheckExact(value))
		return true;

	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(value); i++) {
		PyObject *item = PyList_GET_ITEM(value, i);
		if (syntax_tree_is_node(item) && !push(&check->pending, item))
			return false;
		if (PyUnicode_Check(item) && !is_plain_text(kind_of(node), field))
			judge(check, node, item);
	}
	return true;
}

static bool look_into(struct check *check, PyObject *node)
{
	PyObject *fields = PyDict_GetItemString(cell_type_dict(Py_TYPE(node)), "_fields");
	if (fields == NULL || !PyTuple_CheckExact(fields)) {
		PyErr_Format(PyExc_SystemError, "a node of type %s has no fields",
		             Py_TYPE(node)->tp_name);
		return false;
	}
	for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(fields); i++) {
		PyObject *field = PyTuple_GET_ITEM(fields, i);
		PyObject *value = value_of(node, field);
		const char *name = PyUnicode_AsUTF8(field);
		if (name == NULL || (value == NULL && PyErr_Occurred() != NULL))
			return false;
		if (value != NULL && !look_at(check, node, name, value))
			return false;
	}
	return true;
}

bool syntax_tree_check(PyObject *tree, const struct syntax_library *library,
                       struct syntax_found *ret_found)
{
	*ret_found = (struct syntax_found){0};
	CLEANUP(check_at_exit) struct check check = {.library = library, .found = ret_found};
	if (!push(&check.pending, tree))
		return false;

	while (check.pending.count > 0) {
		if (!look_into(&check, check.pending.nodes[--check.pending.count]))
			return false;
	}
	return true;
}
