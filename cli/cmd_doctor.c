/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/cmd_doctor.c - `padcell doctor`: can this machine hold a guest, and does the harness notice?
 * Runs in: host
 */
#include <string.h>

#include "cli.h"
#include "doctor.h"
#include "kit.h"
#include "message.h"
#include "verdict_text.h"

struct doctor_options {
	bool json;
	const char *without_oracle;
	const char *without_family;
};

static void print_row(const json_t *row, const char *former_group)
{
	const char *group = json_text(row, "group");
	if (strcmp(group, former_group) != 0)
		printf("%s%s\n", former_group[0] != '\0' ? "\n" : "", group);
	const char *detail = json_text(row, "detail");
	printf("  %-8s %-*s%s", json_text(row, "state"), detail[0] != '\0' ? 16 : 0,
	       json_text(row, "name"), detail[0] != '\0' ? " " : "");
	cli_print_foreign(stdout, detail);
	(void)fputc('\n', stdout);
	if (json_text(row, "hint")[0] != '\0')
		printf("  %-8s %-16s Hint: %s\n", "", "", json_text(row, "hint"));
}

static void print_report(const struct doctor_report *report)
{
	static const char *const endings[DOCTOR_STATE_COUNT] = {
	        [DOCTOR_OK] = "Everything is here, and every self-test answers as it must.",
	        [DOCTOR_MISSING] =
	                "Guests can be run; what is missing above makes one layer thinner.",
	        [DOCTOR_FAILED] = "Do not rely on this installation: see what FAILED above.",
	        [DOCTOR_UNFIT] = "This machine cannot hold a guest: see what is UNFIT above.",
	};
	const char *group = "";
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(report->rows, i, row)
	{
		print_row(row, group);
		group = json_text(row, "group");
	}
	printf("\n%s\n", endings[report->worst]);
}

static int run_doctor(const struct cli_call *call)
{
	const struct doctor_options *options = call->options;
	CLEANUP(json_at_exit) json_t *rows = json_array();
	if (rows == NULL) {
		cli_error("out of memory");
		return PADCELL_EXIT_INTERNAL;
	}

	struct doctor_report report = {.rows = rows,
	                               .without_oracle = options->without_oracle,
	                               .without_family = options->without_family};
	int refused = doctor_examine(&report);
	if (refused != 0)
		return refused;
	if (!options->json) {
		print_report(&report);
		return doctor_exit(report.worst);
	}

	CLEANUP(json_at_exit)
	json_t *document =
	        json_pack("{s:i, s:s, s:s, s:O}", "padcell", 1, "version", padcell_version(),
	                  "state", doctor_state_text(report.worst), "checks", rows);
	if (document == NULL || json_dumpf(document, stdout, JSON_INDENT(1)) != 0)
		return PADCELL_EXIT_INTERNAL;
	(void)fputc('\n', stdout);
	return doctor_exit(report.worst);
}

static const struct cli_option options[] = {
        {"json", NULL, CLI_FLAG, offsetof(struct doctor_options, json), 0, 0,
         "print one JSON document"},
#ifdef PADCELL_TEST_BUILD
        {"without-oracle", "NAME", CLI_TEXT, offsetof(struct doctor_options, without_oracle), 0, 0,
         "be deaf to one oracle of oracles.def (test builds)"},
        {"without-family", "NAME", CLI_TEXT, offsetof(struct doctor_options, without_family), 0, 0,
         "let a family of feedback be dark (test builds)"},
#endif
};

const struct cli_command cli_command_doctor = {
        .name = "doctor",
        .summary = "check this machine and this installation",
        .operands = "",
        .about = "Says what this machine can enforce and what is lost where it cannot, then\n"
                 "runs guests whose verdict is known, and checks the proofs of the filter and\n"
                 "of the permits. In a test build one guest runs with a layer left out, and\n"
                 "the layer below must catch it. A fuzz target beside padcell proves its\n"
                 "oracles and its feedback. `padcell fuzz` does all of this by itself.\n"
                 "Exit codes: 0 guests can be run; 7 this machine lacks something that is\n"
                 "required; 70 a part is missing, or a self-test failed.\n",
        .example = "padcell doctor --json",
        .options = options,
        .option_count = COUNT_OF(options),
        .options_size = sizeof(struct doctor_options),
        .run = run_doctor,
};
