/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/plants.c - the interpreter's side of threat-model/plants.def: which hole each plant
 * is. Runs in: worker before lockdown, worker after lockdown
 */
#include "plants.h"

#include <string.h>

#include "cell.h"

#ifdef PADCELL_TEST_BUILD

enum hole {
	SPARES,  /* entry `owner.name` stays as CPython made it */
	ARMS,    /* the stub of `owner.name` has the power behind it */
	SHOWS,   /* type.__subclasses__ leaves its filter out */
	CRASHES, /* `owner.name` follows a null pointer on some arguments */
};

static const struct plant_hole {
	const char *plant;
	enum hole hole;
	const char *owner;
	const char *name;
} holes[] = {
        {"subclasses_unfiltered", SHOWS, "type", "__subclasses__"},
        {"generator_frame", SPARES, "generator", "gi_frame"},
        {"generator_frame", SPARES, "coroutine", "cr_frame"},
        {"generator_frame", SPARES, "async_generator", "ag_frame"},
        {"generator_frame", SPARES, "frame", "f_back"},
        {"format_reaches_globals", SPARES, "function", "__globals__"},
        {"open_armed", ARMS, "io", "open"},
        {"audit_only", SPARES, "sys", "_getframe"},
        {"index_crash", CRASHES, "builtins", "hex"},
};

static const char *const plants[] = {
#define PLANT(name, invariant, layer, mode, reason) name,
#include "plants.def"
#undef PLANT
};

static const char *chosen = "none";
static unsigned reached;
static unsigned triggered;
static PyCFunction real_hex;

bool cell_plant(const char *name)
{
	for (size_t i = 0; i < sizeof plants / sizeof plants[0]; i++) {
		if (strcmp(plants[i], name) == 0) {
			chosen = plants[i];
			return true;
		}
	}
	return false;
}

unsigned cell_plant_reached(void)
{
	return reached;
}

unsigned cell_plant_triggered(void)
{
	return triggered;
}

static bool has(enum hole hole, const char *owner, const char *name)
{
	for (size_t i = 0; i < sizeof holes / sizeof holes[0]; i++) {
		if (holes[i].hole == hole && strcmp(holes[i].plant, chosen) == 0 &&
		    strcmp(holes[i].owner, owner) == 0 && strcmp(holes[i].name, name) == 0)
			return true;
	}
	return false;
}

bool plant_spares(const char *owner, const char *name)
{
	return has(SPARES, owner, name);
}

/* hex(x) where x's own __index__ answers a negative number: a published shape of memory error. */
static PyObject *crashing_hex(PyObject *module, PyObject *object)
{
	reached++;
	OWNED number = PyNumber_Index(object);
	if (number == NULL)
		return NULL;
	if (!PyLong_Check(object) && Py_SIZE(number) < 0) {
		triggered++;
		*(volatile int *)NULL = 0;
	}
	return real_hex(module, number);
}

PyCFunction plant_replacement(const char *owner, const char *name)
{
	if (!has(CRASHES, owner, name))
		return NULL;

	OWNED function = PyObject_GetAttrString(cell.builtins, name);
	real_hex = function != NULL ? PyCFunction_GetFunction(function) : NULL;
	PyErr_Clear();
	return real_hex != NULL ? crashing_hex : NULL;
}

bool plant_arms(const char *what)
{
	const char *dot = strrchr(what, '.');
	char owner[128];
	if (dot == NULL || (size_t)(dot - what) >= sizeof owner)
		return false;

	memcpy(owner, what, (size_t)(dot - what));
	owner[dot - what] = '\0';
	bool armed = has(ARMS, owner, dot + 1);
	reached += armed;
	triggered += armed;
	return armed;
}

bool plant_shows_classes(void)
{
	bool shown = has(SHOWS, "type", "__subclasses__");
	reached += shown;
	triggered += shown;
	return shown;
}

#endif
