/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/walk.h - find every entry written in C that the process holds.
 *
 * Found by walking the process, not by a list: modules, functions, types and descriptors of the
 * main interpreter and of the cell.  Runs in: worker before lockdown
 */
#ifndef PADCELL_INTERPRETER_WALK_H
#define PADCELL_INTERPRETER_WALK_H

#include <Python.h>
#include <stdbool.h>

enum walk_kind {
	WALK_FUNCTION,     /* PyMethodDef of a module */
	WALK_METHOD,       /* PyMethodDef of a type */
	WALK_CLASS_METHOD, /* PyMethodDef of a type, called on the type: class and static methods */
	WALK_GETSET,       /* PyGetSetDef of a type */
	WALK_MEMBER,       /* PyMemberDef of a type */
	WALK_TYPE,         /* the type itself: its constructor, and all its slots */
	WALK_STATE, /* an object in the dict of a C module, neither function, type nor module */
	WALK_CLASS, /* a class made by a class statement: nothing to disarm, but it has an owner */
	WALK_OWNED, /* a type or class that this interpreter, and no other, made */
	WALK_KIND_COUNT,
};

struct walk_entry {
	enum walk_kind kind;
	const char *owner; /* module name or tp_name; lives as long as the type or module */
	const char *name;  /* "" for a type; the class's name for WALK_CLASS */
	void *definition;  /* the PyMethodDef, PyGetSetDef, PyMemberDef, PyTypeObject or module */
	PyObject *value;   /* WALK_STATE: the object, borrowed for the call; else NULL */
};

/* Called for each entry found, possibly more than once; false stops the walk. */
typedef bool walk_visit(void *user, const struct walk_entry *entry);

/*
 * Walk the interpreter of the current thread state.
 *
 * @return  false when `visit` stopped it or a Python exception is pending
 */
bool walk_interpreter(walk_visit *visit, void *user);

#endif
