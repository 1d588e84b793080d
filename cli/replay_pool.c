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
	const struct replay_work *work;
	struct job *jobs; /* one a row */
	json_t *rows;
	size_t started;
	size_t ended;
};

/* In the child: never returns. */
static void make_row(const struct replay_work *work, size_t i, int fd)
{
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);
	json_t *row = work->make(work->user, i);
	bool written = row != NULL && json_dumpfd(row, fd, JSON_COMPACT) == 0;
	(void)fflush(stderr);
	_exit(written ? 0 : PADCELL_EXIT_INTERNAL);
}

static bool start_next(struct pool *pool)
{
	struct job *job = &pool->jobs[pool->started];
	job->fd = memfd_create("row", MFD_CLOEXEC);
	job->pid = job->fd < 0 ? -1 : fork();
	if (job->pid == 0)
		make_row(pool->work, pool->started, job->fd);
	if (job->pid < 0) {
		cli_error("cannot start a process: %s", strerrordesc_np(errno));
		return false;
	}
	pool->started++;
	return true;
}

void replay_death(int status, char *text, size_t size)
{
	if (WIFSIGNALED(status))
		(void)snprintf(text, size, "the supervisor died by %s",
		               strsignal(WTERMSIG(status)));
	else
		(void)snprintf(text, size, "the supervisor ended with %d and no row",
		               WEXITSTATUS(status));
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
		row = pool->work->dead(pool->work->user, i, status);
	(void)close(job->fd);
	*job = (struct job){.fd = -1};
	pool->ended++;
	return row != NULL && json_array_set_new(pool->rows, i, row) == 0;
}

/* One line that rewrites itself, for those who watch. */
static void show_progress(const struct pool *pool)
{
	if (isatty(STDERR_FILENO))
		(void)fprintf(stderr, "\r%zu of %zu %s%s", pool->ended, pool->work->count,
		              pool->work->noun,
		              pool->ended == pool->work->count ? "\r                         \r"
		                                               : "");
}

static bool run_pool(struct pool *pool)
{
	bool good = true;
	while (good && pool->ended < pool->work->count) {
		while (good && pool->started < pool->work->count &&
		       pool->started - pool->ended < pool->work->jobs)
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

json_t *replay_run_jobs(const struct replay_work *work)
{
	CLEANUP(json_at_exit) json_t *rows = json_array();
	CLEANUP(free_at_exit) struct job *jobs = calloc(work->count + 1, sizeof *jobs);
	if (rows == NULL || jobs == NULL) {
		cli_error("out of memory");
		return NULL;
	}

	for (size_t i = 0; i < work->count; i++)
		(void)json_array_append_new(rows, json_null());
	(void)fflush(NULL); /* or each child would hold a copy of what is still buffered */
	struct pool pool = {.work = work, .jobs = jobs, .rows = rows};
	if (!run_pool(&pool)) {
		end_jobs(&pool);
		return NULL;
	}
	return TAKE(rows);
}

struct replay_all {
	const struct replay_setting *setting;
	const struct replay_set *set;
};

static json_t *make_escape(const void *user, size_t i)
{
	const struct replay_all *all = user;
	return replay_row(all->setting, &all->set->rows[i]);
}

/* The row of a supervisor that did not live to tell: the worst that can happen. */
static json_t *dead_escape(const void *user, size_t i, int status)
{
	const struct replay_all *all = user;
	const struct escape_head *head = &all->set->rows[i].head;
	char error[128];
	replay_death(status, error, sizeof error);
	return json_pack("{s:s, s:s, s:s, s:s, s:b, s:s}", "id", head->values[ESCAPE_KEY_ID],
	                 "family", head->values[ESCAPE_KEY_FAMILY], "kind",
	                 head->values[ESCAPE_KEY_KIND], "alive", "unknown", "contained", 0, "error",
	                 error);
}

json_t *replay_run_all(const struct replay_setting *setting, const struct replay_set *set)
{
	const struct replay_all all = {.setting = setting, .set = set};
	const struct replay_work work = {.count = set->count,
	                                 .jobs = setting->jobs,
	                                 .noun = "escapes",
	                                 .make = make_escape,
	                                 .dead = dead_escape,
	                                 .user = &all};
	return replay_run_jobs(&work);
}
