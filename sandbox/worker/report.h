/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/report.h - frames from the worker to the supervisor.
 *
 * All memory is taken by report_prepare(): afterwards a frame can be sent when there is no memory
 * left, which is when a guest's end is most worth telling.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_WORKER_REPORT_H
#define PADCELL_WORKER_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"
#include "messages.h"
#include "wire.h"

/* False when memory is short. */
bool report_prepare(void);

/* An empty buffer for one payload, valid until the next call. */
struct bytes *report_payload(void);

/* Send one frame whole.  The process ends when the supervisor is gone; false: it is too long. */
bool report_frame(enum wire_code code, const void *payload, size_t size);

/* Send FAILED and end the process: before any guest ran. */
_Noreturn void report_failed(const padcell_error *error);

#endif
