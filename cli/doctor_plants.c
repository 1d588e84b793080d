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
#include "doctor_census.h"
#include "kit.h"
#include "verdict_text.h"

#ifdef PADCELL_TEST_BUILD

/* Not outcomes.  A violation of K, since the planted value came out; a run that left something in
 * this process, which no verdict tells. */
#define OUTCOME_CANARY 1000
#define OUTCOME_CENSUS 1001

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
#define PADCELL_OUTCOME_CENSUS OUTCOME_CENSUS
#define PROBE(plant, policy, without, sound, planted, guest) \
	{plant, policy, without, PADCELL_OUTCOME_##sound, PADCELL_OUTCOME_##planted, guest},
#include "doctor_plants.def"
#undef PROBE
#undef PADCELL_OUTCOME_CANARY
#undef PADCELL_OUTCOME_CENSUS
};

/* One of the two runs of a probe. */
struct trial {
	const struct probe *probe;
	const char *plant; /* NULL: as the build is */
	const char *without_oracle;
	int expected;
};

static enum padcell_status run(const struct trial *trial, padcell_verdict **ret_verdict,
                               padcell_error *reterr)
{
	CLEANUP(policy_at_exit) padcell_policy *policy = NULL;
	const struct probe *probe = trial->probe;
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
	        .plant = trial->plant,
	        .without_layer = probe->without[0] != '\0' ? probe->without : NULL,
	        .without_oracle = trial->without_oracle,
	};
	return padcell_run(policy, &guest, ret_verdict, reterr);
}

/* The scan of the library is asked, not the output: it is the scan that has to be heard. */
static bool says_leak(const padcell_verdict *verdict)
{
	CLEANUP(json_at_exit) json_t *document = verdict_document(verdict);
	size_t i = 0;
	json_t *violation = NULL;
	json_array_foreach(json_object_get(document, "violations"), i, violation)
	{
		if (strcmp(json_text(violation, "invariant"), "K") == 0)
			return true;
	}
	return false;
}

static const char *expected_text(int expected)
{
	if (expected == OUTCOME_CANARY)
		return "a report of the canary";
	if (expected == OUTCOME_CENSUS)
		return "something left behind";
	return padcell_outcome_text((enum padcell_outcome)expected);
}

/* What a run came to, as the rows of the table call it. */
static int outcome_of(const padcell_verdict *verdict, const struct doctor_census *before)
{
	if (says_leak(verdict))
		return OUTCOME_CANARY;
	return doctor_census_is(before) ? (int)padcell_verdict_outcome(verdict) : OUTCOME_CENSUS;
}

/* Run once and compare; false with the reason in `detail`. */
static bool answers(const struct trial *trial, char *detail, size_t size)
{
	struct doctor_census before = doctor_census_take();
	CLEANUP(verdict_at_exit) padcell_verdict *verdict = NULL;
	padcell_error error = {.status = PADCELL_OK};
	if (run(trial, &verdict, &error) != PADCELL_OK) {
		(void)snprintf(detail, size, "%s", error.message);
		return false;
	}

	int outcome = outcome_of(verdict, &before);
	if (outcome == trial->expected)
		return true;
	(void)snprintf(detail, size, "%s: expected %s, got %s",
	               trial->plant != NULL ? "planted" : "as built",
	               expected_text(trial->expected),
	               outcome == OUTCOME_CENSUS ? "something left behind"
	                                         : padcell_verdict_summary(verdict));
	return false;
}

static void check(struct doctor_report *report, const struct probe *probe)
{
	char detail[320] = "";
	struct doctor_finding finding = {.group = "plants", .name = probe->plant, .detail = detail};
	const struct trial sound = {probe, NULL, report->without_oracle, probe->sound};
	const struct trial planted = {probe, probe->plant, report->without_oracle, probe->planted};
	if (!answers(&sound, detail, sizeof detail) || !answers(&planted, detail, sizeof detail)) {
		finding.state = DOCTOR_FAILED;
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
