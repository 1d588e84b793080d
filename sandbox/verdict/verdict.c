/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/verdict.c - the public face of a verdict: reading it, and its release.
 * Runs in: host
 */
#include "padcell/verdict.h"

#include <stdlib.h>

#include "facts.h"

/* The document's word and the command line's code for each outcome; EXIT depends on the guest's own
 * code, ERROR on what went wrong. */
static const struct {
	const char *text;
	enum padcell_exit exit;
} outcomes[] = {
        [PADCELL_OUTCOME_ERROR] = {"error", PADCELL_EXIT_INTERNAL},
        [PADCELL_OUTCOME_VIOLATION] = {"violation", PADCELL_EXIT_VIOLATION},
        [PADCELL_OUTCOME_CRASH] = {"crash", PADCELL_EXIT_CRASH},
        [PADCELL_OUTCOME_MEMORY] = {"memory", PADCELL_EXIT_LIMIT},
        [PADCELL_OUTCOME_TIMEOUT] = {"timeout", PADCELL_EXIT_LIMIT},
        [PADCELL_OUTCOME_OUTPUT] = {"output", PADCELL_EXIT_LIMIT},
        [PADCELL_OUTCOME_REJECTED] = {"rejected", PADCELL_EXIT_REJECTED},
        [PADCELL_OUTCOME_EXIT] = {"exit", PADCELL_EXIT_GUEST},
        [PADCELL_OUTCOME_EXCEPTION] = {"exception", PADCELL_EXIT_GUEST},
        [PADCELL_OUTCOME_OK] = {"ok", PADCELL_EXIT_OK},
};

enum padcell_outcome padcell_verdict_outcome(const padcell_verdict *verdict)
{
	return verdict != NULL ? verdict->outcome : PADCELL_OUTCOME_ERROR;
}

const char *padcell_outcome_text(enum padcell_outcome outcome)
{
	bool known = (unsigned)outcome < sizeof outcomes / sizeof outcomes[0];
	return outcomes[known ? outcome : PADCELL_OUTCOME_ERROR].text;
}

enum padcell_exit padcell_verdict_exit(const padcell_verdict *verdict)
{
	if (verdict == NULL)
		return PADCELL_EXIT_INTERNAL;
	if (verdict->outcome == PADCELL_OUTCOME_EXIT && verdict->exit_code == 0)
		return PADCELL_EXIT_OK;
	if (verdict->outcome == PADCELL_OUTCOME_ERROR &&
	    verdict->error.status == PADCELL_E_UNSUPPORTED)
		return PADCELL_EXIT_UNSUPPORTED;
	return outcomes[verdict->outcome].exit;
}

static const char *output_of(const padcell_verdict *verdict, unsigned stream, size_t *ret_size)
{
	const struct bytes nothing = {0};
	const struct bytes *bytes = verdict != NULL ? &verdict->output[stream] : &nothing;
	if (ret_size != NULL)
		*ret_size = bytes->size;
	return bytes_text(bytes);
}

const char *padcell_verdict_stdout(const padcell_verdict *verdict, size_t *ret_size)
{
	return output_of(verdict, 0, ret_size);
}

const char *padcell_verdict_stderr(const padcell_verdict *verdict, size_t *ret_size)
{
	return output_of(verdict, 1, ret_size);
}

const char *padcell_verdict_summary(const padcell_verdict *verdict)
{
	return verdict != NULL ? verdict->summary : "";
}

const char *padcell_verdict_traceback(const padcell_verdict *verdict)
{
	return verdict != NULL ? bytes_text(&verdict->exception.traceback) : "";
}

padcell_verdict *padcell_verdict_free(padcell_verdict *verdict)
{
	if (verdict == NULL)
		return NULL;

	for (size_t i = 0; i < verdict->denial_count; i++)
		free(verdict->denials[i].what);
	for (size_t i = 0; i < verdict->violation_count; i++) {
		free(verdict->violations[i].what);
		free(verdict->violations[i].detail);
	}
	free(verdict->denials);
	free(verdict->violations);
	free(verdict->rungs);
	json_decref(verdict->result);
	bytes_done(&verdict->output[0]);
	bytes_done(&verdict->output[1]);
	bytes_done(&verdict->diagnostics);
	bytes_done(&verdict->exception.message);
	bytes_done(&verdict->exception.traceback);
	free(verdict);
	return NULL;
}
