/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay.h - the parts of `padcell replay`, in the order they run.
 *
 *     replay_load_...()  reads escapes with their heads
 *     replay_run_all()   a process a row: the naive jail, then the cell (replay_row())
 *     replay_matrix()    or instead: each layer left out, each layer alone (replay_matrix.h)
 *     replay_print()     table or JSON, and the exit code
 *
 * A row is a JSON object from the start: the process that made it hands it over as text.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_REPLAY_H
#define PADCELL_CLI_REPLAY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "escape_head.h"
#include "padcell/padcell.h"

#define CANARY_SIZE 33 /* 128 random bits in hexadecimal, and a terminator */

struct replay_escape {
	char *path;
	char *source;
	size_t source_size;
	struct escape_head head;
};

struct replay_set {
	struct replay_escape *rows;
	size_t count;
	size_t capacity;
};

/* What every row is run with; borrowed. */
struct replay_setting {
	const padcell_policy *policy;
	const char *naive;  /* path of padcell-naive */
	const char *python; /* version of CPython in both jails, such as "3.11.2" */
	size_t jobs;        /* rows at a time */
	const char *canary; /* test builds: the token, known beforehand; NULL for a random one */
	const char *folder; /* where the worker begins, so that a canary lies there; NULL: here */
	const char
	        *without_layer; /* test builds: layers that the cell goes without; NULL for none */
};

/* Every *.py of every folder of `folder`, or of the one called `family`, sorted.  Returns 0 or an
 * exit code after a message. */
int replay_load_tree(const char *folder, const char *family, struct replay_set *set);

/* One file.  Returns 0 or an exit code after a message. */
int replay_load_file(const char *path, struct replay_set *set);

void replay_set_done(struct replay_set *set);

/*
 * Let the fuzz target of a finding repeat it, and say what came of it on stdout (or in `ret_row`).
 *
 * @param ret_row  new row, owned by the caller; NULL to print instead
 * @return         an exit code
 */
int replay_finding(const char *path, const char *target, json_t **ret_row);

/* What the naive jail said about a guest. */
struct naive_end {
	int status;           /* as waitpid() gives it */
	bool leaked;          /* the canary was in its output */
	bool killed;          /* it did not end by itself, and we ended it */
	char last_words[256]; /* the end of its output */
};

/* Run padcell-naive on a file; false after a message when it cannot be started. */
bool replay_naive(const char *naive, const char *path, const char *canary,
                  struct naive_end *ret_end);

/* A new random token; false when the kernel gives none. */
bool replay_canary(char canary[CANARY_SIZE]);

/* Is it said to be alive on the Python that is here?  Versions of one minor version count as one.
 */
bool replay_lives_here(const struct replay_setting *setting, const struct replay_escape *escape);

/*
 * Run an escape in the cell, and note in the row: outcome, contained, stopped_by, stopped_what, or
 * error.  Changes the current folder to `folder` of the setting.
 */
void replay_cell(const struct replay_setting *setting, const struct replay_escape *escape,
                 json_t *row);

/* Both runs of one escape, and what is to be made of them.  Never NULL but when memory is short. */
json_t *replay_row(const struct replay_setting *setting, const struct replay_escape *escape);

/* Rows to be made, each by a process of its own, `jobs` at a time. */
struct replay_work {
	size_t count;
	size_t jobs;
	const char *noun; /* what a row is, for those who watch */
	json_t *(*make)(const void *user, size_t i);
	json_t *(*dead)(const void *user, size_t i, int status); /* its process made no row */
	const void *user;
};

/* The rows in order.  NULL after a message. */
json_t *replay_run_jobs(const struct replay_work *work);

/* How the process of a row ended that made none, for a message. */
void replay_death(int status, char *text, size_t size);

/* All rows, in order, each made by a process of its own.  NULL after a message. */
json_t *replay_run_all(const struct replay_setting *setting, const struct replay_set *set);

/* What the rows amount to. */
struct replay_totals {
	size_t rows, alive, contained, loose, dead, failed, elsewhere;
};

struct replay_totals replay_count(const json_t *rows);

/* The table and its closing lines. */
void replay_print(const json_t *rows, const struct replay_totals *totals);

#endif
