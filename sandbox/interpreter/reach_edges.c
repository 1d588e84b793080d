/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/reach_edges.c - attributes and items of a node, the way a guest gets them.
 *
 * The names come from the dicts of the type and the instance, read in C, so that nothing that an
 * object says about itself (dir, __dir__, a property) can hide one.  The values come through the
 * real getattr, so that what is denied to a guest is denied here.
 *
 * Runs in: worker after lockdown
 */
#include "reach.h"

#include <stdio.h>
#include <string.h>

#include "cell.h"

/* Items looked at in one iterable that has no length: some never end. */
#define ITERATED_MAX 256

#define STEP_MAX 640 /* bytes of one step's text; names of a library are far shorter */

static const char *last_part(const char *name)
{
	const char *dot = strrchr(name, '.');
	return dot != NULL ? dot + 1 : name;
}

static bool add_names(PyObject *names, PyObject *dict)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (dict != NULL && PyDict_Next(dict, &position, &key, &value)) {
		if (PyUnicode_CheckExact(key) && PySet_Add(names, key) != 0)
			return false;
	}
	return true;
}

static bool add_names_of_type(PyObject *names, const PyTypeObject *type)
{
	PyObject *order = type->tp_mro;
	for (Py_ssize_t i = 0; order != NULL && i < PyTuple_GET_SIZE(order); i++) {
		PyTypeObject *base = (PyTypeObject *)PyTuple_GET_ITEM(order, i);
		if (!add_names(names, cell_type_dict(base)))
			return false;
	}
	return true;
}

/* Sorted, so that two runs take the same one of two ways that are equally short. */
static PyObject *names_of(PyObject *object)
{
	OWNED names = PySet_New(NULL);
	if (names == NULL || !add_names_of_type(names, Py_TYPE(object)))
		return NULL;
	if (PyType_Check(object) && !add_names_of_type(names, (PyTypeObject *)object))
		return NULL;

	OWNED dict = PyType_Check(object) ? NULL : PyObject_GenericGetDict(object, NULL);
	PyErr_Clear(); /* most have none */
	if (dict != NULL && PyDict_Check(dict) && !add_names(names, dict))
		return NULL;
	OWNED sorted = PySequence_List(names);
	return sorted != NULL && PyList_Sort(sorted) == 0 ? TAKE(sorted) : NULL;
}

static bool is_plain_name(const char *name)
{
	static const char *const keywords =
	        " False None True and as assert async await break class continue def del elif else "
	        "except finally for from global if import in is lambda nonlocal not or pass raise "
	        "return try while with yield ";
	char word[32];
	if (name[0] == '\0' || (name[0] >= '0' && name[0] <= '9'))
		return false;
	for (const char *at = name; *at != '\0'; at++) {
		bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
		if (!letter && *at != '_' && !(*at >= '0' && *at <= '9'))
			return false;
	}
	int size = snprintf(word, sizeof word, " %s ", name);
	return size >= (int)sizeof word || strstr(keywords, word) == NULL;
}

/* `name` as it stands in a program; "" when it cannot. */
static void quote(PyObject *name, char *quoted, size_t size)
{
	OWNED text = PyObject_ASCII(name);
	const char *ascii = text != NULL ? PyUnicode_AsUTF8(text) : NULL;
	(void)snprintf(quoted, size, "%s", ascii != NULL && strlen(ascii) < size ? ascii : "");
	PyErr_Clear();
}

static void follow_attribute(struct reach *reach, uint32_t node, PyObject *name)
{
	char quoted[STEP_MAX / 2];
	char text[STEP_MAX];
	char label[STEP_MAX / 2];
	const char *plain = PyUnicode_AsUTF8(name);
	quote(name, quoted, sizeof quoted);
	if (plain == NULL || quoted[0] == '\0') {
		PyErr_Clear();
		return;
	}
	if (is_plain_name(plain))
		(void)snprintf(text, sizeof text, "$r = $x.%s", plain);
	else
		(void)snprintf(text, sizeof text, "$r = getattr($x, %s)", quoted);
	(void)snprintf(label, sizeof label, ".%.200s", plain);

	const struct reach_step step = {.parent = node, .text = text, .label = label};
	reach->step = text;
	OWNED value = PyObject_GetAttr(reach->nodes[node].object, name);
	if (value != NULL)
		reach_visit(reach, value, &step);
	else
		reach_take_exception(reach, &step);
}

void reach_follow_attributes(struct reach *reach, uint32_t node)
{
	OWNED names = names_of(reach->nodes[node].object);
	if (names == NULL) {
		PyErr_Clear();
		reach->failed = true;
		return;
	}
	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names); i++)
		follow_attribute(reach, node, PyList_GET_ITEM(names, i));
}

/* An item that is held by us and by one container: whether anybody else can get at it depends on
 * whether anybody else can get at the container. */
static void visit_item(struct reach *reach, uint32_t node, PyObject *item, const char *text)
{
	const struct reach_step step = {
	        .parent = node, .text = text, .label = "[]", .in_fresh = reach->nodes[node].fresh};
	reach_visit(reach, item, &step);
}

/* How many items before this one are types of the same name. */
static int namesakes_before(PyObject *items, Py_ssize_t index)
{
	int count = 0;
	const char *wanted = ((PyTypeObject *)PySequence_Fast_GET_ITEM(items, index))->tp_name;
	for (Py_ssize_t i = 0; i < index; i++) {
		PyObject *item = PySequence_Fast_GET_ITEM(items, i);
		count += PyType_Check(item) &&
		         strcmp(last_part(((PyTypeObject *)item)->tp_name), last_part(wanted)) == 0;
	}
	return count;
}

/*
 * A list that was made for us (of subclasses, of bases) is as long as the cell has classes by now:
 * a class in it is found by its name.
 */
static void name_item(char *text, size_t size, PyObject *items, Py_ssize_t index, bool fresh)
{
	const PyTypeObject *type = (PyTypeObject *)PySequence_Fast_GET_ITEM(items, index);
	if (!fresh || !PyType_Check((PyObject *)type)) {
		(void)snprintf(text, size, "$r = $x[%d]", (int)index);
		return;
	}
	(void)snprintf(text, size, "$1 = [v for v in $x if v.__name__ == '%s']\n$r = $1[%d]",
	               last_part(type->tp_name), namesakes_before(items, index));
}

static void follow_sequence(struct reach *reach, uint32_t node, PyObject *items)
{
	char text[STEP_MAX];
	for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(items); i++) {
		name_item(text, sizeof text, items, i, reach->nodes[node].fresh);
		OWNED item = PySequence_Fast_GET_ITEM(items, i);
		Py_INCREF(item);
		visit_item(reach, node, item, text);
	}
}

/* What an iterator gave, in a list of ours. */
static void visit_iterated(struct reach *reach, uint32_t node, PyObject *items)
{
	char text[STEP_MAX];
	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(items); i++) {
		(void)snprintf(text, sizeof text,
		               "$1 = [v for v, $2 in zip($x, range(%d))]\n$r = $1[%d]",
		               ITERATED_MAX, (int)i);
		const struct reach_step step = {
		        .parent = node, .text = text, .label = "next", .in_fresh = true};
		OWNED item = PyList_GET_ITEM(items, i);
		Py_INCREF(item);
		reach_visit(reach, item, &step);
	}
}

static bool is_simple_key(PyObject *key)
{
	return PyUnicode_CheckExact(key) || PyLong_CheckExact(key) || PyBytes_CheckExact(key) ||
	       key == Py_None || PyBool_Check(key);
}

static void visit_pair(struct reach *reach, uint32_t node, PyObject *pair, int index)
{
	PyObject *key = PyTuple_GET_ITEM(pair, 0);
	char quoted[STEP_MAX / 2] = "";
	char text[STEP_MAX];
	if (is_simple_key(key)) {
		quote(key, quoted, sizeof quoted);
	} else {
		(void)snprintf(text, sizeof text, "$1 = list($x)\n$r = $1[%d]", index);
		visit_item(reach, node, key, text);
	}
	if (quoted[0] != '\0')
		(void)snprintf(text, sizeof text, "$r = $x[%s]", quoted);
	else
		(void)snprintf(text, sizeof text, "$1 = list($x.values())\n$r = $1[%d]", index);
	visit_item(reach, node, PyTuple_GET_ITEM(pair, 1), text);
}

/* A proxy has its mapping to itself; dict(proxy) is what a guest would write. */
static void follow_mapping(struct reach *reach, uint32_t node, PyObject *mapping)
{
	OWNED copy = PyDict_New();
	OWNED pairs = copy != NULL && PyDict_Update(copy, mapping) == 0 ? PyDict_Items(copy) : NULL;
	Py_CLEAR(copy);
	for (Py_ssize_t i = 0; pairs != NULL && i < PyList_GET_SIZE(pairs); i++)
		visit_pair(reach, node, PyList_GET_ITEM(pairs, i), (int)i);
}

/* The order in a set depends on addresses: its members are found by what they are called. */
static void follow_set(struct reach *reach, uint32_t node, PyObject *set)
{
	OWNED items = PySequence_List(set);
	OWNED wanted = PyUnicode_FromString("__qualname__");
	for (Py_ssize_t i = 0; items != NULL && wanted != NULL && i < PyList_GET_SIZE(items); i++) {
		PyObject *item = PyList_GET_ITEM(items, i);
		OWNED name = PyType_Check(item) ? PyObject_GetAttr(item, wanted) : NULL;
		char quoted[STEP_MAX / 2];
		char text[STEP_MAX];
		if (name == NULL) {
			PyErr_Clear();
			continue;
		}
		quote(name, quoted, sizeof quoted);
		(void)snprintf(text, sizeof text,
		               "$1 = [v for v in $x if getattr(v, '__qualname__', 0) == %s]\n"
		               "$r = $1[0]",
		               quoted);
		visit_item(reach, node, item, text);
	}
}

static void follow_iterable(struct reach *reach, uint32_t node, PyObject *iterable)
{
	const struct reach_step raised = {
	        .parent = node, .text = "$r = list($x)", .label = "iteration"};
	OWNED items = PyList_New(0);
	OWNED iterator = PyObject_GetIter(iterable);
	PyObject *next = NULL;
	while (items != NULL && iterator != NULL && PyList_GET_SIZE(items) < ITERATED_MAX &&
	       (next = PyIter_Next(iterator)) != NULL) {
		OWNED item = next;
		if (PyList_Append(items, item) != 0)
			break;
	}
	if (PyErr_Occurred() != NULL)
		reach_take_exception(reach, &raised);
	if (items != NULL)
		visit_iterated(reach, node, items);
}

void reach_follow_items(struct reach *reach, uint32_t node)
{
	OWNED object = reach->nodes[node].object;
	Py_INCREF(object);
	reach->step = "$r = iter($x)";
	if (PyUnicode_Check(object) || PyBytes_Check(object) || PyType_Check(object))
		return; /* letters, numbers; iterating a class is what calls.def does */
	if (PyDict_Check(object) || Py_TYPE(object) == &PyDictProxy_Type)
		follow_mapping(reach, node, object);
	else if (PyTuple_Check(object) || PyList_Check(object))
		follow_sequence(reach, node, object);
	else if (PyAnySet_Check(object))
		follow_set(reach, node, object);
	else if (Py_TYPE(object)->tp_iter != NULL)
		follow_iterable(reach, node, object);
	PyErr_Clear();
}
