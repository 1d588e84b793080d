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
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>

#include "fuzz_engine.h"
#include "kit.h"

#define TEXT_MAX   4352
#define ROOM_BYTES (4U << 20) /* for findings, their confirmed copies and the numbers */
#define ROOM_FILES 64U

/* The campaign's folder and what is in it. */
static const char *const folders[] = {"", "/corpus", "/findings", "/unrepeated", "/slow", "/jobs"};

static bool can_be_written(const char *path)
{
	struct stat status;
	if (stat(path, &status) != 0)
		return false;
	errno = ENOTDIR;
	return S_ISDIR(status.st_mode) && access(path, W_OK | X_OK) == 0;
}

bool fuzz_make_folders(const char *folder, char *path, size_t size)
{
	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		(void)snprintf(path, size, "%s%s", folder, folders[i]);
		if (mkdir(path, 0755) != 0 && errno != EEXIST)
			return false;
		if (!can_be_written(path))
			return false;
	}
	return true;
}

/* Some file systems do not say how large they are. */
static bool has_room(const char *folder)
{
	struct statvfs room;
	if (statvfs(folder, &room) != 0)
		return true;
	bool blocks = room.f_blocks == 0 || room.f_bavail * room.f_frsize >= ROOM_BYTES;
	return blocks && (room.f_files == 0 || room.f_favail >= ROOM_FILES);
}

bool fuzz_folders_stand(const char *folder, char *reason, size_t size)
{
	char path[TEXT_MAX];
	for (size_t i = 0; i < COUNT_OF(folders); i++) {
		(void)snprintf(path, sizeof path, "%s%s", folder, folders[i]);
		if (can_be_written(path))
			continue;
		(void)snprintf(reason, size, "%.200s can no longer be written: %s", path,
		               strerrordesc_np(errno));
		return false;
	}
	if (has_room(folder))
		return true;
	(void)snprintf(reason, size, "%.200s: the file system is full but for %u KiB or %u files",
	               folder, ROOM_BYTES / 1024, ROOM_FILES);
	return false;
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
	if (written && rename(fresh, path) == 0)
		return true;
	int reason = errno;
	(void)unlink(fresh);
	errno = reason;
	return false;
}

static const char *target_name(const struct fuzz_campaign *campaign)
{
	const char *slash = strrchr(campaign->target, '/');
	return slash != NULL ? slash + 1 : campaign->target;
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
	        "corpus_count      : %u\nsaved_crashes     : %u\nafl_banner        : %s\n",
	        (long long)(now - (time_t)seconds), (long long)now, (unsigned long long)seconds,
	        (int)getpid(), (unsigned long long)numbers->executions,
	        seconds != 0 ? (double)numbers->executions / (double)seconds : 0.0,
	        fuzz_count_files(campaign, "corpus"), campaign->findings, target_name(campaign));
	return replace_file(campaign, "fuzzer_stats", text);
}

json_t *fuzz_stats_document(const struct fuzz_campaign *campaign,
                            const struct fuzz_numbers *numbers)
{
	unsigned starts = 0;
	for (unsigned i = 0; i < campaign->job_count; i++)
		starts += campaign->jobs[i].starts;
	json_t *document = json_pack(
	        "{s:i, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:i, s:i, s:i, s:i, s:i, s:i, "
	        "s:I, s:s, s:s}",
	        "padcell", 1, "executions", (json_int_t)numbers->executions, "valid",
	        (json_int_t)numbers->valid, "rejected", (json_int_t)numbers->rejected, "benign",
	        (json_int_t)numbers->benign, "denials", (json_int_t)numbers->denials, "breaches",
	        (json_int_t)numbers->breaches, "plant_reached", (json_int_t)numbers->plant_reached,
	        "plant_triggered", (json_int_t)numbers->plant_triggered, "run_time_ms",
	        (json_int_t)(fuzz_now_ms() - campaign->started_ms), "corpus",
	        (int)fuzz_count_files(campaign, "corpus"), "findings", (int)campaign->findings,
	        "unsure", (int)campaign->unsure, "jobs", (int)campaign->job_count, "engines",
	        (int)starts, "engines_killed", (int)campaign->killed, "seed",
	        (json_int_t)campaign->seed, "plant",
	        campaign->plant != NULL ? campaign->plant : "none", "trouble", campaign->trouble);
	if (document == NULL)
		return NULL;
	(void)json_object_set_new(document, "target", json_string(target_name(campaign)));
	(void)json_object_set_new(document, "engine", json_string(campaign->engine->name));
	json_t *said = campaign->engine->describe(campaign);
	if (said != NULL)
		(void)json_object_set_new(document, "engine_stats", said);
	return document;
}

static bool write_json(const struct fuzz_campaign *campaign, const struct fuzz_numbers *numbers)
{
	CLEANUP(json_at_exit) json_t *document = fuzz_stats_document(campaign, numbers);
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
	return write_afl(campaign, numbers, milliseconds / 1000) && write_json(campaign, numbers);
}
