/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/doctor_selftests.c - guests whose verdict is known, run through the real thing.
 * Runs in: host
 */
#include <string.h>

#include "doctor.h"
#include "kit.h"

struct selftest {
	const char *name;
	const char *policy;
	const char *without;
	enum padcell_outcome outcome;
	const char *guest;
	const char *reason;
};

static const struct selftest selftests[] = {
#define SELFTEST(name, policy, without, outcome, guest, reason) \
	{name, policy, without, PADCELL_OUTCOME_##outcome, guest, reason},
#include "doctor_selftests.def"
#undef SELFTEST
};

static enum padcell_status run(const struct selftest *test, const char *without_oracle,
                               padcell_verdict **ret_verdict, padcell_error *reterr)
{
	CLEANUP(policy_at_exit) padcell_policy *policy = NULL;
	enum padcell_status status = padcell_policy_parse(test->name, test->policy,
	                                                  strlen(test->policy), &policy, reterr);
	if (status != PADCELL_OK)
		return status;

	const padcell_guest guest = {.name = test->name,
	                             .source = test->guest,
	                             .source_size = strlen(test->guest),
	                             .stdin_fd = -1,
	                             .without_layer =
	                                     test->without[0] != '\0' ? test->without : NULL,
	                             .without_oracle = without_oracle};
	return padcell_run(policy, &guest, ret_verdict, reterr);
}

static void check(struct doctor_report *report, const struct selftest *test)
{
	CLEANUP(verdict_at_exit) padcell_verdict *verdict = NULL;
	padcell_error error = {.status = PADCELL_OK};
	enum padcell_status status = run(test, report->without_oracle, &verdict, &error);
	struct doctor_finding finding = {.group = "self-tests", .name = test->name};
	char detail[256] = "";
	if (status != PADCELL_OK) {
		finding.state = status == PADCELL_E_UNSUPPORTED ? DOCTOR_UNFIT : DOCTOR_FAILED;
		finding.detail = error.message;
	} else if (padcell_verdict_outcome(verdict) != test->outcome) {
		finding.state = DOCTOR_FAILED;
		finding.detail = detail;
		finding.hint = test->reason;
		(void)snprintf(detail, sizeof detail, "expected %s, got %s",
		               padcell_outcome_text(test->outcome),
		               padcell_verdict_summary(verdict));
	}
	doctor_add(report, &finding);
}

void doctor_check_selftests(struct doctor_report *report)
{
	for (size_t i = 0; i < COUNT_OF(selftests); i++)
		check(report, &selftests[i]);
}
