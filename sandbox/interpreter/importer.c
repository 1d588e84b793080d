/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/importer.c - the cell's import system.
 *
 * Replaces CPython's, which is a large body of trusted Python code with a file system behind it.  A
 * module is either there already, or a C module prepared before lockdown, or in the bundle.  Code
 * of the bundle runs with the guest's authority and nothing more: so the question of who may import
 * what is one of tidiness, and the answer can be simple.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "importer.h"

#include <marshal.h>
#include <string.h>

#include "bundle.h"
#include "evaluator.h"
#include "given.h"
#include "natives.h"
#include "permits.h"
#include "plants.h"
#include "syntax.h"
#include "virtual.h"

static struct bundle bundle;

static const char *const libraries[] = {
#define NATIVE(name, wanted_for, reason)
#define LIBRARY(name, reason) name,
#define IMPLIED(name, reason)
#include "modules.def"
#undef NATIVE
#undef LIBRARY
#undef IMPLIED
};

static const char *const always_permitted[] = {
        "padcell",
        "builtins",
        "sys",
        "__main__",
#define NATIVE(name, wanted_for, reason)
#define LIBRARY(name, reason)
#define IMPLIED(name, reason) name,
#include "modules.def"
#undef NATIVE
#undef LIBRARY
#undef IMPLIED
};
#define ALWAYS_COUNT (sizeof always_permitted / sizeof always_permitted[0])

bool importer_allows(const char *name)
{
	OWNED text = PyUnicode_FromString(name);
	return text != NULL && PySet_Contains(cell.allowed, text) == 1;
}

/* "json.decoder" is permitted by "json", and "urllib" is, on the way to "urllib.parse". */
static bool is_permitted_name(const char *name)
{
	char prefix[NAME_MAX_BYTES + 1];
	(void)snprintf(prefix, sizeof prefix, "%s", name);
	for (char *end = prefix + strlen(prefix); end != NULL; end = strrchr(prefix, '.')) {
		*end = '\0';
		if (importer_allows(prefix))
			return true;
	}

	size_t size = strlen(name);
	for (size_t i = 0; i < cell.config.module_count; i++) {
		const char *module = cell.config.modules[i];
		if (strncmp(module, name, size) == 0 && module[size] == '.')
			return true;
	}
	return false;
}

static enum padcell_status fill_allowed(padcell_error *reterr)
{
	cell.allowed = PySet_New(NULL);
	cell.bundled = PySet_New(NULL);
	cell.native = PyDict_New();
	if (cell.allowed == NULL || cell.bundled == NULL || cell.native == NULL)
		return cell_fail_python(reterr, "preparing imports");

	for (size_t i = 0; i < cell.config.module_count + ALWAYS_COUNT; i++) {
		OWNED name = PyUnicode_FromString(
		        i < cell.config.module_count
		                ? cell.config.modules[i]
		                : always_permitted[i - cell.config.module_count]);
		if (name == NULL || PySet_Add(cell.allowed, name) != 0)
			return cell_fail_python(reterr, "preparing imports");
	}
	return PADCELL_OK;
}

static enum padcell_status install_import(padcell_error *reterr)
{
	/* IMPORT_NAME takes a short cut to CPython's importer unless the function is another one.
	 */
	static PyMethodDef import = {"__import__", (PyCFunction)(void (*)(void))importer_import,
	                             METH_VARARGS | METH_KEYWORDS, "Import a module of this cell."};
	OWNED function = PyCFunction_New(&import, cell.builtins);
	if (function == NULL || PyObject_SetAttrString(cell.builtins, "__import__", function) != 0)
		return cell_fail_python(reterr, "closing imports");
	return PADCELL_OK;
}

enum padcell_status importer_prepare(padcell_error *reterr)
{
	enum padcell_status status = fill_allowed(reterr);
	if (status == PADCELL_OK)
		status = bundle_open(cell.config.bundle, cell.config.bundle_size, &bundle, reterr);
	if (status != PADCELL_OK)
		return status;

	/* First: what C modules import at their own start must be the cell's modules, not twins of
	 * them from the host's disk. */
	return cell_layer_on(PADCELL_LAYER_BUILTINS) ? install_import(reterr) : PADCELL_OK;
}

static int mark_library(PyObject *module)
{
	OWNED id = PyLong_FromVoidPtr(PyModule_GetDict(module));
	return id != NULL ? PySet_Add(cell.bundled, id) : -1;
}

static bool is_library(PyObject *globals)
{
	OWNED id = PyLong_FromVoidPtr(globals);
	return id != NULL && PySet_Contains(cell.bundled, id) == 1;
}

/* Where a module came from is the host's business: loaders, specs and paths go. */
static int drop_origin(PyObject *module)
{
	static const char *const gone[] = {"__cached__", "__file__"};
	static const char *const emptied[] = {"__loader__", "__spec__"};
	PyObject *dict = PyModule_GetDict(module);
	for (size_t i = 0; i < sizeof gone / sizeof gone[0]; i++) {
		if (PyDict_GetItemString(dict, gone[i]) != NULL &&
		    PyDict_DelItemString(dict, gone[i]) != 0)
			return -1;
	}
	for (size_t i = 0; i < sizeof emptied / sizeof emptied[0]; i++) {
		if (PyDict_SetItemString(dict, emptied[i], Py_None) != 0)
			return -1;
	}
	return 0;
}

static int keep(PyObject *kept, const char *name)
{
	PyObject *module = PyDict_GetItemString(cell.modules, name);
	if (module == NULL)
		return 0;
	if (drop_origin(module) != 0 || mark_library(module) != 0)
		return -1;
	return PyDict_SetItemString(kept, name, module);
}

/* Modules of the bundle that C modules have asked for already. */
static int keep_bundled(PyObject *kept)
{
	PyObject *name = NULL;
	PyObject *module = NULL;
	Py_ssize_t position = 0;
	while (PyDict_Next(cell.modules, &position, &name, &module)) {
		if (PyModule_Check(module) && is_library(PyModule_GetDict(module)) &&
		    PyDict_SetItem(kept, name, module) != 0)
			return -1;
	}
	return 0;
}

enum padcell_status importer_lockdown(padcell_error *reterr)
{
	OWNED kept = PyDict_New();
	/* What is taken out stays alive: C code of CPython may still hold borrowed references. */
	PyObject *immortal = PyDict_Copy(cell.modules);
	if (kept == NULL || immortal == NULL)
		return cell_fail_python(reterr, "closing imports");

	const char *native = NULL;
	for (size_t i = 0; (native = natives_name(i)) != NULL; i++) {
		if (keep(kept, native) != 0)
			return cell_fail_python(reterr, "closing imports");
	}
	for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
		if (keep(kept, libraries[i]) != 0)
			return cell_fail_python(reterr, "closing imports");
	}
	if (keep_bundled(kept) != 0)
		return cell_fail_python(reterr, "closing imports");
	if (keep(kept, "sys") != 0 || keep(kept, "builtins") != 0)
		return cell_fail_python(reterr, "closing imports");
	if (plant_opens(PLANT_IMPORTS_ANY) && PyDict_Update(cell.native, immortal) != 0)
		return cell_fail_python(reterr, "planting");
	if (!plant_opens(PLANT_KEEPS_MODULES))
		PyDict_Clear(cell.modules);
	if (PyDict_Update(cell.modules, kept) != 0)
		return cell_fail_python(reterr, "closing imports");

	return PADCELL_OK;
}

PyObject *importer_not_found(const char *name)
{
	OWNED message = PyUnicode_FromFormat("No module named '%s' in this cell", name);
	OWNED text = PyUnicode_FromString(name);
	if (message != NULL && text != NULL)
		(void)PyErr_SetImportErrorSubclass(PyExc_ModuleNotFoundError, message, text, NULL);
	return NULL;
}

static PyObject *new_module(const char *name, bool package, bool library)
{
	OWNED module = PyModule_New(name);
	const char *dot = strrchr(name, '.');
	OWNED parent = package ? PyUnicode_FromString(name)
	                       : PyUnicode_FromStringAndSize(name, dot != NULL ? dot - name : 0);
	OWNED path = package ? PyList_New(0) : NULL;
	if (module == NULL || parent == NULL || (package && path == NULL))
		return NULL;
	if (PyModule_AddObjectRef(module, "__package__", parent) != 0 ||
	    PyModule_AddObjectRef(module, "__builtins__", PyModule_GetDict(cell.builtins)) != 0 ||
	    (package && PyModule_AddObjectRef(module, "__path__", path) != 0) ||
	    (library && mark_library(module) != 0))
		return NULL;
	return TAKE(module);
}

/* Run a module's code (borrowed) in the module, a reference that is handed over; NULL in either
 * stands for an exception. */
static PyObject *run_module(const char *name, PyObject *code, PyObject *made)
{
	OWNED module = made;
	if (code == NULL || module == NULL || PyDict_SetItemString(cell.modules, name, module) != 0)
		return NULL;

	PyObject *dict = PyModule_GetDict(module);
	OWNED result = PyEval_EvalCode(code, dict, dict);
	if (result == NULL) {
		PyObject *type = NULL;
		PyObject *value = NULL;
		PyObject *traceback = NULL;
		PyErr_Fetch(&type, &value, &traceback);
		if (PyDict_GetItemString(cell.modules, name) != NULL)
			(void)PyDict_DelItemString(cell.modules, name);
		PyErr_Restore(type, value, traceback);
		return NULL;
	}
	/* A module may put another object in its own place. */
	PyObject *there = PyDict_GetItemString(cell.modules, name);
	Py_XINCREF(there);
	return there != NULL ? there : importer_not_found(name);
}

static PyObject *run_bundled(const char *name, const struct bundle_module *found)
{
	cell.reading = true;
	OWNED code = PyMarshal_ReadObjectFromString(found->code, (Py_ssize_t)found->size);
	cell.reading = false;
	return code != NULL && syntax_learn(name, code) && evaluator_learn(code)
	               ? run_module(name, code, new_module(name, found->package, true))
	               : NULL;
}

/* Not a library: it imports what the policy lets the guest import. */
static PyObject *run_given(const char *name)
{
	OWNED code = given_compile(name);
	OWNED module = code != NULL ? new_module(name, given_is_package(name), false) : NULL;
	if (module == NULL ||
	    PyModule_AddObjectRef(module, "__file__", ((PyCodeObject *)code)->co_filename) != 0)
		return NULL;
	return run_module(name, code, TAKE(module));
}

static int bind_in_parent(const char *name, PyObject *module)
{
	const char *dot = strrchr(name, '.');
	if (dot == NULL)
		return 0;

	OWNED parent_name = PyUnicode_FromStringAndSize(name, dot - name);
	PyObject *parent =
	        parent_name != NULL ? PyDict_GetItemWithError(cell.modules, parent_name) : NULL;
	if (parent == NULL)
		return PyErr_Occurred() != NULL ? -1 : 0;
	return PyObject_SetAttrString(parent, dot + 1, module);
}

PyObject *importer_load(const char *name)
{
	PyObject *there = PyDict_GetItemString(cell.modules, name);
	if (there == Py_None)
		return importer_not_found(name);
	if (there != NULL) {
		Py_INCREF(there);
		return there;
	}

	struct bundle_module found;
	OWNED module = NULL;
	if (there == NULL && plant_opens(PLANT_IMPORTS_ANY) &&
	    (there = PyDict_GetItemString(cell.native, name)) != NULL) {
		Py_INCREF(there);
		return there;
	}
	if (natives_have(name) &&
	    (!cell.locked || PyDict_GetItemString(cell.native, name) != NULL)) {
		module = natives_load(name);
		if (module == NULL || PyDict_SetItemString(cell.modules, name, module) != 0)
			return NULL;
	} else if (bundle_find(&bundle, name, &found)) {
		module = run_bundled(name, &found);
	} else if (given_has(name)) {
		module = run_given(name);
	} else {
		return importer_not_found(name);
	}
	if (module == NULL || bind_in_parent(name, module) != 0)
		return NULL;
	return TAKE(module);
}

bool importer_has(const char *name)
{
	struct bundle_module found;
	return bundle_find(&bundle, name, &found) || given_has(name);
}

/* A module that the guest itself put into sys.modules. */
static bool is_guest_made(const char *name)
{
	PyObject *module = PyDict_GetItemString(cell.modules, name);
	return module != NULL && PyDict_GetItemString(cell.native, name) == NULL &&
	       !(PyModule_Check(module) && is_library(PyModule_GetDict(module)));
}

bool importer_permits(PyObject *globals, const char *name)
{
	return !cell.locked || is_library(globals) || is_permitted_name(name) ||
	       is_guest_made(name) || plant_opens(PLANT_IMPORTS_ANY);
}

bool importer_made(const char *name)
{
	PyObject *module = PyDict_GetItemString(cell.modules, name);
	return module != NULL && PyModule_Check(module) && is_library(PyModule_GetDict(module));
}
