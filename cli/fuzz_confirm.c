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
#include "message.h"

#define TEXT_MAX    4608
#define REPEAT_MS   20000 /* a target that has not answered by then is ended */
#define CONFIRMED   "# confirmed: by a fresh process\n"
#define TARGET_LINE "# target: "
#define TRIES       3 /* of a target that does not answer */

/* What a fresh process makes of a finding; kept for the campaign's time, by name. */
enum repeat {
	REPEAT_SILENT = -1, /* no invariant broke */
	REPEAT_BROKEN = 0,  /* it did again */
	REPEAT_NO_ANSWER,   /* and more: so often could the target not be asked */
};

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
	if (written && rename(fresh, path) == 0)
		return true;
	(void)unlink(fresh);
	return false;
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

/* The target says by its exit code, or by dying, that an invariant broke again. */
static enum repeat repeat(const char *target, const char *path)
{
	const struct timespec moment = {.tv_nsec = 10000000};
	uint64_t until = fuzz_now_ms() + REPEAT_MS;
	int status = 0;
	pid_t child = start_repeat(target, path);
	if (child < 0)
		return REPEAT_NO_ANSWER;
	while (waitpid(child, &status, WNOHANG) == 0) {
		if (fuzz_now_ms() > until)
			(void)kill(child, SIGKILL);
		(void)nanosleep(&moment, NULL);
	}
	if (fuzz_now_ms() > until)
		return REPEAT_NO_ANSWER;
	if (WIFSIGNALED(status) || WEXITSTATUS(status) == PADCELL_EXIT_VIOLATION)
		return REPEAT_BROKEN;
	return WEXITSTATUS(status) == PADCELL_EXIT_OK ? REPEAT_SILENT : REPEAT_NO_ANSWER;
}

static void put_aside(const struct fuzz_campaign *campaign, const char *path, const char *name)
{
	char aside[TEXT_MAX];
	(void)snprintf(aside, sizeof aside, "%s/unrepeated/%s", campaign->folder, name);
	if (rename(path, aside) != 0)
		cli_error("%s: not repeated, and cannot be put aside: %s", path,
		          strerrordesc_np(errno));
}

/* Judge a finding, or say how it was judged before. */
static enum repeat judge(const struct fuzz_campaign *campaign, const char *name)
{
	char path[TEXT_MAX];
	const json_t *before = json_object_get(campaign->judged, name);
	int last = (int)json_integer_value(before);
	if (before != NULL && (last < REPEAT_NO_ANSWER || last >= TRIES))
		return last;

	(void)snprintf(path, sizeof path, "%s/findings/%s", campaign->folder, name);
	if (is_confirmed(path))
		return REPEAT_BROKEN;
	enum repeat found = repeat(campaign->target, path);
	/* Without room for the mark it is a finding all the same. */
	if (found == REPEAT_BROKEN && !mark_confirmed(campaign, path))
		cli_error("%s: repeated, and cannot be marked so: %s", path,
		          strerrordesc_np(errno));
	if (found == REPEAT_SILENT)
		put_aside(campaign, path, name);
	(void)json_object_set_new(campaign->judged, name,
	                          json_integer(found == REPEAT_NO_ANSWER ? last + 1 : found));
	return found;
}

void fuzz_confirm_findings(struct fuzz_campaign *campaign)
{
	char path[TEXT_MAX];
	struct dirent **entries = NULL;
	(void)snprintf(path, sizeof path, "%s/findings", campaign->folder);
	int count = scandir(path, &entries, NULL, alphasort);
	campaign->findings = 0;
	campaign->unsure = 0;
	for (int i = 0; i < count; i++) {
		const char *name = entries[i]->d_name;
		size_t length = strlen(name);
		if (length > 3 && strcmp(name + length - 3, ".py") == 0) {
			enum repeat found = judge(campaign, name);
			campaign->findings += found == REPEAT_BROKEN;
			campaign->unsure += found >= REPEAT_NO_ANSWER;
		}
		free(entries[i]);
	}
	free(entries);
}
