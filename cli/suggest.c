/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/suggest.c - edit distance over three rows.
 * Runs in: host
 */
#include "suggest.h"

#include <stdint.h>
#include <string.h>

#define WORD_MAX 40 /* letters; our own words are shorter */

static size_t least(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;
	return least < c ? least : c;
}

/* One row of the table: distances from the first `i` letters of `one` to every start of `other`. */
static void fill_row(size_t rows[3][WORD_MAX + 1], size_t i, const char *one, const char *other)
{
	size_t *row = rows[i % 3];
	const size_t *above = rows[(i + 2) % 3];
	const size_t *twice_above = rows[(i + 1) % 3];
	row[0] = i;
	for (size_t j = 1; other[j - 1] != '\0'; j++) {
		size_t changed = above[j - 1] + (one[i - 1] != other[j - 1]);
		row[j] = least(above[j] + 1, row[j - 1] + 1, changed);
		if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] &&
		    twice_above[j - 2] + 1 < row[j])
			row[j] = twice_above[j - 2] + 1;
	}
}

size_t suggest_distance(const char *one, const char *other)
{
	size_t one_length = strnlen(one, WORD_MAX + 1);
	size_t other_length = strnlen(other, WORD_MAX + 1);
	if (one_length > WORD_MAX || other_length > WORD_MAX)
		return SIZE_MAX;

	size_t rows[3][WORD_MAX + 1] = {{0}};
	for (size_t j = 0; j <= other_length; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= one_length; i++)
		fill_row(rows, i, one, other);
	return rows[one_length % 3][other_length];
}

const char *suggest_nearest(const char *word, const char *const *words)
{
	/* A third of the letters may be wrong: `rnu` is `run`, `zzz` is nothing. */
	size_t allowed = strlen(word) < 3 ? 1 : (strlen(word) + 2) / 3;
	const char *nearest = NULL;
	for (; *words != NULL; words++) {
		size_t distance = suggest_distance(word, *words);
		if (distance > allowed)
			continue;
		allowed = distance > 0 ? distance - 1 : 0;
		nearest = *words;
	}
	return nearest;
}
