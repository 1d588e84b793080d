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
#include "target.h"

#define PROGRAM_BYTES_MAX (1 << 20) /* of a file to repeat */

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
	if (target_start(&settings, &error) != PADCELL_OK)
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

static _Noreturn void replay(const char *path)
{
	size_t size = 0;
	CLEANUP(free_at_exit) char *text = read_program(path, &size);
	/* The environment wins over the head: a finding may be tried with another plant. */
	if (getenv("PADCELL_PLANT") == NULL)
		(void)findings_head_value(text, size, FINDINGS_HEAD_KEY_PLANT, plant, sizeof plant);
	settings.replaying = true;
	start();
	target_run((const uint8_t *)text, size);
	(void)printf("silent: no invariant broke\n");
	(void)fflush(stdout);
	_exit(PADCELL_EXIT_OK);
}

static void prove_oracles(void)
{
	if (getenv("PADCELL_SELF_TESTED") != NULL)
		return;

	if (!self_test_all(settings.name, stderr))
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

void command_start(const char *name, int argc, char **argv)
{
	settings.name = name;
	process_settle(argv);
	if (argc >= 2 && strcmp(argv[1], "--self-test") == 0) {
		bool proved = self_test_all(name, stdout);
		exit(proved ? PADCELL_EXIT_OK : PADCELL_EXIT_INTERNAL);
	}
	read_environment();
	if (argc >= 2 && strcmp(argv[1], "--replay") == 0) {
		if (argc != 3)
			refuse("--replay takes one file", "fuzz_escape --replay FILE.py");
		settings.campaign = NULL;
		replay(argv[2]);
	}
	if (argc == 3 && strcmp(argv[1], SELF_TEST_OPTION) == 0) {
		const char *text = self_test_program(argv[2]);
		if (text == NULL)
			fail("there is no self-test of that name");
		settings.campaign = NULL;
		settings.replaying = true;
		start();
		target_run((const uint8_t *)text, strlen(text));
		_exit(PADCELL_EXIT_OK);
	}
	prove_oracles();
	start();
}
