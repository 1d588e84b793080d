/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_interpreter_virtual.c - format fields obey permits; tracebacks read no file.
 *
 * The interpreter's layers only: the process could open the file.
 */
#include "test.h"

#include <stdbool.h>
#include <unistd.h>

#include "guest_file.h"
#include "terms.h"

#define SECRET "the text of a file that the guest named"

static bool only_lines(const char *output, const char *line, unsigned least)
{
	unsigned count = 0;
	size_t size = strlen(line);
	for (; strncmp(output, line, size) == 0; count++)
		output += size;
	return output[0] == '\0' && count >= least;
}

static void test_interpreter_virtual__format_fields_obey_permits(void **state)
{
	(void)state;
	struct cell_report report;
	guest_run_file("virtual_format.py", NULL, &report);
	if (report.ending != INTERPRETER_OK || !only_lines(report.output, "refused\n", 20))
		fail_msg("%s%s", report.output, report.traceback);
	assert_non_null(strstr(report.denials, "permits:function.__globals__\n"));
	assert_string_equal(report.violations, "");

	/* The control: the same fields read what is armed. */
	const struct cell_options planted = {.plant = "format_reaches_globals"};
	guest_run_file("virtual_format.py", &planted, &report);
	if (report.ending != INTERPRETER_OK || !only_lines(report.output, "told\n", 20))
		fail_msg("%s%s", report.output, report.traceback);
}

/* Run virtual_sources.py with the path of a file whose only line is the secret. */
static void run_sources(const struct cell_options *options, struct cell_report *ret_report)
{
	char path[] = "/tmp/padcell-sources-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, SECRET "\n", sizeof SECRET), (ssize_t)sizeof SECRET);
	(void)close(fd);

	char source[16384];
	char guest[512];
	(void)snprintf(guest, sizeof guest, "%s/tests/unit/guests/virtual_sources.py",
	               PADCELL_SOURCE_DIR);
	int size = snprintf(source, sizeof source, "PATH = '%s'\n", path);
	FILE *file = fopen(guest, "re");
	assert_non_null(file);
	size += (int)fread(source + size, 1, sizeof source - (size_t)size - 1, file);
	source[size] = '\0';
	(void)fclose(file);
	cell_run(source, options, ret_report);
	(void)unlink(path);
}

static void test_interpreter_virtual__tracebacks_read_no_file_the_guest_named(void **state)
{
	(void)state;
	struct cell_report report;
	run_sources(NULL, &report);
	assert_int_equal(report.signal, 0);
	assert_int_equal(report.ending, INTERPRETER_EXCEPTION);
	assert_string_equal(report.type, "ValueError");
	if (strstr(report.output, SECRET) != NULL || strstr(report.traceback, SECRET) != NULL)
		fail_msg("%s%s", report.output, report.traceback);
	assert_string_equal(report.violations, "");

	/* The control: CPython as it is reads the file to print a traceback. */
	const struct cell_options open = {.layers_off = 1u << PADCELL_LAYER_BUILTINS |
	                                                1u << PADCELL_LAYER_PERMITS |
	                                                1u << PADCELL_LAYER_AUDIT};
	run_sources(&open, &report);
	assert_non_null(strstr(report.output, SECRET));
}

TEST_MAIN(cmocka_unit_test(test_interpreter_virtual__format_fields_obey_permits),
          cmocka_unit_test(test_interpreter_virtual__tracebacks_read_no_file_the_guest_named))
