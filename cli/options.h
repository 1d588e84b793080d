/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/options.h - options as rows of a table, and the one parser that reads the tables.
 *
 *     struct fuzz_options { unsigned long seed; unsigned long time_ms; bool json; };
 *     static const struct cli_option options[] = {
 *             {"seed", "N", CLI_NUMBER, offsetof(struct fuzz_options, seed), 0, ULONG_MAX, "..."},
 *     };
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_OPTIONS_H
#define PADCELL_CLI_OPTIONS_H

#include <stddef.h>

/* What an option's value is, and what stands at `at`. */
enum cli_option_kind {
	CLI_FLAG = 0, /* no value; a bool */
	CLI_TEXT,     /* a const char *, borrowed from argv */
	CLI_NUMBER,   /* an unsigned long between min and max */
	CLI_DURATION, /* "500ms", "60s", "2m", "1h"; an unsigned long of milliseconds, in [min, max]
	               */
};

struct cli_option {
	const char *name;     /* without the dashes */
	const char *argument; /* as --help shows the value; NULL for a flag */
	enum cli_option_kind kind;
	size_t at; /* offset in the command's options struct */
	unsigned long min;
	unsigned long max;
	const char *help; /* one line, at most 50 columns */
};

struct cli_command;

/* What the parser found; release with cli_parsed_done(). */
struct cli_parsed {
	void *options;   /* the command's struct */
	char **operands; /* pointers into argv; NULL at the end */
	size_t operand_count;
	int help; /* --help or -h was among them: nothing else counts */
};

/*
 * Parse the words after the command's name.  Options and operands may mix; "--" ends the options,
 * "-" is an operand; "--name value" and "--name=value" are equal.
 *
 * @param command     borrowed
 * @param argc, argv  the words, without the command's name; borrowed as long as `ret_parsed` lives
 * @param ret_parsed  always written
 * @return            0, or an exit code after a message
 */
int cli_options_parse(const struct cli_command *command, int argc, char **argv,
                      struct cli_parsed *ret_parsed);

void cli_parsed_done(struct cli_parsed *parsed);

#endif
