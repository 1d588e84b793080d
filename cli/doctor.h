/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/doctor.h - checks of `padcell doctor`, each of which adds rows to a report.
 * Runs in: host
 */
#ifndef PADCELL_CLI_DOCTOR_H
#define PADCELL_CLI_DOCTOR_H

#include <jansson.h>
#include <stdbool.h>

/* How a check went; in order of weight. */
enum doctor_state {
	DOCTOR_OK = 0,
	DOCTOR_MISSING, /* not there, and only less without it */
	DOCTOR_FAILED,  /* the harness is not what it says */
	DOCTOR_UNFIT,   /* this machine cannot do what is required of any */
	DOCTOR_STATE_COUNT,
};

const char *doctor_state_text(enum doctor_state state);

/* The report: rows {group, name, state, detail, hint}, and the worst state of them. */
struct doctor_report {
	json_t *rows;
	enum doctor_state worst;
	const char *without_oracle; /* test builds only: every run goes without it; NULL for none */
};

struct doctor_finding {
	const char *group;
	const char *name;
	enum doctor_state state;
	const char *detail; /* NULL is "" */
	const char *hint;   /* NULL is "" */
};

void doctor_add(struct doctor_report *report, const struct doctor_finding *finding);

/* The checks, in the order they are made. */
void doctor_check_parts(struct doctor_report *report);
void doctor_check_machine(struct doctor_report *report);
void doctor_check_proofs(struct doctor_report *report);
void doctor_check_selftests(struct doctor_report *report);
void doctor_check_plants(struct doctor_report *report);

#endif
