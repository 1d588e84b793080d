/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feedback/counters.h - lighting a counter; private to feedback/.
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#ifndef PADCELL_FEEDBACK_COUNTERS_H
#define PADCELL_FEEDBACK_COUNTERS_H

#include "feedback.h"

/* Light the counter of a key; equal keys share one, and so do keys that collide. */
void counter_light(enum feedback_family family, uint32_t key);

#endif
