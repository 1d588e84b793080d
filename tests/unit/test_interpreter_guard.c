/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_interpreter_guard.c - the check bit: who is open when, and who tells.
 *
 * Guests get a guarded object by the plant guarded_given: padcell.result() answers with one.
 */
#include "test.h"

#include "cell_fixture.h"

#define OFF(layer) (1u << PADCELL_LAYER_##layer)

/* What somebody who holds a guarded object g could try. */
static const char *const tries[] = {
        "g.PADCELL_CANARY",
        "g.__class__",
        "g.x = 1",
        "del g.x",
        "getattr(g, 'inside')",
        "hasattr(g, 'inside')",
        "str(g)",
        "repr(g)",
        "print(g)",
        "f'{g}'",
        "'%s' % g",
        "format(g)",
        "hash(g)",
        "{g}",
        "{g: 1}",
        "bool(g)",
        "not g",
        "g()",
        "g(1, x=2)",
        "g == 1",
        "1 == g",
        "g < g",
        "g in [1]",
        "1 in g",
        "g + 1",
        "1 + g",
        "g - 1",
        "g * 2",
        "2 * g",
        "g / 2",
        "g // 2",
        "g % 2",
        "g ** 2",
        "2 ** g",
        "pow(2, 3, g)",
        "divmod(g, 2)",
        "g @ g",
        "g & 1",
        "g | 1",
        "g ^ 1",
        "g << 1",
        "1 >> g",
        "-g",
        "+g",
        "~g",
        "abs(g)",
        "int(g)",
        "float(g)",
        "range(g)",
        "[1][g]",
        "g += 1",
        "g @= 1",
        "len(g)",
        "g[0]",
        "g['x']",
        "g[0] = 1",
        "del g[0]",
        "g[1:2]",
        "iter(g)",
        "next(g)",
        "list(g)",
        "[*g]",
        "print(*g)",
        "dict(**g)",
        "a, b = g",
        "for x in g: pass",
        "bytes(g)",
        "memoryview(g)",
        "bytearray(g)",
        "isinstance(g, int)",
        "import copy; copy.copy(g)",
        "import copy; copy.deepcopy(g)",
        "object.__reduce_ex__(g, 4)",
        "object.__dir__(g)",
        "type(g).__repr__(g)",
        "type(g).__getattribute__(g, 'x')",
        "type(g).__eq__(g, 1)",
        "import json; json.dumps(g)",
        "sum([g])",
        "max(g, 1)",
        "sorted([g, 1])",
        "import functools; functools.partial(g)()",
        "import operator; operator.attrgetter('inside')(g)",
        "'{0.inside}'.format(g)",
        "type('C', (), {'x': g})().x",
        "async def f(): await g\nf().send(None)",
};

/* Each fails, says that an object of ours was used, and gives nothing of it away. */
static void test_interpreter_guard__a_guarded_object_refuses_whatever_is_tried(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
		char source[512];
		struct cell_report report;
		(void)snprintf(source, sizeof source,
		               "import padcell\ng = padcell.result(1)\n%s\nprint('used')",
		               tries[i]);
		const struct cell_options options = {.plant = "guarded_given"};
		cell_run(source, &options, &report);
		if (strstr(report.violations, "D:guard:guard: object:3") == NULL)
			fail_msg("%s\nnothing was said; it ended with %s%s", tries[i],
			         report.traceback, report.output);
		assert_null(strstr(report.output, "canary-of-the-tests"));
		assert_int_equal(report.signal, 0);
	}
}

/* The same without the layer: the planted value comes out, so the refusals above are the layer's.
 */
static void test_interpreter_guard__without_the_layer_the_object_is_open(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options options = {.plant = "guarded_given", .layers_off = OFF(GUARD)};
	cell_run("import padcell\ng = padcell.result(1)\nprint(g.x, str(g))", &options, &report);
	assert_non_null(strstr(report.output, "canary-of-the-tests canary-of-the-tests\n"));
	assert_string_equal(report.violations, "");
}

/* What does not touch the object itself stays what it is. */
static void test_interpreter_guard__holding_one_is_worth_nothing(void **state)
{
	(void)state;
	static const char *const vain[] = {
	        "type(g)()",
	        "type(g).__new__(type(g))",
	        "object.__new__(type(g))",
	        "type('Sub', (type(g),), {})",
	        "type(g).x = 1",
	        "object.__setattr__(g, 'x', 1)",
	        "object.__getattribute__(g, 'PADCELL_CANARY')",
	        "import weakref; weakref.ref(g)",
	        "vars(type(g))['PADCELL_CANARY']",
	};
	for (size_t i = 0; i < sizeof vain / sizeof vain[0]; i++) {
		char source[512];
		struct cell_report report;
		(void)snprintf(source, sizeof source,
		               "import padcell\ng = padcell.result(1)\n%s\nprint('used')", vain[i]);
		const struct cell_options options = {.plant = "guarded_given"};
		cell_run(source, &options, &report);
		assert_null(strstr(report.output, "used"));
		assert_int_equal(report.ending, INTERPRETER_EXCEPTION);
	}
}

/*
 * Across the border and back: os.urandom() of the cell enters unchecked, asks the guest's object
 * for a number, and goes on unchecked.  Whatever the guest does meanwhile, g refuses it, and
 * refuses it afterwards.
 */
static const struct crossing {
	const char *name;
	const char *source;
} crossings[] = {
        {"a callback", "class N:\n    def __index__(self):\n        touch()\n        return 4\n"
                       "assert len(os.urandom(N())) == 4\ntouch()\n"},
        {"a callback inside a callback",
         "class N:\n    def __index__(self):\n        assert len(os.urandom(2)) == 2\n        "
         "touch()\n"
         "        return 4\nassert len(os.urandom(N())) == 4\ntouch()\n"},
        {"an exception", "class N:\n    def __index__(self): raise KeyError(1)\n"
                         "try:\n    os.urandom(N())\nexcept KeyError:\n    touch()\ntouch()\n"},
        {"an exception of C",
         "try:\n    os.urandom('x')\nexcept TypeError:\n    touch()\ntouch()\n"},
        {"a generator left half-way",
         "def steps():\n    yield 1\n    touch()\n    yield 4\nrest = steps()\n"
         "class N:\n    def __index__(self):\n        next(rest)\n        return next(rest)\n"
         "assert len(os.urandom(N())) == 4\ntouch()\n"},
        {"a generator that outlives the call",
         "def steps():\n    try:\n        yield 4\n    finally:\n        touch()\nrest = steps()\n"
         "class N:\n    def __index__(self): return next(rest)\n"
         "assert len(os.urandom(N())) == 4\nrest.close()\ntouch()\n"},
        {"a generator closed by the call",
         "def steps():\n    try:\n        yield 4\n    finally:\n        touch()\n"
         "class N:\n    def __index__(self): return next(steps())\n"
         "assert len(os.urandom(N())) == 4\ntouch()\n"},
        {"a finaliser", "class F:\n    def __del__(self): touch()\n"
                        "class N:\n    def __index__(self):\n        F()\n        return 4\n"
                        "assert len(os.urandom(N())) == 4\ntouch()\n"},
        {"a finaliser of the number", "class I(int):\n    def __del__(self): touch()\n"
                                      "class N:\n    def __index__(self): return I(4)\n"
                                      "import warnings\nwarnings.simplefilter('ignore')\n"
                                      "assert len(os.urandom(N())) == 4\ntouch()\n"},
        {"an exception that a finaliser replaces",
         "class F:\n    def __del__(self): touch()\n"
         "class N:\n    def __index__(self):\n        kept = F()\n        raise KeyError(kept)\n"
         "try:\n    os.urandom(N())\nexcept KeyError:\n    pass\ntouch()\n"},
        {"a stream", "import sys\nsys.stdout.buffer.raw.write(b'x')\ntouch()\n"},
};

static unsigned count_of(const char *text, const char *part)
{
	unsigned count = 0;
	for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
		count++;
	return count;
}

static void test_interpreter_guard__the_guest_is_checked_on_both_sides_of_every_border(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof crossings / sizeof crossings[0]; i++) {
		char source[1024];
		struct cell_report report;
		(void)snprintf(source, sizeof source,
		               "import os, padcell\ng = padcell.result(1)\nrefused = 0\n"
		               "def touch():\n    global refused\n    try:\n        g.x\n"
		               "    except PermissionError:\n        refused += 1\n"
		               "%sprint('refused', refused)\n",
		               crossings[i].source);
		const struct cell_options options = {.plant = "guarded_given"};
		cell_run(source, &options, &report);
		unsigned touched = count_of(crossings[i].source, "touch()");
		char expected[32];
		(void)snprintf(expected, sizeof expected, "refused %u\n", touched);
		if (strstr(report.output, expected) == NULL)
			fail_msg("%s: expected %s, got %s%s", crossings[i].name, expected,
			         report.output, report.traceback);
		assert_int_equal(count_of(report.violations, "D:guard:guard: object"), touched);
		assert_null(strstr(report.violations, "guard: state"));
	}
}

static void test_interpreter_guard__a_state_that_sticks_is_heard(void **state)
{
	(void)state;
	static const char source[] =
	        "import os\ntry:\n    os.urandom('x')\nexcept TypeError:\n    pass\n";
	struct cell_report report;
	const struct cell_options stuck = {.plant = "guard_stuck"};
	cell_run(source, &stuck, &report);
	assert_non_null(strstr(report.violations, "D:guard:guard: state"));
	const struct cell_options sound = {.plant = "none"};
	cell_run(source, &sound, &report);
	assert_string_equal(report.violations, "");
}

/* A number asked for and given: no exception, so the plant has nothing to do. */
static void test_interpreter_guard__only_an_exception_makes_it_stick(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options stuck = {.plant = "guard_stuck"};
	cell_run("import os\nprint(len(os.urandom(3)))", &stuck, &report);
	assert_string_equal(report.output, "3\n");
	assert_string_equal(report.violations, "");
}

/* A planted canary lies in trusted modules: who reaches one of them meets it. */
static void test_interpreter_guard__trusted_modules_hold_a_canary_that_refuses(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options options = {.plant = "modules_uncleaned",
	                                     .layers_off = OFF(PERMITS) | OFF(AUDIT)};
	cell_run("import sys\nprint(sys.modules['posix'].PADCELL_GUARDED)", &options, &report);
	if (strstr(report.violations, "D:guard:guard: object:2") == NULL)
		fail_msg("nothing was said: %s%s", report.output, report.traceback);
	assert_string_equal(report.output, "");
}

/* One number is asked for once: an __index__ that changes its mind gets no more than the limit. */
static void test_interpreter_guard__a_number_is_asked_for_once(void **state)
{
	(void)state;
	struct cell_report report;
	cell_run("import os\nclass N:\n    asked = 0\n    def __index__(self):\n        N.asked += "
	         "1\n"
	         "        return 3 if N.asked == 1 else 1 << 20\nprint(len(os.urandom(N())), "
	         "N.asked)",
	         NULL, &report);
	assert_string_equal(report.output, "3 1\n");
}

int main(int argc, char **argv)
{
#ifndef PADCELL_TEST_BUILD
	TEST_SKIP_ALL("layer switches and plants exist in a test build only");
#endif
	const struct CMUnitTest cases[] = {
	        cmocka_unit_test(
	                test_interpreter_guard__a_guarded_object_refuses_whatever_is_tried),
	        cmocka_unit_test(test_interpreter_guard__without_the_layer_the_object_is_open),
	        cmocka_unit_test(test_interpreter_guard__holding_one_is_worth_nothing),
	        cmocka_unit_test(
	                test_interpreter_guard__the_guest_is_checked_on_both_sides_of_every_border),
	        cmocka_unit_test(test_interpreter_guard__a_state_that_sticks_is_heard),
	        cmocka_unit_test(test_interpreter_guard__only_an_exception_makes_it_stick),
	        cmocka_unit_test(
	                test_interpreter_guard__trusted_modules_hold_a_canary_that_refuses),
	        cmocka_unit_test(test_interpreter_guard__a_number_is_asked_for_once),
	};
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(cases, NULL, NULL);
}
