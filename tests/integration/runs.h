/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/runs.h - run one worker in one mode, and look at what is left afterwards.
 */
#ifndef PADCELL_TESTS_RUNS_H
#define PADCELL_TESTS_RUNS_H

#include "padcell/padcell.h"

/* A policy for workers that are never slow on purpose. */
#define POLICY_QUICK                                                         \
	"limits: {wall: 30 s, cpu: 20 s, output: 100000 B, source: 8 MiB}\n" \
	"grants: {stdin: true}\n"

/* A policy that says nothing of interest. */
#define POLICY_PLAIN "limits: {wall: 30 s}\n"

/* A policy whose wall clock is what a case is about. */
#define POLICY_SHORT "limits: {wall: 500 ms, cpu: 10 s, source: 8 MiB}\n"

/*
 * A folder of this test program with links to both workers and the bundle: its name is in the
 * command line of every worker that is started from it, which tells them from those of other tests.
 */
const char *runs_folder(void);

/* From YAML text; a policy that does not load fails the test. */
padcell_policy *runs_policy(const char *text);

/* A guest of hostile-worker: the mode is its name. */
padcell_guest runs_hostile(const char *mode);

/* A guest of the real worker. */
padcell_guest runs_guest(const char *name, const char *source);

/*
 * Run a guest and compare the census before and after.
 *
 * @return  the verdict, owned by the caller; NULL with *reterr when nothing ran
 */
padcell_verdict *runs_counted(const char *policy, const padcell_guest *guest,
                              padcell_error *reterr);

/* As runs_counted(), and a run that did not happen fails the test. */
padcell_verdict *runs_verdict(const char *policy, const padcell_guest *guest);

/* Fail unless the outcome is that one and the JSON document or the summary holds `text` (NULL:
 * anything). */
void runs_expect(const padcell_verdict *verdict, enum padcell_outcome outcome, const char *text,
                 const char *what);

#endif
