/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/leak.h - did a planted value or an address come out with the output? (invariant K)
 *
 * For harnesses: nothing is looked for in the run of a guest without a canary.
 *
 * Runs in: supervisor
 */
#ifndef PADCELL_SUPERVISOR_LEAK_H
#define PADCELL_SUPERVISOR_LEAK_H

#include "watch.h"

/* Take the worker's maps: it is locked, and not sealed before the first piece of the source. */
void leak_learn(struct watch *watch);

/* Scan what the run gave; a find is a violation. */
void leak_scan(struct watch *watch);

/* The same for one result as it came: text in it is stored plainly. */
void leak_scan_result(struct watch *watch, const void *cbor, size_t size);

#endif
