/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feedback/feedback.h - what an execution reached, as counters that the engine reads.
 *
 * The counters lie in a section of their own that libFuzzer finds by its name, so that an
 * uninstrumented libpython is fuzzed with feedback.  Each holds 0 or 1: nothing counts how often a
 * guest's loop ran.  No key contains a pointer; types are known by the hash of their name.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_FEEDBACK_FEEDBACK_H
#define PADCELL_FEEDBACK_FEEDBACK_H

#include <Python.h>
#include <stdbool.h>
#include <stddef.h>

#include "program.h"

/* All families together: libFuzzer's table of features has 2^21 entries, eight a counter. */
#define FEEDBACK_COUNTERS (64 * 1024)

enum feedback_family {
#define FAMILY(id, name, program, reason) FEEDBACK_##id,
#include "families.def"
#undef FAMILY
	FEEDBACK_FAMILY_COUNT,
};

const char *feedback_name(enum feedback_family family);
const char *feedback_start_up_program(enum feedback_family family);

/*
 * Choose the families before the first execution.
 *
 * @param off  names separated by commas; NULL for none
 * @return     false when a name is unknown
 */
bool feedback_start(const char *off);

bool feedback_is_on(enum feedback_family family);

/* Before each execution: counters to 0 (libFuzzer does so itself; other engines do not). */
void feedback_clear(void);

/* The execution took place: one counter outside of the families, so that no input is without one.
 */
void feedback_ran(bool valid);

/*
 * Family "outcome".  Runs no guest code.
 *
 * @param program     what was run, parsed
 * @param namespace_  borrowed; the guest's global names after the run
 */
void feedback_outcome(const struct program *program, PyObject *namespace_);

/* Counters lit since feedback_clear() that no execution of this process had lit before it. */
unsigned feedback_novel(void);

/* A hash over which counters are lit, and how many; for the liveness self-test. */
unsigned feedback_lit(uint64_t *ret_hash);

/*
 * Remember the words that the types and modules in the namespace offer.  Runs no guest code.
 *
 * @param take  called with each word
 */
void feedback_harvest(PyObject *namespace_, void (*take)(const char *text, size_t size));

#endif
