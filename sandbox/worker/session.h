/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/session.h - the life of a worker: configured, locked, told to run, done.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_WORKER_SESSION_H
#define PADCELL_WORKER_SESSION_H

/* Serve one guest over WIRE_FD_SOCKET and end the process. */
_Noreturn void session_run(const char *bundle_path);

#endif
