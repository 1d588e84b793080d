/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/doctor_engine.c - does the fuzz target hear its oracles, and is its feedback alive?
 *
 * The target says so itself, by `--self-test`: a line a program with its name and "ok" or "WRONG",
 * a line a family of feedback with "ok" or "DARK".  KEEP IN STEP: self-test-lines
 *
 * Runs in: host
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "doctor.h"
#include "fuzz_campaign.h"
#include "fuzz_target.h"
#include "kit.h"

#define GROUP       "engine"
#define ANSWER_MAX  65536
#define PATIENCE_MS 120000 /* a sanitized target under a loaded machine takes a part of it */

/* In the child: never returns. */
static void become_engine(const char *program, const char *without_family, int output)
{
	const char *const all[] = {program, "--self-test", NULL};
	const char *const but_one[] = {program, "--self-test", "--without-family", without_family,
	                               NULL};
	const char *const *arguments = without_family != NULL ? but_one : all;
	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
	    dup2(output, STDOUT_FILENO) >= 0 && dup2(nothing, STDERR_FILENO) >= 0)
		(void)execv(program, (char *const *)arguments);
	_exit(127);
}

void doctor_engine_begin(const struct doctor_report *report, struct doctor_engine *ret_engine)
{
	int ends[2];
	bool there = true;
	*ret_engine = (struct doctor_engine){.child = 0, .reader = -1};
	CLEANUP(free_at_exit)
	char *program = report->engine != NULL ? strdup(report->engine)
	                                       : fuzz_target_path("fuzz_escape", &there);
	if (program == NULL || !there)
		return;

	ret_engine->child = -1;
	if (pipe2(ends, O_CLOEXEC) != 0)
		return;
	(void)fflush(NULL);
	ret_engine->child = fork();
	if (ret_engine->child == 0)
		become_engine(program, report->without_family, ends[1]);
	(void)close(ends[1]);
	ret_engine->reader = ends[0];
}

/* All that it says, terminated; one that does not come to its end is ended. */
static void read_answer(const struct doctor_engine *engine, char answer[ANSWER_MAX])
{
	uint64_t until = fuzz_now_ms() + PATIENCE_MS;
	struct pollfd wait = {.fd = engine->reader, .events = POLLIN};
	size_t size = 0;
	for (ssize_t got = 1; got > 0 && size + 1 < ANSWER_MAX;) {
		uint64_t now = fuzz_now_ms();
		if (poll(&wait, 1, now < until ? (int)(until - now) : 0) <= 0) {
			(void)kill(engine->child, SIGKILL);
			break;
		}
		got = read(engine->reader, answer + size, ANSWER_MAX - 1 - size);
		size += got > 0 ? (size_t)got : 0;
	}
	answer[size] = '\0';
}

/* "<kind> <name> ... <state>" -> the name; true when the line is one of that kind. */
static bool read_line(const char *line, const char *kind, char name[32], bool *ret_good)
{
	size_t length = strlen(kind);
	const char *last = strrchr(line, ' ');
	if (strncmp(line, kind, length) != 0 || line[length] != ' ' || last == NULL ||
	    sscanf(line + length, " %31s", name) != 1)
		return false;
	*ret_good = strcmp(last, " ok") == 0;
	return true;
}

static void add_line(struct doctor_report *report, const char *line, unsigned *proved)
{
	char name[32];
	bool good = false;
	struct doctor_finding finding = {.group = GROUP, .name = name};
	if (read_line(line, "self-test", name, &good)) {
		*proved += good;
		finding.state = DOCTOR_FAILED;
		finding.detail = "a program whose nature is known was judged otherwise";
		finding.hint = "an oracle that does not hear its plant is not to be believed";
		if (!good)
			doctor_add(report, &finding);
	} else if (read_line(line, "feedback", name, &good)) {
		finding.state = good ? DOCTOR_OK : DOCTOR_FAILED;
		finding.detail = good ? "feedback: its start-up program lights it"
		                      : "feedback is dark: its start-up program lights nothing";
		finding.hint = good ? NULL : "an engine without it searches blindly";
		doctor_add(report, &finding);
	}
}

static void add_sum(struct doctor_report *report, unsigned proved, int status)
{
	bool good = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	char detail[96];
	struct doctor_finding finding = {.group = GROUP, .name = "self-tests", .detail = detail};
	(void)snprintf(detail, sizeof detail, "%u programs judged as they must be", proved);
	if (!good || proved == 0) {
		finding.state = DOCTOR_FAILED;
		finding.hint = "`fuzz_escape --self-test` says more";
		(void)snprintf(detail, sizeof detail,
		               "%u answered well, and the target ended with %s%d", proved,
		               WIFSIGNALED(status) ? "signal " : "",
		               WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	}
	doctor_add(report, &finding);
}

static void add_absence(struct doctor_report *report, bool broken)
{
	const struct doctor_finding none = {
	        .group = GROUP,
	        .name = "(none)",
	        .detail = "no fuzz target is here; only `padcell fuzz` needs one"};
	const struct doctor_finding dead = {.group = GROUP,
	                                    .name = "self-tests",
	                                    .state = DOCTOR_FAILED,
	                                    .detail = "the fuzz target cannot be started"};
	doctor_add(report, broken ? &dead : &none);
}

void doctor_engine_end(struct doctor_report *report, struct doctor_engine *engine)
{
	if (engine->child <= 0) {
		add_absence(report, engine->child < 0);
		fd_at_exit(&engine->reader);
		return;
	}

	static char answer[ANSWER_MAX];
	char *rest = NULL;
	unsigned proved = 0;
	int status = -1;
	read_answer(engine, answer);
	fd_at_exit(&engine->reader);
	while (waitpid(engine->child, &status, 0) < 0 && errno == EINTR)
		continue;
	for (char *line = strtok_r(answer, "\n", &rest); line != NULL;
	     line = strtok_r(NULL, "\n", &rest))
		add_line(report, line, &proved);
	add_sum(report, proved, status);
}
