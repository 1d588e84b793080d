/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/test_isolation.c - several programs in one worker: each its own verdict, and no
 * way from one to the next.
 *
 * Each way is tried three times: in one program, where the second half must find what the first
 * left, or the row would show nothing; and in two programs, where it must not.
 */
#include "census.h"
#include "runs.h"
#include "test.h"

#define POLICY_GROUP "isolation: interpreter\nlimits: {wall: 30 s, memory: 64 MiB}\n"

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

#define GUESTS_MAX 4

struct group {
	size_t count;
	padcell_guest guests[GUESTS_MAX];
	padcell_verdict *verdicts[GUESTS_MAX];
};

static void add(struct group *group, const char *name, const char *source)
{
	group->guests[group->count++] = runs_guest(name, source);
}

/* Run them and compare what is left of the machine with before. */
static void run(struct group *group, const char *policy_text)
{
	padcell_policy *policy = runs_policy(policy_text);
	padcell_error error = {.message = ""};
	struct census before = census_take(runs_folder());
	enum padcell_status status =
	        padcell_run_group(policy, group->guests, group->count, group->verdicts, &error);
	struct census after = census_take_until(runs_folder(), &before);
	padcell_policy_free(policy);
	if (status != PADCELL_OK)
		fail_msg("%s", error.message);
	census_compare(&before, &after, group->guests[0].name);
}

static void done(struct group *group)
{
	for (size_t i = 0; i < group->count; i++)
		padcell_verdict_free(group->verdicts[i]);
}

static void expect(const struct group *group, size_t at, enum padcell_outcome outcome,
                   const char *text)
{
	runs_expect(group->verdicts[at], outcome, text, group->guests[at].name);
}

static void test_isolation__each_way_is_open_inside_of_one_program(void **state)
{
	(void)state;
	for (size_t i = 0; i < WAYS; i++) {
		char both[2048];
		(void)snprintf(both, sizeof both, "%s%s", ways[i].leave, ways[i].look);
		padcell_guest guest = runs_guest(ways[i].name, both);
		padcell_verdict *verdict = runs_verdict(POLICY_GROUP, &guest);
		runs_expect(verdict, PADCELL_OUTCOME_EXCEPTION, "AssertionError", ways[i].name);
		padcell_verdict_free(verdict);
	}
}

static void test_isolation__no_way_leads_from_one_cell_to_the_next(void **state)
{
	(void)state;
	for (size_t i = 0; i < WAYS; i++) {
		struct group group = {.count = 0};
		add(&group, ways[i].name, ways[i].leave);
		add(&group, ways[i].name, ways[i].look);
		run(&group, POLICY_GROUP);
		expect(&group, 0, PADCELL_OUTCOME_OK, NULL);
		expect(&group, 1, PADCELL_OUTCOME_OK, NULL);
		done(&group);
	}
}

static void test_isolation__each_program_has_its_own_verdict(void **state)
{
	(void)state;
	struct group group = {.count = 0};
	add(&group, "first.py", "import padcell\npadcell.result(1)\nprint('one')\n");
	add(&group, "second.py", "print('two')\nraise SystemExit(3)\n");
	add(&group, "third.py", "def (:\n");
	add(&group, "fourth.py", "raise ValueError('own')\n");
	run(&group, POLICY_GROUP);
	expect(&group, 0, PADCELL_OUTCOME_OK, "\"stdout\": \"one\\n\"");
	expect(&group, 0, PADCELL_OUTCOME_OK, "\"result\": 1");
	expect(&group, 1, PADCELL_OUTCOME_EXIT, "\"stdout\": \"two\\n\"");
	expect(&group, 1, PADCELL_OUTCOME_EXIT, "\"result\": null");
	expect(&group, 2, PADCELL_OUTCOME_REJECTED, "third.py");
	expect(&group, 3, PADCELL_OUTCOME_EXCEPTION, "fourth.py");
	done(&group);
}

static void test_isolation__denials_are_told_to_whom_they_belong(void **state)
{
	(void)state;
	static const char refused[] = "try:\n    open('x')\nexcept OSError:\n    pass\n";
	struct group group = {.count = 0};
	add(&group, "first.py", refused);
	add(&group, "second.py", "pass\n");
	add(&group, "third.py", refused);
	run(&group, POLICY_GROUP);
	expect(&group, 0, PADCELL_OUTCOME_OK, "io.open");
	expect(&group, 1, PADCELL_OUTCOME_OK, "\"denials\": []");
	expect(&group, 2, PADCELL_OUTCOME_OK, "io.open");
	done(&group);
}

static void test_isolation__memory_and_output_begin_anew_for_each(void **state)
{
	(void)state;
	static const char policy[] =
	        "isolation: interpreter\nlimits: {wall: 30 s, memory: 32 MiB, output: 1 KiB}\n";
	static const char most[] = "print('x' * 1000)\ny = bytearray(20 << 20)\n";
	struct group group = {.count = 0};
	add(&group, "first.py", most);
	add(&group, "full.py", "x = [bytes(1 << 20) for _ in range(1 << 20)]\n");
	add(&group, "third.py", most);
	add(&group, "loud.py", "print('x' * 2000)\n");
	run(&group, policy);
	expect(&group, 0, PADCELL_OUTCOME_OK, NULL);
	expect(&group, 1, PADCELL_OUTCOME_MEMORY, NULL);
	expect(&group, 2, PADCELL_OUTCOME_OK, NULL);
	expect(&group, 3, PADCELL_OUTCOME_OUTPUT, NULL);
	done(&group);
}

/* What ends the worker ends the group; nobody is run again. */
static void ends_the_group(const char *policy, const char *source, enum padcell_outcome outcome,
                           const char *why)
{
	struct group group = {.count = 0};
	add(&group, "before.py", "pass\n");
	add(&group, "ends.py", source);
	add(&group, "after.py", "print('ran')\n");
	run(&group, policy);
	expect(&group, 0, PADCELL_OUTCOME_OK, NULL);
	expect(&group, 1, outcome, NULL);
	expect(&group, 2, PADCELL_OUTCOME_ERROR, why);
	expect(&group, 2, PADCELL_OUTCOME_ERROR, "\"stdout\": \"\"");
	done(&group);
}

static void test_isolation__a_limit_that_kills_ends_the_group(void **state)
{
	(void)state;
	ends_the_group("isolation: interpreter\nlimits: {wall: 300 ms}\n",
	               "while True:\n    pass\n", PADCELL_OUTCOME_TIMEOUT,
	               "not run: the worker that it shares ended with "
	               "program 2, timeout");
	ends_the_group("isolation: interpreter\nlimits: {wall: 30 s, output: 1 KiB}\n",
	               "print('x' * 4000)\n", PADCELL_OUTCOME_OUTPUT, "program 2, output");
}

#ifdef PADCELL_TEST_BUILD
static void ends_by_plant(const char *plant, const char *source, enum padcell_outcome outcome,
                          const char *text)
{
	struct group group = {.count = 0};
	add(&group, "ends.py", source);
	add(&group, "after.py", "print('ran')\n");
	group.guests[0].plant = plant;
	group.guests[0].canary = "canary-of-the-group";
	run(&group, POLICY_GROUP);
	expect(&group, 0, outcome, text);
	expect(&group, 1, PADCELL_OUTCOME_ERROR, "not run: ");
	done(&group);
}

static void test_isolation__a_crash_or_a_violation_ends_the_group(void **state)
{
	(void)state;
	ends_by_plant("index_crash", "class N:\n    def __index__(self): return -1\nhex(N())\n",
	              PADCELL_OUTCOME_CRASH, NULL);
	ends_by_plant("open_armed", "open('x')\n", PADCELL_OUTCOME_VIOLATION, "\"G\"");
	ends_by_plant("foreign_canary", "held = [{'deep': padcell_sibling}]\n",
	              PADCELL_OUTCOME_VIOLATION, "\"C\"");
	ends_by_plant("foreign_canary", "import json\njson.held = padcell_sibling\n",
	              PADCELL_OUTCOME_VIOLATION, "\"C\"");
	ends_by_plant("turn_outlived", "def f(): pass\n", PADCELL_OUTCOME_VIOLATION, "\"B\"");
	ends_by_plant("module_shared", "import math\nmath.left = 1\n", PADCELL_OUTCOME_VIOLATION,
	              "\"B\"");
	ends_by_plant("proxy_reflects",
	              "class X:\n    def __ror__(self, other):\n        other['planted'] = 1\n"
	              "str.__dict__ | X()\n",
	              PADCELL_OUTCOME_VIOLATION, "\"B\"");
}

static void test_isolation__the_sibling_is_not_found_without_a_plant(void **state)
{
	(void)state;
	static const char source[] =
	        "import math\n"
	        "assert not [c for c in object.__subclasses__() if 'Padcell' in c.__name__]\n"
	        "assert not hasattr(math, 'PADCELL_CANARY')\n"
	        "assert 'padcell_sibling' not in dir(__builtins__)\n";
	struct group group = {.count = 0};
	add(&group, "first.py", source);
	add(&group, "second.py", source);
	group.guests[0].canary = "canary-of-the-group";
	run(&group, POLICY_GROUP);
	expect(&group, 0, PADCELL_OUTCOME_OK, NULL);
	expect(&group, 1, PADCELL_OUTCOME_OK, NULL);
	done(&group);
}
#endif

static void test_isolation__a_finaliser_runs_in_its_own_turn(void **state)
{
	(void)state;
	static const char late[] = "import json, codecs\n"
	                           "class F:\n"
	                           "    def __del__(self): print('late')\n"
	                           "f = F()\nf.me = f\njson.f = f\n"
	                           "codecs.register(lambda name: f)\n";
	struct group group = {.count = 0};
	add(&group, "first.py", late);
	add(&group, "second.py", "x = [[i] for i in range(100000)]\ndel x\n");
	run(&group, POLICY_GROUP);
	expect(&group, 0, PADCELL_OUTCOME_OK, "\"stdout\": \"late\\n\"");
	expect(&group, 1, PADCELL_OUTCOME_OK, "\"stdout\": \"\"");
	done(&group);
}

static void test_isolation__a_source_that_is_too_long_does_not_keep_others(void **state)
{
	(void)state;
	char long_source[2000];
	memset(long_source, '#', sizeof long_source - 1);
	long_source[sizeof long_source - 1] = '\0';
	struct group group = {.count = 0};
	add(&group, "first.py", "print(1)\n");
	add(&group, "long.py", long_source);
	add(&group, "third.py", "print(3)\n");
	run(&group, "isolation: interpreter\nlimits: {wall: 30 s, source: 1000 B}\n");
	expect(&group, 0, PADCELL_OUTCOME_OK, "1\\n");
	expect(&group, 1, PADCELL_OUTCOME_REJECTED, "1999 bytes");
	expect(&group, 2, PADCELL_OUTCOME_OK, "3\\n");
	done(&group);
}

static void refused(const char *policy_text, const padcell_guest *guests, size_t count,
                    const char *text)
{
	padcell_policy *policy = runs_policy(policy_text);
	padcell_verdict *verdicts[GUESTS_MAX] = {NULL};
	padcell_error error = {.message = ""};
	assert_int_equal(padcell_run_group(policy, guests, count, verdicts, &error),
	                 PADCELL_E_ARGUMENT);
	padcell_policy_free(policy);
	if (strstr(error.message, text) == NULL)
		fail_msg("no %s in %s", text, error.message);
	for (size_t i = 0; i < GUESTS_MAX; i++)
		assert_null(verdicts[i]);
}

static void test_isolation__what_cannot_be_a_group_is_refused(void **state)
{
	(void)state;
	padcell_guest guests[2] = {runs_guest("one", "pass\n"), runs_guest("two", "pass\n")};
	refused(POLICY_PLAIN, guests, 2, "isolation: interpreter");
	refused(POLICY_GROUP, guests, 0, "1 to 15");
	refused(POLICY_GROUP, guests, 16, "1 to 15");
	guests[1].canary = "another";
	refused(POLICY_GROUP, guests, 2, "different");
}

#ifdef PADCELL_TEST_BUILD
#define OF_TEST_BUILDS                                                           \
	cmocka_unit_test(test_isolation__a_crash_or_a_violation_ends_the_group), \
	        cmocka_unit_test(test_isolation__the_sibling_is_not_found_without_a_plant),
#else
#define OF_TEST_BUILDS
#endif

TEST_MAIN(OF_TEST_BUILDS cmocka_unit_test(test_isolation__each_way_is_open_inside_of_one_program),
          cmocka_unit_test(test_isolation__no_way_leads_from_one_cell_to_the_next),
          cmocka_unit_test(test_isolation__each_program_has_its_own_verdict),
          cmocka_unit_test(test_isolation__denials_are_told_to_whom_they_belong),
          cmocka_unit_test(test_isolation__memory_and_output_begin_anew_for_each),
          cmocka_unit_test(test_isolation__a_limit_that_kills_ends_the_group),
          cmocka_unit_test(test_isolation__a_finaliser_runs_in_its_own_turn),
          cmocka_unit_test(test_isolation__a_source_that_is_too_long_does_not_keep_others),
          cmocka_unit_test(test_isolation__what_cannot_be_a_group_is_refused))
