/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/doctor.c - the report of the doctor, and the checks that fill it.
 * Runs in: host
 */
#include "doctor.h"

#include <string.h>

#include "kit.h"
#include "message.h"

/* clang-format off */
static const struct {
	const char *text;
	enum padcell_exit exit;
} states[DOCTOR_STATE_COUNT] = {
	[DOCTOR_OK]      = {"ok",      PADCELL_EXIT_OK},
	[DOCTOR_MISSING] = {"missing", PADCELL_EXIT_OK},
	[DOCTOR_FAILED]  = {"FAILED",  PADCELL_EXIT_INTERNAL},
	[DOCTOR_UNFIT]   = {"UNFIT",   PADCELL_EXIT_UNSUPPORTED},
};
/* clang-format on */

const char *doctor_state_text(enum doctor_state state)
{
	return states[state].text;
}

enum padcell_exit doctor_exit(enum doctor_state state)
{
	return states[state].exit;
}

void doctor_add(struct doctor_report *report, const struct doctor_finding *finding)
{
	json_t *row = json_pack("{s:s, s:s, s:s, s:s, s:s}", "group", finding->group, "name",
	                        finding->name, "state", doctor_state_text(finding->state), "detail",
	                        finding->detail != NULL ? finding->detail : "", "hint",
	                        finding->hint != NULL ? finding->hint : "");
	/* A row that could not be written down must not look like a row that was good. */
	if (row == NULL || json_array_append_new(report->rows, row) != 0)
		report->worst = DOCTOR_FAILED > report->worst ? DOCTOR_FAILED : report->worst;
	if (finding->state > report->worst)
		report->worst = finding->state;
}

/* The library knows the names: 0, or the exit code after its message. */
static int leave_oracle_out(struct doctor_report *report)
{
	CLEANUP(policy_at_exit) padcell_policy *policy = NULL;
	CLEANUP(verdict_at_exit) padcell_verdict *verdict = NULL;
	const char *name = report->without_oracle;
	const padcell_guest guest = {.name = "nothing", .stdin_fd = -1, .without_oracle = name};
	padcell_error error = {.status = PADCELL_OK};
	enum padcell_status status = padcell_policy_builtin("strict", &policy, &error);
	if (status == PADCELL_OK)
		status = padcell_run(policy, &guest, &verdict, &error);
	if (status == PADCELL_E_ARGUMENT)
		return cli_fail(&error);

	doctor_add(report, &(struct doctor_finding){.group = "oracles",
	                                            .name = name,
	                                            .state = DOCTOR_MISSING,
	                                            .detail = "left out, so that it is missed"});
	return 0;
}

int doctor_examine(struct doctor_report *report)
{
	struct doctor_engine engine = {.child = 0};
	int refused = report->without_oracle != NULL ? leave_oracle_out(report) : 0;
	if (refused != 0)
		return refused;

	/* The oracles that can be left out are not those of the engine. */
	if (report->without_oracle == NULL)
		doctor_engine_begin(report, &engine);
	doctor_check_parts(report);
	doctor_check_machine(report);
	doctor_check_proofs(report);
	doctor_check_selftests(report);
	doctor_check_plants(report);
	if (report->without_oracle == NULL)
		doctor_engine_end(report, &engine);
	return 0;
}
