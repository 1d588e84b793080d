/* SPDX-License-Identifier: Apache-2.0 */
/*
 * padcell/padcell.h - the whole public interface of libpadcell.
 *
 * The life cycle of a run:
 *   1. padcell_policy_builtin() or padcell_policy_load() gives a policy.
 *   2. padcell_run() starts a worker, confines it, runs the guest in it and ends it.
 *   3. padcell_verdict_outcome(), padcell_verdict_json() and their kin say what became of it.
 *   4. padcell_verdict_free() and padcell_policy_free() release what the caller owns.
 *
 * The library never exits, prints or installs a signal handler, and never includes Python.h.  The
 * one thing of the host that it touches is SIGPIPE on its own sockets, which it avoids per call.
 */
#ifndef PADCELL_PADCELL_H
#define PADCELL_PADCELL_H

#include "padcell/error.h"
#include "padcell/policy.h"
#include "padcell/run.h"
#include "padcell/verdict.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library, such as "0.1.0".  Static storage. */
const char *padcell_version(void);

/* Parts of an installation that a caller may have to find. */
enum padcell_part {
	PADCELL_PART_WORKER,  /* padcell-worker */
	PADCELL_PART_BUNDLE,  /* modules.bundle: the permitted pure-Python modules */
	PADCELL_PART_NAIVE,   /* padcell-naive: the unprotected control of `padcell replay` */
	PADCELL_PART_ESCAPES, /* the folder known-escapes */
};

/*
 * Find a part beside the running program, or where `cmake --install` put it.
 *
 * @param part      which
 * @param ret_path  new string, owned by the caller, release with free(); untouched on failure
 * @param reterr    may be NULL; PADCELL_E_INSTALL with the places that were searched
 */
enum padcell_status padcell_find(enum padcell_part part, char **ret_path, padcell_error *reterr);

/* What can be audited. */
enum padcell_audit {
	PADCELL_AUDIT_MACHINE, /* the kernel ladder: which rungs this machine has, and what is lost
	                        */
	PADCELL_AUDIT_SECCOMP, /* the table of system calls and the proof that the filter equals it
	                        */
	PADCELL_AUDIT_PERMITS, /* what the permits walk found: totals, unclassified, rows for
	                          nothing */
	PADCELL_AUDIT_REACH,   /* what a guest can get hold of, by which program; `violations` */
};

/*
 * Audit one part and give the result as one JSON document.  Starts a worker where that needs one.
 *
 * @param audit     which
 * @param ret_json  new string, owned by the caller, release with free(); untouched on failure
 * @param reterr    may be NULL; written on failure only
 */
enum padcell_status padcell_audit(enum padcell_audit audit, char **ret_json, padcell_error *reterr);

/*
 * The reach audit of a cell with a weakness in it, to prove that the audit sees it.  Test builds
 * only; in others PADCELL_E_ARGUMENT.
 *
 * @param plant     a name of threat-model/plants.def; borrowed until the call returns
 * @param ret_json  new string, owned by the caller, release with free(); untouched on failure
 * @param reterr    may be NULL; written on failure only
 */
enum padcell_status padcell_audit_planted(const char *plant, char **ret_json,
                                          padcell_error *reterr);

#ifdef __cplusplus
}
#endif
#endif
