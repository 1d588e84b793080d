/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_finding.c - a finding of a fuzzer, repeated by the target that made it.
 *
 * Such a file says "# target: fuzz_<surface>" in its head.  The target is a program beside this one
 * or in $PADCELL_FUZZERS; `--replay FILE` makes it run the file once and end with 4 when an
 * invariant broke.
 *
 * Runs in: host
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "fuzz_target.h"
#include "kit.h"
#include "message.h"
#include "replay.h"

#define REPORT_MAX 65536 /* bytes of what a target prints; the rest is not read */

/* A name comes from a file: only what a target of ours may be called becomes a path. */
static bool is_target_name(const char *target)
{
	return strncmp(target, "fuzz_", 5) == 0 &&
	       target[strspn(target, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* In the child: never returns. */
static void become_target(const char *program, const char *path, int output)
{
	(void)signal(SIGPIPE, SIG_DFL);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && dup2(output, STDOUT_FILENO) >= 0 &&
	    dup2(output, STDERR_FILENO) >= 0)
		(void)execl(program, program, "--replay", path, (char *)NULL);
	_exit(127);
}

/* What the target said, and how it ended; false when it could not be started. */
static bool run_target(const char *program, const char *path, char *report, int *ret_status)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0)
		return false;

	CLEANUP(file_at_exit) FILE *reader = fdopen(ends[0], "r");
	pid_t child = reader != NULL ? fork() : -1;
	if (child == 0)
		become_target(program, path, ends[1]);
	(void)close(ends[1]);
	if (child < 0)
		return false;

	size_t size = fread(report, 1, REPORT_MAX - 1, reader);
	report[size] = '\0';
	/* A target that says more gets SIGPIPE, which is an end like any other. */
	(void)fclose(TAKE(reader));
	while (waitpid(child, ret_status, 0) < 0 && errno == EINTR)
		continue;
	return !WIFEXITED(*ret_status) || WEXITSTATUS(*ret_status) != 127;
}

/* "... ASSERTION FAILED: padcell_invariant_G_no_ambient_authority_violated" -> "G", its name. */
static void read_invariant(const char *report, char letter[2], char *name, size_t size)
{
	static const char mark[] = "ASSERTION FAILED: padcell_invariant_";
	const char *found = strstr(report, mark);
	(void)snprintf(letter, 2, "%s", "");
	(void)snprintf(name, size, "%s", "");
	if (found == NULL || found[strlen(mark)] == '\0' || found[strlen(mark) + 1] != '_')
		return;

	const char *start = found + strlen(mark);
	(void)snprintf(letter, 2, "%c", start[0]);
	const char *end = strstr(start, "_violated");
	if (end != NULL && end > start + 2)
		(void)snprintf(name, size, "%.*s", (int)(end - start - 2), start + 2);
}

/* "repeated: invariant G no_ambient_authority", "repeated: died by SIGSEGV", "not repeated". */
static int describe(int status, const char *report, char *text, size_t size, char letter[2])
{
	char name[64];
	read_invariant(report, letter, name, sizeof name);
	if (WIFSIGNALED(status) && letter[0] == '\0') {
		(void)snprintf(letter, 2, "%c", 'A');
		(void)snprintf(text, size, "repeated: invariant A: died by SIG%s",
		               sigabbrev_np(WTERMSIG(status)));
		return PADCELL_EXIT_VIOLATION;
	}
	if (WIFSIGNALED(status) || WEXITSTATUS(status) == PADCELL_EXIT_VIOLATION) {
		(void)snprintf(text, size, "repeated: invariant %s %s",
		               letter[0] != '\0' ? letter : "unknown", name);
		return PADCELL_EXIT_VIOLATION;
	}
	if (WEXITSTATUS(status) == 0) {
		(void)snprintf(text, size, "not repeated: the target is silent");
		return PADCELL_EXIT_OK;
	}
	(void)snprintf(text, size, "could not be repeated: the target ended with %d",
	               WEXITSTATUS(status));
	return PADCELL_EXIT_INTERNAL;
}

static int complain_target(const char *path, const char *target)
{
	cli_error("%s: there is no fuzz target '%s' beside padcell", path, target);
	cli_hint("build it: the targets are in the same folder as padcell");
	return PADCELL_EXIT_INTERNAL;
}

int replay_finding(const char *path, const char *target, json_t **ret_row)
{
	bool there = false;
	CLEANUP(free_at_exit)
	char *program = is_target_name(target) ? fuzz_target_path(target, &there) : NULL;
	if (!there)
		return complain_target(path, target);

	CLEANUP(free_at_exit) char *report = malloc(REPORT_MAX);
	int status = 0;
	(void)fflush(NULL);
	if (report == NULL || !run_target(program, path, report, &status)) {
		cli_error("%s: cannot start %s", path, program);
		return PADCELL_EXIT_INTERNAL;
	}

	char text[160];
	char letter[2];
	int code = describe(status, report, text, sizeof text, letter);
	if (ret_row != NULL) {
		*ret_row = json_pack("{s:s, s:s, s:b, s:s, s:s}", "file", path, "target", target,
		                     "repeated", code == PADCELL_EXIT_VIOLATION, "invariant",
		                     letter, "summary", text);
		if (code == PADCELL_EXIT_INTERNAL)
			(void)json_object_set_new(*ret_row, "error", json_string(text));
		return code;
	}
	printf("%s: %s\n", path, text);
	if (code != PADCELL_EXIT_OK)
		cli_print_foreign(stderr, report);
	return code;
}
