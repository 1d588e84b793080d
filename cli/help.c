/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/help.c - help texts, made from the tables, at most 80 columns wide.
 * Runs in: host
 */
#include "help.h"

#include <stdio.h>
#include <string.h>

#include "kit.h"
#include "message.h"
#include "suggest.h"

void help_print_commands(void)
{
	printf("Usage: padcell COMMAND [OPTIONS] ...\n\n"
	       "Runs untrusted Python in a cell, and tries to break the cell.\n\n"
	       "Commands:\n");
	for (size_t i = 0; cli_commands[i] != NULL; i++)
		printf("  %-9s %s\n", cli_commands[i]->name, cli_commands[i]->summary);
	printf("\nMore:\n"
	       "  padcell COMMAND --help     the options of a command, with an example\n"
	       "  padcell help exit-codes    what the exit codes mean\n");
}

static void print_option(const struct cli_option *option)
{
	char left[64];
	(void)snprintf(left, sizeof left, "--%s%s%s", option->name,
	               option->argument != NULL ? " " : "",
	               option->argument != NULL ? option->argument : "");
	printf("  %-24s %s\n", left, option->help);
}

void help_print_command(const struct cli_command *command)
{
	printf("Usage: padcell %s%s%s%s\n\n%s\nOptions:\n", command->name,
	       command->option_count > 0 ? " [OPTIONS]" : "",
	       command->operands[0] != '\0' ? " " : "", command->operands, command->about);
	for (size_t i = 0; i < command->option_count; i++)
		print_option(&command->options[i]);
	printf("  %-24s %s\n\nExample:\n  %s\n", "-h, --help", "print this text", command->example);
}

void help_print_exit_codes(void)
{
	printf("Exit codes of padcell:\n");
#define EXIT_CODE(id, name, meaning) printf("  %3d  %-12s %s\n", PADCELL_EXIT_##id, name, meaning);
#include "exit_codes.def"
#undef EXIT_CODE
}

int help_unknown_command(const char *word)
{
	const char *names[32] = {NULL};
	for (size_t i = 0; i < COUNT_OF(names) - 1 && cli_commands[i] != NULL; i++)
		names[i] = cli_commands[i]->name;

	const char *nearest = suggest_nearest(word + strspn(word, "-"), names);
	cli_error("there is no command '%s'", word);
	if (nearest != NULL)
		cli_hint("did you mean `padcell %s`?", nearest);
	else
		cli_hint("`padcell help` lists the commands");
	return PADCELL_EXIT_USAGE;
}
