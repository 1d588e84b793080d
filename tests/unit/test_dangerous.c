/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_dangerous.c - what leads out of a cell cannot be had, whatever the path.
 *
 * Each guest is a table of things and a table of paths, and tries all of one by all of the other.
 * The control runs the same guest without the layers: what gets through there and not here is what
 * the layers are for.
 */
#include <Python.h>

#include "test.h"

#include "cell_fixture.h"
#include "guest_file.h"

#define OFF(layer) (UINT32_C(1) << PADCELL_LAYER_##layer)

/* Functions with power, handed to the guest: where CPython keeps each, and arguments it would take.
 */
static const char *const gather =
        "def name(module, *rows):\n"
        "    try: found = load(module)\n"
        "    except ImportError: return\n"
        "    for name, *args in rows:\n"
        "        if hasattr(found, name):\n"
        "            loose[module + '.' + name] = (getattr(found, name), tuple(args))\n"
        "loose = {}\n"
        "name('gc', ['get_objects'], ['get_referrers', 1], ['collect'], ['freeze'], "
        "['get_stats'])\n"
        "name('sys', ['settrace', None], ['setprofile', None], ['_getframe'], "
        "['_current_frames'],\n"
        "     ['_current_exceptions'], ['call_tracing', int, ()], ['_getquickenedcount'],\n"
        "     ['setswitchinterval', 1.0])\n"
        "name('marshal', ['loads', b'N'], ['dumps', None])\n"
        "name('_imp', ['extension_suffixes'], ['create_builtin', None], ['is_builtin', 'sys'],\n"
        "     ['get_frozen_object', 'zipimport'])\n"
        "name('_thread', ['start_new_thread', int, ()], ['interrupt_main', 0], ['stack_size'], "
        "['_count'])\n"
        "name('_signal', ['getsignal', 2], ['default_int_handler', 2, None], ['siginterrupt', 2, "
        "False])\n"
        "name('faulthandler', ['is_enabled'], ['disable'], ['cancel_dump_traceback_later'])\n"
        "name('posix', ['getpid'], ['listdir', '/'], ['stat', '/'], ['open', '/', 0], ['getcwd'],\n"
        "     ['cpu_count'], ['get_inheritable', 0], ['fstat', 0], ['isatty', 0])\n"
        "name('_io', ['open', 0], ['open_code', '/dev/null'], ['FileIO', 0])\n"
        "name('_xxsubinterpreters', ['list_all'], ['get_current'], ['create'])\n"
        "name('_ctypes', ['dlopen', None, 0], ['sizeof', int], ['get_errno'])\n"
        "name('_codecs', ['_forget_codec', 'x'])\n"
        "name('_tracemalloc', ['is_tracing'], ['get_traced_memory'])\n"
        "code = compile('1', '', 'eval')\n"
        "loose['code.replace'] = (code.replace, ())\n"
        "loose['code'] = (type(code), (0, 0, 0, 0, 1, 3, b'd\\0S\\0', (), (), (), 'f', 'n', 'q', "
        "1, b'', b''))\n"
        "loose['function'] = (type(name), (code, {}))\n"
        "name('time', ['clock_getres', 0], ['pthread_getcpuclockid', 0], ['get_clock_info', "
        "'time'])\n";

static PyObject *loose;

/* CPython's own import: the cell's would serve none of these. */
static PyObject *load(PyObject *self, PyObject *name)
{
	(void)self;
	const char *text = PyUnicode_AsUTF8(name);
	return text != NULL ? PyImport_ImportModuleLevel(text, NULL, NULL, NULL, 0) : NULL;
}

static PyMethodDef load_definition = {"load", load, METH_O, NULL};

static bool take_loose(void)
{
	PyObject *loader = PyCFunction_New(&load_definition, NULL);
	PyObject *space = loader != NULL ? Py_BuildValue("{sO}", "load", loader) : NULL;
	PyObject *ran = space != NULL ? PyRun_String(gather, Py_file_input, space, space) : NULL;
	loose = ran != NULL ? PyDict_GetItemString(space, "loose") : NULL;
	if (loose == NULL)
		PyErr_Print();
	return loose != NULL;
}

static bool hand_over(void)
{
	return PyDict_SetItemString(PyEval_GetBuiltins(), "loose", loose) == 0;
}

static const struct row {
	const char *guest;
	bool hands_over;
	unsigned things;     /* at least so many are tried ... */
	unsigned paths;      /* ... by so many paths, and five is the least that is asked */
	unsigned control;    /* and at least so many tries get through when the layers are off */
	const char *example; /* one of those */
} rows[] = {
        {"dangerous_reads.py", false, 20, 22, 300, "frame of a traceback: match class pattern"},
        {"dangerous_writes.py", false, 17, 19, 40, "code of a function: descriptor __set__"},
        {"dangerous_calls.py", true, 35, 14, 400, "gc.get_objects: operator.call"},
        {"dangerous_names.py", false, 51, 10, 200, "gc: import statement"},
};

static unsigned count_through(const char *output)
{
	unsigned count = 0;
	for (const char *at = strstr(output, "through: "); at != NULL;
	     at = strstr(at + 1, "through: "))
		count++;
	return count;
}

static void run(const struct row *row, uint32_t layers_off, struct cell_report *ret_report)
{
	struct cell_options options = {.layers_off = layers_off};
	if (row->hands_over) {
		options.before_lockdown = take_loose;
		options.after_lockdown = hand_over;
	}
	guest_run_file(row->guest, &options, ret_report);
	if (ret_report->signal != 0 || ret_report->type[0] != '\0')
		fail_msg("%s ended by %s, signal %d: %s", row->guest, ret_report->type,
		         ret_report->signal, ret_report->traceback);
}

static void test_dangerous__nothing_gets_through_by_any_path(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct cell_report report;
		run(&rows[i], 0, &report);
		if (count_through(report.output) != 0)
			fail_msg("%s: %s", rows[i].guest, report.output);
		unsigned things = 0;
		unsigned paths = 0;
		const char *tried = strstr(report.output, "tried: ");
		assert_non_null(tried);
		assert_int_equal(sscanf(tried, "tried: %u things, %u paths", &things, &paths), 2);
		assert_true(things >= rows[i].things);
		assert_true(paths >= rows[i].paths && paths >= 5);
		assert_string_equal(report.violations, "");
	}
}

static void test_dangerous__without_the_layers_the_same_paths_get_through(void **state)
{
	(void)state;
#ifndef PADCELL_TEST_BUILD
	TEST_SKIP_ALL("layer switches exist in a test build only");
#endif
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct cell_report report;
		run(&rows[i], OFF(PERMITS) | OFF(BUILTINS) | OFF(AUDIT), &report);
		if (count_through(report.output) < rows[i].control ||
		    strstr(report.output, rows[i].example) == NULL)
			fail_msg("%s: only %u: %s", rows[i].guest, count_through(report.output),
			         report.output);
	}
}

TEST_MAIN(cmocka_unit_test(test_dangerous__nothing_gets_through_by_any_path),
          cmocka_unit_test(test_dangerous__without_the_layers_the_same_paths_get_through))
