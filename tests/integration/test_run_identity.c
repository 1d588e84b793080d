/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/test_run_identity.c - no address comes out of a cell, and honest programs that
 * lean on identity, hashes and reprs do not notice.
 *
 * Every guest runs in the real worker, with the supervisor's scan for addresses listening.  As a
 * control it runs again with a weakness planted, or without permits: then the scan must hear it.
 */
#include <fcntl.h>
#include <unistd.h>

#include "runs.h"
#include "test.h"

#define POLICY "limits: {wall: 60 s, cpu: 50 s, output: 32 MiB, memory: 256 MiB}\n"

#define SOURCE_MAX 32768

static const struct row {
	const char *file; /* of guests/ */
	enum padcell_outcome outcome;
	const char *plant;         /* the control; NULL: */
	const char *without_layer; /* this one is */
} rows[] = {
        {"identities.py", PADCELL_OUTCOME_OK, "identity_plain", NULL},
        {"hashes.py", PADCELL_OUTCOME_OK, "hash_plain", NULL},
        {"reprs.py", PADCELL_OUTCOME_OK, "repr_plain", NULL},
        {"messages.py", PADCELL_OUTCOME_EXCEPTION, "repr_plain", NULL},
        {"places.py", PADCELL_OUTCOME_OK, NULL, "permits"},
        {"honest.py", PADCELL_OUTCOME_OK, "identity_plain", NULL},
        {"honest.py", PADCELL_OUTCOME_OK, "hash_plain", NULL},
};

static void read_source(const char *file, char source[SOURCE_MAX])
{
	char path[512];
	(void)snprintf(path, sizeof path, "%s/tests/integration/guests/%s", PADCELL_SOURCE_DIR,
	               file);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size = read(fd, source, SOURCE_MAX - 1);
	assert_true(size > 0 && size < SOURCE_MAX - 1);
	source[size] = '\0';
	(void)close(fd);
}

static void run(const struct row *row, const char *plant, const char *without_layer,
                enum padcell_outcome outcome, const char *shows)
{
	char source[SOURCE_MAX];
	read_source(row->file, source);
	padcell_guest guest = runs_guest(row->file, source);
	guest.canary = "canary-of-the-identities";
	guest.plant = plant;
	guest.without_layer = without_layer;
	padcell_verdict *verdict = runs_verdict(POLICY, &guest);
	runs_expect(verdict, outcome, shows, row->file);
	padcell_verdict_free(verdict);
}

static void test_run_identity__no_address_comes_out(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		run(&rows[i], NULL, NULL, rows[i].outcome, "\"violations\": []");
}

static void test_run_identity__an_address_that_comes_out_is_heard(void **state)
{
	(void)state;
#ifdef PADCELL_TEST_BUILD
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		run(&rows[i], rows[i].plant, rows[i].without_layer, PADCELL_OUTCOME_VIOLATION,
		    "an address of the worker came out of the cell");
#else
	skip(); /* a build for real guests has nothing planted */
#endif
}

static void test_run_identity__a_run_without_a_canary_is_not_scanned(void **state)
{
	(void)state;
	/* Any number is honest there: this one lies in every worker's memory or beside it. */
	padcell_guest guest = runs_guest("honest", "print(id(object()), 0x7f0000000000)\n");
	padcell_verdict *verdict = runs_verdict(POLICY, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_OK, "\"violations\": []", "honest");
	padcell_verdict_free(verdict);
}

/* Clocks of a policy: what they tell is a multiple of the resolution, and never goes back. */
static void test_run_identity__clocks_have_the_resolution_of_the_policy(void **state)
{
	(void)state;
	static const char source[] =
	        "import time, datetime\n"
	        "STEP = %d * 10 ** 6\n"
	        "class Spy(datetime.datetime):\n"
	        "    def __new__(cls, *parts):\n"
	        "        assert parts[6] * 1000 %% STEP == 0, parts\n"
	        "        return super().__new__(cls, *parts)\n"
	        "zone = datetime.timezone.utc\n"
	        "names = ('time', 'monotonic', 'perf_counter', 'process_time', 'thread_time')\n"
	        "last = {}\n"
	        "exact = 0\n"
	        "for turn in range(400):\n"
	        "    for name in names:\n"
	        "        now = getattr(time, name + '_ns')()\n"
	        "        assert now %% STEP == 0, (name, now)\n"
	        "        assert now >= last.get(name, 0), (name, now)\n"
	        "        last[name] = now\n"
	        "        seconds = getattr(time, name)()\n"
	        "        assert round(seconds * 1e9) %% STEP in range(1000) or round(seconds * "
	        "1e9) %% STEP > STEP - 1000, (name, seconds)\n"
	        "    for number in (time.CLOCK_REALTIME, time.CLOCK_MONOTONIC):\n"
	        "        assert time.clock_gettime_ns(number) %% STEP == 0\n"
	        "        assert time.clock_gettime(number) > 0\n"
	        "    for now in (datetime.datetime.now(), datetime.datetime.utcnow(),\n"
	        "                datetime.datetime.now(zone), datetime.datetime.now(tz=zone),\n"
	        "                datetime.datetime.today(), Spy.now(), Spy.utcnow()):\n"
	        "        assert now.microsecond * 1000 %% STEP == 0, now\n"
	        "assert type(Spy.now()) is Spy and datetime.datetime.now(zone).tzinfo is zone\n"
	        "assert abs(datetime.datetime.now().timestamp() - time.time()) < 60\n"
	        "for wrong in ((), (1, 2), (None, None)):\n"
	        "    try:\n"
	        "        datetime.datetime.now(*wrong, **({'no': 1} if not wrong else {}))\n"
	        "        raise AssertionError(wrong)\n"
	        "    except TypeError:\n"
	        "        pass\n";
	static const int steps[] = {1, 50, 1000};
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		char text[sizeof source + 16];
		char policy[160];
		(void)snprintf(text, sizeof text, source, steps[i]);
		(void)snprintf(policy, sizeof policy, "%sclock: {resolution: %d ms}\n",
		               POLICY_PLAIN, steps[i]);
		padcell_guest guest = runs_guest("clocks", text);
		padcell_verdict *verdict = runs_verdict(policy, &guest);
		runs_expect(verdict, PADCELL_OUTCOME_OK, NULL, "clocks");
		padcell_verdict_free(verdict);
	}

	/* The control: clocks that are not rounded fail the same program. */
	char text[sizeof source + 16];
	(void)snprintf(text, sizeof text, source, 1000);
	padcell_guest guest = runs_guest("clocks", text);
	padcell_verdict *verdict = runs_verdict(POLICY_PLAIN "clock: {resolution: 0 ms}\n", &guest);
	runs_expect(verdict, PADCELL_OUTCOME_EXCEPTION, "AssertionError", "clocks");
	padcell_verdict_free(verdict);
}

TEST_MAIN(cmocka_unit_test(test_run_identity__no_address_comes_out),
          cmocka_unit_test(test_run_identity__an_address_that_comes_out_is_heard),
          cmocka_unit_test(test_run_identity__a_run_without_a_canary_is_not_scanned),
          cmocka_unit_test(test_run_identity__clocks_have_the_resolution_of_the_policy))
