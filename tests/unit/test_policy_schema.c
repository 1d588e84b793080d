/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_policy_schema.c - the tables of the policy stage hold together.
 */
#include "schema.h"
#include "test.h"

/* KEEP IN STEP: ladder. */
static const char *const ladder[] = {
#define RUNG(id, name, loss) name,
#include "ladder.def"
#undef RUNG
};

static const struct {
	const char *name;
	const char *reason;
} rungs[] = {
#define RUNG(name, reason) {name, reason},
#include "require.def"
#undef RUNG
};

static const struct {
	uint64_t times;
	enum schema_key left;
	enum schema_key right;
} conflicts[] = {
#define AT_MOST(times, left, right, reason) {times, SCHEMA_##left, SCHEMA_##right},
#include "conflicts.def"
#undef AT_MOST
};

static void test_policy_schema__require_names_the_rungs_of_the_ladder(void **state)
{
	(void)state;
	const size_t count = sizeof ladder / sizeof ladder[0];
	assert_int_equal(schema_rungs.count, count);
	for (size_t i = 0; i < count; i++) {
		if (!schema_knows(&schema_rungs, ladder[i]))
			fail_msg("require.def lacks '%s'", ladder[i]);
		assert_true(strlen(rungs[i].reason) > 10);
	}
}

static void test_policy_schema__starts_are_inside_their_bounds(void **state)
{
	(void)state;
	for (unsigned key = 0; key < SCHEMA_KEY_COUNT; key++) {
		const struct schema_key_row *row = &schema_keys[key];
		assert_true(row->minimum <= row->maximum);
		assert_true(row->start >= row->minimum && row->start <= row->maximum);
	}
}

static void test_policy_schema__reasons_fit_beside_the_value(void **state)
{
	(void)state;
	for (unsigned key = 0; key < SCHEMA_KEY_COUNT; key++) {
		size_t length = strlen(schema_keys[key].reason);
		if (length < 10 || length > 60)
			fail_msg("reason of '%s' has %zu bytes", schema_keys[key].name, length);
	}
}

static void test_policy_schema__each_key_is_found_in_its_group_only(void **state)
{
	(void)state;
	for (unsigned key = 0; key < SCHEMA_KEY_COUNT; key++) {
		const struct schema_key_row *row = &schema_keys[key];
		for (unsigned group = 0; group < SCHEMA_GROUP_COUNT; group++) {
			unsigned found = schema_find_key((enum schema_group)group, row->name);
			assert_int_equal(found, group == row->group ? key : SCHEMA_KEY_COUNT);
		}
		char path[SCHEMA_PATH_MAX];
		assert_true(strlen(schema_path((enum schema_key)key, path)) < SCHEMA_PATH_MAX - 1);
		assert_int_equal(schema_find_group(path), SCHEMA_GROUP_COUNT);
	}
}

static void test_policy_schema__conflicts_cannot_overflow(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof conflicts / sizeof conflicts[0]; i++) {
		uint64_t most = schema_keys[conflicts[i].left].maximum;
		uint64_t product = 0;
		assert_true(conflicts[i].times != 0);
		assert_false(__builtin_mul_overflow(conflicts[i].times, most, &product));
	}
}

static void test_policy_schema__names_are_sorted_and_unique(void **state)
{
	(void)state;
	const struct schema_names *lists[] = {&schema_modules, &schema_rungs};
	for (size_t list = 0; list < 2; list++) {
		for (size_t i = 1; i < lists[list]->count; i++)
			assert_true(strcmp(lists[list]->items[i - 1], lists[list]->items[i]) < 0);
	}
}

static void test_policy_schema__only_identifiers_name_modules_of_folders(void **state)
{
	(void)state;
	static const char *const good[] = {"a", "_a1", "a.b", "test.test_x"};
	static const char *const bad[] = {"",    ".",  "a.", ".a",  "a..b",
	                                  "a/b", "..", "1a", "a-b", "a.1"};
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		assert_true(schema_is_open(SCHEMA_ADD, good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(schema_is_open(SCHEMA_ADD, bad[i]));
	assert_false(schema_is_open(SCHEMA_ALLOW, "a"));
	assert_false(schema_is_open(SCHEMA_DENY, "a"));
}

static void test_policy_schema__inside_means_at_a_dot(void **state)
{
	(void)state;
	assert_true(schema_is_inside("urllib.parse", "urllib"));
	assert_true(schema_is_inside("json", "json"));
	assert_false(schema_is_inside("jsonx", "json"));
	assert_false(schema_is_inside("json", "json.decoder"));
	assert_true(schema_knows_inside(&schema_modules, "urllib"));
	assert_false(schema_knows_inside(&schema_modules, "url"));
	assert_false(schema_knows_inside(&schema_modules, ""));
}

TEST_MAIN(cmocka_unit_test(test_policy_schema__require_names_the_rungs_of_the_ladder),
          cmocka_unit_test(test_policy_schema__starts_are_inside_their_bounds),
          cmocka_unit_test(test_policy_schema__reasons_fit_beside_the_value),
          cmocka_unit_test(test_policy_schema__each_key_is_found_in_its_group_only),
          cmocka_unit_test(test_policy_schema__conflicts_cannot_overflow),
          cmocka_unit_test(test_policy_schema__names_are_sorted_and_unique),
          cmocka_unit_test(test_policy_schema__only_identifiers_name_modules_of_folders),
          cmocka_unit_test(test_policy_schema__inside_means_at_a_dot))
