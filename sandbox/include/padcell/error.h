/* SPDX-License-Identifier: Apache-2.0 */
/*
 * padcell/error.h - what can go wrong, and where it went wrong.
 *
 * Every function that can fail returns an enum padcell_status and fills a padcell_error when the
 * caller passes one.  A padcell_error owns no memory: it can live on the stack, be copied, or cross
 * a pipe from a child process that must not call malloc().
 */
#ifndef PADCELL_ERROR_H
#define PADCELL_ERROR_H

#ifdef __cplusplus
extern "C" {
#endif

enum padcell_status {
	PADCELL_OK = 0,
	PADCELL_E_NOMEM = -1,       /* an allocation failed */
	PADCELL_E_ARGUMENT = -2,    /* the caller broke the contract of the function */
	PADCELL_E_POLICY = -3,      /* the policy is not valid; the message has file and line */
	PADCELL_E_UNSUPPORTED = -4, /* this machine cannot enforce what the policy requires */
	PADCELL_E_SYSTEM = -5,      /* a system call failed; see sys_errno */
	PADCELL_E_PROTOCOL = -6,    /* a peer sent a frame it must not send */
	PADCELL_E_INSTALL = -7,     /* a part of Padded Cell is missing: worker, bundle, data */
	PADCELL_E_INTERPRETER = -8, /* CPython failed before any guest ran */
};

/* The stage of a run that failed; named after the folders of sandbox/. */
enum padcell_stage {
	PADCELL_STAGE_BASE = 0,
	PADCELL_STAGE_POLICY,
	PADCELL_STAGE_SUPERVISOR,
	PADCELL_STAGE_WIRE,
	PADCELL_STAGE_WORKER,
	PADCELL_STAGE_KERNEL,
	PADCELL_STAGE_INTERPRETER,
	PADCELL_STAGE_VERDICT,
};

/* Bytes of a message, terminator included. */
#define PADCELL_ERROR_MESSAGE_MAX 256

typedef struct padcell_error {
	enum padcell_status status;
	enum padcell_stage stage;
	int sys_errno;                           /* 0 when no system call was involved */
	char message[PADCELL_ERROR_MESSAGE_MAX]; /* one line, no newline, always terminated */
} padcell_error;

/*
 * The name of a status, such as "out of memory".  Never NULL; static storage.
 *
 * @param status  any value; an unknown one is named as such
 */
const char *padcell_status_text(enum padcell_status status);

/*
 * The name of a stage, such as "supervisor".  Never NULL; static storage.
 *
 * @param stage  any value; an unknown one is named as such
 */
const char *padcell_stage_text(enum padcell_stage stage);

#ifdef __cplusplus
}
#endif
#endif
