/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/kit.h - cleanup attributes, so that each resource has one owner.
 *
 * The command line sees sandbox/include only, so it has its own few lines of what base/cleanup.h
 * gives to the stages.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_KIT_H
#define PADCELL_CLI_KIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <jansson.h>

#include "padcell/padcell.h"

#define CLEANUP(release) __attribute__((__cleanup__(release)))
#define COUNT_OF(table)  (sizeof(table) / sizeof((table)[0]))

/* Hand the pointer on and leave NULL behind, so that cleanup does nothing. */
#define TAKE(pointer)                                    \
	({                                               \
		__typeof__(pointer) *slot_ = &(pointer); \
		__typeof__(pointer) taken_ = *slot_;     \
		*slot_ = NULL;                           \
		taken_;                                  \
	})

static inline void free_at_exit(void *slot)
{
	free(*(void **)slot);
}

static inline void fd_at_exit(int *slot)
{
	if (*slot >= 0)
		(void)close(*slot);
	*slot = -1;
}

static inline void file_at_exit(FILE **slot)
{
	if (*slot != NULL)
		(void)fclose(*slot);
	*slot = NULL;
}

static inline void json_at_exit(json_t **slot)
{
	json_decref(*slot);
	*slot = NULL;
}

static inline void policy_at_exit(padcell_policy **slot)
{
	*slot = padcell_policy_free(*slot);
}

static inline void verdict_at_exit(padcell_verdict **slot)
{
	*slot = padcell_verdict_free(*slot);
}

#endif
