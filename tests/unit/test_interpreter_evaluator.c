/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_interpreter_evaluator.c - `evaluator: checked` tells what lands on a stack, and
 * where.
 */
#include "test.h"

#include "cell_fixture.h"

#define OFF(layer) (1u << PADCELL_LAYER_##layer)

/* Layers above fall; each guest gets hold of a thing and lets it go, or does not even name it. */
static const struct landing {
	const char *source;
	uint32_t layers_off;
	const char *violation;
} landings[] = {
        {"x = 1\n(y for y in ()).gi_frame", OFF(PERMITS) | OFF(AUDIT),
         "E:guard:guard: stack: a frame:2\n"},
        {"try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    e.__traceback__.tb_frame.f_back",
         OFF(PERMITS) | OFF(AUDIT), "E:guard:guard: stack: a frame:4\n"},
        {"import json\n\njson.dumps.__code__", OFF(PERMITS) | OFF(AUDIT),
         "E:guard:guard: stack: code of the library:3\n"},
        {"import abc\nabc.update_abstractmethods.__code__.co_consts", OFF(PERMITS) | OFF(AUDIT),
         "E:guard:guard: stack: code of the library:2\n"},
        {"class X:\n    def __ror__(self, other): return other and 1\nstr.__dict__ | X()",
         OFF(PERMITS) | OFF(AUDIT), "E:guard:guard: stack: the dict of a shared type:2\n"},
        {"for c in object.__subclasses__():\n    if 0: break", OFF(PERMITS) | OFF(AUDIT),
         "C:guard:guard: stack: an object of another interpreter:1\n"},
        {"def f(*a): pass\nf(*(x for c in [1] for x in [(lambda: 0).__globals__]))\n"
         "def g():\n    return [c for c in object.__subclasses__()\n"
         "            if c.__name__ == 'PadcellCanary'][0].token\ng()",
         OFF(PERMITS) | OFF(AUDIT), "C:guard:guard: stack: an object of another interpreter:4\n"},
};

static void test_interpreter_evaluator__tells_what_landed_and_on_which_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof landings / sizeof landings[0]; i++) {
		struct cell_report report;
		const struct cell_options checked = {.evaluator_checked = true,
		                                     .layers_off = landings[i].layers_off};
		cell_run(landings[i].source, &checked, &report);
		if (strcmp(report.violations, landings[i].violation) != 0)
			fail_msg("%s\ntold %sinstead of %s%s", landings[i].source,
			         report.violations, landings[i].violation, report.traceback);

		const struct cell_options plain = {.layers_off = landings[i].layers_off};
		cell_run(landings[i].source, &plain, &report);
		assert_string_equal(report.violations, "");
	}
}

/* With every layer on nothing lands, though the guest tries; and nobody cries wolf. */
static void test_interpreter_evaluator__honest_and_refused_programs_are_not_told(void **state)
{
	(void)state;
	static const char *const programs[] = {
	        "def f(x): return x + 1\nclass A:\n    def __init__(self): self.x = "
	        "f(1)\nprint(A().x)",
	        "code = compile('6 * 7', 'f', 'eval')\nprint(eval(code))",
	        "import json, re, collections, dataclasses, enum, typing, decimal, datetime\n"
	        "@dataclasses.dataclass\nclass P:\n    x: int = 1\nprint(json.dumps([P().x]), "
	        "re.sub('a', 'b', 'a'))",
	        "import functools, weakref\nprint(weakref.ref(int)() is int, functools.reduce(max, "
	        "[1, 3, 2]))",
	        "try:\n    open('x')\nexcept PermissionError as error:\n    "
	        "print(type(error).__name__)",
	        "try:\n    (y for y in ()).gi_frame\nexcept PermissionError as error:\n    "
	        "print('no')",
	        "def g():\n    try:\n        yield 1\n    finally:\n        "
	        "print('closed')\nnext(g())",
	        "import sys\ntry:\n    sys.setrecursionlimit(200)\n    (lambda f: f(f))(lambda f: "
	        "f(f))\n"
	        "except RecursionError:\n    print('deep')",
	        "print(bytes.maketrans(b'a', b'b')[97], str.maketrans({'a': 'b'}))",
	        "class M(type):\n    def __getattribute__(cls, n): return "
	        "super().__getattribute__(n)\n"
	        "class C(metaclass=M): pass\nprint(C.__name__)",
	        "import types\nprint(isinstance(print, types.BuiltinFunctionType), "
	        "types.FrameType.__name__)",
	        "async def f():\n    return 5\ntry:\n    f().send(None)\nexcept StopIteration as "
	        "e:\n    print(e.value)",
	};
	for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
		struct cell_report plain;
		struct cell_report report;
		const struct cell_options checked = {.evaluator_checked = true};
		cell_run(programs[i], NULL, &plain);
		cell_run(programs[i], &checked, &report);
		if (strcmp(report.output, plain.output) != 0 || report.violations[0] != '\0' ||
		    report.ending != INTERPRETER_OK)
			fail_msg("%s\nprinted %sinstead of %s%s%s", programs[i], report.output,
			         plain.output, report.violations, report.traceback);
	}
}

/* What nobody else can hear: the thing is dropped at once. */
static void test_interpreter_evaluator__hears_what_is_dropped_at_once(void **state)
{
	(void)state;
	static const struct {
		const char *plant;
		const char *violation;
	} rows[] = {
	        {"module_dropped", "D:guard:guard: stack: a module of trusted code:2\n"},
	        {"code_dropped", "E:guard:guard: stack: code of the library:2\n"},
	        {"guarded_given", "D:guard:guard: stack: a guarded object:2\n"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct cell_report report;
		const struct cell_options checked = {.evaluator_checked = true,
		                                     .plant = rows[i].plant};
		cell_run("import padcell\npadcell.result(1)", &checked, &report);
		assert_string_equal(report.violations, rows[i].violation);

		const struct cell_options plain = {.plant = rows[i].plant};
		cell_run("import padcell\npadcell.result(1)", &plain, &report);
		assert_string_equal(report.violations, "");
	}
}

/* Documented: what never leaves C is not seen. */
static void test_interpreter_evaluator__does_not_see_what_stays_in_c(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options checked = {.evaluator_checked = true,
	                                     .layers_off = OFF(PERMITS) | OFF(AUDIT)};
	cell_run("import operator\nframes = map(operator.attrgetter('gi_frame'), [(y for y in "
	         "())])\n"
	         "print(sum(map(bool, frames)))",
	         &checked, &report);
	assert_string_equal(report.output, "1\n");
	assert_string_equal(report.violations, "");
}

int main(int argc, char **argv)
{
#ifndef PADCELL_TEST_BUILD
	TEST_SKIP_ALL("layer switches and plants exist in a test build only");
#endif
	const struct CMUnitTest cases[] = {
	        cmocka_unit_test(test_interpreter_evaluator__tells_what_landed_and_on_which_line),
	        cmocka_unit_test(
	                test_interpreter_evaluator__honest_and_refused_programs_are_not_told),
	        cmocka_unit_test(test_interpreter_evaluator__hears_what_is_dropped_at_once),
	        cmocka_unit_test(test_interpreter_evaluator__does_not_see_what_stays_in_c),
	};
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(cases, NULL, NULL);
}
