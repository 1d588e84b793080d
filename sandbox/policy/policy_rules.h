/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/policy_rules.h - the inside of a policy: the values a run is held to.
 *
 * For stages that enforce a policy.  Everything here has passed schema.def, modules.def and
 * require.def: numbers are inside their bounds and names are known ones.  Read-only once loaded.
 *
 * Runs in: host
 */
#ifndef PADCELL_POLICY_POLICY_RULES_H
#define PADCELL_POLICY_POLICY_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "padcell/policy.h"

/* Bytes of a policy's name with its terminator; a longer file name keeps its tail. */
#define POLICY_NAME_MAX 96

/* A module that the policy brings along, as text; it runs with the guest's authority. */
struct policy_module {
	char *name;   /* dotted */
	bool package; /* it was an __init__.py */
	char *text;
	size_t size;
};

/* All of them together; a policy that needs more wants a bundle. */
#define POLICY_MODULES_BYTES (16u << 20)

struct padcell_policy {
	uint64_t wall_ms;           /* from RUN to the end of the guest; never 0 */
	uint64_t cpu_ms;            /* of the worker, after lockdown; never 0 */
	uint64_t memory_bytes;      /* the allocator's account; never 0 */
	uint64_t output_bytes;      /* standard output and standard error together; 0: not a byte */
	uint64_t source_bytes;      /* a longer guest is rejected; never 0 */
	uint64_t stack_bytes;       /* C stack of the guest's thread; never 0 */
	unsigned recursion;         /* 0: CPython's default */
	bool interpreter_isolation; /* several programs may share a worker, one cell each */
	bool syntax_strict;         /* the layer syntax is asked for */
	bool evaluator_checked;     /* every value on the guest's stack is looked at */
	unsigned clock_ms;          /* what clocks are rounded down to; 0: not at all */
	bool stdin_granted;         /* else standard input is at its end from the start */
	char **modules;             /* exact importable names, sorted, unique */
	size_t module_count;
	struct policy_module *sources; /* of those in `modules` that came from a folder, sorted */
	size_t source_count;
	char **folders; /* absolute, in the order of the file */
	size_t folder_count;
	char **required_rungs; /* names of kernel/ladder.def, sorted, unique */
	size_t required_count;
	char sha256[65];            /* of the canonical form */
	char name[POLICY_NAME_MAX]; /* of the file or built-in policy, for people */
};

#endif
