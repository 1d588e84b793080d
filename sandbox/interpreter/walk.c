/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/walk.c - the walk over modules, functions, types and descriptors.
 *
 * Two sources, so that one covers the other's gaps: everything the garbage collector tracks, and
 * the tree of subclasses below `object` (static types are not tracked).
 *
 * Runs in: worker before lockdown
 */
#include "walk.h"

#include <string.h>
#include <structmember.h>

#include "cell.h"

struct walk {
	walk_visit *visit;
	void *user;
	PyObject *seen;           /* owned by walk_interpreter(); set of types already walked */
	destructor class_dealloc; /* of classes made by a class statement */
};

static bool visit(struct walk *walk, enum walk_kind kind, const char *owner, const char *name,
                  void *definition)
{
	struct walk_entry entry = {kind, owner, name, definition, NULL};
	return walk->visit(walk->user, &entry);
}

static bool visit_method(struct walk *walk, const char *owner, PyMethodDef *def)
{
	enum walk_kind kind =
	        (def->ml_flags & (METH_CLASS | METH_STATIC)) != 0 ? WALK_CLASS_METHOD : WALK_METHOD;
	return visit(walk, kind, owner, def->ml_name, def);
}

/*
 * Classes made by a class statement hold nothing written in C of their own: their getters for
 * __dict__ and __weakref__ are one table for all of them, and slots are the class author's.
 */
static bool is_python_class(const struct walk *walk, PyTypeObject *type)
{
	return PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) && type->tp_methods == NULL &&
	       type->tp_dealloc == walk->class_dealloc && PyType_GetModule(type) == NULL;
}

/* A definition may be gone from the type's tables and live on in its dict, or the other way round.
 */
static bool walk_descriptor(struct walk *walk, PyObject *object)
{
	PyTypeObject *kind = Py_TYPE(object);
	if (kind == &PyMethodDescr_Type || kind == &PyClassMethodDescr_Type) {
		PyMethodDef *def = ((PyMethodDescrObject *)object)->d_method;
		return visit_method(walk, PyDescr_TYPE(object)->tp_name, def);
	}
	if (kind == &PyGetSetDescr_Type) {
		PyGetSetDef *def = ((PyGetSetDescrObject *)object)->d_getset;
		return visit(walk, WALK_GETSET, PyDescr_TYPE(object)->tp_name, def->name, def);
	}
	if (kind == &PyMemberDescr_Type) {
		PyMemberDef *def = ((PyMemberDescrObject *)object)->d_member;
		return visit(walk, WALK_MEMBER, PyDescr_TYPE(object)->tp_name, def->name, def);
	}
	return true;
}

static bool walk_type_dict(struct walk *walk, PyTypeObject *type)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	PyObject *dict = cell_type_dict(type);
	while (dict != NULL && PyDict_Next(dict, &position, &key, &value)) {
		if (!walk_descriptor(walk, value))
			return false;
	}
	return true;
}

static bool walk_type_tables(struct walk *walk, PyTypeObject *type)
{
	for (PyMethodDef *def = type->tp_methods; def != NULL && def->ml_name != NULL; def++) {
		if (!visit_method(walk, type->tp_name, def))
			return false;
	}
	for (PyGetSetDef *def = type->tp_getset; def != NULL && def->name != NULL; def++) {
		if (!visit(walk, WALK_GETSET, type->tp_name, def->name, def))
			return false;
	}
	for (PyMemberDef *def = type->tp_members; def != NULL && def->name != NULL; def++) {
		if (!visit(walk, WALK_MEMBER, type->tp_name, def->name, def))
			return false;
	}
	return visit(walk, WALK_TYPE, type->tp_name, "", type);
}

static bool walk_class(struct walk *walk, PyTypeObject *type)
{
	PyObject *module = PyDict_GetItemString(cell_type_dict(type), "__module__");
	const char *owner =
	        module != NULL && PyUnicode_Check(module) ? PyUnicode_AsUTF8(module) : "?";
	return visit(walk, WALK_CLASS, owner, type->tp_name, type);
}

static bool walk_type(struct walk *walk, PyTypeObject *type)
{
	OWNED id = PyLong_FromVoidPtr(type);
	if (id == NULL)
		return false;
	int known = PySet_Contains(walk->seen, id);
	if (known != 0 || PySet_Add(walk->seen, id) != 0)
		return known > 0;

	PyErr_Clear(); /* PyType_GetModule() complains of classes without a module */
	bool python_class = is_python_class(walk, type);
	PyErr_Clear();
	if (python_class ? !walk_class(walk, type)
	                 : !walk_type_tables(walk, type) || !walk_type_dict(walk, type))
		return false;

	OWNED below = PyObject_CallMethod((PyObject *)&PyType_Type, "__subclasses__", "O", type);
	if (below == NULL || !PyList_Check(below))
		return false;
	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(below); i++) {
		if (!walk_type(walk, (PyTypeObject *)PyList_GET_ITEM(below, i)))
			return false;
	}
	return true;
}

static bool walk_function(struct walk *walk, PyObject *object)
{
	PyCFunctionObject *function = (PyCFunctionObject *)object;
	/* Every type's __new__ shares one definition: constructors are closed at the type instead.
	 */
	if (strcmp(function->m_ml->ml_name, "__new__") == 0)
		return true;

	PyObject *self = function->m_self;
	if (self != NULL && PyModule_Check(self)) {
		const char *module = PyModule_GetName(self);
		return module != NULL &&
		       visit(walk, WALK_FUNCTION, module, function->m_ml->ml_name, function->m_ml);
	}
	if (self == NULL)
		return visit(walk, WALK_FUNCTION, "?", function->m_ml->ml_name, function->m_ml);

	const char *owner =
	        PyType_Check(self) ? ((PyTypeObject *)self)->tp_name : Py_TYPE(self)->tp_name;
	return visit_method(walk, owner, function->m_ml);
}

/* What a C module keeps under a name: constants, and objects that may have power of their own. */
static bool walk_state(struct walk *walk, PyObject *module, const char *owner)
{
	PyObject *key = NULL;
	PyObject *value = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(PyModule_GetDict(module), &position, &key, &value)) {
		const char *name = PyUnicode_Check(key) ? PyUnicode_AsUTF8(key) : NULL;
		if (name == NULL || PyCFunction_Check(value) || PyType_Check(value) ||
		    PyModule_Check(value))
			continue;
		struct walk_entry entry = {WALK_STATE, owner, name, module, value};
		if (!walk->visit(walk->user, &entry))
			return false;
	}
	return true;
}

static bool walk_module(struct walk *walk, PyObject *module)
{
	const PyModuleDef *module_def = PyModule_GetDef(module);
	PyErr_Clear();
	const char *name = PyModule_GetName(module);
	PyErr_Clear();
	if (module_def == NULL || name == NULL)
		return true;

	for (PyMethodDef *def = module_def->m_methods; def != NULL && def->ml_name != NULL; def++) {
		if (!visit(walk, WALK_FUNCTION, name, def->ml_name, def))
			return false;
	}
	return walk_state(walk, module, name);
}

static bool walk_object(struct walk *walk, PyObject *object)
{
	if (PyType_Check(object))
		/* The collector tracks heap types only, each in the interpreter that made it. */
		return walk_type(walk, (PyTypeObject *)object) &&
		       visit(walk, WALK_OWNED, "", "", object);
	if (PyModule_Check(object))
		return walk_module(walk, object);
	if (PyCFunction_Check(object))
		return walk_function(walk, object);
	if (Py_TYPE(object) == &PyMethodDescr_Type || Py_TYPE(object) == &PyClassMethodDescr_Type ||
	    Py_TYPE(object) == &PyGetSetDescr_Type || Py_TYPE(object) == &PyMemberDescr_Type) {
		PyTypeObject *owner = PyDescr_TYPE(object);
		return walk_type(walk, owner);
	}
	return true;
}

static bool learn_python_class(struct walk *walk)
{
	OWNED example = PyObject_CallFunction((PyObject *)&PyType_Type, "s(){ss}", "example",
	                                      "__module__", "padcell.walk");
	if (example == NULL)
		return false;

	walk->class_dealloc = ((PyTypeObject *)example)->tp_dealloc;
	return true;
}

bool walk_interpreter(walk_visit *visit_entry, void *user)
{
	OWNED seen = PySet_New(NULL);
	OWNED gc = PyImport_ImportModuleLevel("gc", NULL, NULL, NULL, 0);
	OWNED objects = gc != NULL ? PyObject_CallMethod(gc, "get_objects", NULL) : NULL;
	struct walk walk = {visit_entry, user, seen, NULL};
	if (seen == NULL || objects == NULL || !learn_python_class(&walk))
		return false;
	if (!walk_type(&walk, &PyBaseObject_Type))
		return false;

	for (Py_ssize_t i = 0; i < PyList_GET_SIZE(objects); i++) {
		if (!walk_object(&walk, PyList_GET_ITEM(objects, i)))
			return false;
	}
	return true;
}
