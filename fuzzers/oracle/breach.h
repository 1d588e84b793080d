/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oracle/breach.h - the first breach of an execution, and how it is reported.
 *
 * Knows no Python: targets that see a guest from outside report in the same way.
 *
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#ifndef PADCELL_ORACLE_BREACH_H
#define PADCELL_ORACLE_BREACH_H

#include <stdbool.h>

#include "terms.h"

#define ORACLE_WHAT_MAX   128
#define ORACLE_DETAIL_MAX 256

struct oracle_breach {
	enum padcell_invariant invariant;
	enum padcell_layer layer;
	unsigned line; /* of the guest's program; 0 when unknown */
	char what[ORACLE_WHAT_MAX];
	char detail[ORACLE_DETAIL_MAX];
};

void oracle_begin(void);

/* The first breach of an execution counts; later ones follow from it. */
void oracle_note(enum padcell_invariant invariant, enum padcell_layer layer, const char *what,
                 const char *detail, unsigned line);

/* The breach of this execution; false when there was none. */
bool oracle_breach(struct oracle_breach *ret_breach);

/* What ends the process when an invariant broke; abort() unless set.  Must not return. */
void oracle_end_by(void (*end)(void));

/* Say what broke and where, by the function of its invariant.  Does not return. */
_Noreturn void oracle_report(const struct oracle_breach *breach);

/*
 * One function an invariant, never inlined: its name is what a crash reporter files the bug under.
 * Prints the details, then "<file>:<line>: ASSERTION FAILED: <name of the function>", then ends.
 */
#define INVARIANT(id, name, promise, seen_by)                      \
	_Noreturn void padcell_invariant_##id##_##name##_violated( \
	        const struct oracle_breach *breach);
#include "invariants.def"
#undef INVARIANT

#endif
