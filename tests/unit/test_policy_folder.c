/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_policy_folder.c - modules come from folders as the policy says, and nothing else
 * does.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"
#include "policy_rules.h"
#include "test.h"

static char root[] = "/tmp/padcell-folder-XXXXXX";

static const char *in_root(const char *name)
{
	static char path[256];
	(void)snprintf(path, sizeof path, "%s/%s", root, name);
	return path;
}

static void write_file(const char *name, const char *text)
{
	FILE *file = fopen(in_root(name), "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static int make_root(void **state)
{
	(void)state;
	if (mkdtemp(root) == NULL || mkdir(in_root("a"), 0700) != 0 ||
	    mkdir(in_root("a/pack"), 0700) != 0 || mkdir(in_root("b"), 0700) != 0)
		return -1;
	write_file("a/one.py", "from_a\n");
	write_file("b/one.py", "from_b\n");
	write_file("b/two.py", "two\n");
	write_file("a/pack/__init__.py", "pack\n");
	write_file("a/pack/part.py", "part\n");
	write_file("a/native.so", "");
	write_file("secret", "secret\n");
	return symlink("../secret", in_root("a/link.py")) == 0 &&
	                       mkfifo(in_root("a/pipe.py"), 0600) == 0
	               ? 0
	               : -1;
}

static int remove_root(void **state)
{
	(void)state;
	static const char *const made[] = {
	        "a/one.py",       "b/one.py",  "b/two.py",    "b/big.py",  "a/pack/__init__.py",
	        "a/pack/part.py", "a/link.py", "a/native.so", "a/pipe.py", "secret",
	        "a/pack",         "a",         "b",           ""};
	for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
		(void)remove(in_root(made[i]));
	return 0;
}

/* Parse as if the text lay in the root, so that its folders are seen from there. */
static enum padcell_status parse(const char *text, padcell_policy **ret_policy,
                                 padcell_error *reterr)
{
	return padcell_policy_parse(in_root("p.yaml"), text, strlen(text), ret_policy, reterr);
}

static void test_policy_folder__the_first_folder_that_has_a_module_serves(void **state)
{
	(void)state;
	padcell_policy *policy = NULL;
	padcell_error error = {0};
	if (parse("modules: {allow: [re], add: [two, pack.part, one, pack, json], from: [a, b]}",
	          &policy, &error) != PADCELL_OK)
		fail_msg("%s", error.message);

	static const struct {
		const char *name;
		const char *text;
		bool package;
	} rows[] = {{"one", "from_a\n", false},
	            {"pack", "pack\n", true},
	            {"pack.part", "part\n", false},
	            {"two", "two\n", false}};
	assert_int_equal(policy->source_count, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_string_equal(policy->sources[i].name, rows[i].name);
		assert_int_equal(policy->sources[i].package, rows[i].package);
		assert_int_equal(policy->sources[i].size, strlen(rows[i].text));
		assert_memory_equal(policy->sources[i].text, rows[i].text, strlen(rows[i].text));
	}
	assert_int_equal(policy->module_count, 6); /* and json and re, which the cell has */
	padcell_policy_free(policy);
}

static void test_policy_folder__add_goes_beside_the_default_modules(void **state)
{
	(void)state;
	padcell_policy *plain = NULL;
	padcell_policy *more = NULL;
	assert_int_equal(parse("{}", &plain, NULL), PADCELL_OK);
	assert_int_equal(parse("modules: {add: [gc, json, one], from: [a]}", &more, NULL),
	                 PADCELL_OK);
	assert_int_equal(more->module_count, plain->module_count + 2);
	padcell_policy_free(plain);
	padcell_policy_free(more);
}

static void test_policy_folder__an_explained_policy_reads_the_same_modules(void **state)
{
	(void)state;
	padcell_policy *policy = NULL;
	padcell_policy *again = NULL;
	char *text = NULL;
	padcell_error error = {0};
	assert_int_equal(parse("modules: {add: [two, one], from: [a, b]}", &policy, NULL),
	                 PADCELL_OK);
	assert_int_equal(padcell_policy_explain(policy, &text, NULL), PADCELL_OK);
	if (padcell_policy_parse("elsewhere", text, strlen(text), &again, &error) != PADCELL_OK)
		fail_msg("%s\n%s", error.message, text);
	assert_string_equal(padcell_policy_sha256(policy), padcell_policy_sha256(again));
	free(text);
	padcell_policy_free(policy);
	padcell_policy_free(again);
}

static void test_policy_folder__refuses_with_place_and_reason(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		const char *message;
	} rows[] = {
	        {"modules: {add: [nowhere], from: [a]}", ":1:17: 'nowhere' is unknown"},
	        {"modules: {add: [one]}", "no modules.from is given"},
	        {"modules: {add: [native], from: [a]}", "'native' is written in C"},
	        {"modules: {add: [link], from: [a]}", "a link leads out of the folder"},
	        {"modules: {add: [pipe], from: [a]}", "'pipe' cannot be read"},
	        {"modules: {add: [pack.part], from: [a]}", "'pack.part' is added without 'pack'"},
	        {"modules: {add: [\"../secret\"], from: [a]}", "'../secret' is unknown"},
	        {"modules: {add: [a/one], from: [.]}", "'a/one' is unknown"},
	        {"modules: {add: [one.], from: [a]}", "'one.' is unknown"},
	        {"modules: {add: [one], from: [c]}", ":1:30: 'c' cannot be opened"},
	        {"modules: {add: [one], from: [a, a]}", "'a' stands here again"},
	        {"modules: {add: [one], deny: [one], from: [a]}", "'one' is unknown"},
	        {"modules: {add: [gc], deny: [gc]}", "'gc' is denied, yet 'gc' is added"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		padcell_policy *policy = NULL;
		padcell_error error = {0};
		assert_int_equal(parse(rows[i].text, &policy, &error), PADCELL_E_POLICY);
		if (strstr(error.message, rows[i].message) == NULL)
			fail_msg("%s: %s", rows[i].text, error.message);
	}
}

static void test_policy_folder__all_modules_together_are_bounded(void **state)
{
	(void)state;
	padcell_policy *policy = NULL;
	padcell_error error = {0};
	write_file("b/big.py", "x");
	assert_int_equal(truncate(in_root("b/big.py"), (off_t)POLICY_MODULES_BYTES), 0);
	assert_int_equal(parse("modules: {add: [big], from: [b]}", &policy, &error), PADCELL_OK);
	padcell_policy_free(policy);
	assert_int_equal(parse("modules: {add: [two, big], from: [b]}", &policy, &error),
	                 PADCELL_E_POLICY);
	assert_non_null(strstr(error.message, "16 MiB"));
}

TEST_MAIN_IN(make_root, remove_root,
             cmocka_unit_test(test_policy_folder__the_first_folder_that_has_a_module_serves),
             cmocka_unit_test(test_policy_folder__add_goes_beside_the_default_modules),
             cmocka_unit_test(test_policy_folder__an_explained_policy_reads_the_same_modules),
             cmocka_unit_test(test_policy_folder__refuses_with_place_and_reason),
             cmocka_unit_test(test_policy_folder__all_modules_together_are_bounded))
