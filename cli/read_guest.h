/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/read_guest.h - a guest program from a file or from standard input.
 * Runs in: host
 */
#ifndef PADCELL_CLI_READ_GUEST_H
#define PADCELL_CLI_READ_GUEST_H

#include <stddef.h>

/*
 * Most bytes that are read: one more than any policy allows, so that the library sees a longer
 * guest as too long and gives the verdict `rejected`.  KEEP IN STEP: source limit
 * (policy/schema.def)
 */
#define GUEST_SIZE_MAX (((size_t)64 << 20) + 1)

/*
 * Read a file, or standard input when `path` is "-".  What the bytes mean is not looked at.
 *
 * @param ret_source  new, owned by the caller, release with free(); terminated; untouched on
 * failure
 * @param ret_size    bytes; untouched on failure
 * @return            0, or an exit code after a message
 */
int read_guest(const char *path, char **ret_source, size_t *ret_size);

#define GUEST_NAME_MAX 128 /* bytes of a guest's name, terminator included */

/*
 * The name a guest may know itself by: the last part of its path, for a path tells about the host.
 * What is no printable ASCII becomes '?', and "-" is "<stdin>".
 */
void guest_name(const char *path, char name[GUEST_NAME_MAX]);

#endif
