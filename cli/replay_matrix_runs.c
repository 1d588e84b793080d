/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_matrix_runs.c - one run of the matrix: which layers, how long, and how it ends.
 * Runs in: host
 */
#include "replay_matrix_runs.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>

#include "kit.h"
#include "replay_layers.h"

/*
 * An escape needs time to show that it works; a program that only consumes shows it sooner.  The
 * process layer counts whole seconds of CPU and adds two, so its patience is longer.
 */
enum { PATIENCE_WATCHED_S = 60, PATIENCE_PROCESS_S = 10, PATIENCE_ESCAPE_S = 10, PATIENCE_S = 2 };

const char *matrix_value(const struct matrix *matrix, size_t run, enum escape_key key)
{
	return matrix->living[run / matrix->runs]->head.values[key];
}

bool matrix_has_kind(const char *kind, const char *wanted)
{
	return strcmp(kind, wanted) == 0;
}

/* Which layers a run goes without; "" for none. */
static void layers_of_run(const json_t *layers, size_t run, char text[LAYERS_TEXT_MAX])
{
	if (run == RUN_FULL) {
		text[0] = '\0';
		return;
	}
	if (run == RUN_NONE) {
		replay_layers_without(layers, NULL, text);
		return;
	}

	const char *layer = json_string_value(json_array_get(layers, (run - RUN_LAYERS) / 2));
	bool only = (run - RUN_LAYERS) % 2 == 1;
	if (only)
		replay_layers_without(layers, layer, text);
	else
		(void)snprintf(text, LAYERS_TEXT_MAX, "%s", layer);
}

static time_t patience_of(const char *kind, const char *without)
{
	if (!escape_list_holds(without, "supervisor"))
		return PATIENCE_WATCHED_S;
	if (!matrix_has_kind(kind, "denial-of-service"))
		return PATIENCE_ESCAPE_S;
	return escape_list_holds(without, "process") ? PATIENCE_S : PATIENCE_PROCESS_S;
}

json_t *matrix_run_cell(const struct matrix *matrix, const struct replay_escape *escape, size_t run)
{
	const char *kind = matrix_value(matrix, run, ESCAPE_KEY_KIND);
	char without[LAYERS_TEXT_MAX];
	layers_of_run(matrix->setting->layers, run % matrix->runs, without);

	const struct itimerval timer = {.it_value.tv_sec = patience_of(kind, without)};
	(void)signal(SIGALRM, SIG_DFL);
	if (setitimer(ITIMER_REAL, &timer, NULL) != 0)
		return NULL;

	const struct replay_setting setting = {
	        .policy = matrix_has_kind(kind, "denial-of-service") ? matrix->consume_policy
	                                                             : matrix->escape_policy,
	        .python = matrix->setting->python,
	        .canary = matrix->setting->canary,
	        .folder = matrix->setting->folder,
	        .without_layer = without[0] != '\0' ? without : NULL};
	json_t *row = json_object();
	replay_cell(&setting, escape, row);
	(void)json_object_del(row, "as_expected"); /* a head speaks of the full stack */
	return row;
}

static json_t *make_run(const void *user, size_t i)
{
	const struct matrix *matrix = user;
	return matrix_run_cell(matrix, matrix->living[i / matrix->runs], i);
}

json_t *matrix_dead_run(const struct matrix *matrix, size_t run, int status)
{
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) {
		/* For a program that only consumes, this is the proof that nothing stops it. */
		bool proof = matrix_has_kind(matrix_value(matrix, run, ESCAPE_KEY_KIND),
		                             "denial-of-service");
		return proof ? json_pack("{s:s, s:b}", "outcome", "endless", "contained", 0)
		             : json_pack("{s:s}", "outcome", "endless");
	}
	char error[128];
	replay_death(status, error, sizeof error);
	return json_pack("{s:s, s:b}", "error", error, "contained", 0);
}

static json_t *dead_run(const void *user, size_t i, int status)
{
	return matrix_dead_run(user, i, status);
}

json_t *matrix_make_runs(const struct matrix *matrix)
{
	const struct replay_work work = {.count = matrix->living_count * matrix->runs,
	                                 .jobs = matrix->setting->jobs,
	                                 .noun = "runs",
	                                 .make = make_run,
	                                 .dead = dead_run,
	                                 .user = matrix};
	return replay_run_jobs(&work);
}
