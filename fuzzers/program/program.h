/* SPDX-License-Identifier: Apache-2.0 */
/*
 * program/program.h - a guest program as a flat list of operations over named values.
 *
 * Every program has a text form, which is Python: one operation a row of operations.def, values
 * v0 .. v999 (also f, a and c for functions, arguments and classes), blocks by indentation.  A line
 * that no row matches is a raw operation: kept, moved, deleted, never rewritten.
 *
 * A program has a fixed size and owns no memory, so that it can be copied, compared and dropped.
 *
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#ifndef PADCELL_PROGRAM_PROGRAM_H
#define PADCELL_PROGRAM_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PROGRAM_OPERATIONS_MAX 192   /* operations of one program */
#define PROGRAM_POOL_MAX       24576 /* bytes of names, literals and raw lines of one program */
#define PROGRAM_TEXT_MAX       32768 /* bytes of one program's text form */
#define PROGRAM_DEPTH_MAX      8     /* blocks inside blocks */
#define PROGRAM_INPUTS_MAX     4
#define PROGRAM_INNER_MAX      2
#define PROGRAM_TEXTS_MAX      2

/* A value's name: 1000 * (index of its letter in "vfac") + its number. */
typedef uint16_t program_value;
#define PROGRAM_VALUES_MAX 4000
#define PROGRAM_NO_VALUE   UINT16_MAX

enum operation_kind {
#define OPERATION(id, flow, twin, makes, risk, weight, template, reason) OPERATION_##id,
#include "operations.def"
#undef OPERATION
	OPERATION_RAW, /* texts[0] is the whole line, indentation included */
	OPERATION_KIND_COUNT,
};

enum operation_flow {
	FLOW_LINE,
	FLOW_BLOCK,
	FLOW_FUNCTION,
	FLOW_CLASS,
	FLOW_TRY,
	FLOW_HANDLER,
	FLOW_FINALLY,
	FLOW_INSIDE,
};

enum operation_twin {
	TWIN_NONE,
	TWIN_READ,
	TWIN_WRITE,
	TWIN_DELETE,
	TWIN_FORMAT,
	TWIN_IMPORT,
	TWIN_ITEM,
	TWIN_CALL_0,
	TWIN_CALL_1,
	TWIN_NEXT,
};

/* What a value probably is, for the choice of inputs and names; never relied on. */
enum program_hint {
	HINT_ANY,
	HINT_NUMBER,
	HINT_TEXT,
	HINT_TUPLE,
	HINT_LIST,
	HINT_DICT,
	HINT_TYPE,
	HINT_INSTANCE,
	HINT_FUNCTION,
	HINT_GENERATOR_FUNCTION,
	HINT_COROUTINE_FUNCTION,
	HINT_ASYNC_FUNCTION,
	HINT_GENERATOR,
	HINT_COROUTINE,
	HINT_ASYNC_GENERATOR,
	HINT_METHOD,
	HINT_EXCEPTION,
	HINT_TRACEBACK,
	HINT_FRAME,
	HINT_CODE,
	HINT_MODULE,
	HINT_COUNT,
};

enum operation_risk { RISK_SAFE, RISK_RISKY };

/* Where a place of a template takes its content from; the letter after the '$'. */
struct operation_row {
	const char *name;
	const char *template;
	const char *reason;
	enum operation_flow flow;
	enum operation_twin twin;
	enum program_hint makes;
	enum operation_risk risk;
	unsigned weight;
	/* Counted from the template, once: the letters in order of first appearance. */
	bool has_output;
	uint8_t inner_count;
	uint8_t input_count;
	uint8_t text_count;
	char inputs[PROGRAM_INPUTS_MAX];
	char texts[PROGRAM_TEXTS_MAX];
};

/* A row of the table; also for OPERATION_RAW, whose template is "". */
const struct operation_row *operation_row(unsigned kind);

/* A piece of the program's pool. */
struct program_text {
	uint16_t at;
	uint16_t size;
};

struct operation {
	uint8_t kind; /* enum operation_kind */
	uint8_t depth;
	bool guarded; /* printed inside try/except: a failure becomes the output's value */
	program_value
	        output; /* also of a guarded operation whose row has none: the exception's name */
	program_value caught; /* name in the except clause of a guarded operation */
	program_value inner[PROGRAM_INNER_MAX];
	program_value inputs[PROGRAM_INPUTS_MAX];
	struct program_text texts[PROGRAM_TEXTS_MAX];
};

struct program {
	size_t count;
	size_t pool_size;
	struct operation operations[PROGRAM_OPERATIONS_MAX];
	char pool[PROGRAM_POOL_MAX];
};

void program_clear(struct program *program);

/* Copies only what is used. */
void program_copy(struct program *to, const struct program *from);

/* The same operations with the same values and texts, wherever these lie in the pool. */
bool program_equal(const struct program *left, const struct program *right);

/* An operation of that kind with no values and texts set. */
struct operation operation_empty(unsigned kind);

/*
 * Insert before `at` (at most program->count).
 *
 * @return  the new place of the operation, or NULL when the program is full
 */
struct operation *program_insert(struct program *program, size_t at,
                                 const struct operation *operation);

/* Remove `size` operations from `at` on; the range lies inside the program. */
void program_remove(struct program *program, size_t at, size_t size);

/* Put a text into the pool; false when it is full or the text too long. */
bool program_intern(struct program *program, const char *text, size_t size,
                    struct program_text *ret_text);

/* Insert another program's operation, its texts with it; false when either does not fit. */
bool program_import(struct program *program, size_t at, const struct program *from, size_t index);

/* The number of the last line of the block that the operation at `at` opens, plus one; at + 1 for a
 * line.  Handlers are blocks of their own. */
size_t program_block_end(const struct program *program, size_t at);

/* Which values a program uses, to find fresh ones. */
struct program_names {
	uint8_t used[PROGRAM_VALUES_MAX];
};

void program_names_collect(const struct program *program, struct program_names *ret_names);

/* A value that is not used yet, and is from now on; PROGRAM_NO_VALUE when all are. */
program_value program_names_take(struct program_names *names);

/*
 * Read a program's text form.  Total: any bytes are a program, if only of raw lines.
 *
 * @return  false when there was more than a program can hold; what fits was read
 */
bool program_parse(struct program *ret_program, const char *text, size_t size);

/*
 * The text form, without a terminator.
 *
 * @return  bytes written, or 0 when `capacity` does not suffice (or the program is empty)
 */
size_t program_print(const struct program *program, char *text, size_t capacity);

/* Write a value's name, such as "v12"; at most 5 bytes with the terminator. */
void program_value_name(program_value value, char name[5]);

/* Read a value's name at the start of `text`: its length, or 0 when there is none. */
size_t program_value_read(const char *text, size_t size, program_value *ret_value);

#endif
