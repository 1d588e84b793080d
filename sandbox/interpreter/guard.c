/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/guard.c - the state of the thread, and who watches it.
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "guard.h"

#include "cell.h"
#include "guard_types.h"
#include "plants.h"

static _Thread_local enum guard_state state = GUARD_CHECKED;

enum guard_state guard_state_now(void)
{
	return state;
}

static struct guard_scope change_to(enum guard_state wanted)
{
	const struct guard_scope scope = {.former = state, .open = true};
	state = wanted;
	return scope;
}

struct guard_scope guard_enter(void)
{
	return change_to(GUARD_UNCHECKED);
}

struct guard_scope guard_call_out(void)
{
	return change_to(GUARD_CHECKED);
}

void guard_leave(struct guard_scope *scope)
{
	if (!scope->open)
		return;

	scope->open = false;
	bool sticks = scope->former == GUARD_CHECKED && state == GUARD_UNCHECKED &&
	              PyErr_Occurred() != NULL && plant_opens(PLANT_GUARD_STUCK);
	if (!sticks)
		state = scope->former;
}

void guard_expect_checked(const char *what)
{
	if (state == GUARD_CHECKED)
		return;

	state = GUARD_CHECKED; /* to say it needs memory, and once is enough */
	cell_violation(PADCELL_INVARIANT_D, PADCELL_LAYER_GUARD, GUARD_WHAT_STATE, what);
}

#ifdef PADCELL_TEST_BUILD

static PyMemAllocatorEx below[2];

static void *watched_malloc(void *next, size_t size)
{
	guard_expect_checked("something was allocated unchecked");
	const PyMemAllocatorEx *allocator = next;
	return allocator->malloc(allocator->ctx, size);
}

static void *watched_calloc(void *next, size_t count, size_t size)
{
	guard_expect_checked("something was allocated unchecked");
	const PyMemAllocatorEx *allocator = next;
	return allocator->calloc(allocator->ctx, count, size);
}

static void *watched_realloc(void *next, void *block, size_t size)
{
	guard_expect_checked("something was allocated unchecked");
	const PyMemAllocatorEx *allocator = next;
	return allocator->realloc(allocator->ctx, block, size);
}

static void watched_free(void *next, void *block)
{
	guard_expect_checked("something was released unchecked");
	const PyMemAllocatorEx *allocator = next;
	allocator->free(allocator->ctx, block);
}

/* On top of what is there: blocks that it handed out before may come back through here. */
static void watch_memory(void)
{
	static const PyMemAllocatorDomain domains[] = {PYMEM_DOMAIN_MEM, PYMEM_DOMAIN_OBJ};
	for (size_t i = 0; i < sizeof domains / sizeof domains[0]; i++) {
		PyMem_GetAllocator(domains[i], &below[i]);
		PyMemAllocatorEx watching = {&below[i], watched_malloc, watched_calloc,
		                             watched_realloc, watched_free};
		PyMem_SetAllocator(domains[i], &watching);
	}
}

static PyObject *frame_starts(PyThreadState *thread, struct _PyInterpreterFrame *frame, int thrown)
{
	guard_expect_checked("Python code started unchecked");
	return _PyEval_EvalFrameDefault(thread, frame, thrown);
}

/* PEP 523.  Not in every run: with a function of ours here CPython calls Python functions another
 * way than in a release build, and that way would be the one that is tested and fuzzed. */
void guard_watch_frames(void)
{
	_PyInterpreterState_SetEvalFrameFunc(PyInterpreterState_Get(), frame_starts);
}

#else

static void watch_memory(void)
{
}

void guard_watch_frames(void)
{
}

#endif

enum padcell_status guard_prepare(padcell_error *reterr)
{
	watch_memory();
	return guard_types_ready() ? PADCELL_OK : cell_fail_python(reterr, "making guarded types");
}

static const struct held {
	PyObject **slot;
	const char *name;
} held[] = {
#define GUARDED(id, name, reason)
#define HELD(member, reason) {&cell.member, #member},
#include "guarded.def"
#undef GUARDED
#undef HELD
};

void guard_hide_held(void)
{
	for (size_t i = 0; i < sizeof held / sizeof held[0]; i++) {
		PyObject *object = *held[i].slot;
		if (object != NULL && PyObject_IS_GC(object) && PyObject_GC_IsTracked(object))
			PyObject_GC_UnTrack(object);
	}
}

const char *guard_held_name(const PyObject *object)
{
	for (size_t i = 0; i < sizeof held / sizeof held[0]; i++) {
		if (*held[i].slot == object)
			return held[i].name;
	}
	return NULL;
}
