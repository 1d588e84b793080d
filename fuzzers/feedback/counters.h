/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feedback/counters.h - what an execution reached, as counters that the engine reads.
 *
 * The counters lie in a section of their own that libFuzzer finds by its name, so that an
 * uninstrumented libpython is fuzzed with feedback; AFL++ is given the same ones in its map.  Each
 * holds 0 or 1: nothing counts how often a guest's loop ran.  No key contains a pointer; types are
 * known by the hash of their name.
 *
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#ifndef PADCELL_FEEDBACK_COUNTERS_H
#define PADCELL_FEEDBACK_COUNTERS_H

#include <stdbool.h>
#include <stdint.h>

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

/* Break a family, so that its liveness test must fail; false when there is none of that name, or
 * this is no test build. */
bool feedback_darken(const char *name);

/* Before each execution: counters to 0 (libFuzzer does so itself; other engines do not). */
void feedback_clear(void);

/* The execution took place: one counter outside of the families, so that no input is without one.
 */
void feedback_ran(bool valid);

/* Counters lit since feedback_clear() that no execution of this process had lit before it. */
unsigned feedback_novel(void);

/* A hash over which counters are lit, and how many; for the liveness self-test. */
unsigned feedback_lit(uint64_t *ret_hash);

/* Light the counter of a key; equal keys share one, and so do keys that collide. */
void counter_light(enum feedback_family family, uint32_t key);

/* An invariant broke: one of a few counters that nothing else lights, chosen by what broke, so that
 * an engine which tells crashes apart by their counters does it as findings do. */
void feedback_broke(const char *what);

/*
 * Light an engine's own map too, from now on.
 *
 * @param map    borrowed for good
 * @param slots  FEEDBACK_COUNTERS places in `map`, one a counter; borrowed for good
 */
void feedback_map(uint8_t *map, const uint32_t *slots);

#endif
