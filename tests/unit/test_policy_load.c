/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_policy_load.c - policies from files and built-in ones.
 */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "policy_rules.h"
#include "test.h"

static const struct {
	const char *name;
	uint64_t wall_ms;
	uint64_t memory_bytes;
	uint64_t output_bytes;
	bool stdin_granted;
	size_t required_count;
} builtins[] = {
        {"default", 5000, 256 << 20, 1 << 20, true, 0},
        {"strict", 2000, 64 << 20, 64 << 10, false, 3},
        {"teaching", 10000, 128 << 20, 64 << 10, true, 3},
};

static void test_policy_load__has_the_builtin_policies(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof builtins / sizeof builtins[0]; i++) {
		padcell_policy *policy = NULL;
		padcell_error error = {0};
		if (padcell_policy_builtin(builtins[i].name, &policy, &error) != PADCELL_OK)
			fail_msg("%s", error.message);
		assert_string_equal(policy->name, builtins[i].name);
		assert_int_equal(policy->wall_ms, builtins[i].wall_ms);
		assert_int_equal(policy->memory_bytes, builtins[i].memory_bytes);
		assert_int_equal(policy->output_bytes, builtins[i].output_bytes);
		assert_int_equal(policy->stdin_granted, builtins[i].stdin_granted);
		assert_int_equal(policy->required_count, builtins[i].required_count);
		assert_true(policy->module_count != 0);
		padcell_policy_free(policy);
	}
}

static void test_policy_load__strict_is_inside_default(void **state)
{
	(void)state;
	padcell_policy *wide = NULL;
	padcell_policy *narrow = NULL;
	assert_int_equal(padcell_policy_builtin("default", &wide, NULL), PADCELL_OK);
	assert_int_equal(padcell_policy_builtin("strict", &narrow, NULL), PADCELL_OK);
	assert_true(narrow->cpu_ms < wide->cpu_ms);
	assert_true(narrow->source_bytes < wide->source_bytes);
	assert_true(narrow->module_count < wide->module_count);
	padcell_policy_free(wide);
	padcell_policy_free(narrow);
}

static void test_policy_load__says_which_builtin_policies_there_are(void **state)
{
	(void)state;
	padcell_policy *policy = (padcell_policy *)&builtins;
	padcell_error error = {0};
	assert_int_equal(padcell_policy_builtin("lax\x1b", &policy, &error), PADCELL_E_ARGUMENT);
	assert_ptr_equal(policy, &builtins);
	assert_string_equal(
	        error.message,
	        "no built-in policy 'lax?'; expected default, strict or teaching; Hint: "
	        "a file is named with its path, such as ./lax?");
}

/* A new file with these bytes; its name is written to `path`. */
static void write_file(char path[static 32], const void *data, size_t size)
{
	(void)snprintf(path, 32, "/tmp/padcell-policy-XXXXXX");
	int fd = mkostemp(path, O_CLOEXEC);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, size), size);
	close(fd);
}

static void test_policy_load__reads_a_file_and_names_it_in_errors(void **state)
{
	(void)state;
	static const char text[] = "grants: {stdin: true}\nlimits: {wal: 1 s}\n";
	char path[32];
	write_file(path, text, 22);
	padcell_policy *policy = NULL;
	assert_int_equal(padcell_policy_load(path, &policy, NULL), PADCELL_OK);
	assert_true(policy->stdin_granted);
	policy = padcell_policy_free(policy);
	unlink(path);

	write_file(path, text, sizeof text - 1);
	padcell_error error = {0};
	assert_int_equal(padcell_policy_load(path, &policy, &error), PADCELL_E_POLICY);
	assert_memory_equal(error.message, path, strlen(path));
	assert_non_null(strstr(error.message, ":2:10: unknown key 'wal'"));
	unlink(path);
}

static void test_policy_load__refuses_what_cannot_be_read(void **state)
{
	(void)state;
	static const struct {
		const char *path;
		int sys_errno;
	} cases[] = {
	        {"/nonexistent/p.yaml", ENOENT},
	        {"/", EISDIR},
	        {"", ENOENT},
	        {"/dev/null/p.yaml", ENOTDIR},
	};
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		padcell_policy *policy = NULL;
		padcell_error error = {0};
		assert_int_equal(padcell_policy_load(cases[i].path, &policy, &error),
		                 PADCELL_E_SYSTEM);
		assert_null(policy);
		assert_int_equal(error.sys_errno, cases[i].sys_errno);
		assert_non_null(strstr(error.message, cases[i].path));
	}
}

static void test_policy_load__stops_reading_at_the_limit(void **state)
{
	(void)state;
	padcell_policy *policy = NULL;
	padcell_error error = {0};
	assert_int_equal(padcell_policy_load("/dev/zero", &policy, &error), PADCELL_E_POLICY);
	assert_string_equal(error.message,
	                    "/dev/zero:1:1: the file is too long; expected at most 65536 bytes");
}

static void test_policy_load__checks_its_arguments(void **state)
{
	(void)state;
	padcell_policy *policy = NULL;
	assert_int_equal(padcell_policy_load(NULL, &policy, NULL), PADCELL_E_ARGUMENT);
	assert_int_equal(padcell_policy_load("/", NULL, NULL), PADCELL_E_ARGUMENT);
	assert_int_equal(padcell_policy_builtin(NULL, &policy, NULL), PADCELL_E_ARGUMENT);
	assert_int_equal(padcell_policy_parse("p", NULL, 1, &policy, NULL), PADCELL_E_ARGUMENT);
	assert_int_equal(padcell_policy_parse("p", "{}", 2, NULL, NULL), PADCELL_E_ARGUMENT);
	assert_string_equal(padcell_policy_sha256(NULL), "");
	assert_null(padcell_policy_free(NULL));
}

TEST_MAIN(cmocka_unit_test(test_policy_load__has_the_builtin_policies),
          cmocka_unit_test(test_policy_load__strict_is_inside_default),
          cmocka_unit_test(test_policy_load__says_which_builtin_policies_there_are),
          cmocka_unit_test(test_policy_load__reads_a_file_and_names_it_in_errors),
          cmocka_unit_test(test_policy_load__refuses_what_cannot_be_read),
          cmocka_unit_test(test_policy_load__stops_reading_at_the_limit),
          cmocka_unit_test(test_policy_load__checks_its_arguments))
