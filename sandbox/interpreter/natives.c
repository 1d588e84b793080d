/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/natives.c - modules written in C: loaded before lockdown, or never.
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "natives.h"

#include <string.h>

#include "importer.h"

static const struct native {
	const char *name;
	const char *wanted_for;
} natives[] = {
#define NATIVE(name, wanted_for, reason) {name, wanted_for},
#define LIBRARY(name, reason)
#define IMPLIED(name, reason)
#include "modules.def"
#undef NATIVE
#undef LIBRARY
#undef IMPLIED
};

#define NATIVE_COUNT (sizeof natives / sizeof natives[0])

/* What cells would share has to stay away from all of them. */
static bool is_shared(const char *name)
{
	static const char *const refused[] = {
#define REFUSED(module, reason) module,
#define HARMLESS(module, reason)
#include "shared.def"
#undef REFUSED
#undef HARMLESS
	};
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		if (strcmp(refused[i], name) == 0)
			return cell.config.cells > 1;
	}
	return false;
}

const char *natives_name(size_t index)
{
	return index < NATIVE_COUNT ? natives[index].name : NULL;
}

bool natives_have(const char *name)
{
	for (size_t i = 0; i < NATIVE_COUNT; i++) {
		if (strcmp(natives[i].name, name) == 0)
			return true;
	}
	return false;
}

PyObject *natives_load(const char *name)
{
	PyObject *there = PyDict_GetItemString(cell.native, name);
	if (there != NULL) {
		Py_INCREF(there);
		return there;
	}
	OWNED module = PyImport_ImportModuleLevel(name, NULL, NULL, NULL, 0);
	if (module == NULL || PyDict_SetItemString(cell.native, name, module) != 0)
		return NULL;
	return TAKE(module);
}

/*
 * Without the cell's importer, which is part of the builtins layer, a guest imports by CPython's:
 * from the disk, which other layers close.  An honest program would then fail as an escape does,
 * and a layer would seem to stop what it never saw.
 */
static enum padcell_status preload(padcell_error *reterr)
{
	for (size_t i = 0; i < cell.config.module_count; i++) {
		OWNED module = PyImport_ImportModule(cell.config.modules[i]);
		if (module == NULL && !PyErr_ExceptionMatches(PyExc_ImportError))
			return cell_fail_python(reterr, cell.config.modules[i]);
		PyErr_Clear();
	}
	return PADCELL_OK;
}

enum padcell_status natives_prepare(padcell_error *reterr)
{
	for (size_t i = 0; i < NATIVE_COUNT; i++) {
		if (natives[i].wanted_for[0] != '\0' && !importer_allows(natives[i].wanted_for))
			continue;
		if (is_shared(natives[i].name))
			continue;
		OWNED module = natives_load(natives[i].name);
		if (module == NULL && PyErr_ExceptionMatches(PyExc_ImportError))
			/* Not every CPython has every accelerator, and some refuse a
			 * sub-interpreter: a twin in Python then serves, or the module is not
			 * there. */
			PyErr_Clear();
		else if (module == NULL)
			return cell_fail_python(reterr, natives[i].name);
	}
	return cell_layer_on(PADCELL_LAYER_BUILTINS) ? PADCELL_OK : preload(reterr);
}
