/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/help.h - help texts, made from the tables.
 * Runs in: host
 */
#ifndef PADCELL_CLI_HELP_H
#define PADCELL_CLI_HELP_H

#include "cli.h"

/* What `padcell help` prints. */
void help_print_commands(void);

/* What `padcell <command> --help` prints. */
void help_print_command(const struct cli_command *command);

/* What `padcell help exit-codes` prints. */
void help_print_exit_codes(void);

/* Say on stderr that there is no such command, and which was meant; returns the exit code. */
int help_unknown_command(const char *word);

#endif
