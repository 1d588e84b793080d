/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/output.h - bytes to a descriptor, all of them or a failure.
 * Runs in: host
 */
#ifndef PADCELL_CLI_OUTPUT_H
#define PADCELL_CLI_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

/* Write everything, waiting where the descriptor does not block by itself; false with errno. */
bool output_write(int fd, const void *data, size_t size);

#endif
