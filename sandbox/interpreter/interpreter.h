/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/interpreter.h - cells: CPython started, its authority removed, guests run in it.
 *
 * Used unchanged by padcell-worker and by the in-process fuzz targets.  Makes no system calls of
 * its own: what has to leave the process goes through the sinks.  One cell a process, or several
 * that take turns and never come back.  Not thread-safe.
 *
 *     interpreter_start() -> interpreter_lockdown() -> interpreter_run()
 *         [-> interpreter_next() -> interpreter_run()] ... -> the process exits
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_INTERPRETER_H
#define PADCELL_INTERPRETER_INTERPRETER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "padcell/error.h"
#include "terms.h"

#define INTERPRETER_CELLS_MAX 16u

/* How the interpreter speaks outward.  Every member must be set. */
struct interpreter_sinks {
	void *user;
	/* Guest output, stream 1 or 2.  0, or -1: the guest gets a BrokenPipeError. */
	int (*output)(void *user, int stream, const void *data, size_t size);
	/* Guest input: bytes read, 0 at the end, -1 on failure. */
	ssize_t (*input)(void *user, void *buffer, size_t size);
	/* The guest was refused something.  Normal; called once a refusal. */
	void (*denial)(void *user, enum padcell_layer layer, const char *what);
	/* An invariant broke.  The worker's sink does not return; a fuzz target's may. */
	void (*violation)(void *user, enum padcell_invariant invariant, enum padcell_layer layer,
	                  const char *what, const char *detail, unsigned line);
	/* The guest called padcell.result(value): the value as CBOR.  0, or -1 when too large. */
	int (*result)(void *user, const void *cbor, size_t size);
};

struct interpreter_config {
	const void *bundle; /* the bundle of pure-Python modules, mapped by the caller for good */
	size_t bundle_size;
	const char *const
	        *modules; /* names the guest may import; borrowed until lockdown returns */
	size_t module_count;
	unsigned cells;               /* at most INTERPRETER_CELLS_MAX; 0 is 1 */
	uint64_t memory_bytes;        /* the allocator's account of one guest; 0 is no limit */
	unsigned clock_resolution_ms; /* what clocks are rounded down to; 0: not at all */
	unsigned recursion;           /* 0: CPython's default */
	bool stdin_granted;
	bool syntax_strict;     /* the layer syntax; off unless the policy asks for it */
	bool evaluator_checked; /* look at every value on the stack; fails where it cannot be had */
	bool fixed_hash_seed;   /* fuzzing and reproduction: string hashes are the same in every
	                           process */
	const char *canary;  /* planted in the main interpreter, beside the cell; NULL for none */
	uint32_t layers_off; /* bit per enum padcell_layer; ignored unless a test build */
	struct interpreter_sinks sinks;
};

enum interpreter_ending {
	INTERPRETER_OK = 0,
	INTERPRETER_EXCEPTION,
	INTERPRETER_EXIT,
	INTERPRETER_REJECTED, /* the source does not compile */
	INTERPRETER_MEMORY,   /* an uncaught MemoryError with the account at its limit */
};

/* What became of a guest; all text is owned by the struct. */
struct interpreter_outcome {
	enum interpreter_ending ending;
	int exit_code;   /* for INTERPRETER_EXIT */
	char *type;      /* of the exception, such as "ValueError"; NULL when there was none */
	char *message;   /* NULL likewise */
	char *traceback; /* as Python prints it, made without opening any file; NULL likewise */
	unsigned line;   /* of a SyntaxError; 0 when unknown */
	unsigned column; /* of a SyntaxError, from 1; 0 when unknown */
};

/*
 * Start CPython, isolated, and create the cell.
 *
 * @param config  copied, but for `bundle` and `modules`, which are borrowed as said there
 * @param reterr  may be NULL; written on failure only.  After a failure the process must end
 */
enum padcell_status interpreter_start(const struct interpreter_config *config,
                                      padcell_error *reterr);

/*
 * Remove the cell's authority: builtins, import table, permits, audit.  From here on every C entry
 * that no row permits is disarmed, process-wide and for good.
 *
 * @param reterr  may be NULL; written on failure only.  After a failure the process must end
 */
enum padcell_status interpreter_lockdown(padcell_error *reterr);

/*
 * Give the cell a module as text: compiled when the guest imports it, run with the guest's
 * authority and under its policy.  After lockdown; a module that the cell has itself is not
 * replaced.
 *
 * @param name  dotted; need not be terminated; borrowed until the call returns
 * @return      false when memory or room is short
 */
bool interpreter_give_module(const char *name, size_t size, bool package);

/* Append to the text of the module given last. */
bool interpreter_give_text(const char *text, size_t size);

/*
 * Compile and run one guest in a fresh namespace of the cell.
 *
 * @param name         file name in tracebacks; borrowed until the call returns
 * @param source       borrowed until the call returns; need not be terminated
 * @param size         bytes of source
 * @param ret_outcome  always written; release with interpreter_outcome_done()
 */
void interpreter_run(const char *name, const void *source, size_t size,
                     struct interpreter_outcome *ret_outcome);

/*
 * End the turn of the cell whose guest has run.  What the guest left where a sibling could find it
 * is undone; what cannot be undone goes to the violation sink, as a breach of B.  Nothing happens
 * in a process of one cell, whose guest may be followed by another one in the same cell.
 */
void interpreter_leave(void);

/* Enter the next cell; false when there is none.  With a canary the last of several cells is a
 * sibling that runs no guest. */
bool interpreter_next(void);

/* Release the contents of an outcome. */
void interpreter_outcome_done(struct interpreter_outcome *outcome);

/* Highest number of bytes the account held, by all cells, since the last guest began. */
uint64_t interpreter_peak_bytes(void);

/* The version of the embedded CPython, such as "3.11.2".  Static storage.  Needs no start. */
const char *interpreter_python_version(void);

#ifdef PADCELL_TEST_BUILD
/*
 * Plants: weaknesses switched on by name before interpreter_lockdown().  The rows are in
 * threat-model/plants.def.
 *
 * @return  false when there is no such plant
 */
bool cell_plant(const char *name);

/* How often the chosen plant was reached and triggered since the start; the guest cannot see it. */
unsigned cell_plant_reached(void);
unsigned cell_plant_triggered(void);
#endif

/*
 * The result of the permits walk as one JSON document: totals by action and module, `unclassified`,
 * rows that name nothing.  After lockdown only.
 *
 * @return  new string, owned by the caller, release with free(); NULL when memory is short
 */
char *interpreter_permits_json(void);

/*
 * What a guest can get hold of, by an enumerator that shares no code with the permits walk, as one
 * JSON document: each C function, type and module with its state and the program that leads to it;
 * `violations` must be empty.  After lockdown only, as the last act of the process.
 *
 * @return  new string, owned by the caller, release with free(); NULL when memory is short
 */
char *interpreter_reach_json(void);

#endif
