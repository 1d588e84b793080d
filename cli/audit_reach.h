/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/audit_reach.h - `padcell audit reach`: what a guest can get hold of, as text and as a
 * manifest. Runs in: host
 */
#ifndef PADCELL_CLI_AUDIT_REACH_H
#define PADCELL_CLI_AUDIT_REACH_H

#include <jansson.h>

struct audit_reach_request {
	const char *diff;  /* a manifest to compare with; NULL for none */
	const char *write; /* where to write the manifest; NULL for nowhere */
	const char *path;  /* a name whose program is printed; NULL for none */
};

/*
 * Print what is asked of the document; without a request its totals, and each violation with the
 * program that leads to it.
 *
 * @return  an exit code
 */
int audit_reach_show(const json_t *document, const struct audit_reach_request *request);

/* Tell whoever watches that it takes some seconds; `done` takes the words away again. */
void audit_reach_progress(int done);

#endif
