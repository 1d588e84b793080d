/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/slots.h - the functions that a type keeps in its own struct, one by one.
 * Runs in: worker before lockdown
 */
#ifndef PADCELL_INTERPRETER_SLOTS_H
#define PADCELL_INTERPRETER_SLOTS_H

#include <Python.h>
#include <stdbool.h>
#include <stdint.h>

/* Which slots are in use and the type's own, not its base's: a bit for each. */
struct slots_own {
	uint64_t bits[2];
};
struct slots_own slots_of(PyTypeObject *type);

/*
 * Call for each of these slots.
 *
 * @param slot   its name in C, such as "tp_call"
 * @param place  where the function stands: the address is one of a kind
 */
typedef void slots_visit(void *user, PyTypeObject *type, const char *slot, void *place);
void slots_each(PyTypeObject *type, struct slots_own own, slots_visit *visit, void *user);

/* Is it one of those that make an instance? */
bool slots_make(const char *slot);

/* Does a row of permits let a type keep this slot, although the type is disarmed? */
typedef bool slots_keeps(PyTypeObject *type, const char *slot);

/*
 * Put stubs into all slots of a type, and into the copies that types below it hold: what subtypes
 * inherited, and the slot wrappers in its dict.  An instance is inert afterwards.
 *
 * @param below  every type and class that may have inherited, `below_count` of them
 * @return       false when memory is short
 */
bool slots_close(PyTypeObject *type, slots_keeps *keeps, PyTypeObject *const *below,
                 size_t below_count);

#endif
