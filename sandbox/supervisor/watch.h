/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/watch.h - one run while it lasts: the state that the files of this folder share.
 *
 *     watch_run() polls; frames.c, send.c, input.c and listener.c act; judge.c says what the end of
 *     the process means.  Facts go into the verdict at once; `over` ends the loop.
 *
 * Runs in: supervisor
 */
#ifndef PADCELL_SUPERVISOR_WATCH_H
#define PADCELL_SUPERVISOR_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "addresses.h"
#include "bytes.h"
#include "child.h"
#include "messages.h"
#include "padcell/run.h"
#include "policy_rules.h"
#include "verdict_build.h"
#include "wire.h"

/* What padcell_run() worked out before anything was started; all of it is borrowed. */
struct order {
	const padcell_policy *policy;
	const padcell_guest *guest; /* the first: what the worker is started with is its word */
	size_t guest_count;         /* more than one: in the order of their turns, one cell each */
	const char *worker;
	const char *bundle;
	uint32_t layers_off;     /* bit per enum padcell_layer */
	uint32_t rungs_required; /* bit per enum kernel_rung */
	bool notify;             /* ask the worker for a seccomp listener */
};

/* How far our side of the conversation is. */
enum sending {
	SENDING_CONFIG, /* the source is held back: the worker is not locked */
	SENDING_SOURCE,
	SENDING_NEXT, /* NEXT is queued */
	SENDING_RUN,  /* RUN is queued */
	SENDING_INPUT,
};

/* Why a run was not carried out. */
enum refusal {
	REFUSAL_NONE,
	REFUSAL_NO_LISTENER, /* this machine does not give it away: start over without */
	REFUSAL_UNSUPPORTED, /* a required rung is missing */
};

/* Of one program, until the worker's end completes it. */
struct watch_usage {
	double wall_ms;
	double cpu_ms;
};

struct watch {
	const struct order *order;
	const padcell_guest *guest; /* whose turn it is */
	padcell_verdict *verdict;   /* its verdict */
	padcell_verdict *const *verdicts;
	size_t turn; /* of `guest` */
	struct watch_usage usages[WIRE_GUESTS_MAX];
	struct child child;
	struct wire_reader reader; /* its phase is the phase of the run */
	struct bytes outbox;
	enum sending sending;
	size_t modules_sent; /* of the policy's; of the next one, this much of the text: */
	size_t module_text_sent;
	bool module_named; /* its name has left */
	size_t source_sent;
	int listener;

	unsigned frames[256]; /* by code, since the turn began */
	char python[32];
	uint32_t rungs_had;
	uint32_t landlock_abi;
	struct addresses addresses;      /* of the worker, when a canary is planted; else none */
	struct wire_exception exception; /* kept until DONE says what it was */

	bool input_wanted;
	uint32_t input_size;

	struct bytes diagnostics; /* the tail */
	uint64_t diagnostics_total;

	uint64_t deadline;  /* of what is waited for now: readiness, the guest, the exit */
	uint64_t started;   /* when RUN was sent; 0 before */
	uint64_t ended;     /* when DONE came; 0 before */
	uint64_t cpu_start; /* CPU time used by start-up */
	uint64_t cpu_end;   /* CPU time when DONE came; 0: the process's last word counts */

	bool over;    /* leave the loop; what is left of the worker is killed */
	bool done;    /* DONE came */
	bool hung_up; /* the socket is at its end */
	bool exited;  /* the process ended by itself */
	enum refusal refusal;
	padcell_error refused; /* for REFUSAL_UNSUPPORTED */
};

/* Start a worker and stay with it until it is dead and reaped. */
enum padcell_status watch_run(struct watch *watch, padcell_error *reterr);

/* Release what a watch owns; kills and reaps when needed. */
void watch_done(struct watch *watch);

/* The guest is told to run: its clocks start. */
void watch_begin(struct watch *watch);

/* Whether the supervisor layer is on: it is not only in a test build that left it out. */
bool watch_is_strict(const struct watch *watch);

/* The worker broke the protocol: a violation of invariant I, and the end of the run. */
void watch_breach(struct watch *watch, const char *what, const char *detail);

/* The run failed on our side, and ends. */
__attribute__((format(printf, 4, 5))) void
watch_fail(struct watch *watch, enum padcell_status status, int sys_errno, const char *format, ...);

/* frames.c: one frame that the reader let through. */
void frames_handle(struct watch *watch, const struct wire_frame *frame);

/* send.c */
bool send_config(struct watch *watch);
bool send_frame(struct watch *watch, enum wire_code code, const void *payload, size_t size);
/* Queue NEXT for the program whose turn it is. */
bool send_next(struct watch *watch);
/* Fill up from the source and write what the socket takes. */
void send_some(struct watch *watch);

/* input.c: answer INPUT_WANTED from the guest's standard input, which poll() says is ready. */
void input_answer(struct watch *watch);

/* turns.c: DONE came; another program takes its turn, if there is one. */
bool turns_next(struct watch *watch);
/* The worker's end: complete the verdicts of all turns, those that never came included. */
void turns_end(struct watch *watch, const struct child_end *end);

/* listener.c */
bool listener_is_worth_asking(void);
/* Take the worker's seccomp listener over. */
void listener_take(struct watch *watch, int number);
/* Read the report that poll() says is there. */
void listener_report(struct watch *watch);

/* judge.c: what the end of the process amounts to, when nothing else ended the run. */
void judge_end(struct watch *watch, const struct child_end *end);

#endif
