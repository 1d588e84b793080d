/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/account.c - the memory account, under the raw and arena allocators.
 *
 * All other domains of CPython take their memory from these two.  Sizes are the heap's own
 * (malloc_usable_size), so that nothing is stored beside a block and the cost is one addition.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "account.h"

#include <Python.h>
#include <malloc.h>

#include "interpreter.h"

/* Bytes above the ceiling for raising and reporting; an arena of CPython is 1 MiB. */
#define RESERVE (UINT64_C(2) << 20)

static struct {
	uint64_t held;
	uint64_t peak;
	uint64_t ceiling; /* 0: none */
	bool hit;
	bool reserve_open;
	PyMemAllocatorEx raw;
	PyObjectArenaAllocator arena;
} account;

/*
 * At the ceiling an allocation fails, and from then on small ones may go a little above it: CPython
 * ends the process with a fatal error when it has no memory left to raise the MemoryError with. The
 * reserve is shut again once the guest has let go of as much.
 */
static bool admit(size_t size)
{
	if (account.ceiling == 0)
		return true;
	if (size <= account.ceiling && account.held <= account.ceiling - size) {
		if (account.held + RESERVE < account.ceiling)
			account.reserve_open = false;
		return true;
	}

	account.hit = true;
	if (account.reserve_open && size <= RESERVE / 2 &&
	    account.held + size <= account.ceiling + RESERVE)
		return true;
	account.reserve_open = true;
	return false;
}

static void take(size_t size)
{
	account.held += size;
	if (account.held > account.peak)
		account.peak = account.held;
}

static void give(size_t size)
{
	account.held -= size < account.held ? size : account.held;
}

static void *raw_malloc(void *context, size_t size)
{
	(void)context;
	if (!admit(size))
		return NULL;

	void *block = account.raw.malloc(account.raw.ctx, size);
	if (block != NULL)
		take(malloc_usable_size(block));
	return block;
}

static void *raw_calloc(void *context, size_t count, size_t size)
{
	(void)context;
	if (size != 0 && count > SIZE_MAX / size)
		return NULL;
	if (!admit(count * size))
		return NULL;

	void *block = account.raw.calloc(account.raw.ctx, count, size);
	if (block != NULL)
		take(malloc_usable_size(block));
	return block;
}

static void *raw_realloc(void *context, void *old, size_t size)
{
	(void)context;
	size_t before = old != NULL ? malloc_usable_size(old) : 0;
	if (size > before && !admit(size - before))
		return NULL;

	void *block = account.raw.realloc(account.raw.ctx, old, size);
	if (block == NULL)
		return NULL;

	give(before);
	take(malloc_usable_size(block));
	return block;
}

static void raw_free(void *context, void *block)
{
	(void)context;
	if (block != NULL)
		give(malloc_usable_size(block));
	account.raw.free(account.raw.ctx, block);
}

static void *arena_alloc(void *context, size_t size)
{
	(void)context;
	if (!admit(size))
		return NULL;

	void *arena = account.arena.alloc(account.arena.ctx, size);
	if (arena != NULL)
		take(size);
	return arena;
}

static void arena_free(void *context, void *arena, size_t size)
{
	(void)context;
	give(size);
	account.arena.free(account.arena.ctx, arena, size);
}

void account_install(void)
{
	PyMem_GetAllocator(PYMEM_DOMAIN_RAW, &account.raw);
	PyObject_GetArenaAllocator(&account.arena);
	PyMemAllocatorEx raw = {NULL, raw_malloc, raw_calloc, raw_realloc, raw_free};
	PyMem_SetAllocator(PYMEM_DOMAIN_RAW, &raw);
	PyObjectArenaAllocator arena = {NULL, arena_alloc, arena_free};
	PyObject_SetArenaAllocator(&arena);
}

void account_limit(uint64_t more)
{
	account.ceiling = more == 0 ? 0 : account.held + more;
	account.hit = false;
	account.reserve_open = false;
	account.peak = account.held;
}

void account_extend(uint64_t more)
{
	if (account.ceiling != 0)
		account.ceiling += more;
}

bool account_was_hit(void)
{
	bool hit = account.hit;
	account.hit = false;
	return hit;
}

uint64_t interpreter_peak_bytes(void)
{
	return account.peak;
}
