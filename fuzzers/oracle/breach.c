/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oracle/breach.c - the first breach of an execution, and one function an invariant to report it.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include "breach.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static struct oracle_breach first;
static bool breached;
static void (*end_process)(void) = abort;

void oracle_begin(void)
{
	breached = false;
}

/* Texts may hold what a guest chose; a report has one line a fact. */
static void copy_line(char *to, size_t size, const char *from)
{
	(void)snprintf(to, size, "%s", from != NULL ? from : "");
	for (; *to != '\0'; to++) {
		if ((unsigned char)*to < 0x20 || *to == 0x7f)
			*to = '?';
	}
}

void oracle_note(enum padcell_invariant invariant, enum padcell_layer layer, const char *what,
                 const char *detail, unsigned line)
{
	if (breached)
		return;

	breached = true;
	first = (struct oracle_breach){.invariant = invariant, .layer = layer, .line = line};
	copy_line(first.what, sizeof first.what, what);
	copy_line(first.detail, sizeof first.detail, detail);
}

bool oracle_breach(struct oracle_breach *ret_breach)
{
	if (breached)
		*ret_breach = first;
	return breached;
}

void oracle_end_by(void (*end)(void))
{
	end_process = end;
}

static _Noreturn void report(const struct oracle_breach *breach, const char *source, unsigned line,
                             const char *function)
{
	/* By one write() each: the reporter may run inside a signal handler's process. */
	char text[1024];
	int size = snprintf(text, sizeof text,
	                    "invariant: %s\nlayer: %s\nwhat: %s\ndetail: %s\nguest line: %u\n"
	                    "%s:%u: ASSERTION FAILED: %s\n",
	                    padcell_invariant_letter(breach->invariant),
	                    padcell_layer_name(breach->layer), breach->what, breach->detail,
	                    breach->line, source, line, function);
	(void)!write(STDERR_FILENO, text, (size_t)size < sizeof text ? (size_t)size : sizeof text);
	end_process();
	abort();
}

#define INVARIANT(id, name, promise, seen_by)                                      \
	__attribute__((noinline)) void padcell_invariant_##id##_##name##_violated( \
	        const struct oracle_breach *breach)                                \
	{                                                                          \
		report(breach, __FILE__, __LINE__, __func__);                      \
	}
#include "invariants.def"
#undef INVARIANT

_Noreturn void oracle_report(const struct oracle_breach *breach)
{
	static void (*const violated[PADCELL_INVARIANT_COUNT])(const struct oracle_breach *) = {
#define INVARIANT(id, name, promise, seen_by) padcell_invariant_##id##_##name##_violated,
#include "invariants.def"
#undef INVARIANT
	};
	violated[breach->invariant](breach);
	abort();
}
