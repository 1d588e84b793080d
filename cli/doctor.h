/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/doctor.h - checks of `padcell doctor`, each of which adds rows to a report; `padcell fuzz`
 * makes them all before a campaign.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_DOCTOR_H
#define PADCELL_CLI_DOCTOR_H

#include <jansson.h>
#include <stdbool.h>

#include "padcell/verdict.h"

/* How a check went; in order of weight. */
enum doctor_state {
	DOCTOR_OK = 0,
	DOCTOR_MISSING, /* not there, and only less without it */
	DOCTOR_FAILED,  /* the harness is not what it says */
	DOCTOR_UNFIT,   /* this machine cannot do what is required of any */
	DOCTOR_STATE_COUNT,
};

const char *doctor_state_text(enum doctor_state state);

/* PADCELL_EXIT_OK when guests can be run. */
enum padcell_exit doctor_exit(enum doctor_state state);

/* The report: rows {group, name, state, detail, hint}, and the worst state of them. */
struct doctor_report {
	json_t *rows;
	enum doctor_state worst;
	const char *engine; /* path of the fuzz target to ask; NULL: fuzz_escape, if it is here */
	const char *without_oracle; /* test builds only: every run goes without it; NULL for none */
	const char *without_family; /* likewise: this family of feedback is dark; NULL for none */
};

struct doctor_finding {
	const char *group;
	const char *name;
	enum doctor_state state;
	const char *detail; /* NULL is "" */
	const char *hint;   /* NULL is "" */
};

void doctor_add(struct doctor_report *report, const struct doctor_finding *finding);

/* Every check, in order: 0, or the exit code of a wrong command line after its message.  What was
 * found stands in the report. */
int doctor_examine(struct doctor_report *report);

/* The checks, in the order they are made. */
void doctor_check_parts(struct doctor_report *report);
void doctor_check_machine(struct doctor_report *report);
void doctor_check_proofs(struct doctor_report *report);
void doctor_check_selftests(struct doctor_report *report);
void doctor_check_plants(struct doctor_report *report);

/* A fuzz target that proves its oracles and its feedback, beside the checks above: they are as long
 * again.  doctor_engine.c */
struct doctor_engine {
	int child;  /* 0: there is none to ask; -1: it could not be started */
	int reader; /* what it prints */
};

void doctor_engine_begin(const struct doctor_report *report, struct doctor_engine *ret_engine);
void doctor_engine_end(struct doctor_report *report, struct doctor_engine *engine);

#endif
