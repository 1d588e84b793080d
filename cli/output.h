/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/output.h - bytes to a descriptor, all of them or a failure.
 * Runs in: host
 */
#ifndef PADCELL_CLI_OUTPUT_H
#define PADCELL_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * What a guest wrote goes to a file or a pipe as it is.  A terminal would obey some of it (colours,
 * titles, the clipboard), so there each control character is shown as '?'.
 */
struct output_foreign {
	int fd;
	bool is_terminal;
	bool after_c2; /* the last byte may begin a control character in UTF-8 */
};

struct output_foreign output_foreign(int fd);

/* Write what a guest wrote; false with errno. */
bool output_write_foreign(struct output_foreign *output, const void *data, size_t size);

/* Write everything, waiting where the descriptor does not block by itself; false with errno. */
bool output_write(int fd, const void *data, size_t size);

#endif
