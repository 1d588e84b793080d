/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/conclude.c - what the facts amount to, by weight, and the line that says so to a person.
 * Runs in: supervisor
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "facts.h"
#include "fail.h"
#include "text.h"

/* Complete facts, or `error` is all that can be said. */
static void note_missing(padcell_verdict *verdict)
{
	if (verdict->has_error)
		return;
	if (verdict->out_of_memory)
		(void)padcell_fail(&verdict->error, PADCELL_E_NOMEM, PADCELL_STAGE_VERDICT, 0,
		                   "no memory for what the run did");
	else
		(void)padcell_fail(&verdict->error, PADCELL_E_PROTOCOL, PADCELL_STAGE_VERDICT, 0,
		                   "the run ended and nobody said how");
}

static enum padcell_outcome outcome_of_ending(enum facts_ending ending)
{
	switch (ending) {
	case FACTS_ENDING_OK:
		return PADCELL_OUTCOME_OK;
	case FACTS_ENDING_EXIT:
		return PADCELL_OUTCOME_EXIT;
	case FACTS_ENDING_EXCEPTION:
		return PADCELL_OUTCOME_EXCEPTION;
	case FACTS_ENDING_REJECTED:
		return PADCELL_OUTCOME_REJECTED;
	case FACTS_ENDING_NONE:
		break;
	}
	return PADCELL_OUTCOME_ERROR;
}

static enum padcell_outcome decide(const padcell_verdict *verdict)
{
	const bool *reached = verdict->limit_reached;
	if (verdict->has_error || verdict->out_of_memory)
		return PADCELL_OUTCOME_ERROR;
	if (verdict->violation_count != 0)
		return PADCELL_OUTCOME_VIOLATION;
	if (verdict->crashed)
		return PADCELL_OUTCOME_CRASH;
	if (reached[VERDICT_LIMIT_MEMORY])
		return PADCELL_OUTCOME_MEMORY;
	if (reached[VERDICT_LIMIT_WALL] || reached[VERDICT_LIMIT_CPU])
		return PADCELL_OUTCOME_TIMEOUT;
	if (reached[VERDICT_LIMIT_OUTPUT])
		return PADCELL_OUTCOME_OUTPUT;
	return outcome_of_ending(verdict->ending);
}

#define SUMMARIZE(verdict, ...) \
	(void)snprintf((verdict)->summary, sizeof(verdict)->summary, __VA_ARGS__)

static void summarize_limit(padcell_verdict *verdict, const char *name)
{
	static const char *const used_up[VERDICT_LIMIT_COUNT] = {
	        [VERDICT_LIMIT_WALL] = "ms of wall clock",
	        [VERDICT_LIMIT_CPU] = "ms of processor time",
	        [VERDICT_LIMIT_MEMORY] = "bytes of memory",
	        [VERDICT_LIMIT_OUTPUT] = "bytes of output",
	};
	unsigned limit = VERDICT_LIMIT_WALL;
	if (verdict->outcome == PADCELL_OUTCOME_MEMORY)
		limit = VERDICT_LIMIT_MEMORY;
	else if (verdict->outcome == PADCELL_OUTCOME_OUTPUT)
		limit = VERDICT_LIMIT_OUTPUT;
	else if (!verdict->limit_reached[VERDICT_LIMIT_WALL])
		limit = VERDICT_LIMIT_CPU;
	SUMMARIZE(verdict, "%s: %" PRIu64 " %s are used up", name, verdict->limit_values[limit],
	          used_up[limit]);
}

static void summarize_exception(padcell_verdict *verdict, const char *name)
{
	const struct facts_exception *exception = &verdict->exception;
	const char *message = bytes_text(&exception->message);
	int first_line = (int)strcspn(message, "\n");
	char where[48] = "";
	if (exception->line != 0)
		(void)snprintf(where, sizeof where, " (line %u, column %u)", exception->line,
		               exception->column);

	/* The place stands before the message, which may be cut. */
	SUMMARIZE(verdict, "%s%s: %s%s%.*s", name, where, exception->type,
	          first_line != 0 && exception->type[0] != '\0' ? ": " : "", first_line, message);
}

static void summarize_violation(padcell_verdict *verdict, const char *name)
{
	const struct facts_violation *first = &verdict->violations[0];
	char line[24] = "";
	if (first->line != 0)
		(void)snprintf(line, sizeof line, " (line %u)", first->line);
	SUMMARIZE(verdict, "%s of invariant %s, seen by layer %s%s: %s", name,
	          padcell_invariant_letter(first->invariant), padcell_layer_name(first->layer),
	          line, first->what != NULL ? first->what : "");
}

static void summarize(padcell_verdict *verdict)
{
	const char *name = padcell_outcome_text(verdict->outcome);
	char signal_name[TEXT_SIGNAL_MAX];
	switch (verdict->outcome) {
	case PADCELL_OUTCOME_ERROR:
		SUMMARIZE(verdict, "%s: %s: %s", name, padcell_stage_text(verdict->error.stage),
		          verdict->error.message);
		break;
	case PADCELL_OUTCOME_VIOLATION:
		summarize_violation(verdict, name);
		break;
	case PADCELL_OUTCOME_CRASH:
		SUMMARIZE(verdict, "%s: the worker died by %s", name,
		          text_signal(verdict->signal_number, signal_name));
		break;
	case PADCELL_OUTCOME_MEMORY:
	case PADCELL_OUTCOME_TIMEOUT:
	case PADCELL_OUTCOME_OUTPUT:
		summarize_limit(verdict, name);
		break;
	case PADCELL_OUTCOME_REJECTED:
	case PADCELL_OUTCOME_EXCEPTION:
		summarize_exception(verdict, name);
		break;
	case PADCELL_OUTCOME_EXIT:
		SUMMARIZE(verdict, "%s: the guest ended with code %d", name, verdict->exit_code);
		break;
	case PADCELL_OUTCOME_OK:
		SUMMARIZE(verdict, "%s", name);
		break;
	}
	text_make_one_line(verdict->summary);
}

enum padcell_outcome verdict_conclude(padcell_verdict *verdict)
{
	verdict->outcome = decide(verdict);
	if (verdict->outcome == PADCELL_OUTCOME_ERROR)
		note_missing(verdict);

	summarize(verdict);
	return verdict->outcome;
}
