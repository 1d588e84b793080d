/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/kept.h - what a cell's library holds: copies to compare with and to go back to.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_KEPT_H
#define PADCELL_INTERPRETER_KEPT_H

#include <Python.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct kept_dict {
	PyObject *dict;     /* owned */
	PyObject *copy;     /* owned; as it was */
	PyTypeObject *type; /* owned; the class whose dict it is, or NULL */
	uint64_t version;
};

struct kept_list {
	PyObject *list; /* owned */
	PyObject *copy; /* owned; as it was */
};

struct kept_module {
	PyObject *module;   /* owned */
	PyTypeObject *type; /* owned */
};

/* An object whose memory is its state: the generator of random numbers. */
struct kept_state {
	PyObject *object; /* owned */
	char *copy;       /* owned */
	size_t size;      /* behind the object's head */
};

struct kept {
	struct kept_dict *dicts;
	size_t dict_count;
	struct kept_list *lists;
	size_t list_count;
	struct kept_module *modules;
	size_t module_count;
	PyFunctionObject **functions; /* owned; those without attributes */
	size_t function_count;
	struct kept_state random;
};

/* Take the present state of every module of the cell in turn; false with a Python exception. */
bool kept_remember(struct kept *kept);

void kept_forget(struct kept *kept);

/* Is everything as it was? */
bool kept_is_settled(const struct kept *kept);

/* Put everything back once; false when something refuses. */
bool kept_put_back(struct kept *kept);

/* Take the present state of one dict anew; false when memory is short. */
bool kept_renew(struct kept *kept, PyObject *dict);

uint64_t kept_version_of_dict(PyObject *dict);

#endif
