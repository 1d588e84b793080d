/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/census.c - who and what is there, before a run and after it.
 */
#include "census.h"

#include <ctype.h>
#include <dirent.h>
#include <time.h>
#include <unistd.h>

#include "test.h"

typedef void entry_visitor(void *user, const char *name);

static void for_each_entry(const char *path, entry_visitor *visit, void *user)
{
	DIR *folder = opendir(path);
	assert_non_null(folder);
	for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
		if (isdigit((unsigned char)entry->d_name[0]))
			visit(user, entry->d_name);
	}
	(void)closedir(folder);
}

static void count(void *user, const char *name)
{
	(void)name;
	++*(unsigned *)user;
}

unsigned census_descriptors_of(pid_t pid)
{
	char path[64];
	unsigned descriptors = 0;
	(void)snprintf(path, sizeof path, "/proc/%d/fd", (int)pid);
	if (access(path, R_OK | X_OK) == 0)
		for_each_entry(path, count, &descriptors);
	return descriptors;
}

struct search {
	const char *marker;
	unsigned found;
};

/* The arguments of a program, its own name included, without the NUL bytes between them. */
static void count_marked(void *user, const char *name)
{
	struct search *search = user;
	char path[320];
	char line[4096];
	(void)snprintf(path, sizeof path, "/proc/%s/cmdline", name);
	FILE *file = fopen(path, "re");
	if (file == NULL)
		return;
	size_t size = fread(line, 1, sizeof line - 1, file);
	(void)fclose(file);
	for (size_t i = 0; i < size; i++)
		line[i] = line[i] != '\0' ? line[i] : ' ';
	line[size] = '\0';
	search->found += strstr(line, search->marker) != NULL;
}

/* Children of all threads; a zombie is one. */
static void count_children(void *user, const char *thread)
{
	char path[320];
	(void)snprintf(path, sizeof path, "/proc/self/task/%s/children", thread);
	FILE *file = fopen(path, "re");
	assert_non_null(file);
	for (int pid = 0; fscanf(file, "%d", &pid) == 1;)
		++*(unsigned *)user;
	(void)fclose(file);
}

struct census census_take(const char *marker)
{
	struct census census = {.descriptors = 0};
	struct search search = {.marker = marker};
	for_each_entry("/proc/self/fd", count, &census.descriptors);
	for_each_entry("/proc/self/task", count_children, &census.children);
	for_each_entry("/proc", count_marked, &search);
	census.processes = search.found;
	return census;
}

void census_compare(const struct census *before, const struct census *after, const char *what)
{
	if (before->descriptors != after->descriptors)
		fail_msg("%s: %u descriptors before, %u after", what, before->descriptors,
		         after->descriptors);
	if (before->children != after->children)
		fail_msg("%s: %u children before, %u after", what, before->children,
		         after->children);
	if (before->processes != after->processes)
		fail_msg("%s: %u workers before, %u after", what, before->processes,
		         after->processes);
}

struct census census_take_until(const char *marker, const struct census *before)
{
	struct census census = census_take(marker);
	for (unsigned turns = 0; turns < 5000 && census.processes > before->processes; turns++) {
		(void)nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
		census = census_take(marker);
	}
	return census;
}

struct named {
	const char *name;
	pid_t pid;
};

static void look_for_name(void *user, const char *thread)
{
	struct named *named = user;
	char path[320];
	char comm[32];
	(void)snprintf(path, sizeof path, "/proc/self/task/%s/children", thread);
	FILE *children = fopen(path, "re");
	if (children == NULL)
		return;
	for (int pid = 0; fscanf(children, "%d", &pid) == 1;) {
		(void)snprintf(path, sizeof path, "/proc/%d/comm", pid);
		FILE *file = fopen(path, "re");
		if (file == NULL)
			continue;
		if (fscanf(file, "%31s", comm) == 1 && strcmp(comm, named->name) == 0)
			named->pid = pid;
		(void)fclose(file);
	}
	(void)fclose(children);
}

pid_t census_await_child(const char *name)
{
	struct named named = {.name = name};
	while (named.pid == 0) {
		for_each_entry("/proc/self/task", look_for_name, &named);
		(void)nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
	}
	return named.pid;
}
