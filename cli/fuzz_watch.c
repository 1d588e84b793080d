/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_watch.c - the loop around a campaign's engines.
 * Runs in: host
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "fuzz_campaign.h"
#include "kit.h"
#include "message.h"

#define LOOK_MS        200   /* between looks at the jobs */
#define PLAIN_EVERY_MS 10000 /* between lines when nobody watches on a terminal */
#define IDLE_DEATHS    3     /* of one engine in a row, and the campaign is given up */

static volatile sig_atomic_t stopping;

static void ask_to_stop(int number)
{
	(void)number;
	stopping = 1;
}

void fuzz_listen_to_signals(void)
{
	struct sigaction action = {.sa_handler = ask_to_stop};
	(void)sigemptyset(&action.sa_mask);
	(void)sigaction(SIGINT, &action, NULL);
	(void)sigaction(SIGTERM, &action, NULL);
	(void)sigaction(SIGHUP, &action, NULL);
	/* A file that may not grow further is an error of write(), with a message, not our death.
	 */
	(void)signal(SIGXFSZ, SIG_IGN);
}

static void show_status(const struct fuzz_campaign *campaign, const struct fuzz_numbers *numbers,
                        bool terminal)
{
	uint64_t now = fuzz_now_ms();
	uint64_t passed = now - campaign->started_ms;
	uint64_t left = campaign->deadline_ms > now ? campaign->deadline_ms - now : 0;
	double rate = passed > 0 ? (double)numbers->executions * 1000.0 / (double)passed : 0.0;
	double validity = numbers->executions > 0
	                          ? 100.0 * (double)numbers->valid / (double)numbers->executions
	                          : 0.0;
	fprintf(stderr,
	        "%s%3llu s: %llu executions, %.0f/s, validity %.0f %%, corpus %u, findings %u, "
	        "%llu s left%s",
	        terminal ? "\r" : "", (unsigned long long)(passed / 1000),
	        (unsigned long long)numbers->executions, rate, validity,
	        fuzz_count_files(campaign, "corpus"), campaign->findings,
	        (unsigned long long)(left / 1000), terminal ? " \x1b[K" : "\n");
	(void)fflush(stderr);
}

/* Say what ends the campaign before its time, here and in its reports. */
__attribute__((format(printf, 3, 4))) static int give_up(struct fuzz_campaign *campaign, int code,
                                                         const char *format, ...)
{
	va_list args;
	va_start(args, format);
	(void)vsnprintf(campaign->trouble, sizeof campaign->trouble, format, args);
	va_end(args);
	/* An engine's words and the names of folders are bytes; a document is text. */
	for (char *byte = campaign->trouble; *byte != '\0'; byte++)
		*byte = *byte >= 0x20 && *byte < 0x7f ? *byte : '?';
	cli_error("%s", campaign->trouble);
	return code;
}

/* What an engine said last, "" when nothing can be read. */
static void read_last_words(const struct fuzz_campaign *campaign, unsigned index, char words[200])
{
	char path[4352];
	char line[1024];
	(void)snprintf(path, sizeof path, "%s/jobs/%u.log", campaign->folder, index);
	CLEANUP(file_at_exit) FILE *log = fopen(path, "re");
	words[0] = '\0';
	while (log != NULL && fgets(line, sizeof line, log) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] != '\0')
			(void)snprintf(words, 200, "%.199s", line);
	}
}

/* Start what does not run; 0, or an exit code when engines die before they run anything. */
static int keep_running(struct fuzz_campaign *campaign)
{
	char words[200];
	for (unsigned i = 0; i < campaign->job_count; i++) {
		if (campaign->jobs[i].pid != 0)
			continue;
		if (campaign->jobs[i].idle_deaths >= IDLE_DEATHS) {
			read_last_words(campaign, i, words);
			int code = give_up(campaign, PADCELL_EXIT_INTERNAL,
			                   "engine %u ends as soon as it starts: %s", i,
			                   words[0] != '\0' ? words : "it says nothing");
			cli_hint("%s/jobs/%u.log has all it said; only the presets fuzz and "
			         "fuzz-afl build a target that can fuzz",
			         campaign->folder, i);
			return code;
		}
		if (!fuzz_job_start(campaign, i))
			return give_up(campaign, PADCELL_EXIT_INTERNAL,
			               "cannot start an engine: %s", strerrordesc_np(errno));
	}
	return 0;
}

/* Numbers and folders: 0, or an exit code when the campaign has no place any more. */
static int keep_place(struct fuzz_campaign *campaign, const struct fuzz_numbers *numbers)
{
	char reason[256];
	if (!fuzz_folders_stand(campaign->folder, reason, sizeof reason))
		return give_up(campaign, PADCELL_EXIT_USAGE, "%s", reason);
	if (!fuzz_write_stats(campaign, numbers))
		return give_up(campaign, PADCELL_EXIT_USAGE, "cannot write to %.200s: %s",
		               campaign->folder, strerrordesc_np(errno));
	return 0;
}

static bool is_over(const struct fuzz_campaign *campaign, const struct fuzz_numbers *numbers,
                    bool first)
{
	return stopping != 0 || fuzz_now_ms() >= campaign->deadline_ms ||
	       (campaign->runs != 0 && numbers->executions >= campaign->runs) ||
	       (first && campaign->findings > 0);
}

/* What was found until the end is confirmed and counted, whatever the end was. */
static int finish(struct fuzz_campaign *campaign, bool terminal, int failed)
{
	fuzz_jobs_stop(campaign);
	fuzz_confirm_findings(campaign);
	struct fuzz_numbers numbers = fuzz_numbers_now(campaign);
	show_status(campaign, &numbers, terminal);
	if (terminal)
		(void)fputc('\n', stderr);
	if (campaign->unsure > 0) {
		cli_error("%u in %s/findings could not be repeated: no process of the target "
		          "answered",
		          campaign->unsure, campaign->folder);
		cli_hint("`padcell replay FILE` tries again");
	}
	if (!fuzz_write_stats(campaign, &numbers) && failed == 0)
		return give_up(campaign, PADCELL_EXIT_USAGE, "cannot write to %.200s: %s",
		               campaign->folder, strerrordesc_np(errno));
	return failed;
}

int fuzz_watch(struct fuzz_campaign *campaign, bool first)
{
	const struct timespec moment = {.tv_nsec = LOOK_MS * 1000000L};
	bool terminal = isatty(STDERR_FILENO) == 1;
	uint64_t shown = 0;
	int failed = 0;
	struct fuzz_numbers numbers = {0};
	while (failed == 0 && !is_over(campaign, &numbers, first)) {
		failed = keep_running(campaign);
		(void)nanosleep(&moment, NULL);
		(void)fuzz_jobs_reap(campaign);
		fuzz_confirm_findings(campaign);
		numbers = fuzz_numbers_now(campaign);
		uint64_t now = fuzz_now_ms();
		if (terminal || now - shown >= PLAIN_EVERY_MS) {
			show_status(campaign, &numbers, terminal);
			shown = now;
		}
		failed = failed != 0 ? failed : keep_place(campaign, &numbers);
	}
	return finish(campaign, terminal, failed);
}
