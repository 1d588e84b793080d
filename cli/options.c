/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/options.c - the one parser of all option tables.
 * Runs in: host
 */
#include "options.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"
#include "kit.h"
#include "message.h"
#include "suggest.h"

struct unit {
	const char *name;
	unsigned long milliseconds;
};

/* The last row is what a bare number means. */
static const struct unit units[] = {
        {"ms", 1}, {"s", 1000}, {"m", 60UL * 1000}, {"h", 3600UL * 1000}, {"", 1000}};

/* Digits, then `rest`; false for anything strtoul() would forgive: signs, blanks, overflow. */
static bool read_digits(const char *text, unsigned long *ret_value, const char **ret_rest)
{
	if (!isdigit((unsigned char)text[0]))
		return false;

	char *rest = NULL;
	errno = 0;
	*ret_value = strtoul(text, &rest, 10);
	*ret_rest = rest;
	return errno == 0;
}

static bool read_number(const struct cli_option *option, const char *text, unsigned long *ret_value)
{
	const char *rest = NULL;
	return read_digits(text, ret_value, &rest) && *rest == '\0' && *ret_value >= option->min &&
	       *ret_value <= option->max;
}

static bool read_duration(const struct cli_option *option, const char *text,
                          unsigned long *ret_value)
{
	const char *rest = NULL;
	unsigned long count = 0;
	if (!read_digits(text, &count, &rest))
		return false;

	for (size_t i = 0; i < COUNT_OF(units); i++) {
		if (strcmp(units[i].name, rest) == 0)
			return !__builtin_mul_overflow(count, units[i].milliseconds, ret_value) &&
			       *ret_value >= option->min && *ret_value <= option->max;
	}
	return false;
}

static bool store(const struct cli_option *option, const char *value, void *options)
{
	void *slot = (char *)options + option->at;
	switch (option->kind) {
	case CLI_FLAG:
		*(bool *)slot = true;
		return true;
	case CLI_TEXT:
		*(const char **)slot = value;
		return true;
	case CLI_NUMBER:
		return read_number(option, value, slot);
	case CLI_DURATION:
		return read_duration(option, value, slot);
	}
	return false;
}

/* The row of the `length` letters at `name`, or NULL. */
static const struct cli_option *find(const struct cli_command *command, const char *name,
                                     size_t length)
{
	for (size_t i = 0; i < command->option_count; i++) {
		const struct cli_option *option = &command->options[i];
		if (strlen(option->name) == length && strncmp(option->name, name, length) == 0)
			return option;
	}
	return NULL;
}

static int complain_unknown(const struct cli_command *command, const char *word)
{
	int length = (int)strcspn(word, "=");
	cli_error("%s: unknown option %.*s", command->name, length, word);

	CLEANUP(free_at_exit) const char **names = calloc(command->option_count + 2, sizeof *names);
	CLEANUP(free_at_exit) char *typed = strndup(word, (size_t)length);
	if (names == NULL || typed == NULL)
		return PADCELL_EXIT_USAGE;

	names[0] = "help";
	for (size_t i = 0; i < command->option_count; i++)
		names[i + 1] = command->options[i].name;
	const char *nearest = suggest_nearest(typed + strspn(typed, "-"), names);
	if (nearest != NULL)
		cli_hint("did you mean --%s?", nearest);
	else
		cli_hint("`padcell %s --help` lists its options", command->name);
	return PADCELL_EXIT_USAGE;
}

static int complain_value(const struct cli_command *command, const struct cli_option *option,
                          const char *value)
{
	const char *scale = option->kind == CLI_DURATION ? " ms" : "";
	cli_error("%s: --%s cannot be '%s'", command->name, option->name, value);
	if (option->max == ULONG_MAX)
		cli_hint("--%s takes %s, %lu%s or more", option->name,
		         option->kind == CLI_DURATION ? "a time such as 500ms, 60s, 2m"
		                                      : "a number",
		         option->min, scale);
	else
		cli_hint("--%s takes %s from %lu%s to %lu%s", option->name,
		         option->kind == CLI_DURATION ? "a time such as 500ms, 60s, 2m"
		                                      : "a number",
		         option->min, scale, option->max, scale);
	return PADCELL_EXIT_USAGE;
}

/* The words that are left, and what is made of them. */
struct reader {
	const struct cli_command *command;
	int argc;
	char **argv;
	int next;
	bool *given; /* one a row: an option given twice is a mistake, not a choice */
	struct cli_parsed *parsed;
};

static int read_option(struct reader *reader, const char *word)
{
	const char *name = word + 2;
	const char *equals = strchr(name, '=');
	const struct cli_option *option = find(
	        reader->command, name, equals != NULL ? (size_t)(equals - name) : strlen(name));
	if (option == NULL || word[1] != '-')
		return complain_unknown(reader->command, word);

	bool *given = &reader->given[option - reader->command->options];
	const char *value = equals != NULL ? equals + 1 : NULL;
	if (*given) {
		cli_error("%s: --%s is given twice", reader->command->name, option->name);
		cli_hint("leave one of them out");
		return PADCELL_EXIT_USAGE;
	}
	*given = true;

	if (option->kind == CLI_FLAG && value != NULL) {
		cli_error("%s: --%s takes no value", reader->command->name, option->name);
		cli_hint("write --%s alone", option->name);
		return PADCELL_EXIT_USAGE;
	}
	if (option->kind != CLI_FLAG && value == NULL && reader->next < reader->argc)
		value = reader->argv[reader->next++];
	if (option->kind != CLI_FLAG && value == NULL) {
		cli_error("%s: --%s needs a value", reader->command->name, option->name);
		cli_hint("write --%s=%s", option->name, option->argument);
		return PADCELL_EXIT_USAGE;
	}
	if (!store(option, value, reader->parsed->options))
		return complain_value(reader->command, option, value);
	return 0;
}

static int read_words(struct reader *reader)
{
	struct cli_parsed *parsed = reader->parsed;
	bool options_ended = false;
	while (reader->next < reader->argc) {
		char *word = reader->argv[reader->next++];
		bool is_option = !options_ended && word[0] == '-' && word[1] != '\0';
		if (!is_option) {
			parsed->operands[parsed->operand_count++] = word;
			continue;
		}
		if (strcmp(word, "--") == 0) {
			options_ended = true;
			continue;
		}
		if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
			parsed->help = true;
			return 0;
		}
		int failed = read_option(reader, word);
		if (failed != 0)
			return failed;
	}
	return 0;
}

static int check_operands(const struct cli_command *command, const struct cli_parsed *parsed)
{
	if (parsed->help || (parsed->operand_count >= command->operands_min &&
	                     parsed->operand_count <= command->operands_max))
		return 0;

	if (parsed->operand_count < command->operands_min)
		cli_error("%s: something is missing: %s", command->name, command->operands);
	else
		cli_error("%s: '%s' is one word too many", command->name,
		          parsed->operands[command->operands_max]);
	cli_hint("for example: %s", command->example);
	return PADCELL_EXIT_USAGE;
}

int cli_options_parse(const struct cli_command *command, int argc, char **argv,
                      struct cli_parsed *ret_parsed)
{
	*ret_parsed = (struct cli_parsed){
	        .options = calloc(1, command->options_size + 1),
	        .operands = calloc((size_t)argc + 1, sizeof(char *)),
	};
	CLEANUP(free_at_exit) bool *given = calloc(command->option_count + 1, sizeof *given);
	if (ret_parsed->options == NULL || ret_parsed->operands == NULL || given == NULL) {
		cli_error("out of memory");
		return PADCELL_EXIT_INTERNAL;
	}
	if (command->defaults != NULL)
		memcpy(ret_parsed->options, command->defaults, command->options_size);

	struct reader reader = {.command = command,
	                        .argc = argc,
	                        .argv = argv,
	                        .given = given,
	                        .parsed = ret_parsed};
	int failed = read_words(&reader);
	return failed != 0 ? failed : check_operands(command, ret_parsed);
}

void cli_parsed_done(struct cli_parsed *parsed)
{
	free(parsed->options);
	free(parsed->operands);
	*parsed = (struct cli_parsed){0};
}
