/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/syntax_names.h - which identifiers `syntax: strict` refuses (syntax.def).
 * Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_SYNTAX_NAMES_H
#define PADCELL_INTERPRETER_SYNTAX_NAMES_H

#include <stdbool.h>
#include <stddef.h>

/* A row of the library that may use more names; NULL: there is none. */
struct syntax_library;

/* The row of this function of this module, or NULL. */
const struct syntax_library *syntax_library_find(const char *module, const char *function);

/* Is there any row for this module? */
bool syntax_library_has(const char *module);

/*
 * Must this identifier not stand there?
 *
 * @param name     as the parser normalised it; need not be terminated
 * @param defined  it stands where a program defines it: a function's name, or a name assigned to
 * @param library  NULL, or what the text's author may use beside the protocol
 */
bool syntax_refuses(const char *name, size_t size, bool defined,
                    const struct syntax_library *library);

#endif
