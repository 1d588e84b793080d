/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/cmd_policy.c - `padcell policy check|explain`: what a policy says.
 * Runs in: host
 */
#include <string.h>

#include "choose_policy.h"
#include "cli.h"
#include "kit.h"
#include "message.h"
#include "suggest.h"

static int check(const char *word)
{
	CLEANUP(policy_at_exit) padcell_policy *policy = NULL;
	int failed = choose_policy(word, &policy);
	if (failed != 0)
		return failed;

	printf("%s: valid, sha256 %s\n", word, padcell_policy_sha256(policy));
	return PADCELL_EXIT_OK;
}

static int explain(const char *word)
{
	CLEANUP(policy_at_exit) padcell_policy *policy = NULL;
	int failed = choose_policy(word, &policy);
	if (failed != 0)
		return failed;

	CLEANUP(free_at_exit) char *text = NULL;
	padcell_error error = {.status = PADCELL_OK};
	if (padcell_policy_explain(policy, &text, &error) != PADCELL_OK)
		return cli_fail(&error);
	(void)fputs(text, stdout);
	return PADCELL_EXIT_OK;
}

static const struct {
	const char *name;
	int (*act)(const char *word);
} actions[] = {{"check", check}, {"explain", explain}};

static int run_policy(const struct cli_call *call)
{
	const char *names[COUNT_OF(actions) + 1] = {NULL};
	for (size_t i = 0; i < COUNT_OF(actions); i++) {
		names[i] = actions[i].name;
		if (strcmp(call->operands[0], actions[i].name) == 0)
			return actions[i].act(call->operands[1]);
	}

	const char *nearest = suggest_nearest(call->operands[0], names);
	cli_error("policy: there is nothing called '%s' to do", call->operands[0]);
	if (nearest != NULL)
		cli_hint("did you mean `padcell policy %s`?", nearest);
	else
		cli_hint("write `padcell policy check FILE` or `padcell policy explain NAME|FILE`");
	return PADCELL_EXIT_USAGE;
}

const struct cli_command cli_command_policy = {
        .name = "policy",
        .summary = "check a policy file, or show every key in force",
        .operands = "check|explain NAME|FILE",
        .about = "check    says whether a policy can be used; an error names file and line\n"
                 "explain  prints the whole policy as YAML, with the reason of each key;\n"
                 "         the text is itself a valid policy file\n"
                 "NAME is default, strict or teaching; a word with a '.' or a '/' is a file.\n",
        .example = "padcell policy explain default > mine.yaml",
        .operands_min = 2,
        .operands_max = 2,
        .run = run_policy,
};
