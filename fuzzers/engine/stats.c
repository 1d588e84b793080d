/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/stats.c - what a fuzz process has done, in a file.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include "stats.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "mutate.h"

#define FILE_BYTES  4096 /* always the same, so that a reader never sees a longer old tail */
#define EVERY       64   /* executions between looks at the clock */
#define INTERVAL_MS 250

struct stats stats;
static int file = -1;

bool stats_open(const char *campaign, const char *job)
{
	char path[4096];
	int length = snprintf(path, sizeof path, "%s/jobs/%s.stats", campaign, job);
	if (length < 0 || (size_t)length >= sizeof path)
		return false;

	file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	/* An engine that has done its runs leaves by exit(). */
	return file >= 0 && atexit(stats_write) == 0;
}

static size_t add(char *text, size_t used, const char *key, uint64_t value)
{
	int size = snprintf(text + used, FILE_BYTES - used, "%-18s: %llu\n", key,
	                    (unsigned long long)value);
	return size > 0 && used + (size_t)size < FILE_BYTES ? used + (size_t)size : used;
}

static size_t add_mutator(char *text, size_t used, unsigned mutator)
{
	const struct mutator_statistics *of = mutator_statistics(mutator);
	int size = snprintf(text + used, FILE_BYTES - used, "mutator %-10s: %llu %llu %llu\n",
	                    mutator_name(mutator), (unsigned long long)of->used,
	                    (unsigned long long)of->valid, (unsigned long long)of->novel);
	return size > 0 && used + (size_t)size < FILE_BYTES ? used + (size_t)size : used;
}

void stats_write(void)
{
	if (file < 0)
		return;

	char text[FILE_BYTES];
	size_t used = 0;
	used = add(text, used, "executions", stats.executions);
	used = add(text, used, "valid", stats.valid);
	used = add(text, used, "rejected", stats.rejected);
	used = add(text, used, "benign", stats.benign);
	used = add(text, used, "skipped", stats.skipped);
	used = add(text, used, "denials", stats.denials);
	used = add(text, used, "novel", stats.novel);
	used = add(text, used, "restored", stats.restored);
	used = add(text, used, "breaches", stats.breaches);
	used = add(text, used, "findings", stats.findings);
	used = add(text, used, "plant_reached", stats.plant_reached);
	used = add(text, used, "plant_triggered", stats.plant_triggered);
	used = add(text, used, "stopped", stats.stopped);
	for (unsigned i = 0; i < MUTATOR_COUNT; i++)
		used = add_mutator(text, used, i);
	memset(text + used, '\n', sizeof text - used);
	(void)!pwrite(file, text, sizeof text, 0);
}

static uint64_t now_ms(void)
{
	struct timespec now = {0};
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void stats_tick(void)
{
	static uint64_t last;
	if (stats.executions % EVERY != 0)
		return;

	uint64_t now = now_ms();
	if (now - last < INTERVAL_MS)
		return;
	last = now;
	stats_write();
}
