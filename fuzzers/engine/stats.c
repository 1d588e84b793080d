/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/stats.c - what a fuzz process has done, in a file.
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#include "stats.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "mutate.h"

#define FILE_BYTES  4096 /* always the same, so that a reader never sees a longer old tail */
#define EVERY       64   /* executions between looks at the clock */
#define INTERVAL_MS 250

struct stats stats;
static int file = -1;
static uint32_t mutators_used;

/* Of the forks before this one, and in memory that all of them share. */
static struct stats earlier;
static struct stats *shared;

static struct stats sum(void)
{
	struct stats total = stats;
#define ADD(member) total.member += earlier.member
	ADD(executions);
	ADD(valid);
	ADD(rejected);
	ADD(benign);
	ADD(skipped);
	ADD(denials);
	ADD(novel);
	ADD(restored);
	ADD(breaches);
	ADD(findings);
	ADD(plant_reached);
	ADD(plant_triggered);
#undef ADD
	return total;
}

uint64_t stats_executions(void)
{
	return earlier.executions + stats.executions;
}

bool stats_open(const char *campaign, const char *job, bool forks)
{
	char path[4096];
	int length = snprintf(path, sizeof path, "%s/jobs/%s.stats", campaign, job);
	if (length < 0 || (size_t)length >= sizeof path)
		return false;

	file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (file < 0)
		return false;
	if (!forks)
		/* An engine that has done its runs leaves by exit(). */
		return atexit(stats_write) == 0;

	void *memory = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
	                    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	shared = memory != MAP_FAILED ? memory : NULL;
	return shared != NULL;
}

bool stats_join(void)
{
	if (shared != NULL)
		earlier = *shared;
	/* Not in the process that forks: it has run nothing, and would write so. */
	return file < 0 || atexit(stats_write) == 0;
}

void stats_mutated(uint32_t used)
{
	mutators_used = used;
}

void stats_count_mutators(bool valid, bool novel)
{
	mutator_count(mutators_used, valid, novel);
	mutators_used = 0;
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
	struct stats total = sum();
	if (shared != NULL)
		*shared = total;
	used = add(text, used, "executions", total.executions);
	used = add(text, used, "valid", total.valid);
	used = add(text, used, "rejected", total.rejected);
	used = add(text, used, "benign", total.benign);
	used = add(text, used, "skipped", total.skipped);
	used = add(text, used, "denials", total.denials);
	used = add(text, used, "novel", total.novel);
	used = add(text, used, "restored", total.restored);
	used = add(text, used, "breaches", total.breaches);
	used = add(text, used, "findings", total.findings);
	used = add(text, used, "plant_reached", total.plant_reached);
	used = add(text, used, "plant_triggered", total.plant_triggered);
	used = add(text, used, "stopped", total.stopped);
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
