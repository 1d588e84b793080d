/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/reach.h - the reach audit: what a guest can get hold of, and by which program.
 *
 * Shares no code with the permits walk, so that one is a check of the other: this one starts where
 * a guest starts and goes only where a guest can go.  A node is an object the guest can hold; its
 * text is the step that leads to it from its parent, with $x for the parent and $r for the result.
 *
 * Private to interpreter/reach*.c.  Runs in: worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_REACH_H
#define PADCELL_INTERPRETER_REACH_H

#include <Python.h>
#include <stdbool.h>
#include <stdint.h>

#include "bytes.h"
#include "interpreter.h"

#define REACH_ROOT UINT32_MAX /* the parent of a root */

struct reach_node {
	PyObject *object; /* owned */
	uint32_t parent;
	uint32_t depth; /* steps from a root, the root's own included */
	char *text;     /* owned */
	bool fresh;     /* made by the step itself: nobody else holds it */
	bool whole;     /* followed by every edge, not by its items only */
};

/* What an entry is in the manifest. */
enum reach_kind {
	REACH_FUNCTION, /* of a module */
	REACH_METHOD,   /* of a type, bound or not */
	REACH_SLOT,     /* of a type, as __add__ and its kin */
	REACH_GETSET,
	REACH_MEMBER,
	REACH_TYPE,   /* written in C; its constructor is judged */
	REACH_MODULE, /* as an object: what is in it is judged for itself */
	REACH_OBJECT, /* of a kind that no guest may hold at all */
	REACH_KIND_COUNT,
};

enum reach_state {
	REACH_PERMITTED, /* as CPython made it, and a row allows it */
	REACH_VIRTUAL,   /* a function of ours stands there */
	REACH_DISARMED,  /* a stub stands there */
	REACH_ARMED,     /* as CPython made it, and no row allows it: a breach of E */
	REACH_STATE_COUNT,
};

struct reach_entry {
	const void *definition;
	enum reach_kind kind;
	enum reach_state state;
	uint32_t node; /* the first that led to it; REACH_ROOT: by a pointer of C only */
	char name[160];
};

/* A report to the violation sink while an edge was tried. */
struct reach_alarm {
	uint32_t node;
	char text[200]; /* the step */
	char what[160];
	char detail[160];
};

#define REACH_ALARMS_MAX 64

struct reach {
	struct reach_node *nodes;
	size_t count;
	size_t capacity;
	struct reach_entry *entries;
	size_t entry_count;
	size_t entry_capacity;
	struct reach_alarm alarms[REACH_ALARMS_MAX];
	size_t alarm_count;
	struct reach_seen *seen;    /* objects, by identity */
	struct reach_shape *shapes; /* objects nobody else holds, by type and step */
	struct reach_known *known;  /* entries, by definition */
	PyObject *space;            /* borrowed; the guest's global names */
	uint32_t at;                /* the node that is followed now */
	const char *step;           /* the step that is tried now */
	unsigned denials;           /* edges that answered with a refusal */
	struct bytes missing;       /* roots that could not be made, as JSON strings */
	bool failed;                /* out of memory */
	bool truncated;             /* more nodes than REACH_NODES_MAX */
};

/* A bound on a graph that should be finite: reaching it fails the audit. */
#define REACH_NODES_MAX 1500000u

/* How a value was found: `parent` and `text` as in a node, `label` for telling alike steps. */
struct reach_step {
	uint32_t parent;
	const char *text;
	const char *label;
	bool in_fresh; /* it is in a container that nobody else holds */
};

/* Take note of a value; the reference stays the caller's. */
void reach_visit(struct reach *reach, PyObject *object, const struct reach_step *step);

/* Everything a guest reaches from a node by attributes and items. */
void reach_follow_attributes(struct reach *reach, uint32_t node);
void reach_follow_items(struct reach *reach, uint32_t node);

/* The calls of reach_calls.def, and the call of a stub. */
bool reach_prepare_calls(struct reach *reach);
void reach_follow_calls(struct reach *reach, uint32_t node);
void reach_release_calls(void);

/* The roots of reach_roots.def, and every module of the policy. */
void reach_take_roots(struct reach *reach);

/* Take the pending exception as a value, as an `except` clause of the guest would. */
void reach_take_exception(struct reach *reach, const struct reach_step *step);

/* Which entry is this, and in which state?  False when it is of no kind that is judged. */
bool reach_judge(PyObject *object, struct reach_entry *ret_entry);
bool reach_prepare_judge(void);

/* Is it a class made by a class statement? */
bool reach_is_class(const PyTypeObject *type);

/* Does the machine code of this address belong to padcell? */
bool reach_is_ours(const void *function);

/* Is it one of the numbered stubs? */
bool reach_is_stub(const void *function);

/* What a row of permits/ says, read from the tables once more and by other code. */
enum reach_permit { REACH_CLOSED, REACH_READABLE, REACH_ALLOWED, REACH_REPLACED };
enum reach_permit reach_permit_function(const char *module, const char *name);
enum reach_permit reach_permit_entry(const char *type, const char *name);
enum reach_permit reach_permit_single(const char *type, const char *name);
enum reach_permit reach_permit_slot(const char *type, const char *name, size_t offset);
bool reach_permits_writing(const char *type, const char *name);
bool reach_permits_module(const char *name);

/* Numbers of the second view: every pointer that the collector sees, from the same roots. */
struct reach_bound {
	size_t objects;
	size_t entries[REACH_KIND_COUNT][REACH_STATE_COUNT];
	struct bytes armed; /* names, as JSON strings */
};
bool reach_follow_pointers(const struct reach *reach, struct reach_bound *bound);

/* What the variables of a row are called in a text made of it. */
struct reach_names {
	char x[12];
	char r[12];
	char other[10][12];
};

/* A row's text with those names, each line behind `indent`; no newline at the end. */
bool reach_put_text(struct bytes *out, const char *text, const char *indent,
                    const struct reach_names *names);

/* Note a breach at the step that is tried now. */
void reach_alarm(struct reach *reach, const char *what, const char *detail);

/* The program that leads to a node, and takes one more step unless that is NULL: lines, with the
 * number of the variable that holds the result. */
bool reach_program(const struct reach *reach, uint32_t node, const char *more, struct bytes *text,
                   unsigned *ret_variable);

/* The document. */
bool reach_write_json(const struct reach *reach, const struct reach_bound *bound,
                      struct bytes *json);

#endif
