/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/plants.h - weaknesses switched on by name in a test build (threat-model/plants.def).
 *
 * In a release build all of it is compiled away.  Runs in: worker before lockdown, worker after
 * lockdown
 */
#ifndef PADCELL_INTERPRETER_PLANTS_H
#define PADCELL_INTERPRETER_PLANTS_H

#include <Python.h>
#include <stdbool.h>

#ifdef PADCELL_TEST_BUILD
/* Does the chosen plant leave this entry as CPython made it? */
bool plant_spares(const char *owner, const char *name);

/* The function that the chosen plant puts in the place of this entry, or NULL. */
PyCFunction plant_replacement(const char *owner, const char *name);

/* Does the chosen plant arm the function behind this stub?  Counts as triggered: it records and
 * never acts. */
bool plant_arms(const char *what);

/* Does the chosen plant show classes that permits hide?  Counts as triggered. */
bool plant_shows_classes(void);
#else
static inline bool plant_spares(const char *owner, const char *name)
{
	(void)owner;
	(void)name;
	return false;
}
static inline PyCFunction plant_replacement(const char *owner, const char *name)
{
	(void)owner;
	(void)name;
	return NULL;
}
static inline bool plant_arms(const char *what)
{
	(void)what;
	return false;
}
static inline bool plant_shows_classes(void)
{
	return false;
}
#endif

#endif
