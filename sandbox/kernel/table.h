/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/table.h - the rows of syscalls.def and engine_jail.def as data, and what they mean.
 *
 * table_expect() is the meaning of a table, computed from the rows alone: the audit compares it
 * with what the compiled program says.
 *
 * Runs in: worker before lockdown (the audit: host)
 */
#ifndef PADCELL_KERNEL_TABLE_H
#define PADCELL_KERNEL_TABLE_H

#include <linux/audit.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "terms.h"

#if defined(__x86_64__)
#define TABLE_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define TABLE_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "no table of system calls for this architecture"
#endif

#define TABLE_ROWS_MAX       160
#define TABLE_CONDITIONS_MAX 3

/* Descriptors the locked worker may use.  KEEP IN STEP: descriptors (wire/wire.h) */
#define KERNEL_FD_DIAGNOSTICS 2
#define KERNEL_FD_SOCKET      3

/* Lowest of x32's numbers on x86-64. */
#define TABLE_X32_BIT UINT32_C(0x40000000)

enum table_action {
	TABLE_ALLOW = 1,
	TABLE_CRASH,  /* kill the process; never reported to the listener */
	TABLE_NOTIFY, /* report to the listener */
	TABLE_KILL,   /* kill the process: a breach */
	TABLE_EPERM,
	TABLE_ENOSYS,
};

enum table_compare {
	TABLE_NONE = 0, /* end of the conditions */
	TABLE_MASKED,   /* (argument & mask) == value */
	TABLE_AT_MOST,  /* argument <= value */
	TABLE_NOT,      /* argument != value */
};

struct table_condition {
	enum table_compare compare;
	unsigned argument;
	uint64_t mask;
	uint64_t value;
};

struct table_row {
	const char *name;
	int number;
	enum table_action action;
	struct table_condition when[TABLE_CONDITIONS_MAX];
	enum padcell_invariant invariant;
	const char *reason;
};

struct table {
	enum table_action otherwise; /* for what no row names, or whose conditions do not hold */
	size_t size;
	struct table_row rows[TABLE_ROWS_MAX];
};

/* What rows compare with that is known at run time only. */
struct table_values {
	uint64_t listener; /* number the listener's descriptor gets */
	uint64_t own_pid;
};

/* The table of the locked worker.  `notify`: calls that are not in it go to a listener. */
void table_locked(struct table *ret_table, const struct table_values *values, bool notify);

/* The table of the engine jail. */
void table_engine_jail(struct table *ret_table, const struct table_values *values);

/* Number of conditions of a row. */
size_t table_conditions(const struct table_row *row);

/* What the table says of one call, as an action and an errno or 0 in seccomp's encoding. */
uint32_t table_expect(const struct table *table, const struct seccomp_data *call);

/* Seccomp's encoding of an action. */
uint32_t table_encode(enum table_action action);

/* Such as "allow"; "?" for an unknown value.  Static storage. */
const char *table_action_name(enum table_action action);

#endif
