/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/table.c - the rows of syscalls.def and engine_jail.def as data, and what they mean.
 *
 * Nothing here knows libseccomp: table_expect() is the independent half of the proof in audit.c.
 *
 * Runs in: worker before lockdown (the audit: host)
 */
#include "table.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <time.h>

/* Calls that are younger than Debian 12's headers; the same number on every architecture. */
#ifndef __NR_fchmodat2
#define __NR_fchmodat2 452
#endif
#ifndef __NR_setxattrat
#define __NR_setxattrat 463
#endif
#ifndef __NR_removexattrat
#define __NR_removexattrat 466
#endif
#ifndef __NR_open_tree_attr
#define __NR_open_tree_attr 467
#endif
#ifndef __NR_file_setattr
#define __NR_file_setattr 469
#endif

/* The columns of the tables. */
#define SYSCALL(name, action, when, invariant, reason) \
	{#name, __NR_##name, TABLE_##action, when, PADCELL_INVARIANT_##invariant, reason},
#define ANY                                 \
	{                                   \
		{                           \
			TABLE_NONE, 0, 0, 0 \
		}                           \
	}
#define WHEN(...)           \
	{                   \
		__VA_ARGS__ \
	}
#define MASKED(argument, mask, value)               \
	{                                           \
		TABLE_MASKED, argument, mask, value \
	}
#define IGNORING(argument, bits, value)                          \
	{                                                        \
		TABLE_MASKED, argument, ~(uint64_t)(bits), value \
	}
#define IS(argument, value)                               \
	{                                                 \
		TABLE_MASKED, argument, UINT64_MAX, value \
	}
#define AT_MOST(argument, value)                  \
	{                                         \
		TABLE_AT_MOST, argument, 0, value \
	}
#define NOT(argument, value)                  \
	{                                     \
		TABLE_NOT, argument, 0, value \
	}

static void append(struct table *table, const struct table_row *rows, size_t size)
{
	for (size_t i = 0; i < size && table->size < TABLE_ROWS_MAX; i++)
		table->rows[table->size++] = rows[i];
}

void table_locked(struct table *ret_table, const struct table_values *values, bool notify)
{
	const struct table_row rows[] = {
#include "syscalls.def"
#ifdef PADCELL_SANITIZED
#include "syscalls_asan.def"
#endif
	};

	ret_table->otherwise = notify ? TABLE_NOTIFY : TABLE_KILL;
	ret_table->size = 0;
	append(ret_table, rows, sizeof rows / sizeof rows[0]);
}

void table_engine_jail(struct table *ret_table, const struct table_values *values)
{
	const struct table_row rows[] = {
#include "engine_jail.def"
	};

	ret_table->otherwise = TABLE_ALLOW;
	ret_table->size = 0;
	append(ret_table, rows, sizeof rows / sizeof rows[0]);
}

size_t table_conditions(const struct table_row *row)
{
	size_t count = 0;

	while (count < TABLE_CONDITIONS_MAX && row->when[count].compare != TABLE_NONE)
		count++;
	return count;
}

uint32_t table_encode(enum table_action action)
{
	switch (action) {
	case TABLE_ALLOW:
		return SECCOMP_RET_ALLOW;
	case TABLE_NOTIFY:
		return SECCOMP_RET_USER_NOTIF;
	case TABLE_EPERM:
		return SECCOMP_RET_ERRNO | EPERM;
	case TABLE_ENOSYS:
		return SECCOMP_RET_ERRNO | ENOSYS;
	case TABLE_CRASH:
	case TABLE_KILL:
		break;
	}
	return SECCOMP_RET_KILL_PROCESS;
}

const char *table_action_name(enum table_action action)
{
	static const char *const names[] = {
	        [TABLE_ALLOW] = "allow", [TABLE_CRASH] = "crash", [TABLE_NOTIFY] = "notify",
	        [TABLE_KILL] = "kill",   [TABLE_EPERM] = "eperm", [TABLE_ENOSYS] = "enosys",
	};

	if (action < TABLE_ALLOW || action > TABLE_ENOSYS)
		return "?";
	return names[action];
}

static bool holds(const struct table_condition *condition, const struct seccomp_data *call)
{
	uint64_t argument = call->args[condition->argument];

	switch (condition->compare) {
	case TABLE_MASKED:
		return (argument & condition->mask) == condition->value;
	case TABLE_AT_MOST:
		return argument <= condition->value;
	case TABLE_NOT:
		return argument != condition->value;
	case TABLE_NONE:
		break;
	}
	return true;
}

static bool matches(const struct table_row *row, const struct seccomp_data *call)
{
	if (row->number != call->nr)
		return false;
	for (size_t i = 0; i < table_conditions(row); i++)
		if (!holds(&row->when[i], call))
			return false;
	return true;
}

uint32_t table_expect(const struct table *table, const struct seccomp_data *call)
{
	if (call->arch != TABLE_ARCHITECTURE)
		return SECCOMP_RET_KILL_PROCESS;
#ifdef __x86_64__
	/* -1 is what a tracer sets to skip a call; it has the bit, but is no call of x32. */
	if ((uint32_t)call->nr >= TABLE_X32_BIT && call->nr != -1)
		return SECCOMP_RET_KILL_PROCESS;
#endif
	for (size_t i = 0; i < table->size; i++)
		if (matches(&table->rows[i], call))
			return table_encode(table->rows[i].action);
	return table_encode(table->otherwise);
}
