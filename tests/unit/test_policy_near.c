/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_policy_near.c - a near miss is named, a far one is not.
 */
#include "near.h"
#include "test.h"

static const struct {
	const char *word;
	const char *near;
} rows[] = {
        {"json", "json"},
        {"jsn", "json"},
        {"josn", "json"}, /* neighbours swapped */
        {"jsonx", "json"},
        {"datetiem", "datetime"},
        {"itertolls", "itertools"},
        {"colections", "collections"},
        {"datatimes", "datetime"}, /* two changes */
        {"dtatmies", NULL},        /* three */
        {"soc", NULL},             /* in a short word one change is the most */
        {"xx", NULL},
        {"", NULL},
        {"collectionscollectionscollections", NULL},
};

static void test_policy_near__names_the_closest_module(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const char *near = near_name(&schema_modules, rows[i].word);
		if (rows[i].near == NULL && near != NULL)
			fail_msg("'%s' is taken for '%s'", rows[i].word, near);
		if (rows[i].near != NULL)
			assert_string_equal(near != NULL ? near : "nothing", rows[i].near);
	}
}

static void test_policy_near__keys_come_from_their_own_group(void **state)
{
	(void)state;
	assert_string_equal(near_key(SCHEMA_GROUP_LIMITS, "walls"), "wall");
	assert_null(near_key(SCHEMA_GROUP_GRANTS, "wall"));
	assert_string_equal(near_key(SCHEMA_GROUP_ROOT, "grant"), "grants");
	assert_string_equal(near_key(SCHEMA_GROUP_ROOT, "requires"), "require");
	assert_null(near_key(SCHEMA_GROUP_ROOT, "wall"));
}

TEST_MAIN(cmocka_unit_test(test_policy_near__names_the_closest_module),
          cmocka_unit_test(test_policy_near__keys_come_from_their_own_group))
