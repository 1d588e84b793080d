/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_base_fail.c - an error is one bounded line, and every status has a text.
 */
#include <errno.h>

#include "fail.h"
#include "test.h"

static void test_base_fail__fills_every_member(void **state)
{
	(void)state;
	padcell_error error;
	memset(&error, 'x', sizeof error);
	assert_int_equal(padcell_fail(&error, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, ENOENT,
	                              "open %s", "it"),
	                 PADCELL_E_SYSTEM);
	assert_int_equal(error.status, PADCELL_E_SYSTEM);
	assert_int_equal(error.stage, PADCELL_STAGE_KERNEL);
	assert_int_equal(error.sys_errno, ENOENT);
	assert_string_equal(error.message, "open it: No such file or directory");
}

static void test_base_fail__needs_no_place_to_write(void **state)
{
	(void)state;
	assert_int_equal(padcell_fail(NULL, PADCELL_E_NOMEM, PADCELL_STAGE_BASE, 0, "x"),
	                 PADCELL_E_NOMEM);
}

static void test_base_fail__keeps_terminals_safe(void **state)
{
	(void)state;
	padcell_error error;
	(void)padcell_fail(&error, PADCELL_E_POLICY, PADCELL_STAGE_POLICY, 0, "a\x1b[31m\nb\x7f");
	assert_string_equal(error.message, "a?[31m?b?");
}

static void test_base_fail__cuts_long_messages(void **state)
{
	(void)state;
	char text[2 * PADCELL_ERROR_MESSAGE_MAX];
	memset(text, 'a', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	padcell_error error;
	(void)padcell_fail(&error, PADCELL_E_SYSTEM, PADCELL_STAGE_BASE, EPERM, "%s", text);
	assert_int_equal(strlen(error.message), PADCELL_ERROR_MESSAGE_MAX - 1);
}

static void test_base_fail__each_status_and_stage_has_its_own_text(void **state)
{
	(void)state;
	for (int a = PADCELL_E_INTERPRETER; a <= PADCELL_OK; a++) {
		const char *text = padcell_status_text((enum padcell_status)a);
		assert_string_not_equal(text, "unknown status");
		for (int b = PADCELL_E_INTERPRETER; b < a; b++)
			assert_string_not_equal(text, padcell_status_text((enum padcell_status)b));
	}
	for (int a = PADCELL_STAGE_BASE; a <= PADCELL_STAGE_VERDICT; a++) {
		const char *text = padcell_stage_text((enum padcell_stage)a);
		assert_string_not_equal(text, "unknown stage");
		for (int b = PADCELL_STAGE_BASE; b < a; b++)
			assert_string_not_equal(text, padcell_stage_text((enum padcell_stage)b));
	}
}

static void test_base_fail__unknown_values_are_named_as_such(void **state)
{
	(void)state;
	assert_string_equal(padcell_status_text((enum padcell_status)(-1000)), "unknown status");
	assert_string_equal(padcell_stage_text((enum padcell_stage)1000), "unknown stage");
}

TEST_MAIN(cmocka_unit_test(test_base_fail__fills_every_member),
          cmocka_unit_test(test_base_fail__needs_no_place_to_write),
          cmocka_unit_test(test_base_fail__keeps_terminals_safe),
          cmocka_unit_test(test_base_fail__cuts_long_messages),
          cmocka_unit_test(test_base_fail__each_status_and_stage_has_its_own_text),
          cmocka_unit_test(test_base_fail__unknown_values_are_named_as_such))
