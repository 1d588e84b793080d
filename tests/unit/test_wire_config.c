/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_wire_config.c - what a worker believes of its configuration (messages.c).
 */
#include "messages.h"
#include "test.h"

static bool config_believed(const char *modules, uint32_t layers_off)
{
	struct wire_config config = {.guests = 1, .layers_off = layers_off};
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

static bool guests_believed(uint8_t guests, uint8_t isolated)
{
	struct wire_config config = {.guests = guests, .isolated = isolated};
	struct wire_config back;
	struct bytes payload = {.limit = 0};
	assert_true(wire_config_encode(&config, &payload));
	bool good = wire_config_decode(&back, payload.data, payload.size);
	wire_config_done(&back);
	bytes_done(&payload);
	return good;
}

static void test_wire_config__several_guests_need_a_cell_each(void **state)
{
	(void)state;
	assert_true(guests_believed(1, 0));
	assert_true(guests_believed(1, 1));
	assert_true(guests_believed(2, 1));
	assert_true(guests_believed(WIRE_GUESTS_MAX, 1));
	assert_false(guests_believed(0, 1));
	assert_false(guests_believed(2, 0));
	assert_false(guests_believed(WIRE_GUESTS_MAX + 1, 1));
	assert_false(guests_believed(1, 2));
}

/* A byte that is neither yes nor no is no configuration. */
static void test_wire_config__switches_are_yes_or_no(void **state)
{
	(void)state;
	struct wire_config config = {.guests = 1, .syntax_strict = 1, .evaluator_checked = 1};
	for (uint8_t extra = 0; extra < 3; extra++) {
		struct wire_config back;
		struct bytes payload = {.limit = 0};
		config.syntax_strict = extra == 1 ? 2 : 1;
		config.evaluator_checked = extra == 2 ? 2 : 1;
		assert_true(wire_config_encode(&config, &payload));
		bool good = wire_config_decode(&back, payload.data, payload.size);
		assert_int_equal(good, extra == 0);
		if (good)
			assert_true(back.syntax_strict == 1 && back.evaluator_checked == 1);
		wire_config_done(&back);
		bytes_done(&payload);
	}
}

TEST_MAIN(cmocka_unit_test(test_wire_config__several_guests_need_a_cell_each),
          cmocka_unit_test(test_wire_config__switches_are_yes_or_no),
          cmocka_unit_test(test_wire_config__takes_names_of_modules_only),
          cmocka_unit_test(test_wire_config__layers_are_switched_off_in_test_builds_only))
