/* SPDX-License-Identifier: Apache-2.0 */
/*
 * naive/naive.h - the unprotected control: plain CPython, and around it only the engine jail.
 * Runs in: host
 */
#ifndef PADCELL_NAIVE_NAIVE_H
#define PADCELL_NAIVE_NAIVE_H

#include <stddef.h>

/* Exit codes beside those of a signal, which is mirrored. */
enum naive_exit {
	NAIVE_EXIT_OK = 0,
	NAIVE_EXIT_GUEST = 1, /* the guest raised or exited with a code other than 0 */
	NAIVE_EXIT_USAGE = 2,
	NAIVE_EXIT_MEMORY = 3,  /* an uncaught MemoryError */
	NAIVE_EXIT_TIMEOUT = 4, /* NAIVE_WALL_SECONDS are over */
	NAIVE_EXIT_INTERNAL = 70,
};

#define NAIVE_SOURCE_MAX   ((size_t)1 << 20) /* bytes of a program; known escapes are small */
#define NAIVE_WALL_SECONDS 10
#define NAIVE_CPU_SECONDS  10
#define NAIVE_MEMORY_BYTES ((size_t)1 << 30) /* crashers need more than a guest would get */

/* What is run; borrowed. */
struct naive_guest {
	const char *name; /* as tracebacks show it */
	const char *source;
	size_t source_size;
	const char *canary;
};

/*
 * Enter the engine jail with `folder` as the only writable place, take the limits, and run the
 * guest with plain CPython.  For a child process of its own: nothing is undone.
 */
enum naive_exit naive_run_jailed(const struct naive_guest *guest, const char *folder);

/* Run the guest with CPython in this process; only after the jail is on. */
enum naive_exit naive_interpret(const struct naive_guest *guest);

/* Say on stderr what went wrong here, not in the guest. */
__attribute__((format(printf, 1, 2))) void naive_complain(const char *format, ...);

#endif
