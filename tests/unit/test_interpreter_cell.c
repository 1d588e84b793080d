/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_interpreter_cell.c - what a guest can do in a cell, and what it cannot.
 *
 * The interpreter layers only: no worker, no kernel.  Every case is a fresh process.
 */
#include "test.h"

#include "cell_fixture.h"

/* Programs that must run to their end, and what they print. */
static const struct honest {
	const char *source;
	const char *output;
} honest[] = {
        {"print(sum(range(10)))", "45\n"},
        {"class A:\n    def __init__(self): self.x = 1\nprint(A().x)", "1\n"},
        {"def g():\n    yield from (1, 2)\nprint(list(g()))", "[1, 2]\n"},
        {"async def f(): return 7\ntry:\n    f().send(None)\nexcept StopIteration as e:\n    "
         "print(e.value)",
         "7\n"},
        {"import json; print(json.loads(json.dumps({'a': [1, None]})))", "{'a': [1, None]}\n"},
        {"import re; print(re.sub(r'(\\d)', r'<\\1>', 'a1'))", "a<1>\n"},
        {"import dataclasses\n@dataclasses.dataclass(order=True)\nclass P:\n    x: int = "
         "3\nprint(P(), "
         "P(1) < P(2))",
         "P(x=3) True\n"},
        {"import enum\nclass C(enum.Enum):\n    A = 1\nprint(C.A, C(1) is C.A)", "C.A True\n"},
        {"import datetime; print(datetime.date(2020, 2, 28) + datetime.timedelta(2))",
         "2020-03-01\n"},
        {"import datetime; print(datetime.datetime.strptime('2020', '%Y').year)", "2020\n"},
        {"import math, cmath; print(math.isqrt(17), abs(cmath.sqrt(-1)))", "4 1.0\n"},
        {"import collections; print(collections.namedtuple('T', 'a b', defaults=[2])(1))",
         "T(a=1, b=2)\n"},
        {"import typing\nclass N(typing.NamedTuple):\n    a: int = 1\nprint(N())", "N(a=1)\n"},
        {"import functools\n@functools.singledispatch\ndef f(x): return 'o'\n@f.register\ndef _(x: "
         "int): "
         "return 'i'\nprint(f(1), f(''))",
         "i o\n"},
        {"import decimal, fractions; print(decimal.Decimal('0.1') * 3, fractions.Fraction(2, 4))",
         "0.3 1/2\n"},
        {"import hashlib; print(hashlib.sha256(b'').hexdigest()[:8])", "e3b0c442\n"},
        {"import random; random.seed(1); print(random.randint(1, 6))", "2\n"},
        {"import io, contextlib\nb = io.StringIO()\nwith contextlib.redirect_stdout(b): "
         "print('x')\n"
         "print(repr(b.getvalue()))",
         "'x\\n'\n"},
        {"import sys; sys.stdout.buffer.write(b'raw\\n')", "raw\n"},
        {"import abc\nclass B(abc.ABC):\n    @abc.abstractmethod\n    def f(self): ...\ntry:\n    "
         "B()\n"
         "except TypeError:\n    print('abstract')",
         "abstract\n"},
        {"n = {}\nexec('def f(): return 42', n)\nprint(n['f'](), eval('1+1'))", "42 2\n"},
        {"match {'a': 1}:\n    case {'a': x}: print(x)", "1\n"},
        {"try:\n    raise ExceptionGroup('g', [ValueError(1)])\nexcept* ValueError as e:\n    "
         "print(len(e.exceptions))",
         "1\n"},
        {"import os; print(os.path.join('a', 'b'), os.sep, os.environ)", "a/b / {}\n"},
};

static void test_interpreter_cell__runs_honest_programs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof honest / sizeof honest[0]; i++) {
		struct cell_report report;
		cell_run(honest[i].source, NULL, &report);
		if (report.ending != INTERPRETER_OK)
			fail_msg("%s\n%s", honest[i].source, report.traceback);
		assert_string_equal(report.output, honest[i].output);
		assert_string_equal(report.violations, "");
	}
}

/* Reads of power, and how each must end: an exception type and what the refusal names. */
static const struct refused {
	const char *source;
	const char *type;
	const char *denial; /* part of a denial line; NULL: none is needed */
} refused[] = {
        {"open('/etc/passwd')", "PermissionError", "permits:io.open"},
        {"import subprocess", "ModuleNotFoundError", "builtins:import subprocess"},
        {"import posix", "ModuleNotFoundError", "builtins:import posix"},
        {"__import__('gc')", "ModuleNotFoundError", "builtins:import gc"},
        {"def f(): pass\nf.__globals__", "PermissionError", "permits:function.__globals__"},
        {"def f(): pass\nf.__code__", "PermissionError", "permits:function.__code__"},
        {"def f(): pass\nf.__code__ = 1", "PermissionError", "permits:function: writing"},
        {"(lambda: 0).__closure__", "PermissionError", "permits:function.__closure__"},
        {"(x for x in ()).gi_frame", "PermissionError", "permits:generator.gi_frame"},
        {"(x for x in ()).gi_code", "PermissionError", "permits:generator.gi_code"},
        {"'{0.__globals__}'.format(lambda: 0)", "PermissionError", "permits:function.__globals__"},
        {"try:\n    1/0\nexcept Exception as e:\n    e.__traceback__.tb_frame", "PermissionError",
         "permits:traceback.tb_frame"},
        {"import operator; operator.attrgetter('__globals__')(lambda: 0)", "PermissionError",
         "permits:function.__globals__"},
        {"match (lambda: 0):\n    case object(__code__=c): pass", "PermissionError",
         "permits:function.__code__"},
        {"type(lambda: 0)(compile('0', '', 'eval'), {})", "PermissionError", "permits:function()"},
        {"compile('0', '', 'eval').co_code", "PermissionError", "permits:code.co_code"},
        {"compile('0', '', 'eval').replace(co_code=b'')", "PermissionError",
         "permits:code.replace"},
        {"import sys; sys._getframe()", "AttributeError", NULL},
        {"import sys; sys.settrace", "AttributeError", NULL},
        {"import sys; sys.audit('x')", "AttributeError", NULL},
        {"import os; os.system('true')", "PermissionError", NULL},
        {"import io; io.FileIO(0)", "PermissionError", "permits:_io.FileIO()"},
        {"import io; io.FileIO.__new__(io.FileIO, 0)", "PermissionError", "permits:_io.FileIO()"},
        {"class A: pass\nclass B: pass\nA.__bases__ = (B,)", "PermissionError",
         "permits:type: writing"},
        {"import _thread", "ModuleNotFoundError", "builtins:import _thread"},
        {"import sys; sys.modules['_thread'].start_new_thread(print, ())", "PermissionError",
         "permits:_thread.start_new_thread"},
        {"breakpoint()", "NameError", NULL},
};

static void test_interpreter_cell__refuses_power_and_names_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		struct cell_report report;
		cell_run(refused[i].source, NULL, &report);
		if (report.ending != INTERPRETER_EXCEPTION ||
		    strcmp(report.type, refused[i].type) != 0)
			fail_msg("%s\nended %d with %s\n%s", refused[i].source, report.ending,
			         report.type, report.traceback);
		if (refused[i].denial != NULL && strstr(report.denials, refused[i].denial) == NULL)
			fail_msg("%s\nno denial %s in:\n%s", refused[i].source, refused[i].denial,
			         report.denials);
		assert_string_equal(report.violations, "");
	}
}

static void test_interpreter_cell__a_static_type_dict_is_never_handed_out(void **state)
{
	(void)state;
	struct cell_report report;
	cell_run("class X:\n"
	         "    def __ror__(self, other): self.got = other; return 1\n"
	         "    def __eq__(self, other): self.got = other; return True\n"
	         "x = X()\n"
	         "str.__dict__ | x\n"
	         "x.got['zfill'] = 1\n"
	         "str.__dict__ == x\n"
	         "x.got['zfill'] = 1\n"
	         "print('1'.zfill(2))",
	         NULL, &report);
	assert_string_equal(report.output, "01\n");
}

static void test_interpreter_cell__subclasses_show_neither_main_nor_hidden_classes(void **state)
{
	(void)state;
	struct cell_report report;
	cell_run("class Mine: pass\n"
	         "names = set()\n"
	         "def walk(c):\n"
	         "    for s in type.__subclasses__(c):\n"
	         "        if s.__qualname__ not in names: names.add(s.__qualname__); walk(s)\n"
	         "walk(object)\n"
	         "print('Mine' in names, 'PadcellCanary' in names, 'BuiltinImporter' in names, "
	         "'frame' in names)",
	         NULL, &report);
	assert_string_equal(report.output, "True False False False\n");
}

static void test_interpreter_cell__memory_ends_at_the_account(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options options = {.memory_bytes = 16u << 20};
	cell_run("x = []\nwhile True: x.append('a' * 1000000)", &options, &report);
	assert_int_equal(report.ending, INTERPRETER_MEMORY);
	cell_run("raise MemoryError", &options, &report);
	assert_int_equal(report.ending, INTERPRETER_EXCEPTION);
	cell_run("try:\n    x = bytearray(1 << 40)\nexcept MemoryError:\n    print('caught')",
	         &options, &report);
	assert_int_equal(report.ending, INTERPRETER_OK);
	assert_string_equal(report.output, "caught\n");
}

static void test_interpreter_cell__exit_codes_are_those_of_python(void **state)
{
	(void)state;
	static const struct {
		const char *source;
		int code;
		const char *output;
	} rows[] = {
	        {"raise SystemExit", 0, ""},
	        {"import sys; sys.exit(3)", 3, ""},
	        {"import sys; sys.exit('why')", 1, "why\n"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct cell_report report;
		cell_run(rows[i].source, NULL, &report);
		assert_int_equal(report.ending, INTERPRETER_EXIT);
		assert_int_equal(report.exit_code, rows[i].code);
		assert_string_equal(report.output, rows[i].output);
	}
}

static void test_interpreter_cell__a_syntax_error_has_its_line(void **state)
{
	(void)state;
	struct cell_report report;
	cell_run("x = 1\nreturn x", NULL, &report);
	assert_int_equal(report.ending, INTERPRETER_REJECTED);
	assert_string_equal(report.type, "SyntaxError");
	assert_int_equal(report.line, 2);
	assert_non_null(strstr(report.traceback, "return x"));
	assert_string_equal(report.violations, "");
}

static void test_interpreter_cell__a_traceback_reads_no_file_the_guest_named(void **state)
{
	(void)state;
	struct cell_report report;
	cell_run("exec(compile('1/0', '/etc/passwd', 'exec'))", NULL, &report);
	assert_int_equal(report.ending, INTERPRETER_EXCEPTION);
	assert_null(strstr(report.traceback, "root:"));
	assert_string_equal(report.violations, "");
	cell_run("compile('return', '/etc/passwd', 'exec')", NULL, &report);
	assert_null(strstr(report.traceback, "root:"));
	assert_string_equal(report.violations, "");
}

static void test_interpreter_cell__reads_input_only_when_it_is_granted(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options granted = {.input = "one\ntwo\n"};
	cell_run("import sys\nprint(input(), sys.stdin.read())", &granted, &report);
	assert_string_equal(report.output, "one two\n\n");
	cell_run("import sys\nprint(repr(sys.stdin.read()))", NULL, &report);
	assert_string_equal(report.output, "''\n");
}

static void test_interpreter_cell__imports_only_what_the_policy_permits(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options only_math = {.module = "math"};
	cell_run("import math; print(math.floor(1.5))", &only_math, &report);
	assert_string_equal(report.output, "1\n");
	cell_run("import json", &only_math, &report);
	assert_string_equal(report.type, "ModuleNotFoundError");
	assert_non_null(strstr(report.denials, "builtins:import json"));
}

static void test_interpreter_cell__what_a_run_leaves_is_gone_in_the_next_namespace(void **state)
{
	(void)state;
	struct cell_report report;
	static const struct {
		const char *first;
		const char *second;
		const char *output;
	} rows[] = {
	        {"secret = 1", "print('secret' in globals())", "False\n"},
	        {"import json\njson.dumps = None", "import json\nprint(json.dumps(1))", "1\n"},
	        {"import sys\nsys.secret = 1", "import sys\nprint(hasattr(sys, 'secret'))",
	         "False\n"},
	        {"import builtins\nbuiltins.len = None", "print(len('ab'))", "2\n"},
	        {"import sys\nsys.stdout.close()", "print('open')", "open\n"},
	        {"import sys\nsys.setrecursionlimit(50)",
	         "import sys\nprint(sys.getrecursionlimit())", "1000\n"},
	        {"import math\nmath.pi = 3", "import math\nprint(math.pi > 3)", "True\n"},
	        {"import sys\nsys.modules['json'] = 1", "import json\nprint(json.loads('2'))",
	         "2\n"},
	        {"import warnings\nclass F:\n    def __del__(self):\n        import sys\n        "
	         "sys.late = 1\n"
	         "import sys\nsys.f = F()",
	         "import sys\nprint(hasattr(sys, 'late'))", "False\n"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct cell_options options = {.then = rows[i].second};
		cell_run(rows[i].first, &options, &report);
		assert_string_equal(report.violations, "");
		assert_string_equal(report.output, rows[i].output);
	}
}

static void test_interpreter_cell__exit_functions_run(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options options = {.module = "atexit"};
	cell_run("import atexit; atexit.register(print, 'end')\nprint('body')", &options, &report);
	assert_string_equal(report.output, "body\nend\n");
}

static void test_interpreter_cell__a_result_is_plain_data(void **state)
{
	(void)state;
	struct cell_report report;
	cell_run("import padcell\npadcell.result({'a': [1, 2.5, None, True, b'x', 2**70, -2**70]})",
	         NULL, &report);
	assert_int_equal(report.ending, INTERPRETER_OK);
	assert_non_null(strstr(report.output, "<result of "));
	cell_run("import padcell\npadcell.result(object())", NULL, &report);
	assert_string_equal(report.type, "TypeError");
	cell_run("import padcell\nx = []\nx.append(x)\npadcell.result(x)", NULL, &report);
	assert_string_equal(report.type, "ValueError");
}

TEST_MAIN(cmocka_unit_test(test_interpreter_cell__runs_honest_programs),
          cmocka_unit_test(test_interpreter_cell__refuses_power_and_names_it),
          cmocka_unit_test(test_interpreter_cell__a_static_type_dict_is_never_handed_out),
          cmocka_unit_test(test_interpreter_cell__subclasses_show_neither_main_nor_hidden_classes),
          cmocka_unit_test(test_interpreter_cell__memory_ends_at_the_account),
          cmocka_unit_test(test_interpreter_cell__exit_codes_are_those_of_python),
          cmocka_unit_test(test_interpreter_cell__a_syntax_error_has_its_line),
          cmocka_unit_test(test_interpreter_cell__a_traceback_reads_no_file_the_guest_named),
          cmocka_unit_test(test_interpreter_cell__reads_input_only_when_it_is_granted),
          cmocka_unit_test(test_interpreter_cell__imports_only_what_the_policy_permits),
          cmocka_unit_test(test_interpreter_cell__what_a_run_leaves_is_gone_in_the_next_namespace),
          cmocka_unit_test(test_interpreter_cell__exit_functions_run),
          cmocka_unit_test(test_interpreter_cell__a_result_is_plain_data))
