/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/canary.c - plant canary objects, and recognise them.
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "canary.h"

#include "cell.h"
#include "guard.h"

/* Objects known as canaries; each stays referenced for good. */
#define CANARY_MAX (8 + 8 * INTERPRETER_CELLS_MAX)

static PyObject *canaries[CANARY_MAX];
static unsigned canary_count;

static const char source[] = "class PadcellCanary:\n"
                             "    token = CANARY\n"
                             "import sys\n"
                             "padcell_canary = type(sys)('padcell_canary')\n"
                             "padcell_canary.TOKEN = CANARY\n"
                             "sys.modules['padcell_canary'] = padcell_canary\n"
                             "instance = PadcellCanary()\n";

static int remember(PyObject *object)
{
	if (object == NULL || canary_count == CANARY_MAX)
		return -1;

	Py_INCREF(object);
	canaries[canary_count++] = object;
	return 0;
}

enum padcell_status canary_plant_main(padcell_error *reterr)
{
	if (cell.config.canary == NULL)
		return PADCELL_OK;

	PyObject *main_module = PyImport_AddModule("__main__");
	PyObject *dict = main_module != NULL ? PyModule_GetDict(main_module) : NULL;
	OWNED token = PyUnicode_FromString(cell.config.canary);
	if (dict == NULL || token == NULL || PyDict_SetItemString(dict, "CANARY", token) != 0)
		return cell_fail_python(reterr, "planting canaries");

	OWNED done = PyRun_String(source, Py_file_input, dict, dict);
	if (done == NULL || remember(token) != 0 || remember(dict) != 0 ||
	    remember(main_module) != 0 ||
	    remember(PyDict_GetItemString(dict, "PadcellCanary")) != 0 ||
	    remember(PyDict_GetItemString(dict, "instance")) != 0 ||
	    remember(PyDict_GetItemString(dict, "padcell_canary")) != 0)
		return cell_fail_python(reterr, "planting canaries");
	return PADCELL_OK;
}

static const char *const trusted[] = {"_imp", "posix", "_frozen_importlib", "marshal"};
#define TRUSTED_COUNT (sizeof trusted / sizeof trusted[0])

/* Of each cell; remembered as canaries, and so for good. */
static struct planted {
	PyObject *module;
	PyObject *token;
} planted[INTERPRETER_CELLS_MAX][TRUSTED_COUNT];
static PyObject *guarded;

static int put(const struct planted *place)
{
	PyObject *dict = PyModule_GetDict(place->module);
	return PyDict_SetItemString(dict, "PADCELL_CANARY", place->token) != 0 ||
	       PyDict_SetItemString(dict, "PADCELL_GUARDED", guarded) != 0;
}

enum padcell_status canary_plant_trusted(padcell_error *reterr)
{
	if (cell.config.canary == NULL || cell.main_thread == cell.thread)
		return PADCELL_OK;

	if (guarded == NULL) {
		guarded = guard_new(GUARDED_CANARY);
		if (remember(guarded) != 0)
			return cell_fail_python(reterr, "planting canaries");
	}
	for (size_t i = 0; i < TRUSTED_COUNT; i++) {
		PyObject *module = PyDict_GetItemString(cell.modules, trusted[i]);
		if (module == NULL)
			continue;
		OWNED token = PyUnicode_FromString(cell.config.canary);
		if (remember(token) != 0 || remember(module) != 0)
			return cell_fail_python(reterr, "planting canaries");
		planted[cell.number][i] = (struct planted){module, token};
		if (put(&planted[cell.number][i]) != 0)
			return cell_fail_python(reterr, "planting canaries");
	}
	return PADCELL_OK;
}

enum padcell_status canary_plant_trusted_again(padcell_error *reterr)
{
	for (size_t i = 0; i < TRUSTED_COUNT; i++) {
		const struct planted *place = &planted[cell.number][i];
		if (place->module != NULL && put(place) != 0)
			return cell_fail_python(reterr, "planting canaries");
	}
	return PADCELL_OK;
}

static PyObject *sibling;

enum padcell_status canary_plant_sibling(padcell_error *reterr)
{
	static const char made[] = "class PadcellSibling:\n"
	                           "    token = CANARY\n"
	                           "instance = PadcellSibling()\n";
	OWNED token = PyUnicode_FromString(cell.config.canary);
	OWNED dict = token != NULL
	                     ? Py_BuildValue("{s:O,s:s}", "CANARY", token, "__name__", "sibling")
	                     : NULL;
	OWNED done = dict != NULL ? PyRun_String(made, Py_file_input, dict, dict) : NULL;
	PyObject *math = PyDict_GetItemString(cell.native, "math");
	if (done == NULL || math == NULL ||
	    PyObject_SetAttrString(math, "PADCELL_CANARY", token) != 0)
		return cell_fail_python(reterr, "planting canaries");

	sibling = PyDict_GetItemString(dict, "instance");
	if (remember(token) != 0 || remember(math) != 0 || remember(sibling) != 0 ||
	    remember(PyDict_GetItemString(dict, "PadcellSibling")) != 0)
		return cell_fail_python(reterr, "planting canaries");
	return PADCELL_OK;
}

PyObject *canary_sibling(void)
{
	return sibling;
}

PyObject *canary_at(unsigned number)
{
	return number < canary_count ? canaries[number] : NULL;
}

bool cell_is_canary(PyObject *object)
{
	for (unsigned i = 0; i < canary_count; i++) {
		if (canaries[i] == object)
			return true;
	}
	return false;
}
