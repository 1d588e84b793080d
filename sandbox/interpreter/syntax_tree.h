/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/syntax_tree.h - find the first refused identifier of a parsed program.
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_SYNTAX_TREE_H
#define PADCELL_INTERPRETER_SYNTAX_TREE_H

#include <Python.h>
#include <stdbool.h>

#include "syntax_names.h"

/* An identifier and the node it belongs to; as the parser counts: lines from 1, bytes from 0. */
struct syntax_found {
	PyObject *name; /* borrowed from the tree; NULL: nothing was refused */
	long line;
	long column;
	long end_line;
	long end_column;
	bool last; /* the identifier ends the node, as that of an attribute does */
};

/*
 * Make the classes of tree nodes of this cell, and close them: a guest that holds a tree must not
 * teach its classes to hide something.
 */
bool syntax_tree_prepare(void);

/* Is it a node of a tree, by its class and not by what it says of itself? */
bool syntax_tree_is_node(PyObject *object);

/*
 * Look at every identifier of a tree that the parser has just made.
 *
 * @param library    NULL, or what the text's author may use beside the protocol
 * @param ret_found  the refused identifier that stands first
 * @return           false with an exception when memory is short
 */
bool syntax_tree_check(PyObject *tree, const struct syntax_library *library,
                       struct syntax_found *ret_found);

#endif
