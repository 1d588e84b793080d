/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/canary.c - plant canary objects, and recognise them.
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "canary.h"

#include "cell.h"

/* Objects known as canaries; each stays referenced for good. */
#define CANARY_MAX 16

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

enum padcell_status canary_plant_trusted(padcell_error *reterr)
{
	static const char *const trusted[] = {"_imp", "posix", "_frozen_importlib", "marshal"};
	if (cell.config.canary == NULL || cell.main_thread == cell.thread)
		return PADCELL_OK;

	for (size_t i = 0; i < sizeof trusted / sizeof trusted[0]; i++) {
		PyObject *module = PyDict_GetItemString(cell.modules, trusted[i]);
		if (module == NULL)
			continue;
		OWNED token = PyUnicode_FromString(cell.config.canary);
		if (token == NULL || PyObject_SetAttrString(module, "PADCELL_CANARY", token) != 0 ||
		    remember(token) != 0 || remember(module) != 0)
			return cell_fail_python(reterr, "planting canaries");
	}
	return PADCELL_OK;
}

bool cell_is_canary(PyObject *object)
{
	for (unsigned i = 0; i < canary_count; i++) {
		if (canaries[i] == object)
			return true;
	}
	return false;
}
