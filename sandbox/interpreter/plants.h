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

/* Holes that are more than one entry; KEEP IN STEP: plants (plants.c). */
enum plant_gate {
	PLANT_SHOWS_CLASSES,  /* type.__subclasses__ leaves its filter out */
	PLANT_IMPORTS_ANY,    /* the importer serves every module that was there before lockdown */
	PLANT_KEEPS_MODULES,  /* trusted modules stay in sys.modules */
	PLANT_REFLECTS,       /* a mappingproxy hands its mapping to the other operand */
	PLANT_FORGETS_RESET,  /* a cell is not put back between two runs */
	PLANT_TELLS_CANARY,   /* sys.executable is the planted value */
	PLANT_METERS_NOTHING, /* the memory account has no ceiling */
	PLANT_CAPS_NOTHING,   /* sys.setrecursionlimit has no bound */
	PLANT_IDENTIFIES_PLAINLY, /* id() is the address */
	PLANT_PRINTS_PLAINLY,     /* a default repr shows the address */
	PLANT_HASHES_PLAINLY,     /* a default hash is the address, rotated */
	PLANT_SHARES_REGISTRY,    /* type.__subclasses__ shows the classes of sibling cells */
	PLANT_SHARES_MODULE,      /* one module object is given to two cells */
	PLANT_HANDS_OVER,         /* a cell is given an object of its sibling */
	PLANT_OUTLIVES,        /* the module of a guest is kept when its turn is over */
	PLANT_KEEPS_CLASSES,      /* classes of the library are not put back between two runs */
	PLANT_SYNTAX_BLIND,       /* attributes are no identifiers to the layer syntax */
	PLANT_GUARD_STUCK,        /* trusted code left by an exception stays unchecked */
	PLANT_GIVES_GUARDED,      /* padcell.result() answers with a guarded object */
	PLANT_DROPS_MODULE,       /* padcell.result() answers with the dict of a trusted module */
	PLANT_DROPS_CODE,         /* padcell.result() answers with code of the library */
	PLANT_GATE_COUNT,
};

#ifdef PADCELL_TEST_BUILD
/* Was any plant chosen, the control included? */
bool plant_was_chosen(void);

/* Does the chosen plant leave this entry as CPython made it? */
bool plant_spares(const char *owner, const char *name);

/* The function that the chosen plant puts in the place of this entry, or NULL. */
PyCFunction plant_replacement(const char *owner, const char *name);

/* Does the chosen plant arm the function behind this stub?  Counts as triggered: it records and
 * never acts. */
bool plant_arms(const char *what);

/* Does the chosen plant open this gate?  Counts as reached and triggered. */
bool plant_opens(enum plant_gate gate);
#else
static inline bool plant_was_chosen(void)
{
	return false;
}
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
static inline bool plant_opens(enum plant_gate gate)
{
	(void)gate;
	return false;
}
#endif

#endif
