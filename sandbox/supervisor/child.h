/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/child.h - one worker process: started, ended and reaped by its pidfd.
 *
 * Whoever has a struct child releases it with child_done(), which leaves neither a process nor a
 * zombie nor a descriptor behind, whatever happened before.
 *
 * Runs in: supervisor
 */
#ifndef PADCELL_SUPERVISOR_CHILD_H
#define PADCELL_SUPERVISOR_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "cleanup.h"
#include "padcell/error.h"

struct child_plan {
	const char *worker;          /* path of the program */
	const char *bundle;          /* path of modules.bundle */
	const char *audit;           /* for --audit: what; NULL for a run */
	const char *audited_modules; /* for --audit, with commas between */
	uint64_t stack_bytes;
};

struct child {
	pid_t pid;
	int pidfd;
	int channel; /* the socket; for an audit the read end of standard output; does not block */
	int diagnostics; /* read end of the worker's standard error; does not block */
	uint32_t rungs;  /* what kernel_spawn() gave */
};

#define CHILD_NONE                                                       \
	{                                                                \
		.pid = -1, .pidfd = -1, .channel = -1, .diagnostics = -1 \
	}

/* How a process ended. */
struct child_end {
	bool known;     /* false when somebody else reaped it */
	bool signalled; /* `code` is a signal, else an exit status */
	int code;
	uint64_t cpu_ns;
	uint64_t peak_kib; /* of its resident set; includes the host's own at the time of fork */
};

/*
 * Start a worker.  Returns when it has executed its program, or could not.
 *
 * @param ret_child  owned by the caller, release with child_done(); untouched on failure
 */
enum padcell_status child_start(const struct child_plan *plan, struct child *ret_child,
                                padcell_error *reterr);

/* Send SIGKILL to it and its process group; a dead child is no error. */
void child_kill(const struct child *child);

/* Wait for its end and reap it; afterwards child_done() only closes. */
struct child_end child_reap(struct child *child);

/* Kill, reap, close.  Accepts CHILD_NONE. */
void child_done(struct child *child);

#endif
