/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_interpreter_layers.c - each interpreter layer is the tripwire of the one above
 * it.
 *
 * A layer is switched off, and the one below must see what then comes through.
 */
#include "test.h"

#include "cell_fixture.h"

#define OFF(layer) (UINT32_C(1) << PADCELL_LAYER_##layer)

static void test_interpreter_layers__permits_hold_when_builtins_fall(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options options = {.layers_off = OFF(BUILTINS)};
	cell_run("import os\nos.getpid()", &options, &report);
	assert_int_equal(report.ending, INTERPRETER_EXCEPTION);
	assert_non_null(strstr(report.denials, "permits:"));
}

static void test_interpreter_layers__audit_sees_what_permits_let_by(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options options = {.layers_off = OFF(PERMITS) | OFF(BUILTINS)};
	cell_run("open('canary.txt')", &options, &report);
	assert_non_null(strstr(report.violations, "G:audit:open:1\n"));
	assert_string_equal(report.type, "PermissionError");
}

static void test_interpreter_layers__members_stay_closed_without_the_audit_layer(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options options = {.layers_off = OFF(AUDIT)};
	cell_run("(lambda: 0).__globals__", &options, &report);
	assert_string_equal(report.type, "PermissionError");
	assert_non_null(strstr(report.denials, "permits:function.__globals__"));
}

static void test_interpreter_layers__without_any_the_power_is_real(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options options = {.layers_off =
	                                             OFF(PERMITS) | OFF(BUILTINS) | OFF(AUDIT)};
	cell_run("import os\nprint(os.getpid() > 0)", &options, &report);
	assert_string_equal(report.output, "True\n");
}

static void test_interpreter_layers__the_cell_is_not_the_main_interpreter(void **state)
{
	(void)state;
	struct cell_report report;
	const char *look = "import sys\nprint('padcell_canary' in sys.modules)";
	const uint32_t open = OFF(PERMITS) | OFF(BUILTINS) | OFF(AUDIT);
	const struct cell_options apart = {.layers_off = open};
	cell_run(look, &apart, &report);
	assert_string_equal(report.output, "False\n");
	const struct cell_options together = {.layers_off = open | OFF(INTERPRETER)};
	cell_run(look, &together, &report);
	assert_string_equal(report.output, "True\n");
}

/* Plants: each opens one hole; the oracle named must speak, and not without the plant. */
static const struct planted {
	const char *plant;
	const char *source;
	const char *output;    /* the guest got through; NULL: not asked */
	const char *violation; /* NULL: the oracle is outside the interpreter */
} planted[] = {
        {"subclasses_unfiltered",
         "print('PadcellCanary' in [c.__name__ for c in object.__subclasses__()])", "True\n", NULL},
        {"generator_frame", "print(type((x for x in ()).gi_frame).__name__)", "frame\n", NULL},
        {"format_reaches_globals", "print('{0.__globals__[__name__]}'.format(lambda: 0))",
         "__main__\n", NULL},
        {"open_armed", "open('x')", NULL, "G:permits:io.open:1\n"},
        {"audit_only", "import sys\nsys._getframe()", NULL, "G:audit:sys._getframe:2\n"},
};

static void test_interpreter_layers__a_plant_opens_its_hole_and_no_other_run_has_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++) {
		struct cell_report report;
		const struct cell_options options = {.plant = planted[i].plant};
		cell_run(planted[i].source, &options, &report);
		if (planted[i].output != NULL)
			assert_string_equal(report.output, planted[i].output);
		if (planted[i].violation != NULL)
			assert_string_equal(report.violations, planted[i].violation);

		const struct cell_options none = {.plant = "none"};
		cell_run(planted[i].source, &none, &report);
		assert_string_equal(report.violations, "");
		if (planted[i].output != NULL)
			assert_string_not_equal(report.output, planted[i].output);
	}
}

static void test_interpreter_layers__the_crash_plant_crashes(void **state)
{
	(void)state;
	struct cell_report report;
	const char *source = "class N:\n    def __index__(self): return -1\nprint(hex(N()))";
	const struct cell_options options = {.plant = "index_crash"};
	cell_run(source, &options, &report);
	assert_int_not_equal(report.signal, 0);
	cell_run(source, NULL, &report);
	assert_int_equal(report.signal, 0);
	assert_string_equal(report.output, "-0x1\n");
}

/* Between two guests of one process nobody but cell_reset() can tell. */
static void test_interpreter_layers__a_plant_that_leaves_residue_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *plant;
		const char *source;
		const char *residue;
	} rows[] = {
	        {"reset_forgotten", "import math\nmath.pi = 3",
	         "a module was left as a guest changed it"},
	        {"proxy_reflects",
	         "class X:\n    def __ror__(self, other):\n        other['left'] = 1\n"
	         "str.__dict__ | X()",
	         "str has another dict than before: a type all interpreters share"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct cell_report report;
		const struct cell_options options = {.plant = rows[i].plant, .then = "pass"};
		cell_run(rows[i].source, &options, &report);
		assert_string_equal(report.violations, rows[i].residue);

		const struct cell_options none = {.plant = "none", .then = "pass"};
		cell_run(rows[i].source, &none, &report);
		assert_string_equal(report.violations, "");
	}
}

int main(int argc, char **argv)
{
#ifndef PADCELL_TEST_BUILD
	TEST_SKIP_ALL("layer switches and plants exist in a test build only");
#endif
	const struct CMUnitTest cases[] = {
	        cmocka_unit_test(test_interpreter_layers__permits_hold_when_builtins_fall),
	        cmocka_unit_test(test_interpreter_layers__audit_sees_what_permits_let_by),
	        cmocka_unit_test(test_interpreter_layers__members_stay_closed_without_the_audit_layer),
	        cmocka_unit_test(test_interpreter_layers__without_any_the_power_is_real),
	        cmocka_unit_test(test_interpreter_layers__the_cell_is_not_the_main_interpreter),
	        cmocka_unit_test(
	                test_interpreter_layers__a_plant_opens_its_hole_and_no_other_run_has_it),
	        cmocka_unit_test(test_interpreter_layers__the_crash_plant_crashes),
	        cmocka_unit_test(test_interpreter_layers__a_plant_that_leaves_residue_is_told),
	};
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(cases, NULL, NULL);
}
