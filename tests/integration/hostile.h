/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/hostile.h - what the files of hostile-worker share: the honest part of the
 * conversation, and the table of ways to leave it.
 */
#ifndef PADCELL_TESTS_HOSTILE_H
#define PADCELL_TESTS_HOSTILE_H

#include "messages.h"

/* How far a mode behaves before it acts. */
enum hostile_reach {
	REACH_CONFIG,  /* CONFIG is read, nothing was said */
	REACH_HELLO,   /* HELLO is sent */
	REACH_LOCKED,  /* LOCKED is sent, without a listener */
	REACH_RUNNING, /* RUN is read */
};

struct hostile_mode {
	const char *name; /* chosen by the name of the guest */
	enum hostile_reach reach;
	void (*act)(void);
};

/* hostile_modes.c, hostile_deaths.c: each ends with a row without a name. */
extern const struct hostile_mode hostile_frames[];
extern const struct hostile_mode hostile_deaths[];

/* hostile_worker.c */
void say(enum wire_code code, const void *payload, size_t size);
void say_raw(const void *data, size_t size);
void say_hello(void);
void say_locked(int listener);
void say_ok(void); /* DONE: the guest ran to its end */
void say_output(const char *text);
void await_run(void);
/* Read one INPUT frame; its size. */
size_t await_input(char *data, size_t capacity);
/* The CONFIG that was read. */
const struct wire_config *hostile_config(void);
/* The name that a test waits for in /proc/PID/comm. */
void show(const char *name);

#endif
