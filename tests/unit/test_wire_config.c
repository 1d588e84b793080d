/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_wire_config.c - what a worker believes of its configuration (messages.c).
 */
#include "messages.h"
#include "test.h"

static bool config_believed(const char *modules, uint32_t layers_off)
{
	struct wire_config config = {.layers_off = layers_off};
	struct wire_config back;
	struct bytes payload = {.limit = 0};
	assert_true(bytes_append_text(&config.modules, modules));
	assert_true(wire_config_encode(&config, &payload));

	bool good = wire_config_decode(&back, payload.data, payload.size);
	wire_config_done(&config);
	wire_config_done(&back);
	bytes_done(&payload);
	return good;
}

static void test_wire_config__takes_names_of_modules_only(void **state)
{
	(void)state;
	assert_true(config_believed("", 0));
	assert_true(config_believed("json\n", 0));
	assert_true(config_believed("a_1.b\nc\n", 0));
	assert_false(config_believed("json", 0));
	assert_false(config_believed("\n", 0));
	assert_false(config_believed("json\n\n", 0));
	assert_false(config_believed("../x\n", 0));
	assert_false(config_believed("a b\n", 0));
	assert_false(config_believed("\xc3\xa9\n", 0));

	struct bytes many = {.limit = 0};
	for (unsigned i = 0; i < WIRE_MODULES_MAX; i++)
		assert_true(bytes_append_text(&many, "m\n"));
	assert_true(config_believed(many.data, 0));
	assert_true(bytes_append_text(&many, "m\n"));
	assert_false(config_believed(many.data, 0));
	bytes_done(&many);
}

static void test_wire_config__layers_are_switched_off_in_test_builds_only(void **state)
{
	(void)state;
#ifdef PADCELL_TEST_BUILD
	assert_true(config_believed("", UINT32_C(1) << PADCELL_LAYER_PERMITS));
#else
	assert_false(config_believed("", UINT32_C(1) << PADCELL_LAYER_PERMITS));
#endif
	assert_false(config_believed("", UINT32_C(1) << PADCELL_LAYER_COUNT));
}

TEST_MAIN(cmocka_unit_test(test_wire_config__takes_names_of_modules_only),
          cmocka_unit_test(test_wire_config__layers_are_switched_off_in_test_builds_only))
