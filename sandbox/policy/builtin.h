/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/builtin.h - the policies of builtin/, embedded by embed.cmake.
 * Runs in: host
 */
#ifndef PADCELL_POLICY_BUILTIN_H
#define PADCELL_POLICY_BUILTIN_H

#include <stddef.h>

struct policy_builtin {
	const char *name; /* of the file without ".yaml" */
	const unsigned char *text;
	size_t size;
};

extern const struct policy_builtin policy_builtins[];
extern const size_t policy_builtin_count;

#endif
