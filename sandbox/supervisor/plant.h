/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/plant.h - the supervisor's side of threat-model/plants.def.
 *
 * Each name stands once in the code, where the weakness is.  In a release build all of it is compiled
 * away.  Runs in: supervisor
 */
#ifndef PADCELL_SUPERVISOR_PLANT_H
#define PADCELL_SUPERVISOR_PLANT_H

#include <stdbool.h>
#include <string.h>

#include "padcell/run.h"

#ifdef PADCELL_TEST_BUILD
/* Is this weakness planted in the run? */
static inline bool plant_is(const padcell_guest *guest, const char *name)
{
	return guest->plant != NULL && strcmp(guest->plant, name) == 0;
}

/* Is it a row of the table at all? */
static inline bool plant_exists(const char *name)
{
	static const char *const names[] = {
#define PLANT(plant, invariant, layer, mode, reason) plant,
#include "plants.def"
#undef PLANT
	};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (strcmp(names[i], name) == 0)
			return true;
	}
	return false;
}
#else
static inline bool plant_is(const padcell_guest *guest, const char *name)
{
	(void)guest;
	(void)name;
	return false;
}
#endif

#endif
