/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/draft.h - a policy file as read: every value with its place, for errors found later.
 * Runs in: host
 */
#ifndef PADCELL_POLICY_DRAFT_H
#define PADCELL_POLICY_DRAFT_H

#include <stddef.h>
#include <stdint.h>

#include "padcell/policy.h"
#include "schema.h"
#include "source.h"

struct draft_name {
	char *text;
	struct place place;
};

struct draft_names {
	struct draft_name *items;
	size_t count;
};

/* Indexed by enum schema_group and enum schema_key; a place of line 0 means "not in the file". */
struct draft {
	struct place group_places[SCHEMA_GROUP_COUNT];
	struct place places[SCHEMA_KEY_COUNT];
	uint64_t numbers[SCHEMA_KEY_COUNT];
	struct draft_names names[SCHEMA_KEY_COUNT];
};

/* An empty file: every number as schema.def starts it. */
void draft_init(struct draft *draft);

/* Release the contents. */
void draft_done(struct draft *draft);

/* The name in a list of the draft, or NULL. */
const struct draft_name *draft_find(const struct draft_names *names, const char *text);

/* Copy a name to the end of a list; false when memory is short. */
bool draft_add(struct draft_names *names, const char *text, struct place place);

/* Read the whole document into the draft; schema.def decides what may be in it. */
enum padcell_status draft_parse(struct draft *draft, struct source *source);

/* Look for values that contradict each other. */
enum padcell_status draft_check(const struct draft *draft, const struct source *source);

/* Make the policy of a draft that passed draft_check(); errors go to the source's reterr. */
enum padcell_status draft_finish(const struct draft *draft, const struct source *source,
                                 padcell_policy **ret_policy);

#endif
