/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/self_test.c - the oracles are proved before a campaign may start.
 * Runs in: worker before lockdown (fuzz targets)
 */
#include "self_test.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cleanup.h"
#include "padcell/verdict.h"
#include "step_limit.h"

enum must { HOLDS, VIOLATES, BENIGN };

static const struct row {
	const char *name;
	const char *plant;
	enum must must;
	const char *seen; /* letter of the invariant that must be reported */
	const char *program;
} rows[] = {
#define SELF_TEST(name, plant, must, seen, program, reason) {#name, plant, must, #seen, program},
#include "self_tests.def"
#undef SELF_TEST
};

const char *self_test_program(const char *name)
{
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].program;
	}
	return NULL;
}

/* In the child: never returns. */
static _Noreturn void become_test(const struct row *row, int output)
{
	const char *const arguments[] = {"self-test", SELF_TEST_OPTION, row->name, NULL};
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && setenv("PADCELL_PLANT", row->plant, 1) == 0 &&
	    dup2(output, STDOUT_FILENO) >= 0 && dup2(output, STDERR_FILENO) >= 0)
		(void)execv("/proc/self/exe", (char *const *)arguments);
	_exit(127);
}

/* Run one row; what it printed, terminated, and how it ended.  False when it could not be run. */
static bool run(const struct row *row, char *printed, size_t capacity, int *ret_status)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;

	CLEANUP(fd_at_exit) int reader = ends[0];
	CLEANUP(fd_at_exit) int writer = ends[1];
	pid_t child = fork();
	if (child == 0)
		become_test(row, writer);
	fd_close(&writer);
	if (child < 0)
		return false;

	size_t size = 0;
	ssize_t got = 0;
	while (size + 1 < capacity && (got = read(reader, printed + size, capacity - 1 - size)) > 0)
		size += (size_t)got;
	printed[size] = '\0';
	while (waitpid(child, ret_status, 0) < 0 && errno == EINTR)
		continue;
	return true;
}

/* The line that crash reporters file the bug under. */
static bool names_invariant(const char *printed, const char *letter)
{
	char wanted[64];
	(void)snprintf(wanted, sizeof wanted, "ASSERTION FAILED: padcell_invariant_%s_", letter);
	return strstr(printed, wanted) != NULL;
}

static bool is_as_it_must(const struct row *row, int status, const char *printed)
{
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	switch (row->must) {
	case HOLDS:
		return code == PADCELL_EXIT_OK;
	case BENIGN:
		return code == PADCELL_EXIT_OK || code == STEP_LIMIT_EXIT;
	case VIOLATES:
		return code == PADCELL_EXIT_VIOLATION && names_invariant(printed, row->seen);
	}
	return false;
}

static bool test(const struct row *row, FILE *report)
{
	static const char *const musts[] = {"must hold", "must violate", "must die benign"};
	char printed[4096] = "";
	int status = 0;
	if (!run(row, printed, sizeof printed, &status)) {
		(void)fprintf(report, "self-test %s: could not be run\n", row->name);
		return false;
	}
	bool right = is_as_it_must(row, status, printed);
	if (!right || report == stdout)
		(void)fprintf(report, "self-test %-22s %-16s %-24s %s\n", row->name,
		              musts[row->must], row->plant, right ? "ok" : "WRONG");
	if (!right)
		(void)fprintf(report, "%s", printed);
	return right;
}

bool self_test_all(const char *target, FILE *report)
{
	unsigned wrong = 0;
	unsigned left_out = 0;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
#ifndef PADCELL_TEST_BUILD
		if (strcmp(rows[i].plant, "none") != 0) {
			left_out++;
			continue;
		}
#endif
		wrong += !test(&rows[i], report);
	}
	(void)fprintf(report, "%s: self-tests of the oracles: %zu run, %u wrong\n", target,
	              sizeof rows / sizeof rows[0] - left_out, wrong);
	if (left_out != 0)
		(void)fprintf(report,
		              "%s: %u left out: plants are compiled into test builds only\n",
		              target, left_out);
	return wrong == 0;
}
