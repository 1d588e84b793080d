/* SPDX-License-Identifier: Apache-2.0 */
/*
 * padcell/verdict.h - what became of a run.
 *
 * Every run gets exactly one verdict, whatever the worker does.
 */
#ifndef PADCELL_VERDICT_H
#define PADCELL_VERDICT_H

#include <stddef.h>

#include "padcell/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct padcell_verdict padcell_verdict;

/* In order of weight: where several apply, the one named first is given. */
enum padcell_outcome {
	PADCELL_OUTCOME_ERROR = 0, /* ours: the run could not be carried out */
	PADCELL_OUTCOME_VIOLATION, /* an invariant broke, or a layer caught what the one above let
	                              by */
	PADCELL_OUTCOME_CRASH,     /* the worker died by a signal that was not ours */
	PADCELL_OUTCOME_MEMORY,    /* an uncaught MemoryError with the account at its limit */
	PADCELL_OUTCOME_TIMEOUT,   /* wall clock or CPU time is used up */
	PADCELL_OUTCOME_OUTPUT,    /* more output than the policy allows */
	PADCELL_OUTCOME_REJECTED,  /* refused before anything ran: syntax, size or encoding */
	PADCELL_OUTCOME_EXIT,      /* SystemExit */
	PADCELL_OUTCOME_EXCEPTION, /* an uncaught exception */
	PADCELL_OUTCOME_OK,        /* the guest ran to its end */
};

/* Exit codes of the command line; printed by `padcell help exit-codes`. */
enum padcell_exit {
	PADCELL_EXIT_OK = 0,
	PADCELL_EXIT_GUEST = 1, /* the guest raised, or exited with a code other than 0 */
	PADCELL_EXIT_USAGE = 2, /* the command line, a policy file or a guest file cannot be used */
	PADCELL_EXIT_LIMIT = 3, /* a limit of the policy was reached */
	PADCELL_EXIT_VIOLATION = 4,   /* an invariant broke, or a fuzzer has a finding */
	PADCELL_EXIT_CRASH = 5,       /* the worker died by a signal */
	PADCELL_EXIT_REJECTED = 6,    /* the guest was refused before it ran */
	PADCELL_EXIT_UNSUPPORTED = 7, /* this machine cannot enforce what the policy requires */
	PADCELL_EXIT_INTERNAL = 70,   /* a defect of Padded Cell or of its installation */
};

/* @param verdict  borrowed until the call returns */
enum padcell_outcome padcell_verdict_outcome(const padcell_verdict *verdict);

/*
 * The outcome as the JSON document spells it, such as "timeout".  Never NULL; static storage.
 *
 * @param outcome  any value; an unknown one is "error"
 */
const char *padcell_outcome_text(enum padcell_outcome outcome);

/*
 * The exit code the command line gives for this verdict.
 *
 * @param verdict  borrowed until the call returns
 */
enum padcell_exit padcell_verdict_exit(const padcell_verdict *verdict);

/*
 * The bytes the guest wrote, cut exactly at the policy's limit.  Belong to `verdict`.
 *
 * @param verdict   borrowed until the call returns
 * @param ret_size  bytes returned
 */
const char *padcell_verdict_stdout(const padcell_verdict *verdict, size_t *ret_size);

/* As padcell_verdict_stdout(), for standard error.  @param verdict, @param ret_size  the same */
const char *padcell_verdict_stderr(const padcell_verdict *verdict, size_t *ret_size);

/*
 * One line for a person: "timeout: 5000 ms of wall clock are used up".  Belongs to `verdict`.
 *
 * @param verdict  borrowed until the call returns
 */
const char *padcell_verdict_summary(const padcell_verdict *verdict);

/*
 * The traceback text of an uncaught exception, or "".  Belongs to `verdict`.
 *
 * @param verdict  borrowed until the call returns
 */
const char *padcell_verdict_traceback(const padcell_verdict *verdict);

/*
 * The whole verdict as one JSON document without a newline at its end.
 *
 * @param verdict   borrowed until the call returns
 * @param ret_json  new string, owned by the caller, release with free(); untouched on failure
 * @param reterr    may be NULL; written on failure only
 */
enum padcell_status padcell_verdict_json(const padcell_verdict *verdict, char **ret_json,
                                         padcell_error *reterr);

/* Release a verdict.  Returns NULL.  @param verdict  NULL is a no-op */
padcell_verdict *padcell_verdict_free(padcell_verdict *verdict);

#ifdef __cplusplus
}
#endif
#endif
