/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/hashes.c - hashes that are an address in disguise get a key.
 *
 * CPython's default hash is the address rotated by four bits.  Those of its static types are
 * replaced before it starts: then everything inherits the right one, and no dict was filled with
 * another.  Types of C modules follow at lockdown, when nothing of theirs is in a dict of a guest.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include <math.h>
#include <string.h>

#include "cell.h"
#include "identity.h"
#include "permits.h"
#include "plants.h"

/* Types whose hash no row knows, together in all C modules that a policy may name. */
#define LATE_MAX 256

static bool is_nan_float(PyObject *object)
{
	return isnan(PyFloat_AS_DOUBLE(object));
}

static bool is_nan_complex(PyObject *object)
{
	Py_complex value = ((PyComplexObject *)object)->cval;
	return isnan(value.real) || isnan(value.imag);
}

/* The hash as CPython made it, with the key on top. */
static Py_hash_t keyed(Py_hash_t plain)
{
	if (plain == -1 || plant_opens(PLANT_HASHES_PLAINLY))
		return plain;
	return identity_hash((uint64_t)plain);
}

#define OF_ADDRESS(name, variable, reason)                 \
	static hashfunc real_##variable;                   \
	static Py_hash_t hash_##variable(PyObject *object) \
	{                                                  \
		return keyed(real_##variable(object));     \
	}
#define OF_NAN(name, variable, test, reason)                \
	static hashfunc real_##variable;                    \
	static Py_hash_t hash_##variable(PyObject *object)  \
	{                                                   \
		Py_hash_t plain = real_##variable(object);  \
		return test(object) ? keyed(plain) : plain; \
	}
#define OF_NAN_LATE(name, reason)
#define OF_VALUE(name, reason)
#include "hashes.def"
#undef OF_ADDRESS
#undef OF_NAN
#undef OF_NAN_LATE
#undef OF_VALUE

void hashes_start(void)
{
#define OF_ADDRESS(name, variable, reason)    \
	real_##variable = (variable).tp_hash; \
	(variable).tp_hash = hash_##variable;
#define OF_NAN(name, variable, test, reason) OF_ADDRESS(name, variable, reason)
#define OF_NAN_LATE(name, reason)
#define OF_VALUE(name, reason)
#include "hashes.def"
#undef OF_ADDRESS
#undef OF_NAN
#undef OF_NAN_LATE
#undef OF_VALUE
}

enum how { UNKNOWN, SETTLED, NAN_LATE };

static enum how how_of(const char *name)
{
	static const struct {
		const char *name;
		enum how how;
	} rows[] = {
#define OF_ADDRESS(name, variable, reason)   {name, SETTLED},
#define OF_NAN(name, variable, test, reason) {name, SETTLED},
#define OF_NAN_LATE(name, reason)            {name, NAN_LATE},
#define OF_VALUE(name, reason)               {name, SETTLED},
#include "hashes.def"
#undef OF_ADDRESS
#undef OF_NAN
#undef OF_NAN_LATE
#undef OF_VALUE
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (strcmp(rows[i].name, name) == 0)
			return rows[i].how;
	}
	return UNKNOWN;
}

/* What a type that defines its hash had at lockdown.  Read-only afterwards. */
static struct late {
	const PyTypeObject *type; /* the survey of permits keeps it alive */
	hashfunc real;
	enum how how;
} lates[LATE_MAX];
static size_t late_count;

static const struct late *late_of(const PyTypeObject *type)
{
	for (; type != NULL; type = type->tp_base) {
		for (size_t i = 0; i < late_count; i++) {
			if (lates[i].type == type)
				return &lates[i];
		}
	}
	return NULL;
}

static Py_hash_t hash_late(PyObject *object)
{
	const struct late *late = late_of(Py_TYPE(object));
	if (late == NULL) {
		PyErr_SetString(PyExc_TypeError, "the hash of this type is not known");
		return -1;
	}
	Py_hash_t plain = late->real(object);
	bool by_value = late->how == NAN_LATE && plain != _Py_HashPointer(object);
	return by_value ? plain : keyed(plain);
}

/* The slot wrapper by which a type defines a hash of its own in C, or NULL.  Borrowed. */
static PyWrapperDescrObject *own_hash(PyTypeObject *type)
{
	PyObject *hash = cell_type_dict(type) != NULL
	                         ? PyDict_GetItemString(cell_type_dict(type), "__hash__")
	                         : NULL;
	return hash != NULL && Py_TYPE(hash) == &PyWrapperDescr_Type ? (PyWrapperDescrObject *)hash
	                                                             : NULL;
}

static bool replace_own(void *user, PyTypeObject *type)
{
	size_t *missed = user;
	if (permits_closes(type))
		return true; /* it will have none: its slots are closed */
	PyWrapperDescrObject *wrapper = own_hash(type);
	enum how how = how_of(type->tp_name);
	if (wrapper == NULL || how == SETTLED || wrapper->d_wrapped == (void *)hash_late)
		return true;
	if (late_count == LATE_MAX) {
		*missed += 1;
		return false;
	}
	lates[late_count++] = (struct late){type, (hashfunc)wrapper->d_wrapped, how};
	wrapper->d_wrapped = (void *)hash_late;
	type->tp_hash = hash_late;
	return true;
}

/* Types that inherited a slot before it was replaced hold the old one. */
static bool replace_inherited(void *user, PyTypeObject *type)
{
	(void)user;
	const struct late *late = late_of(type);
	if (late != NULL && type->tp_hash == late->real)
		type->tp_hash = hash_late;
	return true;
}

enum padcell_status hashes_lockdown(padcell_error *reterr)
{
	size_t missed = 0;
	if (!permits_each_type(replace_own, &missed))
		return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
		                    "more than %d types with a hash that no row knows", LATE_MAX);
	(void)permits_each_type(replace_inherited, NULL);
	return PADCELL_OK;
}
