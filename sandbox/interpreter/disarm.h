/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/disarm.h - replace what an entry of the survey points to, in place.
 * Runs in: worker before lockdown
 */
#ifndef PADCELL_INTERPRETER_DISARM_H
#define PADCELL_INTERPRETER_DISARM_H

#include "survey.h"

/* Disarm one entry as its row says; false when memory or thunks are short. */
bool disarm(struct survey_entry *entry);

/* Close the slots of all types that no row permits; after all entries, since a closed type has
 * getters of its own to name. */
bool disarm_slots(void);

/* Take module state that no row permits out of the modules of this cell. */
bool disarm_state(void);

#endif
