/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/self_test.c - the oracles are proved before a campaign may start.
 * Runs in: worker before lockdown (fuzz targets)
 */
#include "self_test.h"

#include <assert.h>
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

enum must { HOLDS, VIOLATES, BENIGN };

struct row {
	const char *name;
	const char *plant;
	enum must must;
	const char *seen; /* letter of the invariant that must be reported */
	const char *program;
};

#define SELF_TEST(name, plant, must, seen, program, reason) {#name, plant, must, #seen, program},
static const struct row in_process[] = {
#include "self_tests.def"
};
static const struct row of_verdicts[] = {
#include "verdict_self_tests.def"
};
#undef SELF_TEST

#define ROWS(rows) (sizeof(rows) / sizeof((rows)[0]))
#define ROWS_MAX   64
#define AT_A_TIME  6

struct self_test_table {
	const struct row *rows;
	size_t count;
};
const struct self_test_table self_tests_in_process = {in_process, ROWS(in_process)};
const struct self_test_table self_tests_of_verdicts = {of_verdicts, ROWS(of_verdicts)};
static_assert(ROWS(in_process) <= ROWS_MAX && ROWS(of_verdicts) <= ROWS_MAX, "more rows than run");

const char *self_test_program(const struct self_test_table *table, const char *name)
{
	for (size_t i = 0; i < table->count; i++) {
		if (strcmp(table->rows[i].name, name) == 0)
			return table->rows[i].program;
	}
	return NULL;
}

/* In the child: never returns. */
static _Noreturn void become_test(const char *option, const char *operand, const char *plant,
                                  int output)
{
	const char *const arguments[] = {"self-test", option, operand, NULL};
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && setenv("PADCELL_PLANT", plant, 1) == 0 &&
	    dup2(output, STDOUT_FILENO) >= 0 && dup2(output, STDERR_FILENO) >= 0)
		(void)execv("/proc/self/exe", (char *const *)arguments);
	_exit(127);
}

/* A row that runs. */
struct running {
	const struct row *row;
	pid_t child; /* -1: it could not be started */
	int reader;  /* what it prints */
};

static struct running start_with(const char *option, const char *operand, const char *plant)
{
	struct running running = {.child = -1, .reader = -1};
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return running;

	running.reader = ends[0];
	running.child = fork();
	if (running.child == 0)
		become_test(option, operand, plant, ends[1]);
	(void)close(ends[1]);
	return running;
}

static struct running start(const struct row *row)
{
	struct running running = start_with(SELF_TEST_OPTION, row->name, row->plant);
	running.row = row;
	return running;
}

/* What it printed, terminated, and how it ended. */
static int finish(struct running *running, char *printed, size_t capacity)
{
	size_t size = 0;
	ssize_t got = 0;
	int status = -1;
	while (size + 1 < capacity &&
	       (got = read(running->reader, printed + size, capacity - 1 - size)) > 0)
		size += (size_t)got;
	printed[size] = '\0';
	fd_close(&running->reader);
	while (waitpid(running->child, &status, 0) < 0 && errno == EINTR)
		continue;
	return status;
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
	case BENIGN:
		return code == PADCELL_EXIT_OK;
	case VIOLATES:
		return code == PADCELL_EXIT_VIOLATION && names_invariant(printed, row->seen);
	}
	return false;
}

static bool conclude(struct running *running, FILE *report)
{
	static const char *const musts[] = {"must hold", "must violate", "must die benign"};
	const struct row *row = running->row;
	char printed[4096] = "";
	if (running->child < 0) {
		(void)fprintf(report, "self-test %s: could not be started\n", row->name);
		fd_close(&running->reader);
		return false;
	}
	int status = finish(running, printed, sizeof printed);
	bool right = is_as_it_must(row, status, printed);
	if (!right || report == stdout)
		(void)fprintf(report, "self-test %-22s %-16s %-24s %s\n", row->name,
		              musts[row->must], row->plant, right ? "ok" : "WRONG");
	if (!right)
		(void)fprintf(report, "%s", printed);
	return right;
}

/* Rows that a build without plants cannot run. */
static bool is_left_out(const struct row *row)
{
#ifdef PADCELL_TEST_BUILD
	(void)row;
	return false;
#else
	return strcmp(row->plant, "none") != 0;
#endif
}

bool self_test_feedback(const char *broken, FILE *report)
{
	char printed[4096] = "";
	struct running running = start_with(SELF_TEST_FEEDBACK, broken, "none");
	if (running.child < 0) {
		(void)fprintf(report, "self-test: the feedback could not be tried\n");
		fd_close(&running.reader);
		return false;
	}
	int status = finish(&running, printed, sizeof printed);
	(void)fprintf(report, "%s", printed);
	return WIFEXITED(status) && WEXITSTATUS(status) == PADCELL_EXIT_OK;
}

bool self_test_all(const struct self_test_table *table, const char *target, FILE *report)
{
	struct running running[ROWS_MAX];
	unsigned wrong = 0;
	size_t run = 0;
	/* A few at a time: the ones that wait for a limit cost no time of their own then. */
	for (size_t begun = 0, ended = 0; ended < table->count; ended++) {
		for (; begun < table->count && begun < ended + AT_A_TIME; begun++)
			running[begun] = is_left_out(&table->rows[begun])
			                         ? (struct running){.row = NULL}
			                         : start(&table->rows[begun]);
		if (running[ended].row == NULL)
			continue;
		wrong += !conclude(&running[ended], report);
		run++;
	}
	(void)fprintf(report, "%s: self-tests of the oracles: %zu run, %u wrong\n", target, run,
	              wrong);
	if (run != table->count)
		(void)fprintf(report,
		              "%s: %zu left out: plants are compiled into test builds only\n",
		              target, table->count - run);
	return wrong == 0;
}
