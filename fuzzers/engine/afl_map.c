/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/afl_map.c - the counters of feedback/ in the map that afl-fuzz reads.
 *
 * Places are had by asking as instrumented code does: with an array of guards, which the runtime
 * numbers.  That must be before the runtime makes the map (a constructor later than the second is
 * too late), and from a file without instrumentation, whose own guards would be in the way.
 *
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#include "afl_map.h"

#include <stdint.h>

#include "counters.h"

/* Of the runtime that afl-clang-fast links. */
extern uint8_t *__afl_area_ptr;
void __sanitizer_cov_trace_pc_guard_init(uint32_t *start, uint32_t *stop);

static uint32_t places[FEEDBACK_COUNTERS];

__attribute__((constructor(2))) static void reserve(void)
{
	__sanitizer_cov_trace_pc_guard_init(places, places + FEEDBACK_COUNTERS);
}

bool afl_map_connect(void)
{
	/* The runtime leaves guards out when AFL_INST_RATIO says so; place 0 means that. */
	for (uint32_t i = 0; i < FEEDBACK_COUNTERS; i++) {
		if (places[i] == 0)
			return false;
	}
	feedback_map(__afl_area_ptr, places);
	return true;
}
