/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/doctor_census.h - what this process has: a run must leave it as it was.
 * Runs in: host
 */
#ifndef PADCELL_CLI_DOCTOR_CENSUS_H
#define PADCELL_CLI_DOCTOR_CENSUS_H

#include <stdbool.h>

struct doctor_census {
	unsigned descriptors;
	unsigned children; /* zombies included */
};

struct doctor_census doctor_census_take(void);

/* Is it as it was? */
bool doctor_census_is(const struct doctor_census *before);

#endif
