/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_stats.c - the numbers of a campaign, in its folder.
 *
 * fuzzer_stats has AFL's keys, so that its own tools (afl-whatsup and plotters) read a campaign.
 *
 * Runs in: host
 */
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>

#include "fuzz_campaign.h"
#include "kit.h"

#define TEXT_MAX 4352

bool fuzz_make_folders(const char *folder, char *path, size_t size)
{
	static const char *const inside[] = {"",      "/corpus", "/findings", "/unrepeated",
	                                     "/slow", "/jobs"};
	for (size_t i = 0; i < COUNT_OF(inside); i++) {
		(void)snprintf(path, size, "%s%s", folder, inside[i]);
		if (mkdir(path, 0755) != 0 && errno != EEXIST)
			return false;
		if (access(path, W_OK | X_OK) != 0)
			return false;
	}
	return true;
}

unsigned fuzz_count_files(const struct fuzz_campaign *campaign, const char *name)
{
	char path[TEXT_MAX];
	(void)snprintf(path, sizeof path, "%s/%s", campaign->folder, name);
	DIR *folder = opendir(path);
	unsigned count = 0;
	for (const struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;)
		count += entry->d_name[0] != '.';
	if (folder != NULL)
		(void)closedir(folder);
	return count;
}

/* Whole or not at all: a reader never sees half a file, and a full disk leaves the old one. */
static bool replace_file(const struct fuzz_campaign *campaign, const char *name, const char *text)
{
	char path[TEXT_MAX];
	char fresh[TEXT_MAX];
	(void)snprintf(path, sizeof path, "%s/%s", campaign->folder, name);
	(void)snprintf(fresh, sizeof fresh, "%s/.%s.new", campaign->folder, name);
	FILE *file = fopen(fresh, "we");
	if (file == NULL)
		return false;
	bool written = fputs(text, file) >= 0;
	written = fclose(file) == 0 && written;
	return written && rename(fresh, path) == 0;
}

static bool write_afl(const struct fuzz_campaign *campaign, const struct fuzz_numbers *numbers,
                      uint64_t seconds)
{
	char text[1024];
	time_t now = time(NULL);
	(void)snprintf(
	        text, sizeof text,
	        "start_time        : %lld\nlast_update       : %lld\nrun_time          : %llu\n"
	        "fuzzer_pid        : %d\nexecs_done        : %llu\nexecs_per_sec     : %.2f\n"
	        "corpus_count      : %u\nsaved_crashes     : %u\nafl_banner        : fuzz_escape\n",
	        (long long)(now - (time_t)seconds), (long long)now, (unsigned long long)seconds,
	        (int)getpid(), (unsigned long long)numbers->executions,
	        seconds != 0 ? (double)numbers->executions / (double)seconds : 0.0,
	        fuzz_count_files(campaign, "corpus"), campaign->findings);
	return replace_file(campaign, "fuzzer_stats", text);
}

static bool write_json(const struct fuzz_campaign *campaign, const struct fuzz_numbers *numbers,
                       uint64_t milliseconds)
{
	CLEANUP(json_at_exit)
	json_t *document = json_pack(
	        "{s:i, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:i, s:i, s:i, s:I, s:s}",
	        "padcell", 1, "executions", (json_int_t)numbers->executions, "valid",
	        (json_int_t)numbers->valid, "rejected", (json_int_t)numbers->rejected, "benign",
	        (json_int_t)numbers->benign, "denials", (json_int_t)numbers->denials, "breaches",
	        (json_int_t)numbers->breaches, "plant_reached", (json_int_t)numbers->plant_reached,
	        "plant_triggered", (json_int_t)numbers->plant_triggered, "run_time_ms",
	        (json_int_t)milliseconds, "corpus", (int)fuzz_count_files(campaign, "corpus"),
	        "findings", (int)campaign->findings, "jobs", (int)campaign->job_count, "seed",
	        (json_int_t)campaign->seed, "plant",
	        campaign->plant != NULL ? campaign->plant : "none");
	CLEANUP(free_at_exit)
	char *text = document != NULL ? json_dumps(document, JSON_INDENT(4)) : NULL;
	if (text == NULL) {
		errno = ENOMEM;
		return false;
	}
	return replace_file(campaign, "stats.json", text);
}

bool fuzz_write_stats(const struct fuzz_campaign *campaign, const struct fuzz_numbers *numbers)
{
	uint64_t milliseconds = fuzz_now_ms() - campaign->started_ms;
	return write_afl(campaign, numbers, milliseconds / 1000) &&
	       write_json(campaign, numbers, milliseconds);
}
