/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/build.c - the facts of a run, each bounded as it comes in.
 * Runs in: supervisor
 */
#include <stdlib.h>
#include <string.h>

#include "facts.h"
#include "result.h"
#include "text.h"

padcell_verdict *verdict_new(uint64_t output_limit)
{
	padcell_verdict *verdict = calloc(1, sizeof *verdict);
	if (verdict == NULL)
		return NULL;

	verdict->output_limit = output_limit;
	(void)verdict_conclude(verdict);
	return verdict;
}

size_t verdict_add_output(padcell_verdict *verdict, enum padcell_stream stream, const void *data,
                          size_t size)
{
	uint64_t used = (uint64_t)verdict->output[0].size + verdict->output[1].size;
	uint64_t room = verdict->output_limit - used;
	size_t kept = size <= room ? size : (size_t)room;
	if (!bytes_append(&verdict->output[stream == PADCELL_STDERR], data, kept)) {
		verdict->out_of_memory = true;
		return 0;
	}
	if (kept < size)
		verdict_set_limit(verdict, VERDICT_LIMIT_OUTPUT, verdict->output_limit);
	return kept;
}

/* New copy of at most `max` bytes; "" for NULL. */
static char *copy_text(const char *text, size_t max)
{
	const char *from = text != NULL ? text : "";
	return strndup(from, text_cut(from, strlen(from), max));
}

static struct facts_denial *find_denial(const padcell_verdict *verdict, enum padcell_layer layer,
                                        const char *what)
{
	for (size_t i = 0; i < verdict->denial_count; i++) {
		struct facts_denial *denial = &verdict->denials[i];
		if (denial->layer == layer && strcmp(denial->what, what) == 0)
			return denial;
	}
	return NULL;
}

/* A new row of count 0 that takes over `what`; NULL when memory is short. */
static struct facts_denial *new_denial(padcell_verdict *verdict, enum padcell_layer layer,
                                       char *what)
{
	struct facts_denial *denials =
	        reallocarray(verdict->denials, verdict->denial_count + 1, sizeof *denials);
	if (denials == NULL) {
		free(what);
		return NULL;
	}
	verdict->denials = denials;
	denials[verdict->denial_count] = (struct facts_denial){.layer = layer, .what = what};
	return &denials[verdict->denial_count++];
}

void verdict_add_denial(padcell_verdict *verdict, enum padcell_layer layer, const char *what,
                        uint64_t count)
{
	char *name = copy_text(what, VERDICT_WHAT_MAX);
	struct facts_denial *denial = name != NULL ? find_denial(verdict, layer, name) : NULL;
	if (name != NULL && denial == NULL && verdict->denial_count >= VERDICT_DENIALS_MAX) {
		/* A guest that makes names up gets one more row a layer, and no more. */
		free(name);
		name = strdup(VERDICT_DENIALS_REST);
		denial = name != NULL ? find_denial(verdict, layer, name) : NULL;
	}
	if (name != NULL && denial == NULL)
		denial = new_denial(verdict, layer, name);
	else
		free(name);

	if (denial == NULL)
		verdict->out_of_memory = true;
	else if (__builtin_add_overflow(denial->count, count, &denial->count))
		denial->count = UINT64_MAX;
}

void verdict_add_violation(padcell_verdict *verdict, enum padcell_invariant invariant,
                           enum padcell_layer layer, const char *what, const char *detail,
                           unsigned line)
{
	if (verdict->violation_count == VERDICT_VIOLATIONS_MAX)
		return;
	if (verdict->violations == NULL)
		verdict->violations = calloc(VERDICT_VIOLATIONS_MAX, sizeof *verdict->violations);
	if (verdict->violations == NULL) {
		verdict->out_of_memory = true;
		return;
	}
	struct facts_violation *violation = &verdict->violations[verdict->violation_count++];
	*violation = (struct facts_violation){
	        .invariant = invariant,
	        .layer = layer,
	        .line = line,
	        .what = copy_text(what, VERDICT_WHAT_MAX),
	        .detail = copy_text(detail, VERDICT_DETAIL_MAX),
	};
	verdict->out_of_memory |= violation->what == NULL || violation->detail == NULL;
}

bool verdict_set_result(padcell_verdict *verdict, const void *cbor, size_t size)
{
	int digits = 0;
	bool no_memory = false;
	json_t *result = result_decode(cbor, size, &digits, &no_memory);
	verdict->out_of_memory |= no_memory;
	if (result == NULL)
		return no_memory;

	json_decref(verdict->result);
	verdict->result = result;
	verdict->result_digits = digits;
	return true;
}

void verdict_set_ok(padcell_verdict *verdict)
{
	verdict->ending = FACTS_ENDING_OK;
}

void verdict_set_exit(padcell_verdict *verdict, int exit_code)
{
	verdict->ending = FACTS_ENDING_EXIT;
	verdict->exit_code = exit_code;
}

static bool set_bytes(struct bytes *bytes, const char *data, size_t size)
{
	bytes_done(bytes);
	return data == NULL || bytes_append(bytes, data, text_cut(data, size, VERDICT_TEXT_MAX));
}

static void keep_exception(padcell_verdict *verdict, const struct verdict_exception *exception)
{
	struct facts_exception *kept = &verdict->exception;
	const char *type = exception->type != NULL ? exception->type : "";
	size_t length = text_cut(type, strlen(type), sizeof kept->type - 1);
	memcpy(kept->type, type, length);
	kept->type[length] = '\0';
	kept->line = exception->line;
	kept->column = exception->column;
	if (!set_bytes(&kept->message, exception->message, exception->message_size) ||
	    !set_bytes(&kept->traceback, exception->traceback, exception->traceback_size))
		verdict->out_of_memory = true;
}

void verdict_set_exception(padcell_verdict *verdict, const struct verdict_exception *exception)
{
	verdict->ending = FACTS_ENDING_EXCEPTION;
	keep_exception(verdict, exception);
}

void verdict_set_rejected(padcell_verdict *verdict, const struct verdict_exception *exception)
{
	verdict->ending = FACTS_ENDING_REJECTED;
	keep_exception(verdict, exception);
}

void verdict_set_crash(padcell_verdict *verdict, int signal_number)
{
	verdict->crashed = true;
	verdict->signal_number = signal_number;
}

void verdict_set_limit(padcell_verdict *verdict, enum verdict_limit limit, uint64_t value)
{
	verdict->limit_reached[limit] = true;
	verdict->limit_values[limit] = value;
}

void verdict_set_error(padcell_verdict *verdict, const padcell_error *error)
{
	if (verdict->has_error)
		return;

	verdict->has_error = true;
	verdict->error = *error;
}

void verdict_set_diagnostics(padcell_verdict *verdict, const void *data, size_t size)
{
	size_t skipped = size > VERDICT_DIAGNOSTICS_MAX ? size - VERDICT_DIAGNOSTICS_MAX : 0;
	bytes_done(&verdict->diagnostics);
	if (!bytes_append(&verdict->diagnostics, (const char *)data + skipped, size - skipped))
		verdict->out_of_memory = true;
}

void verdict_set_usage(padcell_verdict *verdict, double wall_ms, double cpu_ms, uint64_t peak_kib)
{
	verdict->wall_ms = wall_ms;
	verdict->cpu_ms = cpu_ms;
	verdict->peak_kib = peak_kib;
}

static void copy_name(char name[static FACTS_NAME_MAX], const char *text)
{
	size_t length = text_cut(text, strlen(text), FACTS_NAME_MAX - 1);
	memcpy(name, text, length);
	name[length] = '\0';
}

void verdict_set_python(padcell_verdict *verdict, const char *version)
{
	copy_name(verdict->python, version);
}

void verdict_set_policy(padcell_verdict *verdict, const char *sha256)
{
	copy_name(verdict->policy, sha256);
}

void verdict_add_rung(padcell_verdict *verdict, const char *name, bool had, unsigned version)
{
	if (verdict->rungs == NULL)
		verdict->rungs = calloc(VERDICT_RUNGS_MAX, sizeof *verdict->rungs);
	if (verdict->rungs == NULL || verdict->rung_count == VERDICT_RUNGS_MAX) {
		verdict->out_of_memory |= verdict->rungs == NULL;
		return;
	}
	struct facts_rung *rung = &verdict->rungs[verdict->rung_count++];
	copy_name(rung->name, name);
	rung->had = had;
	rung->version = version;
}

void verdict_set_layers(padcell_verdict *verdict, uint32_t layers)
{
	verdict->layers = layers;
}
