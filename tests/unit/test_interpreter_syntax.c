/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_interpreter_syntax.c - every spelling of a refused name is refused, with its
 * place.
 *
 * Each spelling runs twice: with the layer, which must refuse it at the place given, and without,
 * where CPython must take it for what it is.  A spelling that plain Python does not know proves
 * nothing.
 */
#include "test.h"

#include "cell_fixture.h"

/* The program itself names what it must not. */
static const struct spelling {
	const char *source;
	unsigned line;
	unsigned column; /* in characters, from 1: the name as it is written */
} spellings[] = {
        {"x = (1).__class__\nprint('ran')", 1, 9},
        {"x = (1) . \\\n  __class__\nprint('ran')", 2, 3},
        {"x = 1\nx = x.__class__.__name__\nprint('ran')", 2, 7},
        {"x = (1).__class__.__base__\nprint('ran')", 1, 9},
        {"x = f'{(1).__class__}'\nprint('ran')", 1, 12},
        {"x = f'{1:{(1).__class__.__name__[9:]}}'\nprint('ran')", 1, 15},
        {"x = (1).__\xef\xbd\x83\xef\xbd\x8c\xef\xbd\x81\xef\xbd\x93\xef\xbd\x93__\nprint('ran')",
         1, 9},
        {"x = (1).__\xf0\x9d\x93\xac\xf0\x9d\x93\xb5"
         "ass__\nprint('ran')",
         1, 9},
        {"# coding: utf-8\nx = '\xc3\xa9\xc3\xa9'.__class__\nprint('ran')", 2, 10},
        {"# coding: latin-1\nx = '\xe9\xe9'.__class__\nprint('ran')", 2, 10},
        {"\xef\xbb\xbfx = (1).__class__\nprint('ran')", 1, 9},
        {"# coding: utf-7\nx = (1).+AF8AXw-class+AF8AXw-\nprint('ran')", 2, 9},
        {"# coding: unicode_escape\nx = (1).\\x5f_class\\x5f_\nprint('ran')", 2, 9},
        {"x = 1\r\nx = x.__class__\r\nprint('ran')", 2, 7},
        {"\fx = (1).__class__\nprint('ran')", 1, 10},
        {"x = getattr(1, 'real')\nprint('ran')", 1, 5},
        {"get = getattr\nprint('ran')", 1, 7},
        {"from builtins import getattr as get\nprint('ran')", 1, 22},
        {"import builtins\nbuiltins.setattr\nprint('ran')", 2, 10},
        {"g\xe1\xb5\x89"
         "tattr\nprint('ran')",
         1, 1},
        {"print(type(__builtins__) and 'ran')", 1, 12},
        {"__import__('math')\nprint('ran')", 1, 1},
        {"import math as __dict__\nprint('ran')", 1, 16},
        {"from math import pi as __code__\nprint('ran')", 1, 24},
        {"def f(__class__): pass\nprint('ran')", 1, 7},
        {"def f(*, __class__=1): pass\nprint('ran')", 1, 10},
        {"def f(*__class__): pass\nprint('ran')", 1, 8},
        {"def f(**__class__): pass\nprint('ran')", 1, 9},
        {"def __class__(): pass\nprint('ran')", 1, 5},
        {"async def __class__(): pass\nprint('ran')", 1, 11},
        {"class __class__: pass\nprint('ran')", 1, 7},
        {"lambda __class__: 0\nprint('ran')", 1, 8},
        {"dict(__class__=1)\nprint('ran')", 1, 6},
        {"class A:\n    def __init_subclass__(cls, **k): pass\nclass B(A, __dict__=1): "
         "pass\nprint('ran')",
         3, 12},
        {"def f():\n    global __globals__\nprint('ran')", 2, 12},
        {"def f():\n    __self__ = 1\n    def g():\n        nonlocal __self__\nprint('ran')", 2, 5},
        {"try:\n    1 / 0\nexcept ZeroDivisionError as __code__:\n    pass\nprint('ran')", 3, 29},
        {"with open('x') if 0 else __import__('io').StringIO() as f: pass\nprint('ran')", 1, 26},
        {"match 1:\n    case int(real=1, __class__=c): pass\nprint('ran')", 2, 22},
        {"match 1:\n    case __dict__: pass\nprint('ran')", 2, 10},
        {"match [1]:\n    case [*__dict__]: pass\nprint('ran')", 2, 12},
        {"match {}:\n    case {**__dict__}: pass\nprint('ran')", 2, 13},
        {"match 1:\n    case int() as __dict__: pass\nprint('ran')", 2, 19},
        {"def f():\n    x: (1).__class__ = 1\nprint('ran')", 2, 12},
        {"from __future__ import annotations\nx: a.__class__\nprint('ran')", 2, 6},
        {"[__dict__ for __dict__ in ()]\nprint('ran')", 1, 2},
        {"if (__dict__ := 1): print('ran')", 1, 5},
        {"def f():\n    x = 1\n    del x.__class__\nprint('ran')", 3, 11},
        {"def f(): return (yield (1).__class__)\nprint('ran')", 1, 28},
        {"class A:\n    def f(self): self.__dict__['x'] = 1\nprint('ran')", 2, 23},
        {"@(lambda f: f.__class__ and f)\ndef f(): pass\nprint('ran')", 1, 15},
        {"super(int, 1).__getattribute__('real')\nprint('ran')", 1, 15},
        {"object.__setattr__\nprint('ran')", 1, 8},
};

/* The program is honest until it gives a text to the compiler; %s is the name. */
static const struct door {
	const char *source;
	const char *denial; /* NULL: the name */
} doors[] = {
        {"exec('(1).__class__')", NULL},
        {"exec(b'(1).__class__')", NULL},
        {"exec(bytearray(b'(1).__class__'))", NULL},
        {"exec(memoryview(b'(1).__class__'))", NULL},
        {"eval('  (1).__class__')", NULL},
        {"eval(b'\\t(1).__class__')", NULL},
        {"eval(compile('(1).__class__', 'f', 'eval'))", NULL},
        {"compile(source='(1).__class__', mode='exec', filename='f')", NULL},
        {"compile('(1).__class__', 'f', 'single', dont_inherit=True)", NULL},
        {"compile('(1).__class__', 'f', 'exec', 0x400)", NULL},
        {"compile('(1).__class__', 'f', 'exec', flags=0x400)", NULL},
        {"exec(b'# coding: utf-7\\n(1).+AF8AXw-class+AF8AXw-')", NULL},
        {"exec(b'# coding: unicode_escape\\n(1).\\\\x5f_class\\\\x5f_')", NULL},
        {"exec(\"exec('(1)._' + '_class_' + '_')\")", NULL},
        {"list(map(eval, ['(1).__class__']))", NULL},
        {"f = [exec][0]\nf('(1).__class__')", NULL},
        {"import functools\nfunctools.partial(eval, '(1).__class__')()", NULL},
        {"class S(str): pass\nexec(S('(1).__class__'))", NULL},
        {"import typing\ndef f(x: '(1).__cl' 'ass__'): pass\ntyping.get_type_hints(f)", NULL},
        {"import typing\ntyping.get_type_hints(type('T', (), {'__annotations__': {'x': "
         "'(1).__class__'}}))",
         NULL},
        {"exec('import builtins as b; b.__dict__')", "the name __dict__"},
        {"exec('setattr')", "the name setattr"},
        {"tree = compile('1', 'f', 'eval', 0x400)\ncompile(tree, 'f', 'eval')", "compile: a tree"},
};

/* Only the interpreter is here: what other layers say of these programs is no matter. */
#define OTHERS_OFF ((1u << PADCELL_LAYER_PERMITS) | (1u << PADCELL_LAYER_AUDIT))

static void test_interpreter_syntax__refuses_every_spelling_where_it_stands(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
		struct cell_report report;
		const struct cell_options strict = {.syntax_strict = true};
		cell_run(spellings[i].source, &strict, &report);
		if (report.ending != INTERPRETER_REJECTED || report.line != spellings[i].line ||
		    report.column != spellings[i].column)
			fail_msg("%s\nended %d at %u:%u, expected %u:%u\n%s", spellings[i].source,
			         report.ending, report.line, report.column, spellings[i].line,
			         spellings[i].column, report.traceback);
		if (strcmp(report.type, "SyntaxError") != 0 ||
		    strstr(report.denials, "syntax:the name ") == NULL)
			fail_msg("%s\n%s%s", spellings[i].source, report.traceback, report.denials);
		assert_string_equal(report.violations, "");
		assert_string_equal(report.output, "");
	}
}

static void test_interpreter_syntax__every_spelling_is_python_without_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
		struct cell_report report;
		const struct cell_options off = {.layers_off = OTHERS_OFF};
		cell_run(spellings[i].source, &off, &report);
		if (strcmp(report.output, "ran\n") != 0)
			fail_msg("%s\n%s", spellings[i].source, report.traceback);
	}
}

static void test_interpreter_syntax__stands_behind_every_door_of_the_compiler(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof doors / sizeof doors[0]; i++) {
		char denial[128];
		struct cell_report report;
		const struct cell_options strict = {.syntax_strict = true};
		cell_run(doors[i].source, &strict, &report);
		(void)snprintf(denial, sizeof denial, "syntax:%s",
		               doors[i].denial != NULL ? doors[i].denial : "the name __class__");
		if (report.ending != INTERPRETER_EXCEPTION ||
		    strcmp(report.type, "SyntaxError") != 0 ||
		    strstr(report.denials, denial) == NULL)
			fail_msg("%s\nended %d with %s\n%s%s", doors[i].source, report.ending,
			         report.type, report.denials, report.traceback);
		assert_string_equal(report.violations, "");

		const struct cell_options off = {.layers_off = OTHERS_OFF};
		cell_run(doors[i].source, &off, &report);
		if (report.ending != INTERPRETER_OK)
			fail_msg("plain Python does not know this: %s\n%s", doors[i].source,
			         report.traceback);
	}
}

/* A codec and a normalize() of the guest's own: what they say the second time is never asked. */
static void test_interpreter_syntax__compiles_the_tree_that_it_looked_at(void **state)
{
	(void)state;
	static const char normalising[] =
	        "import unicodedata\n"
	        "calls = []\n"
	        "def lie(form, text):\n"
	        "    calls.append(text)\n"
	        "    return 'real' if len(calls) < 2 else '__cl' + 'ass__'\n"
	        "unicodedata.normalize = lie\n"
	        "print(eval('(7).\\u00e9'), len(calls))\n";
	static const char decoding[] =
	        "import codecs\n"
	        "calls = []\n"
	        "def decode(data, errors='strict'):\n"
	        "    calls.append(1)\n"
	        "    text = 'x = (7).real' if len(calls) < 2 else 'x = (7).__cl' + 'ass__'\n"
	        "    return text + '\\n', len(data)\n"
	        "class Reader(codecs.StreamReader):\n"
	        "    def decode(self, data, errors='strict'): return decode(data)\n"
	        "class Incremental(codecs.IncrementalDecoder):\n"
	        "    def decode(self, data, final=False): return decode(data)[0]\n"
	        "codecs.register(lambda name: codecs.CodecInfo(None, decode, Reader, None,\n"
	        "    incrementaldecoder=Incremental, name='lying') if name == 'lying' else None)\n"
	        "exec(b'# coding: lying\\n')\n"
	        "print(x)\n";
	struct cell_report report;
	const struct cell_options strict = {.syntax_strict = true};
	cell_run(normalising, &strict, &report);
	assert_string_equal(report.output, "7 1\n");
	cell_run(decoding, &strict, &report);
	assert_null(strstr(report.output, "class"));
}

/* A guest may hold trees, and teaches their classes nothing. */
static void test_interpreter_syntax__classes_of_trees_are_closed(void **state)
{
	(void)state;
	static const char source[] = "tree = compile('a.b', 'f', 'eval', 0x400)\n"
	                             "kind = type(tree.body)\n"
	                             "for name, value in (('_fields', ()), ('x', 1)):\n"
	                             "    try:\n"
	                             "        if name == 'x': kind.x = value\n"
	                             "        else: kind._fields = value\n"
	                             "    except TypeError:\n"
	                             "        print('closed')\n"
	                             "print(kind._fields)\n";
	struct cell_report report;
	const struct cell_options strict = {.syntax_strict = true};
	cell_run(source, &strict, &report);
	assert_string_equal(report.output, "closed\nclosed\n('value', 'attr', 'ctx')\n");
}

/* An object that says it is a tree by its __class__ is none, and is not read either. */
static void test_interpreter_syntax__asks_no_object_what_it_is(void **state)
{
	(void)state;
	static const char source[] = "kind = type(compile('1', 'f', 'eval', 0x400))\n"
	                             "body = {'__class__': property(lambda self: kind), "
	                             "'__getattr__': lambda self, name: 1}\n"
	                             "try:\n"
	                             "    compile(type('Lies', (), body)(), 'f', 'eval')\n"
	                             "except TypeError as error:\n"
	                             "    print(error)\n";
	struct cell_report report;
	const struct cell_options strict = {.syntax_strict = true};
	cell_run(source, &strict, &report);
	assert_non_null(strstr(report.output, "must be a string or bytes"));
}

static const struct honest {
	const char *source;
	const char *output;
} honest[] = {
        {"if __name__ == '__main__': print('main')", "main\n"},
        {"class V:\n    __slots__ = ('x',)\n    def __init__(self, x): self.x = x\n"
         "    def __add__(self, o): return V(self.x + o.x)\n    def __repr__(self): return "
         "f'V({self.x})'\n"
         "    def __eq__(self, o): return self.x == o.x\n    __hash__ = None\nprint(V(1) + V(2), "
         "V(1) == V(1))",
         "V(3) True\n"},
        {"class A:\n    def __init__(self): self.__private = 1\n    def get(self): return "
         "self.__private\n"
         "print(A().get())",
         "1\n"},
        {"class A:\n    def __new__(cls): return super().__new__(cls)\n    def __init__(self): "
         "super().__init__()\n"
         "    def __getattr__(self, name): return name\n    def __setattr__(self, n, v): "
         "pass\nprint(A().x)",
         "x\n"},
        {"from __future__ import annotations\ndef f(x: int) -> str: ...\nprint(f.__name__, "
         "f.__doc__)",
         "f None\n"},
        {"import dataclasses\n@dataclasses.dataclass(order=True, frozen=True)\nclass P:\n    x: "
         "int = 3\n"
         "    def __post_init__(self): pass\ntry:\n    P().x = 4\nexcept "
         "dataclasses.FrozenInstanceError:\n"
         "    print(P() == P(3), P() < P(4))",
         "True True\n"},
        {"import collections, enum, typing\nclass C(enum.Enum):\n    A = 1\n"
         "class N(typing.NamedTuple):\n    a: int = 1\nprint(collections.namedtuple('T', 'a b')(1, "
         "2), C.A, N())",
         "T(a=1, b=2) C.A N(a=1)\n"},
        {"import typing\ndef f(x: 'int'): ...\nprint(typing.get_type_hints(f))",
         "{'x': <class 'int'>}\n"},
        {"print(eval('  1 + 1'), eval(compile('3', 'f', 'eval')), eval(b'4'))\n"
         "n = {}\nexec(compile('x = 5', 'f', 'exec', dont_inherit=True), n)\nprint(n['x'])",
         "2 3 4\n5\n"},
        {"from __future__ import annotations\nexec('def f(x: undefined): return 8')\nprint(f(0))",
         "8\n"},
        {"try:\n    exec('1 +')\nexcept SyntaxError as e:\n    print(e.lineno, e.offset, e.text)",
         "1 4 1 +\n\n"},
        {"try:\n    exec('\\nx = a.__class__')\nexcept SyntaxError as e:\n    print(e.lineno, "
         "e.offset, e.text)",
         "2 7 x = a.__class__\n"},
        {"try:\n    eval(1)\nexcept TypeError:\n    print('no text')", "no text\n"},
        {"x = '__class__'; print(x, '__import__' 'x', b'getattr')",
         "__class__ __import__x b'getattr'\n"},
        {"_ = 1; __ = 2; ____ = 3; print(_ + __ + ____)", "6\n"},
};

static void test_interpreter_syntax__programs_of_protocols_do_not_notice(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof honest / sizeof honest[0]; i++) {
		struct cell_report report;
		const struct cell_options strict = {.syntax_strict = true};
		cell_run(honest[i].source, &strict, &report);
		if (report.ending != INTERPRETER_OK || strcmp(report.output, honest[i].output) != 0)
			fail_msg("%s\nprinted %s\n%s%s", honest[i].source, report.output,
			         report.traceback, report.denials);
	}
}

/* Doors that take a name as text are not this layer's: pinned, so that the page that says so stays
 * true.  Permits answer for what lies behind them. */
static void test_interpreter_syntax__texts_that_name_attributes_are_left_to_permits(void **state)
{
	(void)state;
	static const char *const texts[] = {
	        "import operator\noperator.attrgetter('__globals__')(f)",
	        "import operator\noperator.methodcaller('__getattribute__', '__globals__')(f)",
	        "'{0.__globals__}'.format(f)",
	        "'{x.__globals__}'.format_map({'x': f})",
	        "class C:\n    __match_args__ = ('__globals__',)\nclass M(type):\n"
	        "    def __instancecheck__(self, o): return True\nclass D(metaclass=M):\n"
	        "    __match_args__ = ('__globals__',)\nmatch f:\n    case D(g): pass",
	};
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		char source[512];
		struct cell_report report;
		(void)snprintf(source, sizeof source, "def f(): pass\n%s\nprint('ran')", texts[i]);
		const struct cell_options alone = {.syntax_strict = true, .layers_off = OTHERS_OFF};
		cell_run(source, &alone, &report);
		if (strcmp(report.output, "ran\n") != 0)
			fail_msg("%s\n%s", source, report.traceback);
		const struct cell_options both = {.syntax_strict = true};
		cell_run(source, &both, &report);
		if (strcmp(report.output, "") != 0)
			fail_msg("permits let this by: %s", source);
	}
}

static void test_interpreter_syntax__is_off_unless_asked_for(void **state)
{
	(void)state;
	struct cell_report report;
	cell_run("print((1).__class__)", NULL, &report);
	assert_string_equal(report.output, "<class 'int'>\n");
	const struct cell_options without = {.syntax_strict = true,
	                                     .layers_off = 1u << PADCELL_LAYER_SYNTAX};
	cell_run("print((1).__class__)", &without, &report);
	assert_string_equal(report.output, "<class 'int'>\n");
}

static void test_interpreter_syntax__a_node_that_is_not_looked_at_is_seen(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options blind = {.syntax_strict = true, .plant = "syntax_blind"};
	cell_run("print((1).__class__)", &blind, &report);
	assert_string_equal(report.output, "<class 'int'>\n");
	const struct cell_options sound = {.syntax_strict = true, .plant = "none"};
	cell_run("print((1).__class__)", &sound, &report);
	assert_int_equal(report.ending, INTERPRETER_REJECTED);
}

int main(int argc, char **argv)
{
#ifndef PADCELL_TEST_BUILD
	TEST_SKIP_ALL("layer switches and plants exist in a test build only");
#endif
	const struct CMUnitTest cases[] = {
	        cmocka_unit_test(test_interpreter_syntax__refuses_every_spelling_where_it_stands),
	        cmocka_unit_test(test_interpreter_syntax__every_spelling_is_python_without_it),
	        cmocka_unit_test(test_interpreter_syntax__stands_behind_every_door_of_the_compiler),
	        cmocka_unit_test(test_interpreter_syntax__compiles_the_tree_that_it_looked_at),
	        cmocka_unit_test(test_interpreter_syntax__classes_of_trees_are_closed),
	        cmocka_unit_test(test_interpreter_syntax__asks_no_object_what_it_is),
	        cmocka_unit_test(test_interpreter_syntax__programs_of_protocols_do_not_notice),
	        cmocka_unit_test(
	                test_interpreter_syntax__texts_that_name_attributes_are_left_to_permits),
	        cmocka_unit_test(test_interpreter_syntax__is_off_unless_asked_for),
	        cmocka_unit_test(test_interpreter_syntax__a_node_that_is_not_looked_at_is_seen),
	};
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(cases, NULL, NULL);
}
