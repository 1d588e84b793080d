/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/census.h - who and what is there, before a run and after it.
 */
#ifndef PADCELL_TESTS_CENSUS_H
#define PADCELL_TESTS_CENSUS_H

#include <sys/types.h>

struct census {
	unsigned descriptors; /* open in this process */
	unsigned children;    /* of this process, zombies included */
	unsigned processes;   /* on this machine with the marker in their command line */
};

/* @param marker  a text that only workers of this test program have; borrowed until the call
 * returns */
struct census census_take(const char *marker);

/* As census_take(), and waits a while for killed processes to go: where there is no pid namespace,
 * nobody here can wait for the children of a worker. */
struct census census_take_until(const char *marker, const struct census *before);

/* Fail the test when something was left behind. */
void census_compare(const struct census *before, const struct census *after, const char *what);

/* Descriptors of another process; 0 when it may not be looked at. */
unsigned census_descriptors_of(pid_t pid);

/* Wait until a child of this process shows `name` in /proc/PID/comm; its pid. */
pid_t census_await_child(const char *name);

#endif
