/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/idmap.c - which users and groups exist in a child's user namespace.
 *
 * The worker is the namespace's root until kernel_confine(), since only that root may mount.  Who
 * may map every id does so: the worker's files are then found under the same owners as before, and
 * there is a nobody to become.  Who may not, maps itself.
 *
 * Runs in: supervisor
 */
#include "idmap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"

static bool put(pid_t pid, const char *name, const char *text)
{
	char path[64];
	size_t size = strlen(text);

	(void)snprintf(path, sizeof path, "/proc/%d/%s", (int)pid, name);
	CLEANUP(fd_at_exit) int fd = open(path, O_WRONLY | O_CLOEXEC);
	return fd >= 0 && write(fd, text, size) == (ssize_t)size;
}

/* A map is written whole or not at all, and once; so what was refused may be tried in another form.
 */
static bool put_map(pid_t pid, const char *name, unsigned id)
{
	char text[64];

	if (put(pid, name, "0 0 4294967295\n"))
		return true;
	(void)snprintf(text, sizeof text, "0 %u 1\n65534 65534 1\n", id);
	if (id != 65534 && put(pid, name, text))
		return true;
	(void)snprintf(text, sizeof text, "0 %u 1\n", id);
	if (put(pid, name, text))
		return true;
	/* An ordinary user may map a group only where nobody can leave one. */
	return put(pid, "setgroups", "deny") && put(pid, name, text);
}

bool idmap_write(pid_t pid)
{
	return put_map(pid, "gid_map", getegid()) && put_map(pid, "uid_map", geteuid());
}
