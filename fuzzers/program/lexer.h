/* SPDX-License-Identifier: Apache-2.0 */
/*
 * program/lexer.h - what may stand in a template's text places.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#ifndef PADCELL_PROGRAM_LEXER_H
#define PADCELL_PROGRAM_LEXER_H

#include <stdbool.h>
#include <stddef.h>

#define LEXER_NAME_MAX    64  /* bytes of a name */
#define LEXER_LITERAL_MAX 512 /* bytes of a literal */

/* True for a byte that may go on a Python name. */
bool lexer_is_name_byte(char byte);

/*
 * Length of the text at the start of `text` that the place `letter` takes (N, M, G, I, L, B or U),
 * or 0 when nothing there fits it.
 */
size_t lexer_read(char letter, const char *text, size_t size);

#endif
