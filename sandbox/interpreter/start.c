/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/start.c - CPython up, isolated; the cells' sub-interpreters beside the main one.
 * Runs in: worker before lockdown
 */
#include <stdlib.h>
#include <string.h>

#include "account.h"
#include "audit.h"
#include "canary.h"
#include "cell.h"
#include "channel.h"
#include "evaluator.h"
#include "guard.h"
#include "helpers.h"
#include "identity.h"
#include "importer.h"
#include "natives.h"
#include "python_paths.h"

static enum padcell_status fail_status(padcell_error *reterr, const char *doing, PyStatus status)
{
	return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0, "%s: %s",
	                    doing, status.err_msg != NULL ? status.err_msg : "failed");
}

static PyStatus preinitialize(void)
{
	PyPreConfig config;
	PyPreConfig_InitIsolatedConfig(&config);
	config.utf8_mode = 1;
	config.use_environment = 0;
	config.configure_locale = 0;
	/* Without the debug hooks of a debug build: the account asks the heap how large a block is,
	 * and the hooks hand out addresses inside of blocks.  They go on top of the account
	 * instead. */
	config.allocator = PYMEM_ALLOCATOR_PYMALLOC;
	return Py_PreInitialize(&config);
}

/* With every path given, CPython does not search the file system for its own. */
static PyStatus set_paths(PyConfig *config)
{
	const struct {
		wchar_t **slot;
		const wchar_t *value;
	} paths[] = {
	        {&config->executable, L""},
	        {&config->base_executable, L""},
	        {&config->prefix, PYTHON_PREFIX},
	        {&config->base_prefix, PYTHON_PREFIX},
	        {&config->exec_prefix, PYTHON_PREFIX},
	        {&config->base_exec_prefix, PYTHON_PREFIX},
	};
	PyStatus status = PyStatus_Ok();
	for (size_t i = 0; i < sizeof paths / sizeof paths[0] && !PyStatus_Exception(status); i++)
		status = PyConfig_SetString(config, paths[i].slot, paths[i].value);
	if (PyStatus_Exception(status))
		return status;

	config->module_search_paths_set = 1;
	status = PyWideStringList_Append(&config->module_search_paths, PYTHON_STDLIB);
	if (PyStatus_Exception(status))
		return status;
	return PyWideStringList_Append(&config->module_search_paths, PYTHON_PLATSTDLIB);
}

static PyStatus initialize(void)
{
	PyConfig config;
	PyConfig_InitIsolatedConfig(&config);
	config.site_import = 0;
	config.install_signal_handlers = 0;
	config.parse_argv = 0;
	config.write_bytecode = 0;
	config.pathconfig_warnings = 0;
	if (cell.config.fixed_hash_seed) {
		config.use_hash_seed = 1;
		config.hash_seed = 0;
	}
	PyStatus status = set_paths(&config);
	if (!PyStatus_Exception(status))
		status = Py_InitializeFromConfig(&config);
	PyConfig_Clear(&config);
	return status;
}

static enum padcell_status make_cell(padcell_error *reterr)
{
	enum padcell_status done = cell_add(reterr);
	if (done == PADCELL_OK)
		done = importer_prepare(reterr);
	if (done == PADCELL_OK)
		done = helpers_prepare(reterr);
	if (done == PADCELL_OK)
		done = natives_prepare(reterr);
	if (done == PADCELL_OK)
		done = channel_prepare(reterr);
	return done;
}

enum padcell_status interpreter_start(const struct interpreter_config *config,
                                      padcell_error *reterr)
{
	cell.config = *config;
	enum padcell_status done = evaluator_check(reterr);
	if (done != PADCELL_OK)
		return done;
	/* The guest sees UTC: the host's zone would name its place, and reading it later opens a
	 * file. */
	if (setenv("TZ", "UTC0", 1) != 0)
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_INTERPRETER, 0,
		                    "setenv");
	tzset();

	done = identity_start(config->fixed_hash_seed, reterr);
	if (done != PADCELL_OK)
		return done;
	PyStatus status = preinitialize();
	if (PyStatus_Exception(status))
		return fail_status(reterr, "preparing CPython", status);
	account_install();
#ifdef Py_DEBUG
	PyMem_SetupDebugHooks();
#endif
	done = audit_install(reterr);
	if (done != PADCELL_OK)
		return done;
	status = initialize();
	if (PyStatus_Exception(status))
		return fail_status(reterr, "starting CPython", status);

	done = guard_prepare(reterr);
	if (done == PADCELL_OK)
		done = canary_plant_main(reterr);
	unsigned cells = config->cells != 0 ? config->cells : 1;
	while (done == PADCELL_OK && cell_count() < cells)
		done = make_cell(reterr);
	if (done == PADCELL_OK)
		cell_enter(0);
	return done;
}

const char *interpreter_python_version(void)
{
	return PY_VERSION;
}
