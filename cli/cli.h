/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/cli.h - what a command of `padcell` is.
 *
 * One file a command: cmd_<name>.c defines `const struct cli_command cli_command_<name>`, and
 * commands.def lists it.  The loop in main.c parses the options by the command's table, answers
 * --help, and calls run() with everything in place.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_CLI_H
#define PADCELL_CLI_CLI_H

#include <stddef.h>

#include "options.h"
#include "padcell/padcell.h"

/* What a command is called with; all of it is borrowed until run() returns. */
struct cli_call {
	const struct cli_command *command;
	const void *options;   /* the command's own struct, filled by the parser */
	char *const *operands; /* words that are no options; operands[operand_count] is NULL */
	size_t operand_count;
};

struct cli_command {
	const char *name;     /* as typed */
	const char *summary;  /* one line of `padcell help`, at most 60 columns */
	const char *operands; /* of the usage line, such as "[--] FILE.py"; "" for none */
	const char *about; /* paragraphs of --help, lines of at most 80 columns, "\n" at the end */
	const char *example; /* one complete command line */

	const struct cli_option *options; /* NULL for none */
	size_t option_count;
	size_t options_size;  /* of the struct that the rows' `at` point into */
	const void *defaults; /* such a struct; NULL: all zero */

	size_t operands_min;
	size_t operands_max; /* SIZE_MAX for any number */

	/* Returns an exit code.  Data on stdout (stdio; main flushes and checks it), messages by
	 * cli_error() and cli_hint() of message.h. */
	int (*run)(const struct cli_call *call);
};

/* Every command, in the order of commands.def; ends with NULL. */
extern const struct cli_command *const cli_commands[];

/* The command of that name, or NULL. */
const struct cli_command *cli_command_by_name(const char *name);

#endif
