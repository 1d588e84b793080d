/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/generate.h - operations and programs out of choices; the decoder of arbitrary bytes.
 *
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#ifndef PADCELL_MUTATORS_GENERATE_H
#define PADCELL_MUTATORS_GENERATE_H

#include "choices.h"
#include "program.h"
#include "scope.h"

/* Inputs that begin with a byte from here on, which no UTF-8 text contains, are operation streams.
 */
#define PROGRAM_STREAM_HEADER 0xf8

/*
 * Insert one generated operation before `at`.  A risky block is put inside a TRY of its own, and a
 * new instance may be handed to a builtin at once, so two operations may be inserted.
 *
 * @param scope  the scope before `at`
 * @param depth  of the operation
 * @param names  the values that the program uses; fresh ones are taken from it
 * @return       operations inserted; 0 when the program is full
 */
size_t generate_operation(struct program *program, size_t at, unsigned depth,
                          const struct scope *scope, struct program_names *names,
                          struct choices *choices);

/* Write an operation of a given kind into `ret_operation`; false when no value fits its inputs. */
bool generate_of_kind(struct program *program, unsigned kind, const struct scope *scope,
                      struct program_names *names, struct choices *choices,
                      struct operation *ret_operation);

/* A whole program of about `length` operations; a stream that ends earlier makes a shorter one. */
void generate_program(struct program *ret_program, size_t length, struct choices *choices);

/*
 * Any bytes as a program: an operation stream, or text as it is.
 *
 * @return  false when the text holds more than a program can; what fits was read
 */
bool program_decode(struct program *ret_program, const void *data, size_t size);

#endif
