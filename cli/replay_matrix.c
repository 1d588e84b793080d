/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_matrix.c - the runs of the matrix, and what they amount to.
 * Runs in: host
 */
#include "replay_matrix.h"

#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>

#include "kit.h"
#include "message.h"
#include "replay_layers.h"
#include "verdict_text.h"

/*
 * An escape needs time to show that it works; a program that only consumes shows it sooner.  The
 * process layer counts whole seconds of CPU and adds two, so its patience is the longest.
 */
#define POLICY_ESCAPE  "limits: {wall: 5 s, cpu: 3 s}"
#define POLICY_CONSUME "limits: {wall: 500ms, cpu: 500ms, memory: 64 MiB}"
enum { PATIENCE_WATCHED_S = 60, PATIENCE_PROCESS_S = 10, PATIENCE_ESCAPE_S = 10, PATIENCE_S = 2 };

/* The runs of an escape: full, none, then two a layer. */
enum { RUN_FULL, RUN_NONE, RUN_LAYERS };

struct matrix {
	const struct matrix_setting *setting;
	const struct replay_escape **living; /* those that the Python here is said to let live */
	size_t living_count;
	size_t runs;    /* of one escape */
	size_t *doubts; /* numbers of runs that one layer stopped, of escapes that import */
	size_t doubt_count;
	padcell_policy *escape_policy;
	padcell_policy *consume_policy;
};

static const char *value_of(const struct replay_escape *escape, enum escape_key key)
{
	return escape->head.values[key];
}

static bool has_kind(const char *kind, const char *wanted)
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
	if (!has_kind(kind, "denial-of-service"))
		return PATIENCE_ESCAPE_S;
	return escape_list_holds(without, "process") ? PATIENCE_S : PATIENCE_PROCESS_S;
}

/* In a process of its own: when patience ends, so does it, and the worker with it. */
static json_t *run_cell(const struct matrix *matrix, const struct replay_escape *escape, size_t run)
{
	const char *kind = value_of(escape, ESCAPE_KEY_KIND);
	char without[LAYERS_TEXT_MAX];
	layers_of_run(matrix->setting->layers, run, without);

	const struct itimerval timer = {.it_value.tv_sec = patience_of(kind, without)};
	(void)signal(SIGALRM, SIG_DFL);
	if (setitimer(ITIMER_REAL, &timer, NULL) != 0)
		return NULL;

	const struct replay_setting setting = {
	        .policy = has_kind(kind, "denial-of-service") ? matrix->consume_policy
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
	return run_cell(matrix, matrix->living[i / matrix->runs], i % matrix->runs);
}

/* The same, of the escape's imports alone. */
static json_t *make_doubt(const void *user, size_t i)
{
	const struct matrix *matrix = user;
	size_t run = matrix->doubts[i];
	struct replay_escape imports = *matrix->living[run / matrix->runs];
	CLEANUP(free_at_exit) char *program = replay_imports(imports.source);
	if (program == NULL)
		return NULL;
	imports.source = program;
	imports.source_size = strlen(program);
	return run_cell(matrix, &imports, run % matrix->runs);
}

static json_t *dead_doubt(const void *user, size_t i, int status)
{
	(void)user;
	(void)i;
	(void)status;
	return json_object();
}

static json_t *dead_run(const void *user, size_t i, int status)
{
	const struct matrix *matrix = user;
	const struct replay_escape *escape = matrix->living[i / matrix->runs];
	if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM) {
		/* For a program that only consumes, this is the proof that nothing stops it. */
		bool proof = has_kind(value_of(escape, ESCAPE_KEY_KIND), "denial-of-service");
		return proof ? json_pack("{s:s, s:b}", "outcome", "endless", "contained", 0)
		             : json_pack("{s:s}", "outcome", "endless");
	}
	char error[128];
	replay_death(status, error, sizeof error);
	return json_pack("{s:s, s:b}", "error", error, "contained", 0);
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
	bool crashed = has_kind(kind, "crash") && has_kind(json_text(run, "outcome"), "crash");
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

static bool is_loose(const json_t *run)
{
	return json_is_false(json_object_get(run, "contained"));
}

/* Is it a run with one layer only that stopped what works with none? */
static bool is_stopped_alone(const struct matrix *matrix, const json_t *runs, size_t i)
{
	size_t which = i % matrix->runs;
	const json_t *control = json_array_get(runs, i - which + RUN_NONE);
	return which >= RUN_LAYERS && (which - RUN_LAYERS) % 2 == 1 && is_loose(control) &&
	       !is_loose(json_array_get(runs, i));
}

static void find_doubts(struct matrix *matrix, const json_t *runs)
{
	for (size_t i = 0; i < json_array_size(runs); i++) {
		const struct replay_escape *escape = matrix->living[i / matrix->runs];
		if (!is_stopped_alone(matrix, runs, i))
			continue;
		CLEANUP(free_at_exit) char *imports = replay_imports(escape->source);
		if (imports != NULL && imports[0] != '\0')
			matrix->doubts[matrix->doubt_count++] = i;
	}
}

/* Note in the runs in doubt whether their imports alone work; false after a message. */
static bool settle_doubts(struct matrix *matrix, json_t *runs)
{
	matrix->doubts = calloc(json_array_size(runs) + 1, sizeof *matrix->doubts);
	if (matrix->doubts == NULL)
		return false;

	find_doubts(matrix, runs);
	const struct replay_work work = {.count = matrix->doubt_count,
	                                 .jobs = matrix->setting->jobs,
	                                 .noun = "doubts",
	                                 .make = make_doubt,
	                                 .dead = dead_doubt,
	                                 .user = matrix};
	CLEANUP(json_at_exit) json_t *answers = replay_run_jobs(&work);
	size_t i = 0;
	json_t *answer = NULL;
	json_array_foreach(answers, i, answer)
	{
		bool good = strcmp(json_text(answer, "outcome"), "ok") == 0;
		(void)json_object_set_new(json_array_get(runs, matrix->doubts[i]), "imports",
		                          json_boolean(good));
	}
	return answers != NULL;
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
	free(matrix->doubts);
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
	const struct replay_work work = {.count = matrix.living_count * matrix.runs,
	                                 .jobs = setting->jobs,
	                                 .noun = "runs",
	                                 .make = make_run,
	                                 .dead = dead_run,
	                                 .user = &matrix};
	CLEANUP(json_at_exit) json_t *runs = replay_run_jobs(&work);
	if (runs == NULL || !settle_doubts(&matrix, runs))
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
