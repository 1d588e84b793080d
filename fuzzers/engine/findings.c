/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/findings.c - programs that broke an invariant, saved.
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#include "findings.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"

#define PATH_MAX_BYTES 4096

/* A file name of letters, digits, '.' and '_' only: `what` may quote what a guest chose. */
static void make_name(const struct oracle_breach *breach, char *name, size_t size)
{
	(void)snprintf(name, size, "%s-%s-%s", padcell_invariant_letter(breach->invariant),
	               padcell_layer_name(breach->layer), breach->what);
	for (; *name != '\0'; name++) {
		bool plain = (*name >= 'a' && *name <= 'z') || (*name >= 'A' && *name <= 'Z') ||
		             (*name >= '0' && *name <= '9') || *name == '.' || *name == '-';
		if (!plain)
			*name = '_';
	}
}

static bool write_all(int fd, const char *text, size_t size)
{
	while (size > 0) {
		ssize_t written = write(fd, text, size);
		if (written <= 0)
			return false;
		text += written;
		size -= (size_t)written;
	}
	return true;
}

/* KEEP IN STEP: finding-head (cli/finding_head.c reads it) */
static bool write_finding(int fd, const struct finding_context *context,
                          const struct oracle_breach *breach, const char *text, size_t size)
{
	char head[1536];
	int length = snprintf(head, sizeof head,
	                      "# target: %s\n" FINDINGS_HEAD_KEY_PLANT
	                      "%s\n# invariant: %s\n# layer: %s\n# what: %s\n# detail: %s\n# line: "
	                      "%u\n# seed: %s\n"
	                      "# executions: %llu\n# python: %s\n",
	                      context->target, context->plant,
	                      padcell_invariant_letter(breach->invariant),
	                      padcell_layer_name(breach->layer), breach->what, breach->detail,
	                      breach->line, context->seed != NULL ? context->seed : "unknown",
	                      (unsigned long long)context->executions, context->python);
	return length > 0 && (size_t)length < sizeof head && write_all(fd, head, (size_t)length) &&
	       write_all(fd, text, size);
}

bool findings_save(const struct finding_context *context, const struct oracle_breach *breach,
                   const char *text, size_t size)
{
	char name[192];
	char path[PATH_MAX_BYTES];
	if (context->campaign == NULL)
		return true;

	make_name(breach, name, sizeof name);
	/* Put aside by `padcell fuzz`, because a fresh process did not repeat it: known as well. */
	(void)snprintf(path, sizeof path, "%s/unrepeated/%s.py", context->campaign, name);
	if (access(path, F_OK) == 0)
		return false;
	int length = snprintf(path, sizeof path, "%s/findings/%s.py", context->campaign, name);
	if (length < 0 || (size_t)length >= sizeof path)
		return false;
	CLEANUP(fd_at_exit)
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
	return fd >= 0 && write_finding(fd, context, breach, text, size);
}

void findings_keep_slow(const struct finding_context *context, const char *text, size_t size)
{
	char path[PATH_MAX_BYTES];
	if (context->campaign == NULL)
		return;

	int length = snprintf(path, sizeof path, "%s/slow/%ld-%llu.py", context->campaign,
	                      (long)getpid(), (unsigned long long)context->executions);
	if (length < 0 || (size_t)length >= sizeof path)
		return;
	CLEANUP(fd_at_exit)
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (fd >= 0)
		(void)write_all(fd, text, size);
}

bool findings_head_value(const char *text, size_t size, const char *key, char *value,
                         size_t capacity)
{
	const char *end = text + size;
	size_t key_size = strlen(key);
	while (text < end && *text == '#') {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		const char *line_end = newline != NULL ? newline : end;
		size_t length = (size_t)(line_end - text);
		if (length >= key_size && memcmp(text, key, key_size) == 0 &&
		    length - key_size < capacity) {
			memcpy(value, text + key_size, length - key_size);
			value[length - key_size] = '\0';
			return true;
		}
		text = newline != NULL ? newline + 1 : end;
	}
	return false;
}
