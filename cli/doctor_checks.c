/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/doctor_checks.c - what is installed, what this machine can enforce, and whether the proofs
 * hold. Runs in: host
 */
#include <string.h>

#include "doctor.h"
#include "kit.h"
#include "verdict_text.h"

/* clang-format off */
static const struct {
	const char *name;
	enum padcell_part part;
	bool required;
	const char *hint;
} parts[] = {
	{"padcell-worker", PADCELL_PART_WORKER,  true,  "build or install all of Padded Cell: nothing runs without it"},
	{"modules.bundle", PADCELL_PART_BUNDLE,  true,  "build or install all of Padded Cell: guests import from it"},
	{"padcell-naive",  PADCELL_PART_NAIVE,   false, "only `padcell replay` needs it"},
	{"known-escapes",  PADCELL_PART_ESCAPES, false, "only `padcell replay` needs it"},
};
/* clang-format on */

void doctor_check_parts(struct doctor_report *report)
{
	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		CLEANUP(free_at_exit) char *path = NULL;
		padcell_error error = {.status = PADCELL_OK};
		bool found = padcell_find(parts[i].part, &path, &error) == PADCELL_OK;
		enum doctor_state missing = parts[i].required ? DOCTOR_FAILED : DOCTOR_MISSING;
		doctor_add(report, &(struct doctor_finding){.group = "parts",
		                                            .name = parts[i].name,
		                                            .state = found ? DOCTOR_OK : missing,
		                                            .detail = found ? path : error.message,
		                                            .hint = found ? NULL : parts[i].hint});
	}
}

static const char *why_required(const char *rung)
{
	static const struct {
		const char *rung;
		const char *reason;
	} rows[] = {
#define REQUIRED(name, why) {name, why},
#include "doctor_required.def"
#undef REQUIRED
	};
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		if (strcmp(rows[i].rung, rung) == 0)
			return rows[i].reason;
	}
	return NULL;
}

static void add_rung(struct doctor_report *report, const json_t *rung)
{
	const char *name = json_text(rung, "name");
	const char *required = why_required(name);
	bool had = json_is_true(json_object_get(rung, "had"));
	struct doctor_finding finding = {.group = "machine", .name = name, .state = DOCTOR_OK};
	if (!had) {
		finding.state = required != NULL ? DOCTOR_UNFIT : DOCTOR_MISSING;
		finding.detail = required != NULL ? required : json_text(rung, "loss");
		finding.hint = json_text(rung, "hint");
	}
	doctor_add(report, &finding);
}

/* The document of an audit, or NULL after a row that says why there is none. */
static json_t *audit(struct doctor_report *report, const char *group, enum padcell_audit which)
{
	CLEANUP(free_at_exit) char *text = NULL;
	padcell_error error = {.status = PADCELL_OK};
	enum padcell_status status = padcell_audit(which, &text, &error);
	json_t *document = status == PADCELL_OK ? json_loads(text, 0, NULL) : NULL;
	if (document == NULL)
		doctor_add(report,
		           &(struct doctor_finding){
		                   .group = group,
		                   .name = "audit",
		                   .state = status == PADCELL_E_UNSUPPORTED ? DOCTOR_UNFIT
		                                                            : DOCTOR_FAILED,
		                   .detail = status != PADCELL_OK ? error.message
		                                                  : "the audit is not valid JSON"});
	return document;
}

void doctor_check_machine(struct doctor_report *report)
{
	CLEANUP(json_at_exit) json_t *document = audit(report, "machine", PADCELL_AUDIT_MACHINE);
	const json_t *rungs = json_object_get(document, "rungs");
	if (document != NULL && json_array_size(rungs) == 0)
		doctor_add(report, &(struct doctor_finding){.group = "machine",
		                                            .name = "audit",
		                                            .state = DOCTOR_FAILED,
		                                            .detail = "the audit names no rungs"});
	size_t i = 0;
	json_t *rung = NULL;
	json_array_foreach(rungs, i, rung) add_rung(report, rung);
}

/* A proof holds when its number is there and zero: an audit that forgot to count is no proof. */
static void check_zero(struct doctor_report *report, enum padcell_audit which, const char *name,
                       const char *key)
{
	CLEANUP(json_at_exit) json_t *document = audit(report, "proofs", which);
	if (document == NULL)
		return;

	const json_t *value = json_object_get(document, key);
	long long count = json_is_array(value)     ? (long long)json_array_size(value)
	                  : json_is_integer(value) ? (long long)json_integer_value(value)
	                                           : -1;
	char detail[128];
	(void)snprintf(detail, sizeof detail, "%lld %s", count, key);
	doctor_add(report,
	           &(struct doctor_finding){
	                   .group = "proofs",
	                   .name = name,
	                   .state = count == 0 ? DOCTOR_OK : DOCTOR_FAILED,
	                   .detail = count >= 0 ? detail : "the audit does not say",
	                   .hint = count == 0 ? NULL : "`padcell audit` shows which they are"});
}

void doctor_check_proofs(struct doctor_report *report)
{
	check_zero(report, PADCELL_AUDIT_SECCOMP, "seccomp-filter", "mismatches");
	check_zero(report, PADCELL_AUDIT_PERMITS, "permits-walk", "unclassified");
}
