/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_confirm.c - a finding counts when a fresh process repeats it.
 *
 * What only happened once may have come from the guests that ran before it in the same process:
 * such a program goes to unrepeated/, where a person may look at it.
 *
 * Runs in: host
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>

#include "fuzz_campaign.h"
#include "kit.h"

#define TEXT_MAX    4608
#define REPEAT_MS   20000 /* a target that has not answered by then is ended */
#define CONFIRMED   "# confirmed: by a fresh process\n"
#define TARGET_LINE "# target: "

static bool is_confirmed(const char *path)
{
	char line[256] = "";
	CLEANUP(file_at_exit) FILE *file = fopen(path, "re");
	/* The line stands right behind the target's, which is the first. */
	bool read = file != NULL && fgets(line, sizeof line, file) != NULL &&
	            fgets(line, sizeof line, file) != NULL;
	return read && strcmp(line, CONFIRMED) == 0;
}

/* Whole or not at all: a copy with the line in it takes the file's place. */
static bool mark_confirmed(const struct fuzz_campaign *campaign, const char *path)
{
	char fresh[TEXT_MAX];
	char line[1024];
	(void)snprintf(fresh, sizeof fresh, "%s/.finding.new", campaign->folder);
	CLEANUP(file_at_exit) FILE *from = fopen(path, "re");
	CLEANUP(file_at_exit) FILE *to = fopen(fresh, "we");
	bool written = from != NULL && to != NULL;
	for (bool first = true; written && fgets(line, sizeof line, from) != NULL; first = false) {
		written = fputs(line, to) >= 0;
		if (first && strncmp(line, TARGET_LINE, strlen(TARGET_LINE)) == 0)
			written = written && fputs(CONFIRMED, to) >= 0;
	}
	if (to != NULL)
		written = fclose(TAKE(to)) == 0 && written;
	return written && rename(fresh, path) == 0;
}

static pid_t start_repeat(const char *target, const char *path)
{
	pid_t child = fork();
	if (child != 0)
		return child;

	int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && dup2(nothing, STDIN_FILENO) >= 0 &&
	    dup2(nothing, STDOUT_FILENO) >= 0 && dup2(nothing, STDERR_FILENO) >= 0)
		(void)execl(target, target, "--replay", path, (char *)NULL);
	_exit(127);
}

/* True when the target said by its exit code, or by dying, that an invariant broke again. */
static bool is_repeated(const char *target, const char *path)
{
	const struct timespec moment = {.tv_nsec = 10000000};
	uint64_t until = fuzz_now_ms() + REPEAT_MS;
	int status = 0;
	pid_t child = start_repeat(target, path);
	if (child < 0)
		return false;
	while (waitpid(child, &status, WNOHANG) == 0) {
		if (fuzz_now_ms() > until)
			(void)kill(child, SIGKILL);
		(void)nanosleep(&moment, NULL);
	}
	return fuzz_now_ms() <= until &&
	       (WIFSIGNALED(status) || WEXITSTATUS(status) == PADCELL_EXIT_VIOLATION);
}

static bool confirm(const struct fuzz_campaign *campaign, const char *name)
{
	char path[TEXT_MAX];
	char aside[TEXT_MAX];
	(void)snprintf(path, sizeof path, "%s/findings/%s", campaign->folder, name);
	if (is_confirmed(path))
		return true;
	if (is_repeated(campaign->target, path))
		return mark_confirmed(campaign, path);

	(void)snprintf(aside, sizeof aside, "%s/unrepeated/%s", campaign->folder, name);
	(void)rename(path, aside);
	return false;
}

void fuzz_confirm_findings(struct fuzz_campaign *campaign)
{
	char path[TEXT_MAX];
	struct dirent **entries = NULL;
	unsigned confirmed = 0;
	(void)snprintf(path, sizeof path, "%s/findings", campaign->folder);
	int count = scandir(path, &entries, NULL, alphasort);
	for (int i = 0; i < count; i++) {
		size_t length = strlen(entries[i]->d_name);
		if (length > 3 && strcmp(entries[i]->d_name + length - 3, ".py") == 0)
			confirmed += confirm(campaign, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	campaign->findings = confirmed;
}
