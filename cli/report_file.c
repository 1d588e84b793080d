/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/report_file.c - a file that is written whole or not at all.
 * Runs in: host
 */
#include "report_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "kit.h"
#include "message.h"

static int complain(const char *path)
{
	cli_error("%s: %s", path, strerrordesc_np(errno));
	return PADCELL_EXIT_USAGE;
}

/* What open() would have given a new file, or what the old one has. */
static mode_t mode_of(const struct stat *old)
{
	if (old != NULL)
		return old->st_mode & 07777;
	mode_t mask = umask(0);
	(void)umask(mask);
	return 0666 & ~mask;
}

static bool open_fresh(struct report_file *file, const struct stat *old)
{
	if (asprintf(&file->fresh, "%s.new-XXXXXX", file->path) < 0) {
		file->fresh = NULL;
		errno = ENOMEM;
		return false;
	}
	int fd = mkostemp(file->fresh, O_CLOEXEC);
	if (fd < 0) {
		free(TAKE(file->fresh)); /* it is not there */
		return false;
	}
	(void)fchmod(fd, mode_of(old));
	file->stream = fdopen(fd, "w");
	if (file->stream == NULL)
		(void)close(fd);
	return file->stream != NULL;
}

int report_file_open(const char *path, struct report_file *ret_file)
{
	struct stat old;
	bool there = stat(path, &old) == 0;
	bool regular = there && S_ISREG(old.st_mode);
	*ret_file = (struct report_file){.stream = NULL};
	/* A link to the file stays a link. */
	ret_file->path = regular ? realpath(path, NULL) : strdup(path);
	bool opened = ret_file->path != NULL;
	if (opened && there && !regular) {
		ret_file->stream = fopen(path, "we");
		opened = ret_file->stream != NULL;
	} else if (opened) {
		opened = open_fresh(ret_file, there ? &old : NULL);
	}
	if (opened)
		return 0;
	int failed = complain(path);
	report_file_done(ret_file);
	return failed;
}

int report_file_commit(struct report_file *file)
{
	bool written = !ferror(file->stream);
	written = fclose(TAKE(file->stream)) == 0 && written;
	if (written && (file->fresh == NULL || rename(file->fresh, file->path) == 0)) {
		free(TAKE(file->fresh));
		return 0;
	}
	return complain(file->path);
}

void report_file_done(struct report_file *file)
{
	file_at_exit(&file->stream);
	if (file->fresh != NULL)
		(void)unlink(file->fresh);
	free(TAKE(file->fresh));
	free(TAKE(file->path));
}

int report_file_check(const char *path)
{
	struct stat old;
	if (path == NULL)
		return 0;
	/* To open a pipe would wait for its reader. */
	if (stat(path, &old) == 0 && !S_ISREG(old.st_mode) && !S_ISDIR(old.st_mode))
		return access(path, W_OK) == 0 ? 0 : complain(path);

	CLEANUP(report_file_done) struct report_file file = {.stream = NULL};
	return report_file_open(path, &file);
}
