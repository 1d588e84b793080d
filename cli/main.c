/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/main.c - padcell: a loop over the table of commands.
 * Runs in: host
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>

#include "cli.h"
#include "help.h"
#include "kit.h"
#include "message.h"

#define COMMAND(name) extern const struct cli_command cli_command_##name;
#include "commands.def"
#undef COMMAND

const struct cli_command *const cli_commands[] = {
#define COMMAND(name) &cli_command_##name,
#include "commands.def"
#undef COMMAND
        NULL,
};

const struct cli_command *cli_command_by_name(const char *name)
{
	for (size_t i = 0; cli_commands[i] != NULL; i++) {
		if (strcmp(cli_commands[i]->name, name) == 0)
			return cli_commands[i];
	}
	return NULL;
}

/*
 * A caller may have closed 0, 1 or 2.  Were they left free, the next file opened would get the
 * number and be written to as if it were stdout.  Opened for reading, they fail a write, as closed
 * ones do.
 */
static void hold_standard_descriptors(void)
{
	int fd = 0;
	while (fd >= 0 && fd <= STDERR_FILENO)
		fd = open("/dev/null", O_RDONLY);
	if (fd >= 0)
		(void)close(fd);
}

/* What stdio still holds may fail only now. */
static int finish_output(int code)
{
	int failed = ferror(stdout);
	errno = 0;
	if (fflush(stdout) == 0 && !failed)
		return code;

	cli_error("cannot write to standard output: %s",
	          errno != 0 ? strerrordesc_np(errno) : "an earlier write failed");
	return code == PADCELL_EXIT_OK ? PADCELL_EXIT_USAGE : code;
}

static int run_command(const struct cli_command *command, int argc, char **argv)
{
	struct cli_parsed parsed;
	int code = cli_options_parse(command, argc, argv, &parsed);
	if (code == 0 && parsed.help) {
		help_print_command(command);
	} else if (code == 0) {
		const struct cli_call call = {.command = command,
		                              .options = parsed.options,
		                              .operands = parsed.operands,
		                              .operand_count = parsed.operand_count};
		code = command->run(&call);
	}
	cli_parsed_done(&parsed);
	return code;
}

/* The usual spellings of two commands. */
static const char *spelt_out(const char *word)
{
	if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
		return "help";
	return strcmp(word, "--version") == 0 ? "version" : word;
}

int main(int argc, char **argv)
{
	hold_standard_descriptors();
	/* A reader that went away is an error of write(), with a message, not our death. */
	(void)signal(SIGPIPE, SIG_IGN);
	/* Likewise a file that may not grow further. */
	(void)signal(SIGXFSZ, SIG_IGN);
	if (argc < 2) {
		cli_error("a command is missing");
		cli_hint("`padcell help` lists the commands");
		return PADCELL_EXIT_USAGE;
	}

	const struct cli_command *command = cli_command_by_name(spelt_out(argv[1]));
	if (command == NULL)
		return help_unknown_command(argv[1]);
	return finish_output(run_command(command, argc - 2, argv + 2));
}
