/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/plant.c - which weakness this worker was given.
 * Runs in: worker before lockdown
 */
#include "plant.h"

#include <string.h>

#include "kernel.h"

#ifdef PADCELL_TEST_BUILD

static const char *chosen = "";

void kernel_choose_plant(const char *name)
{
	chosen = name;
}

bool kernel_plant_is(const char *name)
{
	return strcmp(chosen, name) == 0;
}

#endif
