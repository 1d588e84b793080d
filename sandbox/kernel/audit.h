/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/audit.h - the proof that a seccomp program is its table.
 * Runs in: host
 */
#ifndef PADCELL_KERNEL_AUDIT_H
#define PADCELL_KERNEL_AUDIT_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>

#include "bytes.h"
#include "table.h"

/* Mismatches that a document lists; the rest is counted. */
#define AUDIT_MISMATCHES_LISTED 32

struct audit {
	const struct table *table;         /* what is promised */
	const struct sock_filter *program; /* what is enforced */
	size_t size;                       /* instructions */
	size_t cases;
	size_t mismatches;
	struct bytes list; /* JSON objects of the mismatches; owned, release with bytes_done() */
	bool failed;       /* memory is short */
};

/*
 * Try the program on every number 0..1023 of this architecture, x32 and the foreign ones, and on
 * the boundary values of every conditioned argument; what differs from the table is counted and
 * listed.
 *
 * @param audit  table, program and size are set, the rest is zero
 */
void audit_sweep(struct audit *audit);

#endif
