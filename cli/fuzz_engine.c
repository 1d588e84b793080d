/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_engine.c - the choice of an engine, and what all of their command lines need.
 * Runs in: host
 */
#include "fuzz_engine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "kit.h"
#include "message.h"

static const struct {
	const struct fuzz_engine *engine;
	const char *preset;
} engines[] = {
        {&fuzz_engine_libfuzzer, "fuzz"},
        {&fuzz_engine_afl, "fuzz-afl"},
};

/* What `<target> --engine` prints, as one word; "" when it says nothing. */
static void ask_target(const char *target, char *answer, size_t size)
{
	int ends[2];
	answer[0] = '\0';
	if (pipe2(ends, O_CLOEXEC) != 0)
		return;

	CLEANUP(file_at_exit) FILE *reader = fdopen(ends[0], "r");
	pid_t child = reader != NULL ? fork() : -1;
	if (child == 0) {
		if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && dup2(ends[1], STDOUT_FILENO) >= 0)
			(void)execl(target, target, "--engine", (char *)NULL);
		_exit(127);
	}
	(void)close(ends[1]);
	if (child < 0)
		return;

	if (fgets(answer, (int)size, reader) == NULL)
		answer[0] = '\0';
	answer[strcspn(answer, "\n")] = '\0';
	while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
		continue;
}

int fuzz_engine_choose(const char *target, const char *wanted,
                       const struct fuzz_engine **ret_engine)
{
	char built[32];
	size_t chosen = 0;
	ask_target(target, built, sizeof built);
	const char *name = wanted != NULL ? wanted : built;
	while (chosen < COUNT_OF(engines) && strcmp(engines[chosen].engine->name, name) != 0)
		chosen++;

	if (chosen == COUNT_OF(engines) && wanted != NULL) {
		cli_error("--engine: there is no engine '%s'", wanted);
		cli_hint("libfuzzer and afl are there");
		return PADCELL_EXIT_USAGE;
	}
	if (chosen == COUNT_OF(engines) || strcmp(built, name) != 0) {
		cli_error("%s is not built for %s: it %s", target,
		          wanted != NULL ? wanted : "an engine",
		          strcmp(built, "replay") == 0 ? "only repeats inputs"
		                                       : "is for another engine, or none of ours");
		cli_hint("build the preset %s, or name its folder in PADCELL_FUZZERS",
		         wanted != NULL ? engines[chosen].preset : "fuzz or fuzz-afl");
		return PADCELL_EXIT_USAGE;
	}
	*ret_engine = engines[chosen].engine;
	return 0;
}

void fuzz_call_add(struct fuzz_call *call, const char *text)
{
	/* The last place stays NULL, which ends the list. */
	if (call->count + 1 < COUNT_OF(call->argv))
		call->argv[call->count++] = text;
}

void fuzz_call_addf(struct fuzz_call *call, const char *format, ...)
{
	va_list arguments;
	if (call->used == COUNT_OF(call->texts))
		return;
	char *text = call->texts[call->used++];
	va_start(arguments, format);
	(void)vsnprintf(text, FUZZ_CALL_TEXT, format, arguments);
	va_end(arguments);
	fuzz_call_add(call, text);
}

unsigned long long fuzz_seconds_left(const struct fuzz_campaign *campaign)
{
	uint64_t now = fuzz_now_ms();
	return campaign->deadline_ms > now ? (campaign->deadline_ms - now + 999) / 1000 : 1;
}

unsigned long long fuzz_runs_left(const struct fuzz_campaign *campaign)
{
	if (campaign->runs == 0)
		return 0;
	struct fuzz_numbers done = fuzz_numbers_now(campaign);
	uint64_t rest = campaign->runs > done.executions ? campaign->runs - done.executions : 1;
	return (rest + campaign->job_count - 1) / campaign->job_count;
}

unsigned long fuzz_job_seed(const struct fuzz_campaign *campaign, unsigned index)
{
	return campaign->seed * 1000003UL % 2147480000UL + 1 + index +
	       64UL * campaign->jobs[index].starts;
}
