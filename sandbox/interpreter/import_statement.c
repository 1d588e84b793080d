/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/import_statement.c - __import__: dotted names, relative names, from-lists.
 *
 * What the import statement means is here; where modules come from is in importer.c.
 *
 * Runs in: worker after lockdown
 */
#include <string.h>

#include "importer.h"
#include "virtual.h"

/* Import "a", "a.b", "a.b.c" in turn; the last, or the first, as a new reference. */
static PyObject *load_dotted(const char *name, bool first_wanted)
{
	char prefix[NAME_MAX_BYTES + 1];
	OWNED first = NULL;
	const char *dot = name;
	do {
		dot = strchr(dot, '.');
		size_t size = dot != NULL ? (size_t)(dot++ - name) : strlen(name);
		memcpy(prefix, name, size);
		prefix[size] = '\0';
		OWNED module = importer_load(prefix);
		if (module == NULL)
			return NULL;
		if (first == NULL || !first_wanted) {
			Py_XDECREF(first);
			first = TAKE(module);
		}
	} while (dot != NULL);
	return TAKE(first);
}

/* A name of the importing module's own, or NULL when it is missing or no text. */
static PyObject *text_of(PyObject *globals, const char *name)
{
	PyObject *value = globals != NULL && PyDict_Check(globals)
	                          ? PyDict_GetItemString(globals, name)
	                          : NULL;
	return value != NULL && PyUnicode_Check(value) ? value : NULL;
}

/* The package that a relative import starts from, as a new reference; NULL with an exception. */
static PyObject *package_of(PyObject *globals)
{
	PyObject *package = text_of(globals, "__package__");
	if (package != NULL)
		return Py_NewRef(package);
	if (PyErr_WarnEx(PyExc_ImportWarning,
	                 "can't resolve package from __spec__ or __package__, falling back on "
	                 "__name__ and __path__",
	                 1) != 0)
		return NULL;

	PyObject *name = text_of(globals, "__name__");
	if (name == NULL) {
		PyErr_SetString(PyExc_KeyError, "'__name__' not in globals");
		return NULL;
	}
	if (PyDict_GetItemString(globals, "__path__") != NULL)
		return Py_NewRef(name);
	Py_ssize_t dot = PyUnicode_FindChar(name, '.', 0, PyUnicode_GET_LENGTH(name), -1);
	return PyUnicode_Substring(name, 0, dot > 0 ? dot : 0);
}

/* The absolute name of a relative import, by the importing module's package. */
static bool resolve(const char *name, PyObject *globals, int level, char *absolute, size_t size)
{
	if (level == 0)
		return (size_t)snprintf(absolute, size, "%s", name) < size;

	OWNED package = package_of(globals);
	const char *base = package != NULL ? PyUnicode_AsUTF8(package) : NULL;
	if (base == NULL)
		return false;
	if (base[0] == '\0' || strlen(base) >= size) {
		PyErr_SetString(PyExc_ImportError,
		                "attempted relative import with no known parent package");
		return false;
	}
	(void)snprintf(absolute, size, "%s", base);
	for (int i = 1; i < level; i++) {
		char *dot = strrchr(absolute, '.');
		if (dot == NULL) {
			PyErr_SetString(PyExc_ImportError,
			                "attempted relative import beyond top-level package");
			return false;
		}
		*dot = '\0';
	}
	size_t used = strlen(absolute);
	return name[0] == '\0' ||
	       (size_t)snprintf(absolute + used, size - used, ".%s", name) < size - used;
}

static int load_item(PyObject *module, const char *package, PyObject *item)
{
	const char *name = PyUnicode_Check(item) ? PyUnicode_AsUTF8(item) : NULL;
	if (name == NULL) {
		PyErr_SetString(PyExc_TypeError, "Item in ``from list'' must be str");
		return -1;
	}
	if (strcmp(name, "*") == 0 || PyObject_HasAttr(module, item))
		return 0;

	char full[NAME_MAX_BYTES + 1];
	int size = snprintf(full, sizeof full, "%s.%s", package, name);
	if (size < 0 || (size_t)size >= sizeof full || !importer_has(full))
		return 0; /* the import statement itself complains of a missing name */
	OWNED submodule = importer_load(full);
	return submodule != NULL ? 0 : -1;
}

static PyObject *load_from_list(const char *name, PyObject *from)
{
	OWNED module = load_dotted(name, false);
	OWNED items = module != NULL ? PySequence_Fast(from, "fromlist must be a sequence") : NULL;
	if (items == NULL)
		return NULL;

	for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(items); i++) {
		if (load_item(module, name, PySequence_Fast_GET_ITEM(items, i)) != 0)
			return NULL;
	}
	return TAKE(module);
}

static PyObject *refuse_import(const char *name)
{
	char what[NAME_MAX_BYTES + 16];
	(void)snprintf(what, sizeof what, "import %s", name);
	cell_note_denial(PADCELL_LAYER_BUILTINS, what);
	return importer_not_found(name);
}

PyObject *importer_import(PyObject *self, PyObject *arguments, PyObject *keywords)
{
	(void)self;
	static char *names[] = {"name", "globals", "locals", "fromlist", "level", NULL};
	PyObject *given = NULL;
	PyObject *globals = NULL;
	PyObject *locals = NULL;
	PyObject *from = NULL;
	int level = 0;
	if (!PyArg_ParseTupleAndKeywords(arguments, keywords, "U|OOOi:__import__", names, &given,
	                                 &globals, &locals, &from, &level))
		return NULL;

	Py_ssize_t size = 0;
	const char *name = PyUnicode_AsUTF8AndSize(given, &size);
	if (name == NULL)
		return NULL;
	if (strlen(name) != (size_t)size)
		return importer_not_found("(a name with a null character)");
	char absolute[NAME_MAX_BYTES + 1];
	if (level < 0 || (level == 0 && name[0] == '\0')) {
		PyErr_SetString(PyExc_ValueError,
		                level < 0 ? "level must be >= 0" : "Empty module name");
		return NULL;
	}
	if (!resolve(name, globals, level, absolute, sizeof absolute))
		return PyErr_Occurred() != NULL ? NULL
		                                : importer_not_found("(a name that is too long)");
	if (!importer_permits(globals, absolute))
		return refuse_import(absolute);

	int has_list = from != NULL && from != Py_None ? PyObject_IsTrue(from) : 0;
	if (has_list < 0)
		return NULL;
	if (has_list)
		return load_from_list(absolute, from);
	if (level == 0)
		return load_dotted(absolute, true);
	return load_dotted(absolute, false);
}
