/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_matrix_doubts.c - runs that failed, and may have done so for another reason than a
 * layer. Runs in: host
 */
#include <string.h>

#include "kit.h"
#include "replay_matrix_runs.h"
#include "verdict_text.h"

/* An escape that works with four of five layouts of memory fails three times with one of 125. */
#define TRIES 2 /* beside the run itself */

/* Runs to be looked at again, and how. */
struct doubts {
	const struct matrix *matrix;
	const json_t *runs;
	size_t *numbers; /* of runs; the same may stand there twice */
	size_t count;
};

static void doubts_at_exit(struct doubts *doubts)
{
	free(doubts->numbers);
}

static void doubt(struct doubts *doubts, size_t run)
{
	doubts->numbers[doubts->count++] = run;
}

static bool is_loose(const json_t *run)
{
	return json_is_false(json_object_get(run, "contained"));
}

/* Does it get something out?  Others are loud enough to be told by one run. */
static bool is_quiet(const struct matrix *matrix, size_t run)
{
	const char *kind = matrix_value(matrix, run, ESCAPE_KEY_KIND);
	return !matrix_has_kind(kind, "crash") && !matrix_has_kind(kind, "denial-of-service");
}

/* The layer of a run with that one only, where it fails what works with none; NULL for others. */
static const char *stopping_layer(const struct doubts *doubts, size_t run)
{
	const struct matrix *matrix = doubts->matrix;
	size_t which = run % matrix->runs;
	const json_t *control = json_array_get(doubts->runs, run - which + RUN_NONE);
	if (which < RUN_LAYERS || (which - RUN_LAYERS) % 2 == 0 || !is_loose(control) ||
	    is_loose(json_array_get(doubts->runs, run)))
		return NULL;
	return json_string_value(json_array_get(matrix->setting->layers, (which - RUN_LAYERS) / 2));
}

/* A control that fails: nothing would be learnt of this escape. */
static void doubt_control(struct doubts *doubts, size_t run)
{
	if (run % doubts->matrix->runs != RUN_NONE || !is_quiet(doubts->matrix, run) ||
	    is_loose(json_array_get(doubts->runs, run)))
		return;
	for (int i = 0; i < TRIES; i++)
		doubt(doubts, run);
}

/* A layer that did not say itself that it stopped something. */
static void doubt_silent(struct doubts *doubts, size_t run)
{
	const char *layer = stopping_layer(doubts, run);
	const char *by = json_text(json_array_get(doubts->runs, run), "stopped_by");
	if (layer == NULL || !is_quiet(doubts->matrix, run) || strcmp(by, layer) == 0)
		return;
	for (int i = 0; i < TRIES; i++)
		doubt(doubts, run);
}

/* An escape that imports: perhaps it cannot do even that. */
static void doubt_imports(struct doubts *doubts, size_t run)
{
	const struct matrix *matrix = doubts->matrix;
	if (stopping_layer(doubts, run) == NULL)
		return;
	CLEANUP(free_at_exit)
	char *imports = replay_imports(matrix->living[run / matrix->runs]->source);
	if (imports != NULL && imports[0] != '\0')
		doubt(doubts, run);
}

static json_t *make_again(const void *user, size_t i)
{
	const struct doubts *doubts = user;
	const struct matrix *matrix = doubts->matrix;
	size_t run = doubts->numbers[i];
	return matrix_run_cell(matrix, matrix->living[run / matrix->runs], run);
}

/* The same, of the escape's imports alone. */
static json_t *make_imports(const void *user, size_t i)
{
	const struct doubts *doubts = user;
	const struct matrix *matrix = doubts->matrix;
	size_t run = doubts->numbers[i];
	struct replay_escape imports = *matrix->living[run / matrix->runs];
	CLEANUP(free_at_exit) char *program = replay_imports(imports.source);
	if (program == NULL)
		return NULL;
	imports.source = program;
	imports.source_size = strlen(program);
	return matrix_run_cell(matrix, &imports, run);
}

static json_t *dead_again(const void *user, size_t i, int status)
{
	const struct doubts *doubts = user;
	return matrix_dead_run(doubts->matrix, doubts->numbers[i], status);
}

/* One that works once works. */
static void take_again(json_t *runs, size_t run, json_t *answer)
{
	if (is_loose(answer))
		(void)json_array_set(runs, run, answer);
}

static void take_imports(json_t *runs, size_t run, json_t *answer)
{
	bool good = strcmp(json_text(answer, "outcome"), "ok") == 0;
	(void)json_object_set_new(json_array_get(runs, run), "imports", json_boolean(good));
}

/* In this order: a control that works after all makes layers that stop it. */
static const struct {
	const char *noun;
	void (*find)(struct doubts *doubts, size_t run);
	json_t *(*make)(const void *user, size_t i);
	void (*take)(json_t *runs, size_t run, json_t *answer);
} steps[] = {
        {"controls again", doubt_control, make_again, take_again},
        {"silent layers again", doubt_silent, make_again, take_again},
        {"imports alone", doubt_imports, make_imports, take_imports},
};

static bool settle(const struct matrix *matrix, json_t *runs, size_t step)
{
	size_t count = json_array_size(runs);
	CLEANUP(doubts_at_exit)
	struct doubts doubts = {.matrix = matrix,
	                        .runs = runs,
	                        .numbers = calloc(count * TRIES + 1, sizeof *doubts.numbers)};
	if (doubts.numbers == NULL)
		return false;

	for (size_t run = 0; run < count; run++)
		steps[step].find(&doubts, run);
	const struct replay_work work = {.count = doubts.count,
	                                 .jobs = matrix->setting->jobs,
	                                 .noun = steps[step].noun,
	                                 .make = steps[step].make,
	                                 .dead = dead_again,
	                                 .user = &doubts};
	CLEANUP(json_at_exit) json_t *answers = replay_run_jobs(&work);
	size_t i = 0;
	json_t *answer = NULL;
	json_array_foreach(answers, i, answer) steps[step].take(runs, doubts.numbers[i], answer);
	return answers != NULL;
}

bool matrix_settle_doubts(const struct matrix *matrix, json_t *runs)
{
	for (size_t step = 0; step < COUNT_OF(steps); step++) {
		if (!settle(matrix, runs, step))
			return false;
	}
	return true;
}
