/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/choice.h - choices.def: keys whose value is one of a few words.
 * Runs in: host
 */
#ifndef PADCELL_POLICY_CHOICE_H
#define PADCELL_POLICY_CHOICE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "schema.h"

/* The value of a word; untouched, and false, when the key has no such word. */
bool choice_find(enum schema_key key, const char *word, uint64_t *ret_value);

/* The word of a value; "" when there is none.  Static storage. */
const char *choice_word(enum schema_key key, uint64_t value);

/* "one of off, strict", for messages; returns `text`. */
const char *choice_expected(enum schema_key key, char *text, size_t size);

#endif
