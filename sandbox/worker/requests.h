/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/requests.h - frames from the supervisor.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_WORKER_REQUESTS_H
#define PADCELL_WORKER_REQUESTS_H

#include "wire.h"

/*
 * Wait for the next frame.  The process ends when the supervisor is gone or breaks the protocol:
 * nobody is left to be told.
 *
 * @return  valid until the next call
 */
struct wire_frame requests_next(struct wire_reader *reader);

#endif
