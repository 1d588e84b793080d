/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/cmd_version.c - `padcell version`, also spelt `padcell --version`.
 * Runs in: host
 */
#include <stdio.h>

#include "cli.h"

static int run_version(const struct cli_call *call)
{
	(void)call;
	printf("padcell %s\n", padcell_version());
	return PADCELL_EXIT_OK;
}

const struct cli_command cli_command_version = {
        .name = "version",
        .summary = "print the version",
        .operands = "",
        .about = "Prints the version of Padded Cell.\n",
        .example = "padcell version",
        .run = run_version,
};
