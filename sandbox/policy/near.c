/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/near.c - "did you mean ...?"
 * Runs in: host
 */
#include "near.h"

#include <string.h>

#define WORD_MAX 32 /* longer words have no near miss; bounds the table on the stack */

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
static unsigned distance(const char *a, const char *b)
{
	unsigned cost[WORD_MAX + 1][WORD_MAX + 1] = {{0}};
	unsigned a_length = (unsigned)strlen(a);
	unsigned b_length = (unsigned)strlen(b);
	for (unsigned i = 0; i <= a_length; i++)
		cost[i][0] = i;
	for (unsigned j = 0; j <= b_length; j++)
		cost[0][j] = j;

	for (unsigned cell = 0; cell < a_length * b_length; cell++) {
		unsigned i = cell / b_length + 1;
		unsigned j = cell % b_length + 1;
		unsigned other = a[i - 1] != b[j - 1];
		unsigned best = least(cost[i - 1][j], cost[i][j - 1]) + 1;
		best = least(best, cost[i - 1][j - 1] + other);
		if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
			best = least(best, cost[i - 2][j - 2] + 1);
		cost[i][j] = best;
	}
	return cost[a_length][b_length];
}

void near_offer(struct near *near, const char *candidate)
{
	size_t length = strlen(near->word);
	if (length > WORD_MAX || strlen(candidate) > WORD_MAX)
		return;

	/* In a short word two changes make any other short word. */
	unsigned allowed = length <= 4 ? 1 : 2;
	unsigned found = distance(near->word, candidate);
	if (found > allowed || (near->best != NULL && found >= near->distance))
		return;

	near->best = candidate;
	near->distance = found;
}

const char *near_name(const struct schema_names *names, const char *word)
{
	struct near near = {.word = word};
	for (size_t i = 0; i < names->count; i++)
		near_offer(&near, names->items[i]);

	return near.best;
}

const char *near_key(enum schema_group group, const char *word)
{
	struct near near = {.word = word};
	for (unsigned key = 0; key < SCHEMA_KEY_COUNT; key++) {
		if (schema_keys[key].group == group)
			near_offer(&near, schema_keys[key].name);
	}
	for (unsigned i = SCHEMA_GROUP_ROOT + 1;
	     group == SCHEMA_GROUP_ROOT && i < SCHEMA_GROUP_COUNT; i++)
		near_offer(&near, schema_groups[i].name);

	return near.best;
}
