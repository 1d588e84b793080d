/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/guest_file.c - reads a guest of tests/unit/guests/.
 */
#include "guest_file.h"

#include "test.h"

/* The largest guest of the folder is far below it. */
#define GUEST_MAX 65536u

void guest_run_file(const char *name, const struct cell_options *options,
                    struct cell_report *ret_report)
{
	char path[512];
	static char text[GUEST_MAX];
	(void)snprintf(path, sizeof path, "%s/tests/unit/guests/%s", PADCELL_SOURCE_DIR, name);
	FILE *file = fopen(path, "re");
	if (file == NULL)
		fail_msg("there is no %s", path);
	size_t size = fread(text, 1, GUEST_MAX - 1, file);
	(void)fclose(file);
	assert_true(size > 0 && size < GUEST_MAX - 1);
	text[size] = '\0';
	cell_run(text, options, ret_report);
}
