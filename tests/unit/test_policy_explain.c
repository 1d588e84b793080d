/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_policy_explain.c - an explained policy is complete, and means what it explains.
 */
#include "policy_rules.h"
#include "test.h"

static const char *const texts[] = {
        "{}",
        "limits: {wall: 10 ms, cpu: 60 min, memory: 64 GiB, output: 64 MiB, source: 1 B}",
        "limits: {wall: 61 s, memory: 16777217 B, stack: 1048577 B, recursion: 1}",
        "limits: {recursion: 100000, stack: 1 GiB, output: 0 B}",
        "modules: []",
        "modules: [json]\nrequire: [pidfd]\ngrants: {stdin: true}",
        "modules: {deny: [collections, json, os, sys]}",
        "syntax: strict\nevaluator: checked",
        "require: [seccomp, landlock, rlimits, pidfd, no_new_privs, empty_root, net_namespace]",
};

static char *explain(const padcell_policy *policy)
{
	char *text = NULL;
	assert_int_equal(padcell_policy_explain(policy, &text, NULL), PADCELL_OK);
	return text;
}

static void check_round_trip(padcell_policy *policy)
{
	char *text = explain(policy);
	padcell_policy *again = NULL;
	padcell_error error = {0};
	if (padcell_policy_parse("explained", text, strlen(text), &again, &error) != PADCELL_OK)
		fail_msg("%s\n%s", error.message, text);
	assert_string_equal(padcell_policy_sha256(policy), padcell_policy_sha256(again));

	char *same = explain(again);
	assert_string_equal(text, same);
	padcell_policy_free(policy);
	padcell_policy_free(again);
	free(text);
	free(same);
}

static void test_policy_explain__loads_again_as_the_same_policy(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		padcell_policy *policy = NULL;
		padcell_error error = {0};
		if (padcell_policy_parse("p", texts[i], strlen(texts[i]), &policy, &error) !=
		    PADCELL_OK)
			fail_msg("%s", error.message);
		check_round_trip(policy);
	}
}

static void test_policy_explain__loads_the_builtin_policies_again(void **state)
{
	(void)state;
	static const char *const names[] = {"default", "strict", "teaching"};
	for (size_t i = 0; i < 3; i++) {
		padcell_policy *policy = NULL;
		assert_int_equal(padcell_policy_builtin(names[i], &policy, NULL), PADCELL_OK);
		check_round_trip(policy);
	}
}

static void test_policy_explain__has_every_key_and_short_lines(void **state)
{
	(void)state;
	static const char *const keys[] = {"wall: 5 s ",  "cpu: 5 s ",        "memory: 256 MiB ",
	                                   "output: 1 ",  "recursion: 0 ",    "source: 1 MiB ",
	                                   "stack: ",     "allow: [",         "stdin: true ",
	                                   "require: []", "resolution: 1 ms "};
	padcell_policy *policy = NULL;
	assert_int_equal(padcell_policy_builtin("default", &policy, NULL), PADCELL_OK);
	char *text = explain(policy);
	assert_non_null(strstr(text, padcell_policy_sha256(policy)));
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		if (strstr(text, keys[i]) == NULL)
			fail_msg("'%s' is missing in\n%s", keys[i], text);
	}
	for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1)
		assert_true(strcspn(line, "\n") <= 86);
	free(text);
	padcell_policy_free(policy);
}

static void test_policy_explain__checks_its_arguments(void **state)
{
	(void)state;
	char *text = NULL;
	padcell_error error = {0};
	assert_int_equal(padcell_policy_explain(NULL, &text, &error), PADCELL_E_ARGUMENT);
	assert_null(text);
	assert_int_equal(error.stage, PADCELL_STAGE_POLICY);
}

TEST_MAIN(cmocka_unit_test(test_policy_explain__loads_again_as_the_same_policy),
          cmocka_unit_test(test_policy_explain__loads_the_builtin_policies_again),
          cmocka_unit_test(test_policy_explain__has_every_key_and_short_lines),
          cmocka_unit_test(test_policy_explain__checks_its_arguments))
