/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_policy_parse.c - what a policy file may say, and the message for all else.
 */
#include "policy_rules.h"
#include "test.h"

#define TEXT(literal) literal, sizeof literal - 1

static const char root_keys[] = "limits, modules, grants, clock, require, syntax, evaluator, isolation";

/* Each is refused with exactly this message, after "p:". */
static const struct {
	const char *text;
	size_t size;
	const char *message;
} refused[] = {
        /* not a mapping */
        {TEXT(""),
         "1:1: no mapping; expected keys of limits, modules, grants, clock, require, syntax, evaluator, isolation; Hint: start "
         "from 'padcell policy explain default'"},
        {TEXT("# only a comment\n"), "2:1: no mapping; expected keys of limits, modules, grants, "
                                     "clock, require, syntax, evaluator, isolation; Hint: start from "
                                     "'padcell policy explain default'"},
        {TEXT("[]"),
         "1:1: no mapping; expected keys of limits, modules, grants, clock, require, syntax, evaluator, isolation; Hint: start "
         "from 'padcell policy explain default'"},
        {TEXT("limits:"),
         "1:8: 'limits' is nothing; expected a mapping with keys of wall, cpu, memory, "
         "output, recursion, source, stack"},
        {TEXT("grants: [stdin]"), "1:9: 'grants' is a list; expected a mapping with keys of stdin"},
        {TEXT("modules: json"), "1:10: 'modules' is a single value; expected a list of names or a "
                                "mapping with keys of allow, deny, add, from"},
        {TEXT("{[a]: b}"),
         "1:2: a list in place of a key; expected one of limits, modules, grants, clock, require, syntax, evaluator, isolation"},
        {TEXT("limits: {{}: b}"), "1:10: a mapping in place of a key; expected one of wall, cpu, "
                                  "memory, output, recursion, source, stack"},
        /* unknown keys */
        {TEXT("\nlimit: {}"),
         "2:1: unknown key 'limit'; expected one of limits, modules, grants, clock, "
         "require, syntax, evaluator, isolation; Hint: did you mean 'limits'?"},
        {TEXT("limits:\n  memroy: 1 MiB"),
         "2:3: unknown key 'memroy'; expected one of wall, cpu, memory, output, recursion, source, "
         "stack; Hint: did you mean 'memory'?"},
        {TEXT("wall: 5 s"),
         "1:1: unknown key 'wall'; expected one of limits, modules, grants, clock, require, syntax, evaluator, isolation; "
         "Hint: 'wall' belongs in 'limits'"},
        {TEXT("grants: {require: []}"), "1:10: unknown key 'require'; expected one of stdin; Hint: "
                                        "'require' stands without a group"},
        {TEXT("<<: {}"),
         "1:1: unknown key '<<'; expected one of limits, modules, grants, clock, require, syntax, evaluator, isolation"},
        {TEXT("\"\": {}"),
         "1:1: unknown key ''; expected one of limits, modules, grants, clock, require, syntax, evaluator, isolation"},
        {TEXT("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: 1"),
         "1:1: unknown key 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...'; expected one of limits, "
         "modules, grants, clock, require, syntax, evaluator, isolation"},
        /* duplicates: both places */
        {TEXT("limits:\n  wall: 5 s\n  wall: 6 s\n"),
         "3:3: 'limits.wall' stands here again; expected it once, and the first is at line 2, "
         "column "
         "3"},
        {TEXT("limits: {}\ngrants: {}\nlimits: {}\n"),
         "3:1: 'limits' stands here again; expected it once, and the first is at line 1, column 1"},
        {TEXT("modules: [json,\n  json]"),
         "2:3: 'json' stands here again; expected it once, and the first is at line 1, column 11"},
        {TEXT("modules: {deny: [os, os]}"),
         "1:22: 'os' stands here again; expected it once, and the first is at line 1, column 18"},
        /* wrong types */
        {TEXT("limits: {wall: [1]}"),
         "1:16: limits.wall is a list; expected a duration such as 500 ms or 5 s"},
        {TEXT("limits: {wall: {a: b}}"),
         "1:16: limits.wall is a mapping; expected a duration such as 500 ms or 5 s"},
        {TEXT("limits: {wall: }"),
         "1:16: limits.wall is nothing; expected a duration such as 500 ms or 5 s"},
        {TEXT("limits: {wall: 5}"),
         "1:16: limits.wall is '5'; expected a duration such as 500 ms or 5 "
         "s; Hint: a number needs its unit: ms, s or min"},
        {TEXT("limits: {memory: 5 MB}"),
         "1:18: limits.memory is '5 MB'; expected a size such as 64 KiB "
         "or 256 MiB; Hint: write MiB for 1024 KiB"},
        {TEXT("limits: {recursion: \"5\"}"),
         "1:21: limits.recursion is '5'; expected a whole number without quotes"},
        {TEXT("grants: {stdin: yes}"), "1:17: grants.stdin is 'yes'; expected true or false"},
        {TEXT("grants: {stdin: 'true'}"), "1:17: grants.stdin is 'true'; expected true or false"},
        {TEXT("grants: {stdin: \"\\e[31m\"}"),
         "1:17: grants.stdin is '?[31m'; expected true or false"},
        {TEXT("require: landlock"),
         "1:10: require is 'landlock'; expected a list of names, [one, another]"},
        {TEXT("require: [[landlock]]"),
         "1:11: require is a list; expected a list of names, [one, another]"},
        {TEXT("syntax: stricct"), "1:9: syntax is 'stricct'; expected one of off, strict"},
        {TEXT("syntax: [strict]"), "1:9: syntax is a list; expected one of off, strict"},
        {TEXT("syntax: "), "1:8: syntax is nothing; expected one of off, strict"},
        {TEXT("evaluator: true"), "1:12: evaluator is 'true'; expected one of plain, checked"},
        {TEXT("syntax: off\nsyntax: off"), "2:1: 'syntax' stands here again; expected it once, and "
                                           "the first is at line 1, column 1"},
        {TEXT("limits: {syntax: strict}"),
         "1:10: unknown key 'syntax'; expected one of wall, cpu, memory, output, recursion, source, "
         "stack; Hint: 'syntax' stands without a group"},
        /* out of range */
        {TEXT("limits: {wall: 0 s}"),
         "1:16: limits.wall is 0 ms; expected 10 ms to 60 min (wall clock; "
         "a sleeping guest ends by it)"},
        {TEXT("limits: {memory: 15 MiB}"), "1:18: limits.memory is 15 MiB; expected 16 MiB to 64 "
                                           "GiB (objects of the interpreter, those "
                                           "it starts with included)"},
        {TEXT("limits: {recursion: 100001}"),
         "1:21: limits.recursion is 100001; expected 0 to 100000 "
         "(depth of Python calls; 0 is CPython's own limit)"},
        /* names */
        {TEXT("modules: [jsn]"), "1:11: 'jsn' is unknown; expected a module that a cell can have; "
                                 "Hint: did you mean 'json'?"},
        {TEXT("modules: [socket]"),
         "1:11: 'socket' is unknown; expected a module that a cell can have; "
         "Hint: see 'padcell policy explain default'"},
        {TEXT("modules: [urllib]"),
         "1:11: 'urllib' is unknown; expected a module that a cell can have; "
         "Hint: see 'padcell policy explain default'"},
        {TEXT("modules: {deny: [socket]}"),
         "1:18: 'socket' is unknown; expected a module that a cell can have; Hint: see 'padcell "
         "policy explain default'"},
        {TEXT("require: [landlok]"), "1:11: 'landlok' is unknown; expected a rung of the ladder; "
                                     "Hint: did you mean 'landlock'?"},
        {TEXT("require: [tpm]"),
         "1:11: 'tpm' is unknown; expected a rung of the ladder; Hint: see 'padcell doctor'"},
        /* contradictions: blamed on what stands later, the other one named */
        {TEXT("limits:\n  output: 64 MiB\n  memory: 32 MiB"),
         "3:3: limits.memory is 32 MiB and limits.output is 64 MiB (line 2); expected at least 64 "
         "MiB; Hint: a guest that may print more than it may hold is a mistaken unit"},
        {TEXT("limits:\n  memory: 32 MiB\n  source: 33 MiB"),
         "3:3: limits.source is 33 MiB and limits.memory is 32 MiB (line 2); expected at most 32 "
         "MiB; "
         "Hint: such a source could never be compiled"},
        {TEXT("limits: {recursion: 65537}"),
         "1:10: limits.recursion is 65537 and limits.stack is 64 MiB (default); expected at most "
         "65536; Hint: a level of recursion takes up to 1 KiB of C stack"},
        {TEXT("modules:\n  allow: [json, urllib.parse]\n  deny: [urllib]"),
         "3:10: 'urllib' is denied, yet 'urllib.parse' is allowed in line 2; expected one of both; "
         "Hint: with 'allow', all that is not named is denied"},
        /* YAML that a policy has no use for */
        {TEXT("grants: {stdin: &a true}"),
         "1:17: an anchor (&); expected a plain value; Hint: write it out"},
        {TEXT("grants: &a {}"), "1:9: an anchor (&); expected a plain value; Hint: write it out"},
        {TEXT("modules: &a []"), "1:10: an anchor (&); expected a plain value; Hint: write it out"},
        {TEXT("grants: *a"), "1:9: an alias (*); expected a plain value; Hint: write it out"},
        {TEXT("grants: {stdin: !!bool true}"),
         "1:17: a tag (!); expected a plain value; Hint: leave the tag out"},
        {TEXT("--- {}\n--- {}\n"), "2:1: a second document; expected the end of the file"},
        /* text that is no text */
        {TEXT("grants:\n\tstdin: true"),
         "2:1: a tab; expected spaces; Hint: indent with two spaces"},
        {TEXT("{}\0"), "1:3: a NUL byte; expected text; Hint: is this a policy file at all?"},
        {TEXT("grants: {stdin: \"\\0\"}"), "1:17: a NUL character; expected text"},
        {TEXT("# \xc3\xa9\n# \xff"),
         "2:3: a byte that is not UTF-8; expected UTF-8 text; Hint: save the file as UTF-8"},
        {TEXT("# \x1b[31m"), "1:3: a control character; expected text"},
        {TEXT("# \xc3\xa9 \xc2\x9b"), "1:5: a control character; expected text"},
        /* broken YAML */
        {TEXT("limits: {wall: 5 s\n"),
         "2:1: did not find expected ',' or '}' while parsing a flow mapping; expected YAML; Hint: "
         "check quotes and indentation"},
        {TEXT("limits: {wall: \"5 s}"),
         "1:21: found unexpected end of stream while scanning a quoted "
         "scalar; expected YAML; Hint: check quotes and indentation"},
        {TEXT("{}}"),
         "1:3: did not find expected <document start>; expected YAML; Hint: check quotes "
         "and indentation"},
};

static void test_policy_parse__refuses_with_place_and_expectation(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		padcell_policy *policy = (padcell_policy *)&refused;
		padcell_error error = {0};
		enum padcell_status status = padcell_policy_parse("p", refused[i].text,
		                                                  refused[i].size, &policy, &error);
		if (status != PADCELL_E_POLICY)
			fail_msg("case %zu: status %d for %s", i, status, refused[i].text);
		assert_ptr_equal(policy, &refused);
		assert_int_equal(error.stage, PADCELL_STAGE_POLICY);
		assert_memory_equal(error.message, "p:", 2);
		assert_string_equal(error.message + 2, refused[i].message);
	}
}

static padcell_policy *parse(const char *text)
{
	padcell_policy *policy = NULL;
	padcell_error error = {0};
	if (padcell_policy_parse("p", text, strlen(text), &policy, &error) != PADCELL_OK)
		fail_msg("%s: %s", text, error.message);
	return policy;
}

static void test_policy_parse__takes_every_key(void **state)
{
	(void)state;
	padcell_policy *policy = parse("%YAML 1.1\n"
	                               "---\n"
	                               "limits:\r\n"
	                               "  wall: 1 min\r\n"
	                               "  cpu: \"1500 ms\"\n"
	                               "  memory: 32MiB\n"
	                               "  output: 0 B\n"
	                               "  recursion: 2000\n"
	                               "  source: 3 KiB\n"
	                               "  stack: 8 MiB\n"
	                               "modules: {allow: ['re', json], deny: [os]}\n"
	                               "grants: {stdin: true}\n"
	                               "syntax: strict\n"
	                               "evaluator: checked\n"
	                               "require:\n"
	                               "- seccomp\n"
	                               "- landlock\n"
	                               "...\n");
	assert_int_equal(policy->wall_ms, 60000);
	assert_int_equal(policy->cpu_ms, 1500);
	assert_int_equal(policy->memory_bytes, 32 << 20);
	assert_int_equal(policy->output_bytes, 0);
	assert_int_equal(policy->recursion, 2000);
	assert_int_equal(policy->source_bytes, 3072);
	assert_int_equal(policy->stack_bytes, 8 << 20);
	assert_true(policy->syntax_strict);
	assert_true(policy->evaluator_checked);
	assert_true(policy->stdin_granted);
	assert_int_equal(policy->module_count, 2);
	assert_string_equal(policy->modules[0], "json");
	assert_string_equal(policy->modules[1], "re");
	assert_int_equal(policy->required_count, 2);
	assert_string_equal(policy->required_rungs[0], "landlock");
	assert_string_equal(policy->required_rungs[1], "seccomp");
	assert_string_equal(policy->name, "p");
	assert_null(padcell_policy_free(policy));
}

static void test_policy_parse__grants_nothing_that_is_not_named(void **state)
{
	(void)state;
	padcell_policy *policy = parse("{}");
	assert_false(policy->syntax_strict);
	assert_false(policy->evaluator_checked);
	assert_false(policy->stdin_granted);
	assert_int_equal(policy->required_count, 0);
	assert_int_equal(policy->wall_ms, 5000);
	assert_int_equal(policy->cpu_ms, 5000);
	assert_int_equal(policy->memory_bytes, 256 << 20);
	assert_int_equal(policy->output_bytes, 1 << 20);
	assert_int_equal(policy->source_bytes, 1 << 20);
	assert_int_equal(policy->recursion, 0);
	padcell_policy_free(policy);
}

static bool has_module(const padcell_policy *policy, const char *name)
{
	for (size_t i = 0; i < policy->module_count; i++) {
		if (strcmp(policy->modules[i], name) == 0)
			return true;
	}
	return false;
}

static void test_policy_parse__deny_takes_submodules_with_it(void **state)
{
	(void)state;
	padcell_policy *all = parse("{}");
	padcell_policy *fewer = parse("modules: {deny: [urllib, collections, os]}");
	assert_true(has_module(all, "urllib.parse"));
	assert_true(has_module(all, "collections.abc"));
	assert_int_equal(fewer->module_count, all->module_count - 4);
	assert_false(has_module(fewer, "urllib.parse"));
	assert_false(has_module(fewer, "collections"));
	assert_false(has_module(fewer, "collections.abc"));
	assert_false(has_module(fewer, "os"));
	assert_true(has_module(fewer, "json"));
	padcell_policy_free(all);
	padcell_policy_free(fewer);
}

static void test_policy_parse__an_empty_list_allows_no_module(void **state)
{
	(void)state;
	static const char *const texts[] = {"modules: []", "modules: {allow: []}"};
	for (size_t i = 0; i < 2; i++) {
		padcell_policy *policy = parse(texts[i]);
		assert_int_equal(policy->module_count, 0);
		padcell_policy_free(policy);
	}
}

static void test_policy_parse__equal_meaning_gives_equal_digests(void **state)
{
	(void)state;
	padcell_policy *a = parse("limits: {wall: 60 s}\nmodules: [re, json]\n");
	padcell_policy *b =
	        parse("modules: {allow: [json, re]}\nlimits: {cpu: 5000 ms, wall: 1 min}");
	padcell_policy *c = parse("modules: [json]\nlimits: {wall: 1 min}");
	assert_int_equal(strlen(padcell_policy_sha256(a)), 64);
	assert_string_equal(padcell_policy_sha256(a), padcell_policy_sha256(b));
	assert_string_not_equal(padcell_policy_sha256(a), padcell_policy_sha256(c));
	padcell_policy_free(a);
	padcell_policy_free(b);
	padcell_policy_free(c);
}

/* `count` times `piece`. */
static char *repeat(const char *piece, size_t count, const char *tail)
{
	size_t length = strlen(piece);
	char *text = malloc(length * count + strlen(tail) + 1);
	assert_non_null(text);
	for (size_t i = 0; i < count; i++)
		memcpy(text + i * length, piece, length);
	memcpy(text + length * count, tail, strlen(tail) + 1);
	return text;
}

static void test_policy_parse__is_bounded_in_depth_and_size(void **state)
{
	(void)state;
	static const struct {
		const char *piece;
		size_t count;
		const char *tail;
		enum padcell_status status;
	} cases[] = {
	        {"[", 60000, "", PADCELL_E_POLICY},
	        {"{a: ", 15000, "", PADCELL_E_POLICY},
	        {"- ", 30000, "", PADCELL_E_POLICY},
	        {"? ", 30000, "", PADCELL_E_POLICY},
	        {"limits: {wall: [", 1, "[[[[[[[[[[[[[[[[[[[[", PADCELL_E_POLICY},
	        {"#", 65533, "\n{}", PADCELL_OK},
	        {"#", 65534, "\n{}", PADCELL_E_POLICY},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		char *text = repeat(cases[i].piece, cases[i].count, cases[i].tail);
		padcell_policy *policy = NULL;
		assert_int_equal(padcell_policy_parse("p", text, strlen(text), &policy, NULL),
		                 cases[i].status);
		padcell_policy_free(policy);
		free(text);
	}
}

static void test_policy_parse__survives_every_cut_and_every_changed_byte(void **state)
{
	(void)state;
	static const char text[] = "limits:\n  wall: 5 s\n  memory: \"64 MiB\"\n"
	                           "modules: {allow: [json, re], deny: ['os']}\n"
	                           "grants: {stdin: true}\nrequire:\n  - seccomp\n";
	const char changes[] = "\0\t\n :-[]{}#&*!|>'\"%@`\xff\xc3,?a0";
	char copy[sizeof text];
	for (size_t i = 0; i < sizeof text - 1; i++) {
		padcell_policy *policy = NULL;
		(void)padcell_policy_parse("p", text, i, &policy, NULL);
		policy = padcell_policy_free(policy);
		for (size_t change = 0; change < sizeof changes - 1; change++) {
			memcpy(copy, text, sizeof text);
			copy[i] = changes[change];
			(void)padcell_policy_parse("p", copy, sizeof text - 1, &policy, NULL);
			policy = padcell_policy_free(policy);
		}
	}
}

static void test_policy_parse__shows_the_end_of_a_long_name(void **state)
{
	(void)state;
	char *name = repeat("d/", 200, "tail.yaml");
	padcell_policy *policy = NULL;
	padcell_error error = {0};
	assert_int_equal(padcell_policy_parse(name, "x: 1", 4, &policy, &error), PADCELL_E_POLICY);
	assert_non_null(strstr(error.message, "tail.yaml:1:1: unknown key 'x'; expected one of "));
	assert_non_null(strstr(error.message, root_keys));
	assert_int_equal(padcell_policy_parse(name, "{}", 2, &policy, &error), PADCELL_OK);
	assert_int_equal(strlen(policy->name), POLICY_NAME_MAX - 1);
	padcell_policy_free(policy);
	free(name);
}

TEST_MAIN(cmocka_unit_test(test_policy_parse__refuses_with_place_and_expectation),
          cmocka_unit_test(test_policy_parse__takes_every_key),
          cmocka_unit_test(test_policy_parse__grants_nothing_that_is_not_named),
          cmocka_unit_test(test_policy_parse__deny_takes_submodules_with_it),
          cmocka_unit_test(test_policy_parse__an_empty_list_allows_no_module),
          cmocka_unit_test(test_policy_parse__equal_meaning_gives_equal_digests),
          cmocka_unit_test(test_policy_parse__is_bounded_in_depth_and_size),
          cmocka_unit_test(test_policy_parse__survives_every_cut_and_every_changed_byte),
          cmocka_unit_test(test_policy_parse__shows_the_end_of_a_long_name))
