/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/choose_policy.c - the policy that NAME|FILE means.
 * Runs in: host
 */
#include "choose_policy.h"

#include <string.h>

#include "kit.h"
#include "message.h"
#include "suggest.h"

static const char *const builtin_names[] = {"default", "strict", "teaching", NULL};

static int complain_name(const char *word)
{
	const char *nearest = suggest_nearest(word, builtin_names);
	cli_error("there is no built-in policy '%s'", word);
	if (access(word, F_OK) == 0)
		cli_hint("to name the file of that name, write ./%s", word);
	else if (nearest != NULL)
		cli_hint("did you mean %s?", nearest);
	else
		cli_hint("built in are default, strict and teaching; a file is named as FILE.yaml");
	return PADCELL_EXIT_USAGE;
}

int choose_policy(const char *word, padcell_policy **ret_policy)
{
	padcell_error error = {.status = PADCELL_OK};
	if (strpbrk(word, "/.") != NULL) {
		if (padcell_policy_load(word, ret_policy, &error) == PADCELL_OK)
			return 0;
		int code = cli_fail(&error);
		/* A file that cannot be read is a mistake of the caller, not a defect of ours. */
		return error.status == PADCELL_E_SYSTEM ? PADCELL_EXIT_USAGE : code;
	}

	if (padcell_policy_builtin(word, ret_policy, &error) == PADCELL_OK)
		return 0;
	return error.status == PADCELL_E_ARGUMENT ? complain_name(word) : cli_fail(&error);
}
