/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/tables/verdict_documents.c - writes verdicts of every outcome, one JSON document a line,
 * for test_schema.py.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "fail.h"
#include "verdict_build.h"

static const struct verdict_exception exception = {.type = "SyntaxError",
                                                   .message = "bad\xff",
                                                   .message_size = 4,
                                                   .traceback = "t",
                                                   .traceback_size = 1,
                                                   .line = 3,
                                                   .column = 1};

static void make_error(padcell_verdict *verdict)
{
	padcell_error error;
	(void)padcell_fail(&error, PADCELL_E_SYSTEM, PADCELL_STAGE_SUPERVISOR, 0, "poll failed");
	verdict_set_error(verdict, &error);
	verdict_set_crash(verdict, SIGBUS);
}

static void make_violation(padcell_verdict *verdict)
{
	for (unsigned i = 0; i < PADCELL_INVARIANT_COUNT; i++)
		verdict_add_violation(verdict, (enum padcell_invariant)i,
		                      (enum padcell_layer)(i % PADCELL_LAYER_COUNT), "open", "x",
		                      i);
}

static void make_crash(padcell_verdict *verdict)
{
	verdict_set_crash(verdict, 40);
	verdict_set_diagnostics(verdict, "\xff", 1);
}

static void make_memory(padcell_verdict *verdict)
{
	verdict_set_limit(verdict, VERDICT_LIMIT_MEMORY, 1024);
	verdict_set_exception(verdict, &exception);
}

static void make_timeout(padcell_verdict *verdict)
{
	verdict_set_limit(verdict, VERDICT_LIMIT_WALL, 5000);
}

static void make_output(padcell_verdict *verdict)
{
	(void)verdict_add_output(verdict, PADCELL_STDERR, "\xff too long", 10);
	(void)verdict_add_output(verdict, PADCELL_STDOUT, "\xff too long", 10);
}

static void make_rejected(padcell_verdict *verdict)
{
	verdict_set_rejected(verdict, &exception);
}

static void make_exit(padcell_verdict *verdict)
{
	verdict_set_exit(verdict, -1);
}

static void make_exception(padcell_verdict *verdict)
{
	const struct verdict_exception nothing = {0};
	verdict_set_exception(verdict, &nothing);
}

static void make_ok(padcell_verdict *verdict)
{
	verdict_set_ok(verdict);
	(void)verdict_set_result(verdict, "\xa1\x01\xf6", 3);
	for (unsigned i = 0; i < 2 * VERDICT_DENIALS_MAX; i++) {
		char what[16];
		(void)snprintf(what, sizeof what, "name%u", i);
		verdict_add_denial(verdict, (enum padcell_layer)(i % PADCELL_LAYER_COUNT), what, 1);
	}
	verdict_set_usage(verdict, 1.5, 0.25, 14000);
	verdict_set_python(verdict, "3.11.2");
	verdict_set_policy(verdict,
	                   "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	verdict_add_rung(verdict, "landlock", true, 7);
	verdict_add_rung(verdict, "pidfd", false, 0);
	verdict_set_layers(verdict, UINT32_MAX);
}

/* In the order of enum padcell_outcome. */
static void (*const makers[])(padcell_verdict *) = {
        make_error,  make_violation, make_crash, make_memory,    make_timeout,
        make_output, make_rejected,  make_exit,  make_exception, make_ok,
};

int main(void)
{
	for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++) {
		padcell_verdict *verdict = verdict_new(4);
		char *json = NULL;
		if (verdict == NULL)
			return EXIT_FAILURE;
		makers[i](verdict);
		if ((size_t)verdict_conclude(verdict) != i ||
		    padcell_verdict_json(verdict, &json, NULL) != PADCELL_OK)
			return EXIT_FAILURE;
		puts(json);
		free(json);
		padcell_verdict_free(verdict);
	}
	return EXIT_SUCCESS;
}
