/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_pool.c - a process a row, several at a time.
 *
 * The supervisor runs inside that process, so that an escape which brings it down is one row that
 * is loose, and not the end of the replay.
 *
 * Runs in: host
 */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "kit.h"
#include "message.h"
#include "replay.h"

struct job {
	pid_t pid;
	int fd; /* the row as text */
};

struct pool {
	const struct replay_setting *setting;
	const struct replay_set *set;
	struct job *jobs; /* one a row */
	json_t *rows;
	size_t started;
	size_t ended;
};

/* In the child: never returns. */
static void make_row(const struct replay_setting *setting, const struct replay_escape *escape,
                     int fd)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	json_t *row = replay_row(setting, escape);
	bool written = row != NULL && json_dumpfd(row, fd, JSON_COMPACT) == 0;
	(void)fflush(stderr);
	_exit(written ? 0 : PADCELL_EXIT_INTERNAL);
}

static bool start_next(struct pool *pool)
{
	struct job *job = &pool->jobs[pool->started];
	const struct replay_escape *escape = &pool->set->rows[pool->started];
	job->fd = memfd_create("row", MFD_CLOEXEC);
	job->pid = job->fd < 0 ? -1 : fork();
	if (job->pid == 0)
		make_row(pool->setting, escape, job->fd);
	if (job->pid < 0) {
		cli_error("cannot start a process: %s", strerrordesc_np(errno));
		return false;
	}
	pool->started++;
	return true;
}

/* The row of a supervisor that did not live to tell: the worst that can happen. */
static json_t *row_of_dead_supervisor(const struct replay_escape *escape, int status)
{
	char error[128];
	if (WIFSIGNALED(status))
		(void)snprintf(error, sizeof error, "the supervisor died by %s",
		               strsignal(WTERMSIG(status)));
	else
		(void)snprintf(error, sizeof error, "the supervisor ended with %d and no row",
		               WEXITSTATUS(status));
	return json_pack("{s:s, s:s, s:s, s:s, s:b, s:s}", "id", escape->head.values[ESCAPE_KEY_ID],
	                 "family", escape->head.values[ESCAPE_KEY_FAMILY], "kind",
	                 escape->head.values[ESCAPE_KEY_KIND], "alive", "unknown", "contained", 0,
	                 "error", error);
}

static bool collect(struct pool *pool, pid_t pid, int status)
{
	size_t i = 0;
	while (i < pool->started && pool->jobs[i].pid != pid)
		i++;
	if (i == pool->started)
		return true; /* not one of ours */

	struct job *job = &pool->jobs[i];
	json_t *row = NULL;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0 && lseek(job->fd, 0, SEEK_SET) == 0)
		row = json_loadfd(job->fd, JSON_ALLOW_NUL, NULL);
	if (row == NULL)
		row = row_of_dead_supervisor(&pool->set->rows[i], status);
	(void)close(job->fd);
	*job = (struct job){.fd = -1};
	pool->ended++;
	return row != NULL && json_array_set_new(pool->rows, i, row) == 0;
}

/* One line that rewrites itself, for those who watch. */
static void show_progress(const struct pool *pool)
{
	if (isatty(STDERR_FILENO))
		(void)fprintf(stderr, "\r%zu of %zu escapes%s", pool->ended, pool->set->count,
		              pool->ended == pool->set->count ? "\r                         \r"
		                                              : "");
}

static bool run_pool(struct pool *pool)
{
	bool good = true;
	while (good && pool->ended < pool->set->count) {
		while (good && pool->started < pool->set->count &&
		       pool->started - pool->ended < pool->setting->jobs)
			good = start_next(pool);

		int status = 0;
		pid_t pid = good ? waitpid(-1, &status, 0) : -1;
		if (pid > 0)
			good = collect(pool, pid, status);
		else if (good && errno != EINTR)
			good = false;
		show_progress(pool);
	}
	return good;
}

/* After a failure: none of our processes may outlive us. */
static void end_jobs(const struct pool *pool)
{
	for (size_t i = 0; i < pool->started; i++) {
		if (pool->jobs[i].pid <= 0)
			continue;
		(void)kill(pool->jobs[i].pid, SIGTERM);
		(void)waitpid(pool->jobs[i].pid, NULL, 0);
		(void)close(pool->jobs[i].fd);
	}
}

json_t *replay_run_all(const struct replay_setting *setting, const struct replay_set *set)
{
	CLEANUP(json_at_exit) json_t *rows = json_array();
	CLEANUP(free_at_exit) struct job *jobs = calloc(set->count + 1, sizeof *jobs);
	if (rows == NULL || jobs == NULL) {
		cli_error("out of memory");
		return NULL;
	}

	for (size_t i = 0; i < set->count; i++)
		(void)json_array_append_new(rows, json_null());
	(void)fflush(NULL); /* or each child would hold a copy of what is still buffered */
	struct pool pool = {.setting = setting, .set = set, .jobs = jobs, .rows = rows};
	if (!run_pool(&pool)) {
		end_jobs(&pool);
		return NULL;
	}
	return TAKE(rows);
}
