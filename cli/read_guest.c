/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/read_guest.c - a guest program from a file or from standard input.
 * Runs in: host
 */
#include "read_guest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "kit.h"
#include "message.h"

#define PIECE ((size_t)64 << 10)

static int complain(const char *path, const char *what)
{
	cli_error("%s: %s", path, what);
	cli_hint("name a readable file of Python source, or - for standard input");
	return PADCELL_EXIT_USAGE;
}

/* Grow by doubling, so that a small guest costs little and a pipe may be as long as it likes. */
static bool make_room(char **source, size_t *capacity, size_t size)
{
	if (*capacity - size > PIECE)
		return true;

	size_t wanted = *capacity * 2 + 2 * PIECE;
	char *grown = realloc(*source, wanted);
	if (grown == NULL)
		return false;
	*source = grown;
	*capacity = wanted;
	return true;
}

static int read_all(int fd, const char *path, char **ret_source, size_t *ret_size)
{
	CLEANUP(free_at_exit) char *source = NULL;
	size_t capacity = 0;
	size_t size = 0;
	ssize_t got = 1;
	while (got != 0 && size < GUEST_SIZE_MAX) {
		if (!make_room(&source, &capacity, size)) {
			cli_error("%s: out of memory", path);
			return PADCELL_EXIT_INTERNAL;
		}
		size_t left = GUEST_SIZE_MAX - size;
		got = read(fd, source + size, left < PIECE ? left : PIECE);
		if (got < 0 && errno != EINTR)
			return complain(path, strerrordesc_np(errno));
		size += got > 0 ? (size_t)got : 0;
	}
	source[size] = '\0';
	*ret_source = TAKE(source);
	*ret_size = size;
	return 0;
}

int read_guest(const char *path, char **ret_source, size_t *ret_size)
{
	if (strcmp(path, "-") == 0)
		return read_all(STDIN_FILENO, "standard input", ret_source, ret_size);

	CLEANUP(fd_at_exit) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return complain(path, strerrordesc_np(errno));

	struct stat status;
	if (fstat(fd, &status) == 0 && S_ISDIR(status.st_mode))
		return complain(path, "is a directory");
	return read_all(fd, path, ret_source, ret_size);
}

void guest_name(const char *path, char name[GUEST_NAME_MAX])
{
	const char *slash = strrchr(path, '/');
	const char *last = slash != NULL && slash[1] != '\0' ? slash + 1 : path;
	(void)snprintf(name, GUEST_NAME_MAX, "%s", strcmp(path, "-") == 0 ? "<stdin>" : last);
	for (char *letter = name; *letter != '\0'; letter++) {
		if (*letter < 0x20 || *letter > 0x7e)
			*letter = '?';
	}
}
