/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_drift.c - what a new CPython brings is disarmed until a row permits it.
 *
 * A made-up C module is loaded before lockdown, as a new version of CPython would have loaded it.
 * Afterwards the guest is handed all of it: the module, its types, instances, bound methods.  None
 * of its code may run, by whatever path.  Without the layer all of it runs: the paths are real
 * ones.
 */
#include "test.h"

#include "cell_fixture.h"
#include "cleanup.h"
#include "drift_module.h"
#include "guest_file.h"
#include "inspect_cell.h"

/* Python keeps what was alive before lockdown; the tests hand it to the guest after lockdown. */
static PyObject *objects;
static unsigned calls_before;

static bool add_module(void)
{
	return PyImport_AppendInittab(DRIFT_NAME, drift_module_init) == 0;
}

static const char *const gather =
        "class OfStatic(drift.Static): pass\n"
        "class OfHeap(drift.Heap): pass\n"
        "class Holder: held = drift.Static()\n"
        "objects = {'drift': drift, 'armed': drift.armed, 'held': drift.HOLDER,\n"
        "    'kinds': {k.__name__: (k, k(), k().method, k.of_class, k.of_nobody,\n"
        "                           vars(k).copy(), OfStatic if k is drift.Static else OfHeap,\n"
        "                           (OfStatic if k is drift.Static else OfHeap)())\n"
        "              for k in (drift.Static, drift.Heap)},\n"
        "    'Holder': Holder, 'functions': [drift.armed, drift.armed_fast, "
        "drift.armed_keywords]}\n"
        "del drift, OfStatic, OfHeap, Holder\n";

static bool take_objects(void)
{
	/* The cell's own importer would not serve it; the one of CPython does. */
	PyObject *drift = PyImport_ImportModuleLevel(DRIFT_NAME, NULL, NULL, NULL, 0);
	PyObject *space = drift != NULL ? Py_BuildValue("{sO}", DRIFT_NAME, drift) : NULL;
	PyObject *ran = space != NULL ? PyRun_String(gather, Py_file_input, space, space) : NULL;
	objects = ran != NULL ? PyDict_GetItemString(space, "objects") : NULL;
	if (objects == NULL)
		PyErr_Print();
	return objects != NULL;
}

static void say_calls(void *user, PyObject *namespace_, PyObject *error)
{
	(void)user, (void)namespace_, (void)error;
	char line[64];
	(void)snprintf(line, sizeof line, "calls: %u", drift_module_calls() - calls_before);
	cell_say(line);
}

static bool hand_over(void)
{
	calls_before = drift_module_calls();
	return PyDict_SetItemString(PyEval_GetBuiltins(), "loot", objects) == 0;
}

static bool say_unclassified(void)
{
	CLEANUP(free_at_exit) char *json = interpreter_permits_json();
	const char *names = json != NULL ? strstr(json, "\"unclassified_names\": [") : NULL;
	while (names != NULL && (names = strstr(names, "drift.")) != NULL) {
		const char *start = names;
		while (*start != '"')
			start--;
		names = strchr(names, '"');
		char line[128];
		(void)snprintf(line, sizeof line, "%.*s", (int)(names - start - 1), start + 1);
		cell_say(line);
	}
	return true;
}

static const struct cell_options locked = {.before_start = add_module,
                                           .before_lockdown = take_objects,
                                           .after_lockdown = hand_over,
                                           .after_run = say_calls};

static void test_drift__nothing_runs_that_no_row_permits(void **state)
{
	(void)state;
	struct cell_report report;
	guest_run_file("drift_paths.py", &locked, &report);
	assert_string_equal(report.type, "");
	assert_int_equal(report.signal, 0);
	if (strstr(report.output, "through:") != NULL)
		fail_msg("%s", report.output);
	if (strstr(report.output, "calls: 0\n") == NULL)
		fail_msg("%s", report.output);
	assert_non_null(strstr(report.denials, "permits:drift.armed\n"));
	assert_non_null(strstr(report.denials, "permits:drift.Static.__call__\n"));
	assert_non_null(strstr(report.denials, "permits:drift.Heap.value\n"));
	assert_non_null(strstr(report.denials, "permits:drift.Heap()\n"));
	assert_string_equal(report.violations, "");
}

static void test_drift__without_permits_the_same_paths_run_it(void **state)
{
	(void)state;
	struct cell_report report;
	struct cell_options open = locked;
	open.layers_off = UINT32_C(1) << PADCELL_LAYER_PERMITS;
	guest_run_file("drift_paths.py", &open, &report);
	assert_string_equal(report.type, "");
	assert_non_null(strstr(report.output, "through: function 0 call\n"));
	assert_non_null(strstr(report.output, "through: Static instance add\n"));
	assert_non_null(strstr(report.output, "through: Heap of a class below buffer\n"));
	assert_non_null(strstr(report.output, "through: Heap make\n"));
	assert_null(strstr(report.output, "calls: 0\n"));
}

/* One of every kind: what a new CPython brings is listed as such. */
static const char *const kinds[] = {
        "function drift.armed\n",      "method drift.Static.method\n",
        "method drift.Heap.method\n",  "class_method drift.Heap.of_class\n",
        "getset drift.Static.value\n", "getset_write drift.Static.value\n",
        "member drift.Heap.number\n",  "member_write drift.Heap.number\n",
        "slot drift.Static.tp_call\n", "slot drift.Heap.bf_getbuffer\n",
        "slot drift.Heap.am_await\n",  "slot drift.Static.tp_finalize\n",
        "type drift.Static\n",         "type drift.Heap\n",
        "state drift.HOLDER\n",        "state drift.CONSTANT\n",
};

static void test_drift__the_audit_names_each_as_unclassified(void **state)
{
	(void)state;
	struct cell_report report;
	struct cell_options options = locked;
	options.after_lockdown = say_unclassified;
	cell_run("pass", &options, &report);
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
		if (strstr(report.output, kinds[i]) == NULL)
			fail_msg("not named: %sin:\n%s", kinds[i], report.output);
	}
}

static void test_drift__module_state_is_taken_out(void **state)
{
	(void)state;
	struct cell_report report;
	cell_run("print([n for n in vars(loot['drift']) if n in ('HOLDER', 'CONSTANT', "
	         "'__spec__')])",
	         &locked, &report);
	assert_non_null(strstr(report.output, "[]\n"));
}

TEST_MAIN(cmocka_unit_test(test_drift__nothing_runs_that_no_row_permits),
          cmocka_unit_test(test_drift__without_permits_the_same_paths_run_it),
          cmocka_unit_test(test_drift__the_audit_names_each_as_unclassified),
          cmocka_unit_test(test_drift__module_state_is_taken_out))
