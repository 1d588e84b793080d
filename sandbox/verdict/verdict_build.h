/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/verdict_build.h - how the supervisor writes down what it sees of a run.
 *
 *     verdict_new() -> verdict_add_...() and verdict_set_...() in any order -> verdict_conclude()
 *
 * Facts only go in; verdict_conclude() alone decides what they amount to.  Every byte that came
 * from a worker is taken as hostile: any bytes will do for text, sizes are bounded here.  A
 * function that returns nothing cannot fail for the caller: when memory is short the verdict
 * becomes `error`.
 *
 * Runs in: supervisor
 */
#ifndef PADCELL_VERDICT_VERDICT_BUILD_H
#define PADCELL_VERDICT_VERDICT_BUILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "padcell/run.h"
#include "padcell/verdict.h"
#include "terms.h"

#define VERDICT_DENIALS_MAX     256 /* distinct rows; more of a layer are counted in one row */
#define VERDICT_DENIALS_REST    "(others)" /* `what` of such a row */
#define VERDICT_VIOLATIONS_MAX  64         /* rows; the first ones are kept */
#define VERDICT_RUNGS_MAX       32         /* rows of the ladder */
#define VERDICT_WHAT_MAX        256        /* bytes of a name; the rest is cut off */
#define VERDICT_DETAIL_MAX      512        /* bytes of a violation's detail; the rest is cut off */
#define VERDICT_TEXT_MAX        32768      /* bytes of an exception's message or traceback */
#define VERDICT_DIAGNOSTICS_MAX 8192       /* bytes; the last ones are kept */
#define VERDICT_RESULT_MAX      65536      /* bytes of CBOR; KEEP IN STEP: frames (RESULT) */

enum verdict_limit {
	VERDICT_LIMIT_WALL,   /* milliseconds */
	VERDICT_LIMIT_CPU,    /* milliseconds */
	VERDICT_LIMIT_MEMORY, /* bytes */
	VERDICT_LIMIT_OUTPUT, /* bytes */
	VERDICT_LIMIT_COUNT,
};

/* An uncaught exception, or why a guest was refused; everything is borrowed, NULL is "". */
struct verdict_exception {
	const char *type;
	const char *message; /* need not be terminated, nor be UTF-8 */
	size_t message_size;
	const char *traceback; /* likewise */
	size_t traceback_size;
	unsigned line;   /* 0: unknown */
	unsigned column; /* from 1; 0: unknown */
};

/*
 * A verdict without any facts: concluded now, it would be `error`.
 *
 * @param output_limit  bytes of standard output and standard error together
 * @return              owned by the caller, release with padcell_verdict_free(); NULL: no memory
 */
padcell_verdict *verdict_new(uint64_t output_limit);

/*
 * Keep what the guest wrote, cut exactly at the output limit.  A cut marks the limit as reached.
 *
 * @return  bytes kept: hand on as many to the caller's `output`; less than `size` means that the
 *          run is over its limit and has to end
 */
size_t verdict_add_output(padcell_verdict *verdict, enum padcell_stream stream, const void *data,
                          size_t size);

/* The guest was refused `what` `count` times; rows of equal layer and `what` are one row. */
void verdict_add_denial(padcell_verdict *verdict, enum padcell_layer layer, const char *what,
                        uint64_t count);

/* An invariant broke.  `detail` may be NULL; line 0 is unknown. */
void verdict_add_violation(padcell_verdict *verdict, enum padcell_invariant invariant,
                           enum padcell_layer layer, const char *what, const char *detail,
                           unsigned line);

/* The value of padcell.result(); a later one replaces an earlier one.
 *
 * @return  false when it is not well-formed CBOR of the form in README.md: a violation of invariant
 * I, which the caller records; the former result stays
 */
bool verdict_set_result(padcell_verdict *verdict, const void *cbor, size_t size);

/* How the guest ended, as its worker says; the last call counts. */
void verdict_set_ok(padcell_verdict *verdict);
void verdict_set_exit(padcell_verdict *verdict, int exit_code);
void verdict_set_exception(padcell_verdict *verdict, const struct verdict_exception *exception);
void verdict_set_rejected(padcell_verdict *verdict, const struct verdict_exception *exception);

/* The worker died by `signal_number`, which was not ours. */
void verdict_set_crash(padcell_verdict *verdict, int signal_number);

/* A limit was reached; `value` is the policy's, in the unit of the enum. */
void verdict_set_limit(padcell_verdict *verdict, enum verdict_limit limit, uint64_t value);

/* The run failed on our side; `error` is copied.  The first call counts. */
void verdict_set_error(padcell_verdict *verdict, const padcell_error *error);

/* What the worker wrote to its diagnostics pipe; shown for a crash or an error. */
void verdict_set_diagnostics(padcell_verdict *verdict, const void *data, size_t size);

/* As the supervisor measured it. */
void verdict_set_usage(padcell_verdict *verdict, double wall_ms, double cpu_ms, uint64_t peak_kib);

/* The version of the worker's CPython and the policy's sha256; each copied, cut to 95 bytes. */
void verdict_set_python(padcell_verdict *verdict, const char *version);
void verdict_set_policy(padcell_verdict *verdict, const char *sha256);

/* One rung of the ladder, in order; `version` is the ABI of Landlock, 0 for all others. */
void verdict_add_rung(padcell_verdict *verdict, const char *name, bool had, unsigned version);

/* The layers that were on: bit per enum padcell_layer. */
void verdict_set_layers(padcell_verdict *verdict, uint32_t layers);

/*
 * Decide.  By weight: error, violation, crash, memory, timeout, output, rejected, exit, exception,
 * ok; with no fact at all it is `error`.  May be called again after further facts.
 */
enum padcell_outcome verdict_conclude(padcell_verdict *verdict);

#endif
