/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/report_record.h - what a report for a machine is made of: plain records, whoever made them.
 * Runs in: host
 */
#ifndef PADCELL_CLI_REPORT_RECORD_H
#define PADCELL_CLI_REPORT_RECORD_H

#include <stddef.h>

enum report_state {
	REPORT_HELD = 0, /* as it must be: the escape is contained, the finding is not repeated */
	REPORT_BROKEN,   /* an invariant does not hold */
	REPORT_STALE,    /* an escape is no longer alive where its head says so */
	REPORT_SKIPPED,  /* nothing was to be shown here */
	REPORT_ERROR,    /* we failed, so nothing is known */
};

/* One row of a replay, or one finding of a fuzzer.  All texts are borrowed, and none is NULL. */
struct report_record {
	const char *id;      /* unique within its group */
	const char *group;   /* the family of an escape, or the fuzz target of a finding */
	char invariant;      /* the letter; '\0' when it is not known */
	const char *layer;   /* that should have stopped it; "" when it is not known */
	const char *sink;    /* what was reached, by a name that does not change from run to run */
	const char *file;    /* of the program; a path that exists */
	unsigned line;       /* from 1; 0 when it is not known */
	const char *message; /* one line; may hold what a guest wrote */
	enum report_state state;
};

struct report {
	const char *name; /* of the command: "replay", "fuzz" */
	const struct report_record *records;
	size_t count;
};

#endif
