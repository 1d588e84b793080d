/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/self_audit.h - a worker that runs no guest and prints what an audit of its cell found.
 * Runs in: worker before lockdown
 */
#ifndef PADCELL_WORKER_SELF_AUDIT_H
#define PADCELL_WORKER_SELF_AUDIT_H

/*
 * Print the JSON document to standard output.
 *
 * @param bundle_path  borrowed until the call returns
 * @param what         "permits" or "reach"; in a test build "reach:<plant>" as well
 * @param modules      names with commas between them; cut in place
 * @return             exit status
 */
int self_audit(const char *bundle_path, const char *what, char *modules);

#endif
