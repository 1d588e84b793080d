/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_afl_folders.c - queues of afl-fuzz into corpus/, corpus/ into its seeds.
 * Runs in: host
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sha2.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "fuzz_afl.h"
#include "kit.h"

#define PATH_BYTES    4608
#define CAMPAIGNS_MAX 100000
#define INPUT_MAX     65536 /* no target takes more */
#define NAME_DIGITS   40    /* of the digest: as long as libFuzzer's names */

static const char empty_program[] = "\n";

void fuzz_afl_path(const struct fuzz_campaign *campaign, const char *rest, char *path, size_t size)
{
	(void)snprintf(path, size, "%s/jobs/afl-%u%s", campaign->folder, campaign->afl_number,
	               rest);
}

/* Whole or not at all, and only once: equal content has an equal name. */
static bool keep(const char *folder, const char *data, size_t size)
{
	char name[SHA256_DIGEST_STRING_LENGTH];
	char path[PATH_BYTES];
	char fresh[PATH_BYTES];
	(void)SHA256Data((const uint8_t *)data, size, name);
	(void)snprintf(path, sizeof path, "%s/%.*s", folder, NAME_DIGITS, name);
	(void)snprintf(fresh, sizeof fresh, "%s/.%.*s", folder, NAME_DIGITS, name);
	if (access(path, F_OK) == 0)
		return true;

	FILE *file = fopen(fresh, "we");
	if (file == NULL)
		return false;
	bool written = fwrite(data, 1, size, file) == size;
	written = fclose(file) == 0 && written;
	if (written && rename(fresh, path) == 0)
		return true;
	int reason = errno;
	(void)unlink(fresh);
	errno = reason;
	return false;
}

static bool copy_file(const char *path, const char *to)
{
	static char data[INPUT_MAX];
	CLEANUP(file_at_exit) FILE *file = fopen(path, "re");
	size_t size = file != NULL ? fread(data, 1, sizeof data, file) : 0;
	/* Larger ones no target would run; and afl-fuzz takes no empty ones. */
	return file != NULL && (size == 0 || size == sizeof data || keep(to, data, size));
}

/* Copies of what an engine was given are no news. */
static bool is_own_find(const char *name)
{
	return strstr(name, ",orig:") == NULL && strstr(name, ",sync:") == NULL;
}

/* Regular files of a folder that are not older than `since`; returns how many were not copied. */
static unsigned copy_folder(const char *from, const char *to, time_t since)
{
	char path[PATH_BYTES];
	unsigned failed = 0;
	DIR *folder = opendir(from);
	for (const struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
		struct stat facts;
		int length = snprintf(path, sizeof path, "%s/%s", from, entry->d_name);
		if (entry->d_name[0] == '.' || !is_own_find(entry->d_name) ||
		    (size_t)length >= sizeof path || stat(path, &facts) != 0 ||
		    !S_ISREG(facts.st_mode) || facts.st_mtime < since)
			continue;
		failed += !copy_file(path, to);
	}
	if (folder != NULL)
		(void)closedir(folder);
	return failed;
}

/* The queues of every afl-fuzz of one campaign. */
static unsigned collect_from(const struct fuzz_campaign *campaign, const char *from, time_t since)
{
	char queue[PATH_BYTES];
	char corpus[PATH_BYTES];
	unsigned failed = 0;
	(void)snprintf(corpus, sizeof corpus, "%s/corpus", campaign->folder);
	DIR *folder = opendir(from);
	for (const struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;) {
		int length = snprintf(queue, sizeof queue, "%s/%s/queue", from, entry->d_name);
		if (entry->d_name[0] != '.' && (size_t)length < sizeof queue)
			failed += copy_folder(queue, corpus, since);
	}
	if (folder != NULL)
		(void)closedir(folder);
	return failed;
}

unsigned fuzz_afl_collect(struct fuzz_campaign *campaign)
{
	char path[PATH_BYTES];
	time_t now = time(NULL);
	fuzz_afl_path(campaign, "", path, sizeof path);
	unsigned failed = collect_from(campaign, path, campaign->afl_collected);
	/* A file written in this second may not have been whole: it is looked at again. */
	campaign->afl_collected = now - 1;
	return failed;
}

bool fuzz_afl_prepare(struct fuzz_campaign *campaign)
{
	char path[PATH_BYTES];
	char corpus[PATH_BYTES];
	(void)snprintf(corpus, sizeof corpus, "%s/corpus", campaign->folder);
	fuzz_afl_path(campaign, "", path, sizeof path);
	while (access(path, F_OK) == 0 && campaign->afl_number < CAMPAIGNS_MAX) {
		if (collect_from(campaign, path, 0) > 0)
			return false;
		campaign->afl_number++;
		fuzz_afl_path(campaign, "", path, sizeof path);
	}
	if (mkdir(path, 0755) != 0)
		return false;

	fuzz_afl_path(campaign, ".in", path, sizeof path);
	if (mkdir(path, 0755) != 0 && errno != EEXIST)
		return false;
	/* afl-fuzz begins with at least one program, and needs one that breaks nothing. */
	return keep(path, empty_program, strlen(empty_program)) &&
	       copy_folder(corpus, path, 0) == 0 &&
	       (campaign->seeds == NULL || copy_folder(campaign->seeds, path, 0) == 0);
}
