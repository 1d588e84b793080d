/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/fail.c - errors without allocation, and the texts of statuses and stages.
 * Runs in: host, supervisor, worker before lockdown, worker after lockdown
 */
#include "fail.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* Messages may quote what a guest or a file chose: a terminal must not obey it. */
static void make_one_line(char *text)
{
	for (; *text != '\0'; text++) {
		if ((unsigned char)*text < 0x20 || *text == 0x7f)
			*text = '?';
	}
}

enum padcell_status padcell_fail(padcell_error *reterr, enum padcell_status status,
                                 enum padcell_stage stage, int sys_errno, const char *format, ...)
{
	if (reterr == NULL)
		return status;

	*reterr = (padcell_error){.status = status, .stage = stage, .sys_errno = sys_errno};
	va_list args;
	va_start(args, format);
	(void)vsnprintf(reterr->message, sizeof reterr->message, format, args);
	va_end(args);

	size_t used = strlen(reterr->message);
	if (sys_errno != 0)
		(void)snprintf(reterr->message + used, sizeof reterr->message - used, ": %s",
		               strerrordesc_np(sys_errno));
	make_one_line(reterr->message);
	return status;
}

const char *padcell_status_text(enum padcell_status status)
{
	switch (status) {
	case PADCELL_OK:
		return "ok";
	case PADCELL_E_NOMEM:
		return "out of memory";
	case PADCELL_E_ARGUMENT:
		return "bad argument";
	case PADCELL_E_POLICY:
		return "bad policy";
	case PADCELL_E_UNSUPPORTED:
		return "not supported by this machine";
	case PADCELL_E_SYSTEM:
		return "system call failed";
	case PADCELL_E_PROTOCOL:
		return "protocol broken by the peer";
	case PADCELL_E_INSTALL:
		return "installation incomplete";
	case PADCELL_E_INTERPRETER:
		return "the interpreter failed";
	}
	return "unknown status";
}

const char *padcell_stage_text(enum padcell_stage stage)
{
	switch (stage) {
	case PADCELL_STAGE_BASE:
		return "base";
	case PADCELL_STAGE_POLICY:
		return "policy";
	case PADCELL_STAGE_SUPERVISOR:
		return "supervisor";
	case PADCELL_STAGE_WIRE:
		return "wire";
	case PADCELL_STAGE_WORKER:
		return "worker";
	case PADCELL_STAGE_KERNEL:
		return "kernel";
	case PADCELL_STAGE_INTERPRETER:
		return "interpreter";
	case PADCELL_STAGE_VERDICT:
		return "verdict";
	}
	return "unknown stage";
}
