/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/leak.h - did a planted value come out with the guest's output? (invariant K)
 * Runs in: supervisor
 */
#ifndef PADCELL_SUPERVISOR_LEAK_H
#define PADCELL_SUPERVISOR_LEAK_H

#include "watch.h"

/* Scan what the run gave for the canary; a find is a violation.  Nothing without a canary. */
void leak_scan(struct watch *watch);

/* The same for one result as it came: text in it is stored plainly. */
void leak_scan_result(struct watch *watch, const void *cbor, size_t size);

#endif
