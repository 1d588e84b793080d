/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/cmd_help.c - `padcell help [COMMAND|exit-codes]`.
 * Runs in: host
 */
#include <string.h>

#include "cli.h"
#include "help.h"

static int run_help(const struct cli_call *call)
{
	if (call->operand_count == 0) {
		help_print_commands();
		return PADCELL_EXIT_OK;
	}
	if (strcmp(call->operands[0], "exit-codes") == 0) {
		help_print_exit_codes();
		return PADCELL_EXIT_OK;
	}

	const struct cli_command *command = cli_command_by_name(call->operands[0]);
	if (command == NULL)
		return help_unknown_command(call->operands[0]);
	help_print_command(command);
	return PADCELL_EXIT_OK;
}

const struct cli_command cli_command_help = {
        .name = "help",
        .summary = "explain a command, or the exit codes",
        .operands = "[COMMAND|exit-codes]",
        .about = "Prints the commands, the help of one command, or the exit codes.\n",
        .example = "padcell help exit-codes",
        .operands_max = 1,
        .run = run_help,
};
