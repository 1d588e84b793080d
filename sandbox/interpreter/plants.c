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
	CRASHES, /* `owner.name` follows a null pointer on some arguments */
};

static const struct plant_hole {
	const char *plant;
	enum hole hole;
	const char *owner;
	const char *name;
} holes[] = {
        {"generator_frame", SPARES, "generator", "gi_frame"},
        {"generator_frame", SPARES, "coroutine", "cr_frame"},
        {"generator_frame", SPARES, "async_generator", "ag_frame"},
        {"generator_frame", SPARES, "frame", "f_back"},
        {"format_reaches_globals", SPARES, "function", "__globals__"},
        {"open_armed", ARMS, "io", "open"},
        {"audit_only", SPARES, "sys", "_getframe"},
        {"index_crash", CRASHES, "builtins", "hex"},
        {"octal_crash", CRASHES, "builtins", "oct"},
        {"traceback_frame", SPARES, "traceback", "tb_frame"},
        {"traceback_made", SPARES, "traceback", ""},
        {"function_code", SPARES, "function", "__code__"},
        {"thread_armed", ARMS, "_thread", "start_new_thread"},
        {"clock_armed", ARMS, "time", "clock_settime"},
        {"bytecode_armed", ARMS, "code", "replace"},
        {"open_code_armed", ARMS, "io", "open_code"},
};

/* KEEP IN STEP: plants (plants.h) */
static const char *const gates[PLANT_GATE_COUNT] = {
        [PLANT_SHOWS_CLASSES] = "subclasses_unfiltered",
        [PLANT_IMPORTS_ANY] = "import_any",
        [PLANT_KEEPS_MODULES] = "modules_uncleaned",
        [PLANT_REFLECTS] = "proxy_reflects",
        [PLANT_FORGETS_RESET] = "reset_forgotten",
        [PLANT_TELLS_CANARY] = "executable_told",
        [PLANT_METERS_NOTHING] = "memory_unmetered",
        [PLANT_CAPS_NOTHING] = "recursion_uncapped",
        [PLANT_IDENTIFIES_PLAINLY] = "identity_plain",
        [PLANT_PRINTS_PLAINLY] = "repr_plain",
        [PLANT_HASHES_PLAINLY] = "hash_plain",
        [PLANT_SHARES_REGISTRY] = "registry_shared",
        [PLANT_SHARES_MODULE] = "module_shared",
        [PLANT_HANDS_OVER] = "foreign_canary",
        [PLANT_OUTLIVES] = "turn_outlived",
        [PLANT_KEEPS_CLASSES] = "classes_forgotten",
        [PLANT_SYNTAX_BLIND] = "syntax_blind",
        [PLANT_GUARD_STUCK] = "guard_stuck",
        [PLANT_GIVES_GUARDED] = "guarded_given",
        [PLANT_DROPS_MODULE] = "module_dropped",
        [PLANT_DROPS_CODE] = "code_dropped",
};

static const char *const plants[] = {
#define PLANT(name, invariant, layer, mode, reason) name,
#include "plants.def"
#undef PLANT
};

static const char *chosen = "none";
static bool was_chosen;
static unsigned reached;
static unsigned triggered;
static PyCFunction real_function; /* behind the one that crashes */

bool cell_plant(const char *name)
{
	for (size_t i = 0; i < sizeof plants / sizeof plants[0]; i++) {
		if (strcmp(plants[i], name) == 0) {
			chosen = plants[i];
			was_chosen = true;
			return true;
		}
	}
	return false;
}

bool plant_was_chosen(void)
{
	return was_chosen;
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

/* The fault itself, and not a sanitizer's word for it, is what the oracles have to hear. */
static __attribute__((no_sanitize("undefined"))) void fault(void)
{
	*(volatile int *)NULL = 0;
}

/* hex(x), oct(x) where x's own __index__ answers a negative number: a published shape of memory
 * error. */
static PyObject *crashing(PyObject *module, PyObject *object)
{
	reached++;
	OWNED number = PyNumber_Index(object);
	if (number == NULL)
		return NULL;
	if (!PyLong_Check(object) && Py_SIZE(number) < 0) {
		triggered++;
		fault();
	}
	return real_function(module, number);
}

PyCFunction plant_replacement(const char *owner, const char *name)
{
	if (!has(CRASHES, owner, name))
		return NULL;

	OWNED function = PyObject_GetAttrString(cell.builtins, name);
	real_function = function != NULL ? PyCFunction_GetFunction(function) : NULL;
	PyErr_Clear();
	return real_function != NULL ? crashing : NULL;
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

bool plant_opens(enum plant_gate gate)
{
	bool open = strcmp(gates[gate], chosen) == 0;
	reached += open;
	triggered += open;
	return open;
}

#endif
