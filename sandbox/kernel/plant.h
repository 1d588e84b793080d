/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/plant.h - the kernel layers' side of threat-model/plants.def.
 *
 * Each name stands once in the code, where the weakness is.  In a release build all of it is
 * compiled away.  Runs in: worker before lockdown
 */
#ifndef PADCELL_KERNEL_PLANT_H
#define PADCELL_KERNEL_PLANT_H

#include <stdbool.h>

#ifdef PADCELL_TEST_BUILD
/* Is this the weakness that kernel_choose_plant() chose? */
bool kernel_plant_is(const char *name);
#else
static inline bool kernel_plant_is(const char *name)
{
	(void)name;
	return false;
}
#endif

#endif
