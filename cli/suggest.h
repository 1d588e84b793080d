/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/suggest.h - "did you mean".
 * Runs in: host
 */
#ifndef PADCELL_CLI_SUGGEST_H
#define PADCELL_CLI_SUGGEST_H

#include <stddef.h>

/*
 * How many letters must be added, dropped, changed or swapped with their neighbour to turn one word
 * into the other; SIZE_MAX when a word is longer than anything we would suggest.
 */
size_t suggest_distance(const char *one, const char *other);

/*
 * The nearest of the words when it is near enough to be meant, else NULL.
 *
 * @param word   as typed
 * @param words  ended by NULL
 */
const char *suggest_nearest(const char *word, const char *const *words);

#endif
