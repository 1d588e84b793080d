/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/guard.h - the check bit: whose turn it is, the guest's or that of trusted code.
 *
 * A thread is *checked* or *unchecked*.  Guest code always runs checked.  A C function of ours that
 * has to look into a guarded object does this:
 *
 *     GUARD_ENTER(entry);                              unchecked from here, and restored on every
 * way out struct stream *stream = guard_inside(object, GUARDED_STREAM); int number =
 * stream->number; guard_leave(&entry);                             before anything is allocated,
 * let go or called
 *
 * and around a call that may run code of the guest in between:
 *
 *     GUARD_CALL_OUT(call);                            checked until the end of the block
 *
 * Nothing is allocated or released while unchecked: letting an object go may run a finaliser of the
 * guest.  A test build watches that, and that no Python code starts unchecked.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_GUARD_H
#define PADCELL_INTERPRETER_GUARD_H

#include <Python.h>
#include <stdbool.h>

#include "cleanup.h"
#include "padcell/error.h"

enum guard_state { GUARD_CHECKED, GUARD_UNCHECKED };

enum guarded {
#define GUARDED(id, name, reason) GUARDED_##id,
#define HELD(member, reason)
#include "guarded.def"
#undef GUARDED
#undef HELD
	GUARDED_COUNT,
};

/* A stretch of code with a state of its own. */
struct guard_scope {
	enum guard_state former;
	bool open;
};

struct guard_scope guard_enter(void);
struct guard_scope guard_call_out(void);

/* Restore what was before; a second time does nothing. */
void guard_leave(struct guard_scope *scope);

/* `unused`: clang counts a variable that is only released as one nobody uses. */
#define GUARD_ENTER(name) \
	__attribute__((__unused__)) CLEANUP(guard_leave) struct guard_scope name = guard_enter()
#define GUARD_CALL_OUT(name) \
	__attribute__((__unused__)) CLEANUP(guard_leave) struct guard_scope name = guard_call_out()

enum guard_state guard_state_now(void);

/* Bytes that a guarded object has for what it stands for. */
#define GUARD_INSIDE_MAX 64

/* Make the guarded types; once a process, before any object of theirs. */
enum padcell_status guard_prepare(padcell_error *reterr);

/* Take the HELD containers of this cell off the collector's lists; at the end of lockdown. */
void guard_hide_held(void);

/* Is this one of them?  NULL, or what it is called. */
const char *guard_held_name(const PyObject *object);

/* A new guarded object; what is inside is zero. */
PyObject *guard_new(enum guarded id);

/* What it stands for, at least GUARD_INSIDE_MAX bytes; NULL when it is none of these, or the thread
 * is checked: without the layer, in any state. */
void *guard_inside(PyObject *object, enum guarded id);

/* Is it an object of a guarded type? */
bool guard_is_guarded(const PyObject *object);

/* In a test build: complain from now on when Python code of the present interpreter starts
 * unchecked. */
void guard_watch_frames(void);

/* Say that something happened that must not happen unchecked; nothing while the thread is checked.
 */
void guard_expect_checked(const char *what);

#endif
