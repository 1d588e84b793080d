/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/doctor_census.c - what this process has: a run must leave it as it was.
 *
 * A host that leaks with every guest gives right verdicts until it has nothing left to give.
 *
 * Runs in: host
 */
#include "doctor_census.h"

#include <ctype.h>
#include <dirent.h>

#include "kit.h"

static unsigned count_descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	unsigned found = 0;
	for (const struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;)
		found += isdigit((unsigned char)entry->d_name[0]) != 0;
	if (folder != NULL)
		(void)closedir(folder);
	return found;
}

/* This process has one thread. */
static unsigned count_children(void)
{
	CLEANUP(file_at_exit) FILE *file = fopen("/proc/thread-self/children", "re");
	unsigned found = 0;
	for (int pid = 0; file != NULL && fscanf(file, "%d", &pid) == 1;)
		found++;
	return found;
}

struct doctor_census doctor_census_take(void)
{
	return (struct doctor_census){.descriptors = count_descriptors(),
	                              .children = count_children()};
}

bool doctor_census_is(const struct doctor_census *before)
{
	struct doctor_census now = doctor_census_take();
	return now.descriptors == before->descriptors && now.children == before->children;
}
