/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/syntax_place.h - where in a text an identifier stands, for messages.
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_SYNTAX_PLACE_H
#define PADCELL_INTERPRETER_SYNTAX_PLACE_H

#include <Python.h>

#include "syntax_tree.h"

/* As SyntaxError counts: both from 1, columns in characters. */
struct syntax_place {
	long line;
	long column;
	PyObject *text; /* owned; the line itself, or NULL when the text cannot be read */
};

/*
 * Find the identifier as it is written: the parser tells where its node is, and has normalised the
 * name.  Never raises; what cannot be found is where the node is.
 *
 * @param source  the text or bytes that were parsed
 */
void syntax_place_find(PyObject *source, const struct syntax_found *found,
                       struct syntax_place *ret_place);

#endif
