/* SPDX-License-Identifier: Apache-2.0 */
/*
 * naive/main.c - padcell-naive FILE: the unprotected control of `padcell replay`.
 *
 * The parent makes a private folder, lets a jailed child run the guest in it, ends the child after
 * NAIVE_WALL_SECONDS, removes the folder, and ends as the child did, signal included.
 *
 * Runs in: host
 */
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cleanup.h"
#include "naive.h"

void naive_complain(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	(void)fputs("padcell-naive: ", stderr);
	(void)vfprintf(stderr, format, args);
	(void)fputc('\n', stderr);
	va_end(args);
}

#ifdef PADCELL_SANITIZED
__attribute__((__visibility__("default"))) const char *__asan_default_options(void);

/* A crasher must die by its signal here too, and memory that CPython keeps is no leak of ours. */
__attribute__((visibility("default"))) const char *__asan_default_options(void)
{
	return "abort_on_error=1:handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0:"
	       "detect_leaks=0:allocator_may_return_null=1";
}
#endif

/* The whole file, owned by the caller, or NULL after a message. */
static char *read_source(const char *path, size_t *ret_size)
{
	CLEANUP(fd_at_exit) int fd = open(path, O_RDONLY | O_CLOEXEC);
	CLEANUP(free_at_exit) char *source = malloc(NAIVE_SOURCE_MAX + 1);
	if (fd < 0 || source == NULL) {
		naive_complain("cannot open %s: %s", path, strerrordesc_np(errno));
		return NULL;
	}

	size_t size = 0;
	ssize_t got = 1;
	while (got > 0 && size <= NAIVE_SOURCE_MAX) {
		got = read(fd, source + size, NAIVE_SOURCE_MAX + 1 - size);
		size += got > 0 ? (size_t)got : 0;
	}
	if (got < 0 || size > NAIVE_SOURCE_MAX) {
		naive_complain("cannot read %s: %s", path,
		               got < 0 ? strerrordesc_np(errno) : "it is too large");
		return NULL;
	}
	*ret_size = size;
	return TAKE(source);
}

static int remove_entry(const char *path, const struct stat *status, int type, struct FTW *where)
{
	(void)status;
	(void)where;
	(void)(type == FTW_DP ? rmdir(path) : unlink(path));
	return 0;
}

/* The signal that asks us to end, or 0: the folder has to go first. */
static volatile sig_atomic_t asked_to_end;

static void remember_signal(int number)
{
	asked_to_end = number;
}

static void catch_signals(void)
{
	struct sigaction action = {.sa_handler = remember_signal};
	const int caught[] = {SIGINT, SIGTERM, SIGHUP};
	for (size_t i = 0; i < sizeof caught / sizeof caught[0]; i++)
		(void)sigaction(caught[i], &action, NULL);
}

/* Wait for the child, the end of its time or a signal; false when it had to be killed. */
static bool wait_within_limit(pid_t child, int pidfd, int *ret_status)
{
	struct pollfd ended = {.fd = pidfd, .events = POLLIN};
	int ready = poll(&ended, 1, NAIVE_WALL_SECONDS * 1000);
	if (ready <= 0)
		(void)kill(child, SIGKILL);
	while (waitpid(child, ret_status, 0) < 0 && errno == EINTR)
		continue;
	return ready > 0;
}

/* End as the child did. */
static int mirror(int status)
{
	if (!WIFSIGNALED(status))
		return WEXITSTATUS(status);

	struct rlimit no_dump = {0};
	(void)setrlimit(RLIMIT_CORE, &no_dump);
	(void)signal(WTERMSIG(status), SIG_DFL);
	(void)raise(WTERMSIG(status));
	return NAIVE_EXIT_INTERNAL;
}

static int run_in_folder(const struct naive_guest *guest, const char *folder)
{
	pid_t child = fork();
	if (child == 0) {
		enum naive_exit code = naive_run_jailed(guest, folder);
		(void)fflush(NULL);
		_exit(code);
	}

	catch_signals();
	CLEANUP(fd_at_exit) int pidfd = child < 0 ? -1 : pidfd_open(child, 0);
	if (pidfd < 0) {
		naive_complain("cannot start the jail: %s", strerrordesc_np(errno));
		if (child > 0)
			(void)kill(child, SIGKILL);
		return NAIVE_EXIT_INTERNAL << 8;
	}

	int status = 0;
	if (!wait_within_limit(child, pidfd, &status))
		return NAIVE_EXIT_TIMEOUT << 8;
	return status;
}

int main(int argc, char **argv)
{
	if (argc != 2 || argv[1][0] == '-') {
		naive_complain("usage: padcell-naive FILE.py, with a token in PADCELL_CANARY");
		return NAIVE_EXIT_USAGE;
	}

	const char *canary = getenv("PADCELL_CANARY");
	struct naive_guest guest = {.name = argv[1], .canary = canary != NULL ? canary : ""};
	CLEANUP(free_at_exit) char *source = read_source(argv[1], &guest.source_size);
	if (source == NULL)
		return NAIVE_EXIT_USAGE;

	guest.source = source;
	const char *temporary = getenv("TMPDIR");
	char folder[4096];
	(void)snprintf(folder, sizeof folder, "%s/padcell-naive-XXXXXX",
	               temporary != NULL && temporary[0] == '/' ? temporary : "/tmp");
	if (mkdtemp(folder) == NULL) {
		naive_complain("cannot make %s: %s", folder, strerrordesc_np(errno));
		return NAIVE_EXIT_INTERNAL;
	}

	int status = run_in_folder(&guest, folder);
	(void)nftw(folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	return mirror(asked_to_end != 0 ? (int)asked_to_end : status);
}
