/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/doctor_plants.c - is each weakness that can be planted seen by the oracle that must see it?
 *
 * An alarm that was never heard is no alarm.  In a release build there is nothing to plant.
 *
 * Runs in: host
 */
#include <string.h>

#include "doctor.h"
#include "kit.h"

#ifdef PADCELL_TEST_BUILD

/* Not an outcome: the canary in the guest's output, whatever the outcome. */
#define OUTCOME_CANARY 1000

/* What the guests must not get hold of; any text that no program prints by itself. */
static const char canary[] = "PADCELL-CANARY-of-the-doctor";

static const struct probe {
	const char *plant;
	const char *policy;
	const char *without;
	int sound;
	int planted;
	const char *guest;
} probes[] = {
#define PADCELL_OUTCOME_CANARY OUTCOME_CANARY
#define PROBE(plant, policy, without, sound, planted, guest) \
	{plant, policy, without, PADCELL_OUTCOME_##sound, PADCELL_OUTCOME_##planted, guest},
#include "doctor_plants.def"
#undef PROBE
#undef PADCELL_OUTCOME_CANARY
};

static enum padcell_status run(const struct probe *probe, const char *plant,
                               padcell_verdict **ret_verdict, padcell_error *reterr)
{
	CLEANUP(policy_at_exit) padcell_policy *policy = NULL;
	enum padcell_status status = padcell_policy_parse(probe->plant, probe->policy,
	                                                  strlen(probe->policy), &policy, reterr);
	if (status != PADCELL_OK)
		return status;

	const padcell_guest guest = {
	        .name = probe->plant,
	        .source = probe->guest,
	        .source_size = strlen(probe->guest),
	        .stdin_fd = -1,
	        .canary = canary,
	        .plant = plant,
	        .without_layer = probe->without[0] != '\0' ? probe->without : NULL,
	};
	return padcell_run(policy, &guest, ret_verdict, reterr);
}

static bool shows_canary(const padcell_verdict *verdict)
{
	size_t size = 0;
	const char *text = padcell_verdict_stdout(verdict, &size);
	return memmem(text, size, canary, strlen(canary)) != NULL;
}

static const char *expected_text(int expected)
{
	return expected == OUTCOME_CANARY ? "the canary in the output"
	                                  : padcell_outcome_text((enum padcell_outcome)expected);
}

/* Run once and compare; false with the reason in `finding`. */
static bool answers(const struct probe *probe, const char *plant, int expected,
                    struct doctor_finding *finding, char *detail, size_t size)
{
	CLEANUP(verdict_at_exit) padcell_verdict *verdict = NULL;
	padcell_error error = {.status = PADCELL_OK};
	enum padcell_status status = run(probe, plant, &verdict, &error);
	finding->state = DOCTOR_FAILED;
	finding->detail = detail;
	if (status != PADCELL_OK) {
		(void)snprintf(detail, size, "%s", error.message);
		return false;
	}

	bool leaked = shows_canary(verdict);
	bool same = expected == OUTCOME_CANARY
	                    ? leaked
	                    : !leaked && (int)padcell_verdict_outcome(verdict) == expected;
	if (!same)
		(void)snprintf(detail, size, "%s: expected %s, got %s%s",
		               plant != NULL ? "planted" : "as built", expected_text(expected),
		               leaked ? "the canary, and " : "", padcell_verdict_summary(verdict));
	return same;
}

static void check(struct doctor_report *report, const struct probe *probe)
{
	char detail[320] = "";
	struct doctor_finding finding = {.group = "plants", .name = probe->plant};
	if (answers(probe, NULL, probe->sound, &finding, detail, sizeof detail) &&
	    answers(probe, probe->plant, probe->planted, &finding, detail, sizeof detail)) {
		finding.state = DOCTOR_OK;
		finding.detail = "";
	} else {
		finding.hint = "an oracle that does not hear its plant is not to be believed";
	}
	doctor_add(report, &finding);
}

void doctor_check_plants(struct doctor_report *report)
{
	for (size_t i = 0; i < COUNT_OF(probes); i++)
		check(report, &probes[i]);
}

#else

void doctor_check_plants(struct doctor_report *report)
{
	const struct doctor_finding finding = {
	        .group = "plants",
	        .name = "(none)",
	        .state = DOCTOR_OK,
	        .detail = "a release build has nothing planted; a test build proves the oracles",
	};
	doctor_add(report, &finding);
}

#endif
