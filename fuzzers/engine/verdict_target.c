/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/verdict_target.c - a program through padcell_run(), judged by its verdict.
 * Runs in: host (fuzz targets)
 */
#include "verdict_target.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "counters.h"
#include "padcell/padcell.h"
#include "self_test.h"
#include "stats.h"

/* Small, since most of the time goes to programs that run into a limit. */
#define WALL_MS      600
#define OUTPUT_BYTES 16384

/* A deadline is met late on a busy machine; a run that passed it by so much and was not ended by it
 * is no matter of load. */
#define WALL_LATE_MS (WALL_MS + WALL_MS / 2 + 100)

static const char policy_text[] =
        "limits: {wall: 600 ms, cpu: 200 ms, memory: 64 MiB, output: 16 KiB}\n"
        "grants: {stdin: false}\n";
static const char canary[] = "padcell-canary-of-the-fuzz-target";

static padcell_policy *policy; /* kept for good */
static const char *plant;      /* NULL: nothing weak */

static const char *text_of(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	return text != NULL ? text : "";
}

static enum padcell_invariant invariant_of(const char *letter)
{
	unsigned found = 0;
	while (found + 1 < PADCELL_INVARIANT_COUNT &&
	       strcmp(padcell_invariant_letter(found), letter) != 0)
		found++;
	return (enum padcell_invariant)found;
}

static void judge_violations(const json_t *document)
{
	size_t i = 0;
	const json_t *violation = NULL;
	json_array_foreach(json_object_get(document, "violations"), i, violation)
	{
		oracle_note(invariant_of(text_of(violation, "invariant")),
		            padcell_layer_by_name(text_of(violation, "layer")),
		            text_of(violation, "what"), text_of(violation, "detail"),
		            (unsigned)json_integer_value(json_object_get(violation, "line")));
	}
}

/* Against the policy, whatever the outcome says. */
static void judge_usage(const json_t *document, enum padcell_outcome outcome)
{
	const json_t *usage = json_object_get(document, "usage");
	if (json_integer_value(json_object_get(usage, "stdout_bytes")) > OUTPUT_BYTES)
		oracle_note(PADCELL_INVARIANT_F, PADCELL_LAYER_SUPERVISOR, "output above its limit",
		            "", 0);
	if (outcome != PADCELL_OUTCOME_TIMEOUT &&
	    json_number_value(json_object_get(usage, "wall_ms")) > WALL_LATE_MS)
		oracle_note(PADCELL_INVARIANT_F, PADCELL_LAYER_SUPERVISOR,
		            "wall clock above its limit", "", 0);
}

static void judge(const padcell_verdict *verdict, const json_t *document)
{
	enum padcell_outcome outcome = padcell_verdict_outcome(verdict);
	judge_violations(document);
	judge_usage(document, outcome);
	if (outcome == PADCELL_OUTCOME_CRASH)
		oracle_note(PADCELL_INVARIANT_A, PADCELL_LAYER_INTERPRETER,
		            text_of(document, "signal"), padcell_verdict_summary(verdict), 0);
	if (outcome == PADCELL_OUTCOME_ERROR)
		oracle_note(PADCELL_INVARIANT_I, PADCELL_LAYER_SUPERVISOR, "no verdict of the run",
		            padcell_verdict_summary(verdict), 0);
}

static uint32_t add(uint32_t hash, const char *text)
{
	for (; *text != '\0'; text++)
		hash = (hash ^ (unsigned char)*text) * UINT32_C(16777619);
	return (hash ^ 0xff) * UINT32_C(16777619);
}

static void light(const char *kind, const char *first, const char *second)
{
	counter_light(FEEDBACK_OUTCOME, add(add(add(UINT32_C(2166136261), kind), first), second));
}

/* Powers of two only: sizes that differ a little are no news. */
static void light_size(const char *kind, uint64_t size)
{
	char text[8];
	(void)snprintf(text, sizeof text, "%d", size == 0 ? 0 : 64 - __builtin_clzll(size));
	light("size", kind, text);
}

static void light_rows(const json_t *document, const char *rows, const char *ending)
{
	size_t i = 0;
	const json_t *row = NULL;
	json_array_foreach(json_object_get(document, rows), i, row)
	{
		light(rows, text_of(row, "layer"), text_of(row, "what"));
		light("ending", ending, text_of(row, "what"));
	}
}

/* What stays the same when the same program is run again: neither times nor memory. */
static void light_verdict(const json_t *document)
{
	const json_t *exception = json_object_get(document, "exception");
	const char *ending = text_of(exception, "type");
	const json_t *layer = NULL;
	size_t i = 0;
	light("status", text_of(document, "status"), ending);
	light("message", ending, text_of(exception, "message"));
	light("signal", text_of(document, "signal"), "");
	json_array_foreach(json_object_get(document, "layers"), i, layer)
	        light("layer", json_string_value(layer), "");
	light_rows(document, "denials", ending);
	light_rows(document, "violations", ending);
	light_size("stdout", json_string_length(json_object_get(document, "stdout")));
	light_size("stderr", json_string_length(json_object_get(document, "stderr")));
}

static void count(const padcell_verdict *verdict, const json_t *document)
{
	enum padcell_outcome outcome = padcell_verdict_outcome(verdict);
	bool valid = outcome == PADCELL_OUTCOME_OK || outcome == PADCELL_OUTCOME_EXIT;
	stats.valid += valid;
	stats.rejected += outcome == PADCELL_OUTCOME_REJECTED;
	stats.benign += outcome == PADCELL_OUTCOME_MEMORY || outcome == PADCELL_OUTCOME_TIMEOUT ||
	                outcome == PADCELL_OUTCOME_OUTPUT || outcome == PADCELL_OUTCOME_EXIT;
	stats.denials += json_array_size(json_object_get(document, "denials"));
	feedback_ran(valid);
	stats.novel += feedback_novel() != 0;
	stats_count_mutators(valid, feedback_novel() != 0);
}

static void conclude(const padcell_verdict *verdict)
{
	char *text = NULL;
	json_t *document = NULL;
	if (padcell_verdict_json(verdict, &text, NULL) == PADCELL_OK)
		document = json_loads(text, 0, NULL);
	if (document == NULL)
		oracle_note(PADCELL_INVARIANT_I, PADCELL_LAYER_SUPERVISOR, "no verdict of the run",
		            "it cannot be written as JSON", 0);
	judge(verdict, document);
	light_verdict(document);
	count(verdict, document);
	json_decref(document);
	free(text);
}

void verdict_target_run(const uint8_t *data, size_t size)
{
	execution_begin(data, size);
	const padcell_guest guest = {.name = "guest.py",
	                             .source = execution.text,
	                             .source_size = execution.size,
	                             .stdin_fd = -1,
	                             .canary = canary,
	                             .plant = plant};
	padcell_verdict *verdict = NULL;
	padcell_error error = {.status = PADCELL_OK};
	if (padcell_run(policy, &guest, &verdict, &error) == PADCELL_OK)
		conclude(verdict);
	else
		oracle_note(PADCELL_INVARIANT_I, PADCELL_LAYER_SUPERVISOR,
		            "padcell_run() did not run", error.message, 0);
	(void)padcell_verdict_free(verdict);
	execution_end();
	/* A run takes some hundredths of a second: whoever watches need not wait for many. */
	stats_write();
}

/* One run that says what is not there, and what runs guests. */
static enum padcell_status try_run(char *python, size_t size, padcell_error *reterr)
{
	const padcell_guest guest = {
	        .source = "", .source_size = 0, .stdin_fd = -1, .plant = plant};
	padcell_verdict *verdict = NULL;
	char *text = NULL;
	enum padcell_status status = padcell_run(policy, &guest, &verdict, reterr);
	if (status == PADCELL_OK)
		status = padcell_verdict_json(verdict, &text, reterr);
	if (status == PADCELL_OK) {
		json_t *document = json_loads(text, 0, NULL);
		(void)snprintf(python, size, "%s", text_of(document, "python"));
		json_decref(document);
	}
	free(text);
	(void)padcell_verdict_free(verdict);
	return status;
}

static enum padcell_status start(const struct target_settings *settings, padcell_error *reterr)
{
	static char python[64];
	plant = strcmp(settings->plant, "none") != 0 ? settings->plant : NULL;
	enum padcell_status status = padcell_policy_parse("fuzz target", policy_text,
	                                                  strlen(policy_text), &policy, reterr);
	if (status == PADCELL_OK)
		status = try_run(python, sizeof python, reterr);
	if (status == PADCELL_OK)
		status = execution_start(settings, python, reterr);
	/* Under a plant the start-up programs may themselves break an invariant. */
	if (status == PADCELL_OK && plant == NULL)
		status = execution_prove_feedback(&target_by_verdict, reterr);
	return status;
}

const struct target_kind target_by_verdict = {
        .self_tests = &self_tests_of_verdicts,
        .start_up_program = "v0 = print(1)\n",
        .start = start,
        .enter = execution_enter,
        .run = verdict_target_run,
};
