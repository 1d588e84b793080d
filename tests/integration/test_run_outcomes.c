/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/test_run_outcomes.c - guests in the real worker, under all layers: every
 * outcome there is, produced for real.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "census.h"
#include "runs.h"
#include "test.h"

struct expectation {
	const char *name;
	const char *policy;
	const char *source;
	enum padcell_outcome outcome;
	const char *shows; /* in the JSON document or the summary */
};

static void expect(const struct expectation *row)
{
	padcell_guest guest = runs_guest(row->name, row->source);
	padcell_verdict *verdict = runs_verdict(row->policy, &guest);
	runs_expect(verdict, row->outcome, row->shows, row->name);
	padcell_verdict_free(verdict);
}

static void test_run_outcomes__each_is_produced_for_real(void **state)
{
	(void)state;
	static const struct expectation rows[] = {
	        {"ok", POLICY_PLAIN, "print('hello', 1 + 1)\n", PADCELL_OUTCOME_OK,
	         "\"hello 2\\n\""},
	        {"empty", POLICY_PLAIN, "", PADCELL_OUTCOME_OK, "ok"},
	        {"stderr", POLICY_PLAIN, "import sys\nprint('oops', file=sys.stderr)\n",
	         PADCELL_OUTCOME_OK, "\"stderr\": \"oops\\n\""},
	        {"result", POLICY_PLAIN, "import padcell\npadcell.result({'a': [1, 2]})\n",
	         PADCELL_OUTCOME_OK, "\"result\": {\"a\": [1, 2]}"},
	        {"exception", POLICY_PLAIN, "def f():\n    raise ValueError('why')\nf()\n",
	         PADCELL_OUTCOME_EXCEPTION, "line 2, in f"},
	        {"exit", POLICY_PLAIN, "import sys\nsys.exit(7)\n", PADCELL_OUTCOME_EXIT,
	         "\"exit_code\": 7"},
	        {"rejected", POLICY_PLAIN, "x = 1\ndef f(:\n", PADCELL_OUTCOME_REJECTED,
	         "\"line\": 2"},
	        {"wall", "limits: {wall: 300 ms}\n", "import time\ntime.sleep(1000)\n",
	         PADCELL_OUTCOME_TIMEOUT, "300 ms of wall clock"},
	        {"cpu", "limits: {wall: 60 s, cpu: 200 ms}\n", "while True: pass\n",
	         PADCELL_OUTCOME_TIMEOUT, "200 ms of processor time"},
	        {"one long call", "limits: {wall: 60 s, cpu: 200 ms}\n", "sum(range(10 ** 12))\n",
	         PADCELL_OUTCOME_TIMEOUT, "200 ms of processor time"},
	        {"memory", "limits: {memory: 64 MiB}\n",
	         "x = []\nwhile True: x.append(bytearray(1000000))\n", PADCELL_OUTCOME_MEMORY,
	         "67108864 bytes of memory"},
	        {"output", "limits: {output: 1000 B}\n", "while True: print('x' * 77)\n",
	         PADCELL_OUTCOME_OUTPUT, "1000 bytes of output"},
	        {"crash", "limits: {stack: 1 MiB}\n",
	         "x = None\nfor _ in range(300000): x = slice(x, None, None)\ndel x\n",
	         PADCELL_OUTCOME_CRASH, "the worker died by SIG"},
	        {"denial", POLICY_PLAIN,
	         "for _ in range(1000):\n"
	         "    try: open('/etc/passwd')\n"
	         "    except PermissionError: pass\n",
	         PADCELL_OUTCOME_OK, "\"count\": 1000"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		expect(&rows[i]);
}

static void test_run_outcomes__a_hole_in_permits_is_a_violation(void **state)
{
	(void)state;
	padcell_guest guest = runs_guest("hole", "\nopen('/etc/passwd')\n");
	guest.without_layer = "permits";
#ifdef PADCELL_TEST_BUILD
	padcell_verdict *verdict = runs_verdict(POLICY_PLAIN, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_VIOLATION, "\"layer\": \"audit\"", "hole");
	runs_expect(verdict, PADCELL_OUTCOME_VIOLATION, "\"line\": 2", "hole");
	padcell_verdict_free(verdict);
#else
	/* A build for real guests has no holes to make. */
	padcell_error error = {.status = PADCELL_OK};
	assert_null(runs_counted(POLICY_PLAIN, &guest, &error));
	assert_int_equal(error.status, PADCELL_E_ARGUMENT);
#endif
}

static int go_away(void *user, enum padcell_stream stream, const void *data, size_t size)
{
	(void)user, (void)stream, (void)data, (void)size;
	return -1;
}

static void test_run_outcomes__a_reader_that_went_away_is_an_error(void **state)
{
	(void)state;
	padcell_guest guest = runs_guest("nobody reads", "while True: print('x' * 77)\n");
	guest.output = go_away;
	padcell_verdict *verdict = runs_verdict("limits: {output: 64 MiB}\n", &guest);
	runs_expect(verdict, PADCELL_OUTCOME_ERROR, "went away", "nobody reads");
	padcell_verdict_free(verdict);
}

static void test_run_outcomes__output_is_cut_to_the_byte(void **state)
{
	(void)state;
	padcell_guest guest = runs_guest("cut", "import sys\n"
	                                        "while True:\n"
	                                        "    print('x' * 77)\n"
	                                        "    print('y', file=sys.stderr)\n");
	padcell_verdict *verdict = runs_verdict("limits: {output: 1000 B}\n", &guest);
	size_t out = 0;
	size_t err = 0;
	(void)padcell_verdict_stdout(verdict, &out);
	(void)padcell_verdict_stderr(verdict, &err);
	runs_expect(verdict, PADCELL_OUTCOME_OUTPUT, NULL, "cut");
	assert_int_equal(out + err, 1000);
	padcell_verdict_free(verdict);
}

static void test_run_outcomes__standard_input_is_read_line_by_line(void **state)
{
	(void)state;
	int fds[2];
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	assert_int_equal(write(fds[1], "a\nb\nc", 5), 5);
	(void)close(fds[1]);
	padcell_guest guest = runs_guest("input", "import sys\nprint([x for x in sys.stdin])\n");
	guest.stdin_fd = fds[0];
	padcell_verdict *verdict = runs_verdict("grants: {stdin: true}\n", &guest);
	runs_expect(verdict, PADCELL_OUTCOME_OK, "['a\\\\n', 'b\\\\n', 'c']", "input");
	padcell_verdict_free(verdict);
	(void)close(fds[0]);
}

static void test_run_outcomes__a_long_source_arrives_whole(void **state)
{
	(void)state;
	static char source[700000];
	memset(source, '#', sizeof source);
	static const char end[] = "\nprint('the end')\n";
	memcpy(source + sizeof source - sizeof end, end, sizeof end - 1);
	source[sizeof source - 1] = '\n';
	padcell_guest guest = runs_guest("long", "");
	guest.source = source;
	guest.source_size = sizeof source;
	padcell_verdict *verdict = runs_verdict(POLICY_PLAIN, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_OK, "the end", "long");
	padcell_verdict_free(verdict);
}

/* What the worker holds while its guest runs; nothing is seen where the caller may not look. */
static int count_descriptors(void *user, enum padcell_stream stream, const void *data, size_t size)
{
	(void)stream, (void)data, (void)size;
	*(unsigned *)user = census_descriptors_of(census_await_child("padcell-worker"));
	return 0;
}

static void test_run_outcomes__a_running_guest_has_four_descriptors_at_most(void **state)
{
	(void)state;
	unsigned descriptors = 99;
	padcell_guest guest = runs_guest("prints", "print('ready', flush=True)\n"
	                                           "import time\n"
	                                           "time.sleep(0.3)\n");
	guest.output = count_descriptors;
	guest.user = &descriptors;
	padcell_verdict_free(runs_verdict(POLICY_PLAIN, &guest));
	assert_true(descriptors <= 4);
}

struct status_lines {
	bool filtered;
	bool no_new_privs;
	bool no_capabilities;
};

/* What the kernel says of the worker while its guest runs: not what the worker says. */
static int read_status(void *user, enum padcell_stream stream, const void *data, size_t size)
{
	(void)stream, (void)data, (void)size;
	struct status_lines *seen = user;
	char line[256];
	(void)snprintf(line, sizeof line, "/proc/%d/status",
	               (int)census_await_child("padcell-worker"));
	FILE *file = fopen(line, "re");
	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		seen->filtered |= strcmp(line, "Seccomp:\t2\n") == 0;
		seen->no_new_privs |= strcmp(line, "NoNewPrivs:\t1\n") == 0;
		seen->no_capabilities |= strcmp(line, "CapEff:\t0000000000000000\n") == 0;
	}
	if (file != NULL)
		(void)fclose(file);
	return 0;
}

static void test_run_outcomes__the_kernel_says_that_a_running_guest_is_locked(void **state)
{
	(void)state;
	struct status_lines seen = {.filtered = false};
	padcell_guest guest = runs_guest("prints", "print('ready', flush=True)\n"
	                                           "import time\n"
	                                           "time.sleep(0.3)\n");
	guest.output = read_status;
	guest.user = &seen;
	padcell_verdict *verdict = runs_verdict(POLICY_PLAIN, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_OK, "\"seccomp\": true", "prints");
	padcell_verdict_free(verdict);
	assert_true(seen.filtered);
	assert_true(seen.no_new_privs);
	assert_true(seen.no_capabilities);
}

static int tell_parent(void *user, enum padcell_stream stream, const void *data, size_t size)
{
	(void)stream, (void)data, (void)size;
	return write(*(int *)user, "r", 1) == 1 ? 0 : -1;
}

/* The host is a child that is killed while its guest sleeps. */
static void test_run_outcomes__a_host_that_dies_takes_its_worker_along(void **state)
{
	(void)state;
	static const char source[] = "import time\nprint('ready', flush=True)\ntime.sleep(1000)\n";
	int ready[2];
	padcell_guest guest = runs_guest("sleeps", source);
	struct census before = census_take(runs_folder());
	assert_int_equal(pipe2(ready, O_CLOEXEC), 0);
	guest.output = tell_parent;
	guest.user = &ready[1];
	pid_t host = fork();
	assert_true(host >= 0);
	if (host == 0) {
		padcell_verdict *verdict = NULL;
		(void)padcell_run(runs_policy(POLICY_PLAIN), &guest, &verdict, NULL);
		_exit(1);
	}

	char byte = 0;
	(void)close(ready[1]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	assert_int_equal(kill(host, SIGKILL), 0);
	assert_int_equal(waitpid(host, NULL, 0), host);
	(void)close(ready[0]);
	struct census after = census_take_until(runs_folder(), &before);
	census_compare(&before, &after, "the host died");
}

static void test_run_outcomes__a_broken_bundle_is_an_error_of_ours(void **state)
{
	(void)state;
	char folder[] = "/tmp/padcell-test-XXXXXX";
	char worker[64];
	char bundle[64];
	assert_non_null(mkdtemp(folder));
	assert_int_equal(chmod(folder, 0755), 0);
	(void)snprintf(worker, sizeof worker, "%s/padcell-worker", folder);
	(void)snprintf(bundle, sizeof bundle, "%s/modules.bundle", folder);
	assert_int_equal(symlink(PADCELL_BIN_DIR "/padcell-worker", worker), 0);
	int fd = open(bundle, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	assert_int_equal(write(fd, "PK", 2), 2);
	(void)close(fd);

	padcell_guest guest = runs_guest("broken bundle", "print(1)\n");
	guest.worker = worker;
	padcell_verdict *verdict = runs_verdict(POLICY_PLAIN, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_ERROR, "bundle", "broken bundle");
	padcell_verdict_free(verdict);
	(void)unlink(bundle);
	(void)unlink(worker);
	(void)rmdir(folder);
}

static void test_run_outcomes__permits_can_be_audited(void **state)
{
	(void)state;
	char *json = NULL;
	padcell_error error = {.message = ""};
	if (padcell_audit(PADCELL_AUDIT_PERMITS, &json, &error) != PADCELL_OK)
		fail_msg("%s", error.message);
	assert_int_equal(json[0], '{');
	assert_non_null(strstr(json, "\"totals\""));
	free(json);
}

TEST_MAIN(cmocka_unit_test(test_run_outcomes__each_is_produced_for_real),
          cmocka_unit_test(test_run_outcomes__a_hole_in_permits_is_a_violation),
          cmocka_unit_test(test_run_outcomes__a_reader_that_went_away_is_an_error),
          cmocka_unit_test(test_run_outcomes__output_is_cut_to_the_byte),
          cmocka_unit_test(test_run_outcomes__standard_input_is_read_line_by_line),
          cmocka_unit_test(test_run_outcomes__a_long_source_arrives_whole),
          cmocka_unit_test(test_run_outcomes__a_running_guest_has_four_descriptors_at_most),
          cmocka_unit_test(test_run_outcomes__the_kernel_says_that_a_running_guest_is_locked),
          cmocka_unit_test(test_run_outcomes__a_host_that_dies_takes_its_worker_along),
          cmocka_unit_test(test_run_outcomes__a_broken_bundle_is_an_error_of_ours),
          cmocka_unit_test(test_run_outcomes__permits_can_be_audited))
