/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/command.c - what a fuzz target does besides fuzzing.
 *
 * A program, not a library: it prints and exits.
 * Runs in: worker before lockdown (fuzz targets)
 */
#include "command.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cleanup.h"
#include "findings.h"
#include "padcell/verdict.h"
#include "process.h"
#include "self_test.h"

#define PROGRAM_BYTES_MAX (1 << 20) /* of a file to repeat */

/* Of the build; a program that only repeats inputs has none. */
static const char engine[] = PADCELL_FUZZ_ENGINE;

static const struct target_kind *kind;
static struct target_settings settings;
static char plant[64] = "none";

static _Noreturn void fail(const char *message)
{
	(void)fprintf(stderr, "%s: %s\n", settings.name, message);
	exit(PADCELL_EXIT_INTERNAL);
}

static _Noreturn void refuse(const char *message, const char *hint)
{
	(void)fprintf(stderr, "%s: %s\nHint: %s\n", settings.name, message, hint);
	exit(PADCELL_EXIT_USAGE);
}

static void start(void)
{
	padcell_error error = {.status = PADCELL_OK};
	if (kind->start(&settings, &error) != PADCELL_OK) {
		(void)fflush(stdout);
		fail(error.message);
	}
}

void command_enter(void)
{
	padcell_error error = {.status = PADCELL_OK};
	if (settings.forks && kind->enter(&error) != PADCELL_OK)
		fail(error.message);
}

/* The whole file; owned by the caller. */
static char *read_program(const char *path, size_t *ret_size)
{
	CLEANUP(fd_at_exit) int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat facts;
	if (fd < 0 || fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode))
		refuse("the file to repeat cannot be read", "--replay takes a finding's path");
	if (facts.st_size > PROGRAM_BYTES_MAX)
		refuse("the file to repeat is larger than a program may be", "1 MiB is the limit");

	CLEANUP(free_at_exit) char *text = malloc((size_t)facts.st_size + 1);
	ssize_t size = text != NULL ? read(fd, text, (size_t)facts.st_size) : -1;
	if (size < 0)
		refuse("the file to repeat cannot be read", "--replay takes a finding's path");
	*ret_size = (size_t)size;
	return TAKE(text);
}

static void prove_oracles(void)
{
	if (getenv("PADCELL_SELF_TESTED") != NULL)
		return;

	if (!self_test_all(kind->self_tests, settings.name, stderr))
		fail("an oracle's self-test failed: no campaign can be trusted before it is "
		     "mended");
}

static void read_environment(void)
{
	const char *wanted = getenv("PADCELL_PLANT");
	if (wanted != NULL)
		(void)snprintf(plant, sizeof plant, "%s", wanted);
	settings.plant = plant;
	settings.campaign = getenv("PADCELL_CAMPAIGN");
	settings.job = getenv("PADCELL_JOB") != NULL ? getenv("PADCELL_JOB") : "0";
	settings.seed = getenv("PADCELL_SEED");
	settings.feedback_off = getenv("PADCELL_FEEDBACK_OFF");
}

/* One program, and the end. */
static _Noreturn void run_alone(const char *text, size_t size)
{
	settings.replaying = true;
	settings.campaign = NULL;
	start();
	kind->run((const uint8_t *)text, size);
	(void)printf("silent: no invariant broke\n");
	(void)fflush(stdout);
	_exit(PADCELL_EXIT_OK);
}

static _Noreturn void replay(const char *path)
{
	size_t size = 0;
	char *text = read_program(path, &size);
	/* The environment wins over the head: a finding may be tried with another plant. */
	if (getenv("PADCELL_PLANT") == NULL)
		(void)findings_head_value(text, size, FINDINGS_HEAD_KEY_PLANT, plant, sizeof plant);
	run_alone(text, size);
}

static _Noreturn void run_self_test(const char *row)
{
	const char *text = self_test_program(kind->self_tests, row);
	if (text == NULL)
		fail("there is no self-test of that name");
	run_alone(text, strlen(text));
}

/* Is the feedback alive?  Says so for each family, and ends the process. */
static _Noreturn void tell_feedback(const char *broken)
{
	settings.replaying = true;
	settings.campaign = NULL;
	settings.tells_feedback = true;
	settings.dark_family = broken;
	start();
	(void)fflush(stdout);
	_exit(PADCELL_EXIT_OK);
}

static _Noreturn void test_itself(int argc, char **argv)
{
	bool breaks = argc == 4 && strcmp(argv[2], "--without-family") == 0;
	if (argc != 2 && !breaks)
		refuse("--self-test takes no operand", "--self-test [--without-family NAME]");
	bool proved = self_test_all(kind->self_tests, settings.name, stdout);
	proved = self_test_feedback(breaks ? argv[3] : NULL, stdout) && proved;
	exit(proved ? PADCELL_EXIT_OK : PADCELL_EXIT_INTERNAL);
}

static bool is_option(int argc, char **argv, const char *option)
{
	return argc >= 2 && strcmp(argv[1], option) == 0;
}

void command_start(const char *name, const struct target_kind *chosen, int argc, char **argv)
{
	settings.name = name;
	kind = chosen;
	if (is_option(argc, argv, "--engine")) {
		(void)printf("%s\n", engine[0] != '\0' ? engine : "replay");
		exit(PADCELL_EXIT_OK);
	}
	process_settle(argv);
	if (is_option(argc, argv, "--self-test"))
		test_itself(argc, argv);
	read_environment();
	if (is_option(argc, argv, "--replay") && argc != 3)
		refuse("--replay takes one file", "--replay FILE.py");
	if (is_option(argc, argv, "--replay"))
		replay(argv[2]);
	if (is_option(argc, argv, SELF_TEST_OPTION) && argc == 3)
		run_self_test(argv[2]);
	if (is_option(argc, argv, SELF_TEST_FEEDBACK))
		tell_feedback(argc == 3 ? argv[2] : NULL);
	prove_oracles();
	/* Its fork server forks what runs guests, and the jail refuses forks. */
	settings.forks = strcmp(engine, "afl") == 0;
	start();
}
