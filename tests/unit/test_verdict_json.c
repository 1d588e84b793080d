/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_verdict_json.c - the document of each outcome, member by member and in order.
 */
#include <jansson.h>
#include <math.h>
#include <signal.h>

#include "fail.h"
#include "test.h"
#include "verdict_build.h"

static char *document(padcell_verdict *verdict)
{
	char *json = NULL;
	(void)verdict_conclude(verdict);
	assert_int_equal(padcell_verdict_json(verdict, &json, NULL), PADCELL_OK);
	padcell_verdict_free(verdict);
	return json;
}

/* The member of a document as JSON text; "absent" when there is none.  Owned by the caller. */
static char *member(const char *json, const char *key)
{
	json_error_t error;
	json_t *root = json_loads(json, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
	if (root == NULL)
		fail_msg("%s in %s", error.text, json);
	const json_t *value = json_object_get(root, key);
	char *text = value != NULL ? json_dumps(value, JSON_ENCODE_ANY) : strdup("absent");
	json_decref(root);
	return text;
}

static void assert_member(const char *json, const char *key, const char *expected)
{
	char *text = member(json, key);
	assert_string_equal(text, expected);
	free(text);
}

static void test_verdict_json__a_good_run_is_written_as_documented(void **state)
{
	(void)state;
	padcell_verdict *verdict = verdict_new(1000);
	assert_int_equal(verdict_add_output(verdict, PADCELL_STDOUT, "h\xc3\xa9\n", 4), 4);
	assert_int_equal(verdict_add_output(verdict, PADCELL_STDERR, "e", 1), 1);
	assert_true(verdict_set_result(verdict, "\xfb\x3f\xd3\x33\x33\x33\x33\x33\x34", 9));
	verdict_add_denial(verdict, PADCELL_LAYER_PERMITS, "posix.system", 2);
	verdict_set_usage(verdict, 1.2, 0.8994, 14000);
	verdict_set_python(verdict, "3.11.2");
	verdict_set_policy(verdict, "abc");
	verdict_add_rung(verdict, "user_namespace", false, 0);
	verdict_add_rung(verdict, "landlock", true, 7);
	verdict_add_rung(verdict, "pidfd", true, 0);
	verdict_set_layers(verdict, UINT32_MAX & ~(1u << PADCELL_LAYER_AUDIT));
	verdict_set_ok(verdict);
	char *json = document(verdict);
	assert_string_equal(
	        json,
	        "{\"padcell\": 1, \"status\": \"ok\", \"exit_code\": 0, \"stdout\": "
	        "\"h\\u00E9\\n\", "
	        "\"stderr\": \"e\", \"result\": 0.30000000000000004, \"exception\": null, "
	        "\"signal\": null, \"denials\": [{\"layer\": \"permits\", \"what\": "
	        "\"posix.system\", \"count\": 2}], \"violations\": [], \"usage\": {\"wall_ms\": "
	        "1.2, "
	        "\"cpu_ms\": 0.899, \"peak_kib\": 14000, \"stdout_bytes\": 4}, \"python\": "
	        "\"3.11.2\", \"policy_sha256\": \"abc\", \"ladder\": {\"user_namespace\": false, "
	        "\"landlock\": 7, \"pidfd\": true}, \"layers\": [\"syntax\", "
	        "\"builtins\", \"permits\", \"guard\", \"interpreter\", \"seccomp\", \"process\", \"supervisor\"]}");
	free(json);
}

static void test_verdict_json__an_exception_has_all_its_parts(void **state)
{
	(void)state;
	const struct verdict_exception exception = {.type = "SyntaxError",
	                                            .message = "bad\0\xff",
	                                            .message_size = 5,
	                                            .traceback = "  File\n",
	                                            .traceback_size = 7,
	                                            .line = 3};
	padcell_verdict *verdict = verdict_new(0);
	verdict_set_exception(verdict, &exception);
	char *json = document(verdict);
	assert_member(json, "status", "\"exception\"");
	assert_member(json, "exit_code", "1");
	assert_member(json, "exception",
	              "{\"type\": \"SyntaxError\", \"message\": \"bad\\u0000\\\\xff\", "
	              "\"traceback\": \"  File\\n\", \"line\": 3, \"column\": null}");
	free(json);
}

static void test_verdict_json__output_that_is_no_text_is_given_twice(void **state)
{
	(void)state;
	padcell_verdict *verdict = verdict_new(5);
	assert_int_equal(verdict_add_output(verdict, PADCELL_STDOUT, "a\xff\xc3\xa9\xc3\xa9", 6),
	                 5);
	char *json = document(verdict);
	assert_member(json, "stdout", "\"a\\\\xff\xc3\xa9\\\\xc3\"");
	assert_member(json, "stdout_base64", "\"Yf/DqcM=\"");
	assert_member(json, "stderr", "\"\"");
	assert_member(json, "stderr_base64", "absent");
	assert_member(json, "status", "\"output\"");
	assert_member(json, "exit_code", "null");
	free(json);
}

static void test_verdict_json__a_crash_names_its_signal_and_last_words(void **state)
{
	(void)state;
	padcell_verdict *verdict = verdict_new(0);
	verdict_set_crash(verdict, SIGABRT);
	verdict_set_diagnostics(verdict, "Fatal\xff", 6);
	char *json = document(verdict);
	assert_member(json, "signal", "\"SIGABRT\"");
	assert_member(json, "diagnostics", "\"Fatal\\\\xff\"");
	assert_member(json, "exit_code", "null");
	assert_member(json, "error", "absent");
	free(json);
}

static void test_verdict_json__an_error_names_its_stage(void **state)
{
	(void)state;
	padcell_error error;
	(void)padcell_fail(&error, PADCELL_E_SYSTEM, PADCELL_STAGE_WORKER, 0, "gone");
	padcell_verdict *verdict = verdict_new(0);
	verdict_set_error(verdict, &error);
	char *json = document(verdict);
	assert_member(json, "status", "\"error\"");
	assert_member(json, "error", "{\"stage\": \"worker\", \"message\": \"gone\"}");
	assert_member(json, "diagnostics", "\"\"");
	free(json);
}

static void test_verdict_json__a_violation_is_written_with_its_line(void **state)
{
	(void)state;
	padcell_verdict *verdict = verdict_new(0);
	verdict_add_violation(verdict, PADCELL_INVARIANT_G, PADCELL_LAYER_AUDIT, "open", "\"x\"",
	                      3);
	verdict_add_violation(verdict, PADCELL_INVARIANT_I, PADCELL_LAYER_SUPERVISOR, "frame", NULL,
	                      0);
	char *json = document(verdict);
	assert_member(json, "violations",
	              "[{\"invariant\": \"G\", \"layer\": \"audit\", \"what\": \"open\", "
	              "\"detail\": \"\\\"x\\\"\", \"line\": 3}, {\"invariant\": \"I\", \"layer\": "
	              "\"supervisor\", \"what\": \"frame\", \"detail\": \"\", \"line\": null}]");
	free(json);
}

static void test_verdict_json__odd_numbers_stay_json(void **state)
{
	(void)state;
	padcell_verdict *verdict = verdict_new(0);
	verdict_add_denial(verdict, PADCELL_LAYER_PERMITS, "x", UINT64_MAX);
	verdict_set_usage(verdict, (double)NAN, (double)INFINITY, UINT64_MAX);
	char *json = document(verdict);
	assert_member(
	        json, "denials",
	        "[{\"layer\": \"permits\", \"what\": \"x\", \"count\": 9223372036854775807}]");
	assert_member(json, "usage",
	              "{\"wall_ms\": 0.0, \"cpu_ms\": 0.0, \"peak_kib\": 9223372036854775807, "
	              "\"stdout_bytes\": 0}");
	free(json);
}

static void test_verdict_json__every_byte_of_output_gives_one_printable_line(void **state)
{
	(void)state;
	char all[512];
	for (size_t i = 0; i < sizeof all; i++)
		all[i] = (char)(i % 2 != 0 ? i / 2 : 'x');
	padcell_verdict *verdict = verdict_new(sizeof all);
	assert_int_equal(verdict_add_output(verdict, PADCELL_STDERR, all, sizeof all), sizeof all);
	char *json = document(verdict);
	for (const char *byte = json; *byte != '\0'; byte++)
		assert_true(*byte >= 0x20 && *byte <= 0x7f);
	free(json);
}

static void test_verdict_json__checks_its_arguments(void **state)
{
	(void)state;
	char *json = NULL;
	padcell_error error = {0};
	assert_int_equal(padcell_verdict_json(NULL, &json, &error), PADCELL_E_ARGUMENT);
	assert_int_equal(error.stage, PADCELL_STAGE_VERDICT);
	assert_null(json);
}

TEST_MAIN(cmocka_unit_test(test_verdict_json__a_good_run_is_written_as_documented),
          cmocka_unit_test(test_verdict_json__an_exception_has_all_its_parts),
          cmocka_unit_test(test_verdict_json__output_that_is_no_text_is_given_twice),
          cmocka_unit_test(test_verdict_json__a_crash_names_its_signal_and_last_words),
          cmocka_unit_test(test_verdict_json__an_error_names_its_stage),
          cmocka_unit_test(test_verdict_json__a_violation_is_written_with_its_line),
          cmocka_unit_test(test_verdict_json__odd_numbers_stay_json),
          cmocka_unit_test(test_verdict_json__every_byte_of_output_gives_one_printable_line),
          cmocka_unit_test(test_verdict_json__checks_its_arguments))
