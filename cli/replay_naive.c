/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_naive.c - one run of padcell-naive, its output watched for the canary.
 * Runs in: host
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <time.h>

#include "kit.h"
#include "message.h"
#include "replay.h"

/* padcell-naive ends its guest after 10 s; it is ended itself only when that failed. */
#define PATIENCE_MS 20000

bool replay_canary(char canary[CANARY_SIZE])
{
	unsigned char random[(CANARY_SIZE - 1) / 2];
	if (getrandom(random, sizeof random, 0) != (ssize_t)sizeof random)
		return false;
	for (size_t i = 0; i < sizeof random; i++)
		(void)snprintf(canary + 2 * i, 3, "%02x", random[i]);
	return true;
}

/* In the child: never returns. */
static void become_naive(const char *naive, const char *path, const char *canary, int output)
{
	char token[64];
	(void)snprintf(token, sizeof token, "PADCELL_CANARY=%s", canary);
	const char *folder = getenv("TMPDIR");
	char temporary[4096];
	(void)snprintf(temporary, sizeof temporary, "TMPDIR=%s", folder != NULL ? folder : "/tmp");
	char *const arguments[] = {(char *)naive, (char *)path, NULL};
	char *const environment[] = {token, temporary, NULL};

	(void)signal(SIGPIPE, SIG_DFL);
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	if (prctl(PR_SET_PDEATHSIG, SIGTERM) == 0 && null >= 0 && dup2(null, STDIN_FILENO) >= 0 &&
	    dup2(output, STDOUT_FILENO) >= 0 && dup2(output, STDERR_FILENO) >= 0)
		(void)execve(naive, arguments, environment);
	_exit(127);
}

/*
 * Output goes by: only its end is kept, long enough that a canary cannot fall between two pieces.
 * `used` bytes of text and a terminator.
 */
struct window {
	char text[65536];
	size_t used;
};

static void keep_end(struct window *window, size_t size)
{
	if (window->used <= size)
		return;
	memmove(window->text, window->text + window->used - size, size);
	window->used = size;
}

static long milliseconds_now(void)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Read until the end of output or of patience. */
static void watch_output(int fd, const char *canary, struct window *window, struct naive_end *end)
{
	long deadline = milliseconds_now() + PATIENCE_MS;
	for (;;) {
		long left = deadline - milliseconds_now();
		struct pollfd ready = {.fd = fd, .events = POLLIN};
		int answer = left <= 0 ? 0 : poll(&ready, 1, (int)left);
		if (answer < 0 && errno == EINTR)
			continue;
		if (answer <= 0) {
			end->killed = true;
			return;
		}

		ssize_t got =
		        read(fd, window->text + window->used, sizeof window->text - window->used);
		if (got <= 0)
			return;
		window->used += (size_t)got;
		if (memmem(window->text, window->used, canary, strlen(canary)) != NULL)
			end->leaked = true;
		keep_end(window, sizeof end->last_words - 1);
	}
}

bool replay_naive(const char *naive, const char *path, const char *canary,
                  struct naive_end *ret_end)
{
	int ends[2];
	if (pipe2(ends, O_CLOEXEC) != 0) {
		cli_error("cannot make a pipe: %s", strerrordesc_np(errno));
		return false;
	}

	CLEANUP(fd_at_exit) int reader = ends[0];
	pid_t child = fork();
	if (child == 0)
		become_naive(naive, path, canary, ends[1]);
	(void)close(ends[1]);
	if (child < 0) {
		cli_error("cannot start %s: %s", naive, strerrordesc_np(errno));
		return false;
	}

	*ret_end = (struct naive_end){0};
	CLEANUP(free_at_exit) struct window *window = calloc(1, sizeof *window);
	if (window != NULL)
		watch_output(reader, canary, window, ret_end);
	if (window == NULL || ret_end->killed)
		(void)kill(child, SIGTERM); /* it ends its own child first */
	while (waitpid(child, &ret_end->status, 0) < 0 && errno == EINTR)
		continue;
	if (window != NULL)
		memcpy(ret_end->last_words, window->text, window->used);
	return window != NULL;
}
