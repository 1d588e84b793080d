/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/kernel_fixture.h - run a few lines of C in a process that the kernel stage has
 * confined.
 */
#ifndef PADCELL_TESTS_KERNEL_FIXTURE_H
#define PADCELL_TESTS_KERNEL_FIXTURE_H

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>

#include "kernel.h"

#define CHILD_TEXT_MAX 4096

/* Runs in the child, which ends when it returns; ends it with a message when a CHECK fails. */
typedef void child_act(void *data);

struct child_report {
	int status;     /* as of waitpid() */
	uint32_t rungs; /* had when the act began */
	uint32_t landlock_abi;
	bool stopped; /* a call came to the listener; the child was killed then */
	struct kernel_stopped_call call;
	char text[CHILD_TEXT_MAX]; /* what the child wrote to descriptor 2 */
};

/* How far a child goes before it acts. */
enum child_stage {
	CHILD_FORKED,   /* fork() and nothing else */
	CHILD_SPAWNED,  /* kernel_spawn() */
	CHILD_CONFINED, /* and kernel_confine() */
	CHILD_LOCKED,   /* and the filter with a listener that the parent took, and the seal */
	CHILD_KILLED,   /* the same, with the filter that kills */
};

/* Limits of the children; a test may change them for itself. */
extern struct kernel_limits child_limits;

/* Run `act` in a fresh process. */
void child_run(enum child_stage stage, child_act *act, void *data, struct child_report *ret_report);

/* Run it and require that it came to its end without a failed CHECK. */
void child_must(enum child_stage stage, child_act *act, void *data);

/* End the child with the place and the condition; safe under the filter. */
_Noreturn void child_fail(const char *file, int line, const char *condition, int failed);

/* End the child unless `held`; errno is that of the condition, or 0. */
void child_check(bool held, const char *file, int line, const char *condition);

#define CHECK(condition) child_check((errno = 0, (condition)), __FILE__, __LINE__, #condition)

/* Become an ordinary user, as one who was never root: for a child of a test that root runs. */
void child_be_ordinary(void);

/* Is this test run by root with every capability that the privileged cases need? */
bool is_root(void);

#endif
