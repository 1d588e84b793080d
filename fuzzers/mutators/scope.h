/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/scope.h - which values are bound at a place of a program, and what they probably are.
 *
 *     scope_start(&scope);
 *     for (i = 0; i < program->count; i++) {
 *             scope_enter(&scope, operation->depth);
 *             ... values are those bound before the operation ...
 *             scope_leave(&scope, program, operation);
 *     }
 *
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#ifndef PADCELL_MUTATORS_SCOPE_H
#define PADCELL_MUTATORS_SCOPE_H

#include "choices.h"
#include "program.h"

#define SCOPE_VALUES_MAX (PROGRAM_OPERATIONS_MAX * 4)

struct scope_mark {
	uint16_t count;       /* values bound when the block was opened */
	uint16_t hidden_from; /* a class body's names, which functions inside it do not see */
	uint16_t hidden_to;
	uint8_t flow; /* enum operation_flow of the opener */
	uint8_t kind; /* enum operation_kind of the opener */
};

struct scope {
	size_t count;
	unsigned depth; /* blocks open */
	program_value bound[SCOPE_VALUES_MAX];
	uint8_t hints[PROGRAM_VALUES_MAX]; /* enum program_hint; of bound values only */
	struct scope_mark marks[PROGRAM_DEPTH_MAX + 2];
};

void scope_start(struct scope *scope);

/* Leave the blocks that an operation of that depth is not in. */
void scope_enter(struct scope *scope, unsigned depth);

/* Bind what the operation binds, and open its block. */
void scope_leave(struct scope *scope, const struct program *program,
                 const struct operation *operation);

/* The scope before the operation at `at`. */
void scope_at(struct scope *ret_scope, const struct program *program, size_t at);

bool scope_is_bound(const struct scope *scope, program_value value);

/* True when the innermost function or class is a function; `ret_kind` is its opener's kind. */
bool scope_in_function(const struct scope *scope, unsigned *ret_kind);

/*
 * A bound value for a place of a template: of the wanted sort if there is one, mostly; later ones
 * more often than earlier ones.
 *
 * @return  PROGRAM_NO_VALUE when nothing is bound
 */
program_value scope_choose(const struct scope *scope, char letter, struct choices *choices);

/* A bound value of that kind, the latest first; PROGRAM_NO_VALUE when there is none. */
program_value scope_choose_hinted(const struct scope *scope, enum program_hint hint,
                                  struct choices *choices);

/* What is known of a value; HINT_ANY for nothing. */
enum program_hint scope_hint(const struct scope *scope, program_value value);

/* What the operation's output probably is. */
enum program_hint scope_infer(const struct scope *scope, const struct program *program,
                              const struct operation *operation);

#endif
