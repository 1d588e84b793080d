/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_interpreter_residue.c - two guests in one cell, one after the other: the second
 * finds nothing of the first (J).
 *
 * That each way is open without cell_reset() is shown by tests/integration/test_isolation.c.
 */
#include "cell_fixture.h"
#include "test.h"

static const char library[] = "import codecs, collections.abc, copyreg, decimal, json, random, re, "
                              "string, struct, sys, warnings, weakref\n";

static const struct way {
	const char *name;
	const char *leave;
	const char *look;
} ways[] = {
#define WAY(name, leave, look) {name, leave, look},
#include "isolation_ways.def"
#undef WAY
};
#define WAYS (sizeof ways / sizeof ways[0])

/* Of the process and not of the cell: decimal's own module in C serves a process of one cell, and
 * names that C code keeps for speed are dropped between cells only. */
static bool is_of_the_process(const char *name)
{
	static const char *const names[] = {"decimal default", "decimal exception", "struct cache",
	                                    "interned name"};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}

static void check(const struct way *way, const char *before)
{
	struct cell_report report;
	cell_run(way->leave, &(struct cell_options){.before = before, .then = way->look}, &report);
	if (report.ending != INTERPRETER_OK || report.signal != 0 || report.violations[0] != '\0')
		fail_msg("%s: %s%s", way->name, report.traceback, report.violations);
}

static void test_interpreter_residue__nothing_is_left_in_a_fresh_library(void **state)
{
	(void)state;
	for (size_t i = 0; i < WAYS; i++) {
		if (!is_of_the_process(ways[i].name))
			check(&ways[i], NULL);
	}
}

/* The library was there before the first guest, as in a fuzzing process, and stays. */
static void test_interpreter_residue__nothing_is_left_in_a_library_that_stays(void **state)
{
	(void)state;
	for (size_t i = 0; i < WAYS; i++) {
		if (!is_of_the_process(ways[i].name))
			check(&ways[i], library);
	}
}

static void test_interpreter_residue__a_finaliser_that_writes_again_is_undone(void **state)
{
	(void)state;
	static const struct way way = {"finaliser",
	                               "import json\n"
	                               "class F:\n"
	                               "    def __del__(self, json=json):\n"
	                               "        json.left = 1\n"
	                               "        json.JSONDecoder.left = 2\n"
	                               "json.JSONDecoder.held = F()\n",
	                               "import json\nassert not hasattr(json, 'left')\n"
	                               "assert not hasattr(json.JSONDecoder, 'left')\n"
	                               "assert not hasattr(json.JSONDecoder, 'held')\n"};
	check(&way, library);
}

#ifdef PADCELL_TEST_BUILD
static void test_interpreter_residue__a_class_that_stays_changed_is_named(void **state)
{
	(void)state;
	struct cell_report report;
	const char *leave = "import json\njson.JSONDecoder.left = 1\n";
	cell_run(leave,
	         &(struct cell_options){
	                 .before = library, .then = "pass\n", .plant = "classes_forgotten"},
	         &report);
	if (strstr(report.violations, "cannot be put back") == NULL)
		fail_msg("silent: %s", report.violations);
	cell_run(leave, &(struct cell_options){.before = library, .then = "pass\n"}, &report);
	assert_string_equal(report.violations, "");
}

#define A_CLASS_THAT_STAYS_CHANGED \
	cmocka_unit_test(test_interpreter_residue__a_class_that_stays_changed_is_named),
#else
#define A_CLASS_THAT_STAYS_CHANGED
#endif

TEST_MAIN(cmocka_unit_test(test_interpreter_residue__nothing_is_left_in_a_fresh_library),
          cmocka_unit_test(test_interpreter_residue__nothing_is_left_in_a_library_that_stays),
          A_CLASS_THAT_STAYS_CHANGED cmocka_unit_test(
                  test_interpreter_residue__a_finaliser_that_writes_again_is_undone))
