/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_jobs.c - the engines of a campaign: started, reaped, stopped.
 *
 * An engine ends at its first finding, as its process is then not to be trusted any more; it is
 * started again with another seed until the time is up.
 *
 * Runs in: host
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

#include "fuzz_engine.h"
#include "kit.h"
#include "message.h"

#define STOP_GRACE_MS 3000 /* between asking an engine to end and ending it */
#define QUICK_MS      2000 /* an engine that ends sooner, again and again, is held up by something */
#define QUICK_ENDS    20   /* in a row, and it is said */
#define TEXT_MAX      4352

uint64_t fuzz_now_ms(void)
{
	struct timespec now = {0};
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

/* In the child; only setenv() and what exec needs.  Never returns. */
static void become_engine(const struct fuzz_campaign *campaign, unsigned index, int log,
                          const struct fuzz_call *call)
{
	char text[32];
	(void)snprintf(text, sizeof text, "%u", index);
	(void)setenv("PADCELL_JOB", text, 1);
	(void)snprintf(text, sizeof text, "%lu", campaign->seed);
	(void)setenv("PADCELL_SEED", text, 1);
	(void)setenv("PADCELL_CAMPAIGN", campaign->folder, 1);
	(void)setenv("PADCELL_SELF_TESTED", "1", 1);
	if (campaign->plant != NULL)
		(void)setenv("PADCELL_PLANT", campaign->plant, 1);
	campaign->engine->environment(campaign);
	(void)signal(SIGINT, SIG_DFL);
	(void)signal(SIGTERM, SIG_DFL);
	(void)signal(SIGPIPE, SIG_DFL);
	int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
	    dup2(log, STDOUT_FILENO) >= 0 && dup2(log, STDERR_FILENO) >= 0)
		(void)execvp(call->argv[0], (char *const *)call->argv);
	_exit(127);
}

bool fuzz_job_start(struct fuzz_campaign *campaign, unsigned index)
{
	char path[TEXT_MAX];
	/* Left by a campaign that was killed: an engine that dies early would be credited with it.
	 */
	(void)snprintf(path, sizeof path, "%s/jobs/%u.stats", campaign->folder, index);
	(void)unlink(path);
	(void)snprintf(path, sizeof path, "%s/jobs/%u.log", campaign->folder, index);
	CLEANUP(fd_at_exit) int log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
	if (log < 0)
		return false;

	CLEANUP(free_at_exit) struct fuzz_call *call = calloc(1, sizeof *call);
	if (call == NULL)
		return false;
	campaign->engine->call(campaign, index, call);
	pid_t child = fork();
	if (child == 0)
		become_engine(campaign, index, log, call);
	if (child < 0)
		return false;

	struct fuzz_job *job = &campaign->jobs[index];
	job->pid = child;
	job->started_ms = fuzz_now_ms();
	job->starts++;
	return true;
}

/* A stats file "key : value" a line; unknown keys are none of ours. */
static struct fuzz_numbers read_numbers(const struct fuzz_campaign *campaign, unsigned index)
{
	struct fuzz_numbers numbers = {0};
	const struct {
		const char *key;
		uint64_t *slot;
	} keys[] = {
	        {"executions", &numbers.executions},
	        {"valid", &numbers.valid},
	        {"rejected", &numbers.rejected},
	        {"benign", &numbers.benign},
	        {"denials", &numbers.denials},
	        {"breaches", &numbers.breaches},
	        {"plant_reached", &numbers.plant_reached},
	        {"plant_triggered", &numbers.plant_triggered},
	};
	char path[TEXT_MAX];
	(void)snprintf(path, sizeof path, "%s/jobs/%u.stats", campaign->folder, index);
	CLEANUP(file_at_exit) FILE *file = fopen(path, "re");
	char line[256];
	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		char key[64];
		unsigned long long value = 0;
		if (sscanf(line, "%63s : %llu", key, &value) != 2)
			continue;
		for (size_t i = 0; i < COUNT_OF(keys); i++) {
			if (strcmp(key, keys[i].key) == 0)
				*keys[i].slot = value;
		}
	}
	campaign->engine->correct(campaign, index, &numbers);
	return numbers;
}

static void sum(struct fuzz_numbers *to, const struct fuzz_numbers *more)
{
	to->executions += more->executions;
	to->valid += more->valid;
	to->rejected += more->rejected;
	to->benign += more->benign;
	to->denials += more->denials;
	to->breaches += more->breaches;
	to->plant_reached += more->plant_reached;
	to->plant_triggered += more->plant_triggered;
}

struct fuzz_numbers fuzz_numbers_now(const struct fuzz_campaign *campaign)
{
	struct fuzz_numbers total = campaign->ended;
	for (unsigned i = 0; i < campaign->job_count; i++) {
		if (campaign->jobs[i].pid == 0)
			continue;
		struct fuzz_numbers numbers = read_numbers(campaign, i);
		sum(&total, &numbers);
	}
	return total;
}

/* SIGABRT is how libFuzzer ends at a finding; any other signal came from the machine or a person.
 */
static void tell_death(struct fuzz_campaign *campaign, unsigned index, int status,
                       const struct fuzz_numbers *numbers)
{
	const struct fuzz_job *job = &campaign->jobs[index];
	if (campaign->ending)
		return;

	if (WIFSIGNALED(status) && WTERMSIG(status) != SIGABRT) {
		campaign->killed++;
		cli_error("engine %u was ended by SIG%s after %llu executions; another one goes on",
		          index, sigabbrev_np(WTERMSIG(status)),
		          (unsigned long long)numbers->executions);
	}
	if (job->quick_ends == QUICK_ENDS) {
		cli_error("engine %u ended %d times in a row right after its start", index,
		          QUICK_ENDS);
		cli_hint("%s/jobs/%u.log says why; a seed that crashes it does so each time",
		         campaign->folder, index);
	}
}

/* The engine writes its file anew when it starts: keep what the last one did. */
static void bury(struct fuzz_campaign *campaign, unsigned index, int status)
{
	struct fuzz_job *job = &campaign->jobs[index];
	struct fuzz_numbers numbers = read_numbers(campaign, index);
	bool quick = fuzz_now_ms() - job->started_ms < QUICK_MS;
	job->idle_deaths = numbers.executions == 0 ? job->idle_deaths + 1 : 0;
	job->quick_ends = quick ? job->quick_ends + 1 : 0;
	tell_death(campaign, index, status, &numbers);
	job->pid = 0;
	sum(&campaign->ended, &numbers);

	char path[TEXT_MAX];
	(void)snprintf(path, sizeof path, "%s/jobs/%u.stats", campaign->folder, index);
	(void)unlink(path);
}

unsigned fuzz_jobs_reap(struct fuzz_campaign *campaign)
{
	unsigned running = 0;
	for (unsigned i = 0; i < campaign->job_count; i++) {
		int status = 0;
		if (campaign->jobs[i].pid == 0)
			continue;
		if (waitpid(campaign->jobs[i].pid, &status, WNOHANG) == 0)
			running++;
		else
			bury(campaign, i, status);
	}
	campaign->engine->collect(campaign, running == 0 && campaign->ending);
	return running;
}

static void signal_all(const struct fuzz_campaign *campaign, int number)
{
	for (unsigned i = 0; i < campaign->job_count; i++) {
		if (campaign->jobs[i].pid != 0)
			(void)kill(campaign->jobs[i].pid, number);
	}
}

void fuzz_jobs_stop(struct fuzz_campaign *campaign)
{
	const struct timespec moment = {.tv_nsec = 20000000};
	uint64_t until = fuzz_now_ms() + STOP_GRACE_MS;
	campaign->ending = true;
	signal_all(campaign, SIGTERM);
	while (fuzz_jobs_reap(campaign) > 0) {
		if (fuzz_now_ms() > until)
			signal_all(campaign, SIGKILL);
		(void)nanosleep(&moment, NULL);
	}
}
