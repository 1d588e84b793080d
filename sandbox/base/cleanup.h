/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/cleanup.h - each resource has one owner, and leaves it only through TAKE().
 *
 *     CLEANUP(free_at_exit) char *text = strdup(name);
 *     CLEANUP(fd_at_exit) int fd = open(...);
 *     ...
 *     *ret_text = TAKE(text);
 *
 * Runs in: host, supervisor, worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_BASE_CLEANUP_H
#define PADCELL_BASE_CLEANUP_H

#include <stdlib.h>
#include <unistd.h>

#define CLEANUP(release) __attribute__((__cleanup__(release)))

/* Define <func>_at_exit(): func() must accept the empty value as a no-op. */
#define DEFINE_CLEANUP(type, func)                                                \
	static inline __attribute__((__unused__)) void func##_at_exit(type *slot) \
	{                                                                         \
		(void)func(*slot);                                                \
	}

/* Hand the pointer on and leave NULL behind, so that cleanup does nothing. */
#define TAKE(pointer)                                    \
	({                                               \
		__typeof__(pointer) *slot_ = &(pointer); \
		__typeof__(pointer) taken_ = *slot_;     \
		*slot_ = NULL;                           \
		taken_;                                  \
	})

/* Hand the descriptor on and leave -1 behind. */
#define TAKE_FD(fd)                  \
	({                           \
		int *slot_ = &(fd);  \
		int taken_ = *slot_; \
		*slot_ = -1;         \
		taken_;              \
	})

static inline __attribute__((__unused__)) void free_at_exit(void *slot)
{
	free(*(void **)slot);
}

/* close() in place; the slot is -1 afterwards. */
static inline __attribute__((__unused__)) void fd_close(int *slot)
{
	if (*slot >= 0)
		(void)close(*slot);
	*slot = -1;
}

static inline __attribute__((__unused__)) void fd_at_exit(int *slot)
{
	fd_close(slot);
}

#endif
