/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/oracle.h - the supervisor's side of threat-model/oracles.def: one oracle that is deaf.
 *
 * To prove that an oracle is needed, a test build can do without it: what it would have said is
 * taken for a good end of the run, the worst that a silent oracle can do.  Each name stands where
 * its oracle speaks.  In a release build all of it is compiled away.
 *
 * Runs in: supervisor
 */
#ifndef PADCELL_SUPERVISOR_ORACLE_H
#define PADCELL_SUPERVISOR_ORACLE_H

#include <stdbool.h>
#include <string.h>

#include "watch.h"

#ifdef PADCELL_TEST_BUILD
/* Does the run go without this oracle? */
static inline bool oracle_is_off(const struct watch *watch, const char *name)
{
	const char *without = watch->order->guest->without_oracle;
	return without != NULL && strcmp(without, name) == 0;
}

/* Is it an oracle that a run can go without? */
static inline bool oracle_can_be_off(const char *name)
{
	enum { FIXED, SWITCHED };
	static const struct {
		const char *name;
		int off;
	} rows[] = {
#define ORACLE(oracle, invariants, place, off, hears, where, reason) {oracle, off},
#include "oracles.def"
#undef ORACLE
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].off == SWITCHED;
	}
	return false;
}
#else
static inline bool oracle_is_off(const struct watch *watch, const char *name)
{
	(void)watch;
	(void)name;
	return false;
}
#endif

/* The oracle has something to say.  True: nobody hears it, and the run is over, as if it were well.
 */
static inline bool oracle_is_missed(struct watch *watch, const char *name)
{
	if (!oracle_is_off(watch, name))
		return false;

	if (!watch->done)
		verdict_set_ok(watch->verdict);
	watch->over = true;
	return true;
}

#endif
