/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/start_cell.c - a locked cell for in-process fuzzing.
 * Runs in: worker before lockdown (fuzz targets)
 */
#include <Python.h>

#include "start_cell.h"

#include <stdio.h>
#include <string.h>

#include "fail.h"
#include "inspect_cell.h"
#include "oracle.h"
#include "padcell/policy.h"
#include "policy_rules.h"
#include "process.h"
#include "state.h"

/* Enough for honest programs, and few enough that a hog is told so in milliseconds. */
#define MEMORY_BYTES (UINT64_C(64) << 20)

#define CANARY "padcell-canary-of-the-main-interpreter"

int start_cell_scan_output(void *user, int stream, const void *data, size_t size)
{
	(void)user;
	(void)stream;
	oracle_scan_output(data, size);
	return 0;
}

ssize_t start_cell_no_input(void *user, void *buffer, size_t size)
{
	(void)user;
	(void)buffer;
	(void)size;
	return 0;
}

int start_cell_drop_result(void *user, const void *cbor, size_t size)
{
	(void)user;
	oracle_scan_output(cbor, size);
	return 0;
}

static enum padcell_status choose_plant(const char *plant, padcell_error *reterr)
{
#ifdef PADCELL_TEST_BUILD
	if (cell_plant(plant))
		return PADCELL_OK;
	return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_INTERPRETER, 0,
	                    "there is no plant '%s'", plant);
#else
	if (strcmp(plant, "none") == 0)
		return PADCELL_OK;
	return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_INTERPRETER, 0,
	                    "plant '%s': plants are compiled into test builds only", plant);
#endif
}

/* gc.freeze() as it is before lockdown disarms it: what is frozen is not visited by a collection,
 * and there is one after every execution. */
static struct {
	PyCFunction function;
	PyObject *module; /* owned */
} freeze;

static bool find_freeze(void)
{
	freeze.module = PyImport_ImportModuleLevel("gc", NULL, NULL, NULL, 0);
	PyObject *object =
	        freeze.module != NULL ? PyObject_GetAttrString(freeze.module, "freeze") : NULL;
	if (object != NULL && PyCFunction_Check(object))
		freeze.function = PyCFunction_GetFunction(object);
	Py_XDECREF(object);
	PyErr_Clear();
	return freeze.function != NULL;
}

static void run(const char *text)
{
	struct interpreter_outcome outcome;
	interpreter_run("start.py", text, strlen(text), &outcome);
	interpreter_outcome_done(&outcome);
}

/* Import what guests may import, so that no guest's run is the one that changes the process. */
static bool remember_state(const padcell_policy *policy)
{
	for (size_t i = 0; i < policy->module_count; i++) {
		char text[160];
		(void)snprintf(text, sizeof text, "import %s\n", policy->modules[i]);
		run(text);
	}
	PyObject *modules = PyImport_GetModuleDict();
	if (PyDict_GetItemString(modules, "__main__") != NULL)
		(void)PyDict_DelItemString(modules, "__main__");
	(void)PyGC_Collect();
	bool done = oracle_learn_library(modules) && oracle_learn_addresses() &&
	            state_remember(modules) && cell_remember();
	PyErr_Clear();
	Py_XDECREF(freeze.function(freeze.module, NULL));
	return done;
}

enum padcell_status start_cell(const char *plant, const struct interpreter_sinks *sinks,
                               padcell_error *reterr)
{
	static padcell_policy *policy; /* kept: the cell asks for its names while it runs */
	struct interpreter_config config = {.memory_bytes = MEMORY_BYTES,
	                                    .fixed_hash_seed = true,
	                                    .canary = CANARY,
	                                    .sinks = *sinks};
	enum padcell_status status = padcell_policy_builtin("default", &policy, reterr);
	if (status == PADCELL_OK)
		status = process_map_bundle(&config.bundle, &config.bundle_size, reterr);
	if (status == PADCELL_OK)
		status = choose_plant(plant, reterr);
	if (status != PADCELL_OK)
		return status;

	oracle_watch_for(CANARY);
	config.modules = (const char *const *)policy->modules;
	config.module_count = policy->module_count;
	status = interpreter_start(&config, reterr);
	if (status == PADCELL_OK && !find_freeze())
		status = padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
		                      "gc.freeze() is not there");
	if (status == PADCELL_OK)
		status = interpreter_lockdown(reterr);
	if (status == PADCELL_OK && !remember_state(policy))
		status = padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
		                      "the cell's state cannot be remembered");
	return status;
}
