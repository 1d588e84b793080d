/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/syntax.h - `syntax: strict`: programs that name what they must not are never
 * compiled.
 *
 * Every text that becomes code of a guest passes here: its program, modules that the policy grants
 * as text, and what it gives to exec(), eval() and compile().  The text is parsed once; the tree
 * that was looked at is the tree that is compiled, so no second reading can find something else.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_SYNTAX_H
#define PADCELL_INTERPRETER_SYNTAX_H

#include <Python.h>
#include <stdbool.h>

#include "padcell/error.h"

/* Is the layer in force? */
bool syntax_is_strict(void);

/* Put the layer behind exec(), eval() and compile() of this cell.  The last act of lockdown, since
 * it keeps whatever stands there.  Nothing when the policy does not ask for it. */
enum padcell_status syntax_prepare(padcell_error *reterr);

/*
 * Compile a text of the guest's as a module, in whatever encoding it says; checked when the layer
 * is in force.
 *
 * @param text      borrowed; terminated at `size`, and no NUL before it
 * @param filename  borrowed; as tracebacks show it
 * @return          new code object, or NULL with an exception: SyntaxError with line and column
 * when an identifier was refused
 */
PyObject *syntax_compile(const char *text, size_t size, const char *filename);

/* Code of the bundle, just read: its functions of a LIBRARY row may compile texts with the names of
 * that row.  False with an exception when memory is short. */
bool syntax_learn(const char *module, PyObject *code);

#endif
