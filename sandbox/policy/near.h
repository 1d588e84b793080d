/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/near.h - "did you mean ...?"
 * Runs in: host
 */
#ifndef PADCELL_POLICY_NEAR_H
#define PADCELL_POLICY_NEAR_H

#include "schema.h"

/* The candidate that a reader takes `word` for, offered one by one.  Zero-initialise but for
 * `word`. */
struct near {
	const char *word;
	const char *best; /* NULL when no candidate is close */
	unsigned distance;
};

/* Consider one candidate, borrowed as long as `near` is used. */
void near_offer(struct near *near, const char *candidate);

/* The name of the list closest to `word`, or NULL. */
const char *near_name(const struct schema_names *names, const char *word);

/* The key or group that may stand where `word` stands in `group`, or NULL. */
const char *near_key(enum schema_group group, const char *word);

#endif
