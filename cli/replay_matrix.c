/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_matrix.c - the runs of the matrix made rows, and what they amount to.
 * Runs in: host
 */
#include "replay_matrix.h"

#include <string.h>

#include "kit.h"
#include "message.h"
#include "replay_matrix_runs.h"
#include "verdict_text.h"

#define POLICY_ESCAPE  "limits: {wall: 5 s, cpu: 3 s}"
#define POLICY_CONSUME "limits: {wall: 500ms, cpu: 500ms, memory: 64 MiB}"

static const char *value_of(const struct replay_escape *escape, enum escape_key key)
{
	return escape->head.values[key];
}

/*
 * Did it fail?  A crash is contained in any case, as it ends its own worker only; a layer is said
 * to hold when it keeps the interpreter from crashing.
 */
static json_t *held(const json_t *run, const char *kind)
{
	const json_t *contained = json_object_get(run, "contained");
	if (contained == NULL || json_is_false(json_object_get(run, "imports")))
		return json_null();
	bool crashed =
	        strcmp(kind, "crash") == 0 && strcmp(json_text(run, "outcome"), "crash") == 0;
	return json_boolean(json_is_true(contained) && !crashed);
}

static json_t *take_run(json_t *runs, size_t i, const char *kind)
{
	json_t *run = json_incref(json_array_get(runs, i));
	(void)json_object_set_new(run, "held", held(run, kind));
	return run;
}

static bool is_held(const json_t *run)
{
	return json_is_true(json_object_get(run, "held"));
}

static bool is_broken(const json_t *run)
{
	return json_is_false(json_object_get(run, "held"));
}

/* The layers that matter to an escape: those it is loose without, those that stop it alone. */
static void judge(const json_t *layers, json_t *row)
{
	json_t *needed = json_array();
	json_t *alone = json_array();
	bool works = is_broken(json_object_get(row, "none"));
	bool stopped = is_held(json_object_get(row, "full"));
	size_t i = 0;
	json_t *name = NULL;
	json_array_foreach(layers, i, name)
	{
		const json_t *pair =
		        json_object_get(json_object_get(row, "layers"), json_string_value(name));
		if (stopped && is_broken(json_object_get(pair, "without")))
			(void)json_array_append(needed, name);
		if (works && is_held(json_object_get(pair, "only")))
			(void)json_array_append(alone, name);
	}
	(void)json_object_set_new(row, "works", json_boolean(works));
	(void)json_object_set_new(row, "needed", needed);
	(void)json_object_set_new(row, "alone", alone);
}

static json_t *row_of(const struct replay_escape *escape)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s}", "id", value_of(escape, ESCAPE_KEY_ID),
	                 "family", value_of(escape, ESCAPE_KEY_FAMILY), "kind",
	                 value_of(escape, ESCAPE_KEY_KIND), "invariant",
	                 value_of(escape, ESCAPE_KEY_INVARIANT), "pythons",
	                 value_of(escape, ESCAPE_KEY_PYTHONS));
}

/* The row of the escape whose runs begin at `first`. */
static json_t *assemble(const struct matrix *matrix, const struct replay_escape *escape,
                        json_t *runs, size_t first)
{
	const char *kind = value_of(escape, ESCAPE_KEY_KIND);
	json_t *row = row_of(escape);
	json_t *pairs = json_object();
	(void)json_object_set_new(row, "full", take_run(runs, first + RUN_FULL, kind));
	(void)json_object_set_new(row, "none", take_run(runs, first + RUN_NONE, kind));
	size_t i = 0;
	json_t *name = NULL;
	json_array_foreach(matrix->setting->layers, i, name)
	{
		size_t at = first + RUN_LAYERS + 2 * i;
		json_t *pair = json_pack("{s:o, s:o}", "without", take_run(runs, at, kind), "only",
		                         take_run(runs, at + 1, kind));
		(void)json_object_set_new(pairs, json_string_value(name), pair);
	}
	(void)json_object_set_new(row, "layers", pairs);
	judge(matrix->setting->layers, row);
	return row;
}

static json_t *document_of(const struct matrix *matrix, const struct replay_set *set, json_t *runs)
{
	json_t *rows = json_array();
	json_t *elsewhere = json_array();
	size_t next = 0;
	for (size_t i = 0; i < set->count; i++) {
		const struct replay_escape *escape = &set->rows[i];
		if (next == matrix->living_count || matrix->living[next] != escape)
			(void)json_array_append_new(elsewhere, row_of(escape));
		else
			(void)json_array_append_new(
			        rows, assemble(matrix, escape, runs, next++ * matrix->runs));
	}
	return json_pack("{s:i, s:s, s:O, s:o, s:o}", "padcell", 1, "python",
	                 matrix->setting->python, "layers", matrix->setting->layers, "escapes",
	                 rows, "elsewhere", elsewhere);
}

static void find_living(struct matrix *matrix, const struct replay_set *set)
{
	const struct replay_setting here = {.python = matrix->setting->python};
	for (size_t i = 0; i < set->count; i++) {
		if (replay_lives_here(&here, &set->rows[i]))
			matrix->living[matrix->living_count++] = &set->rows[i];
	}
}

static bool load_policy(const char *text, padcell_policy **ret_policy)
{
	padcell_error error = {.status = PADCELL_OK};
	if (padcell_policy_parse("matrix", text, strlen(text), ret_policy, &error) == PADCELL_OK)
		return true;
	(void)cli_fail(&error);
	return false;
}

static void matrix_at_exit(struct matrix *matrix)
{
	free(matrix->living);
	matrix->escape_policy = padcell_policy_free(matrix->escape_policy);
	matrix->consume_policy = padcell_policy_free(matrix->consume_policy);
}

json_t *replay_matrix(const struct matrix_setting *setting, const struct replay_set *set)
{
	CLEANUP(matrix_at_exit)
	struct matrix matrix = {.setting = setting,
	                        .living = calloc(set->count + 1, sizeof(void *)),
	                        .runs = RUN_LAYERS + 2 * json_array_size(setting->layers)};
	if (matrix.living == NULL || !load_policy(POLICY_ESCAPE, &matrix.escape_policy) ||
	    !load_policy(POLICY_CONSUME, &matrix.consume_policy))
		return NULL;

	find_living(&matrix, set);
	CLEANUP(json_at_exit) json_t *runs = matrix_make_runs(&matrix);
	if (runs == NULL || !matrix_settle_doubts(&matrix, runs))
		return NULL;
	return document_of(&matrix, set, runs);
}

static bool has_error(const json_t *row)
{
	const char *layer = NULL;
	json_t *pair = NULL;
	bool found = json_object_get(json_object_get(row, "full"), "error") != NULL ||
	             json_object_get(json_object_get(row, "none"), "error") != NULL;
	json_object_foreach(json_object_get(row, "layers"), layer, pair)
	{
		found = found ||
		        json_object_get(json_object_get(pair, "without"), "error") != NULL ||
		        json_object_get(json_object_get(pair, "only"), "error") != NULL;
	}
	return found;
}

int replay_matrix_exit(const json_t *document)
{
	int code = PADCELL_EXIT_OK;
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(json_object_get(document, "escapes"), i, row)
	{
		const json_t *full = json_object_get(row, "full");
		if (!json_is_true(json_object_get(full, "contained")))
			return PADCELL_EXIT_VIOLATION;
		if (has_error(row))
			code = PADCELL_EXIT_INTERNAL;
	}
	return code;
}
