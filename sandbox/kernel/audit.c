/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/audit.c - the proof that a seccomp program is its table.
 *
 * Two ways lead from the table to an answer: libseccomp compiles it and bpf.c runs the result, and
 * table_expect() reads the rows.  They share the rows and nothing else; where they differ, one of
 * them is wrong.
 *
 * Runs in: host
 */
#include "audit.h"

#include <inttypes.h>

#include "bpf.h"
#include "kernel.h"

#define NUMBERS 1024

static const uint32_t architectures[] = {AUDIT_ARCH_X86_64, AUDIT_ARCH_I386, AUDIT_ARCH_AARCH64,
                                         AUDIT_ARCH_ARM, 0};
#define ARCHITECTURES (sizeof architectures / sizeof architectures[0])

static void report(struct audit *audit, const struct seccomp_data *call, uint32_t expected,
                   bool ran, uint32_t answer)
{
	char name[32];

	if (audit->mismatches++ >= AUDIT_MISMATCHES_LISTED)
		return;
	kernel_syscall_name(call->nr, name, sizeof name);
	bool done = bytes_printf(&audit->list,
	                         "%s{\"name\":\"%s\",\"number\":%d,\"architecture\":%" PRIu32
	                         ",\"arguments\":[",
	                         audit->list.size == 0 ? "" : ",", name, call->nr, call->arch);
	for (size_t i = 0; i < 6; i++)
		done = done && bytes_printf(&audit->list, "%s\"0x%" PRIx64 "\"", i == 0 ? "" : ",",
		                            (uint64_t)call->args[i]);
	done = done &&
	       bytes_printf(&audit->list, "],\"table\":\"0x%" PRIx32 "\",\"filter\":", expected);
	done = done && (ran ? bytes_printf(&audit->list, "\"0x%" PRIx32 "\"}", answer)
	                    : bytes_append_text(&audit->list, "null}"));
	audit->failed = audit->failed || !done;
}

static void try_call(struct audit *audit, const struct seccomp_data *call)
{
	uint32_t expected = table_expect(audit->table, call);
	uint32_t answer = 0;

	audit->cases++;
	bool ran = bpf_evaluate(audit->program, audit->size, call, &answer);
	if (!ran || answer != expected)
		report(audit, call, expected, ran, answer);
}

/* Every number with arguments of all zeros, all ones, and one that no row expects. */
static void sweep_number(struct audit *audit, uint32_t architecture, int number)
{
	static const uint64_t fills[] = {0, UINT64_MAX, UINT64_C(0x5a5a5a5a5a5a5a5a)};

	for (size_t i = 0; i < sizeof fills / sizeof fills[0]; i++) {
		struct seccomp_data call = {.nr = number, .arch = architecture};

		for (size_t j = 0; j < 6; j++)
			call.args[j] = fills[i];
		try_call(audit, &call);
	}
}

static void sweep_numbers(struct audit *audit)
{
	for (size_t i = 0; i < ARCHITECTURES; i++) {
		for (int number = 0; number < NUMBERS; number++) {
			sweep_number(audit, architectures[i], number);
			sweep_number(audit, architectures[i],
			             (int)(TABLE_X32_BIT | (uint32_t)number));
		}
		sweep_number(audit, architectures[i], -1);
		sweep_number(audit, architectures[i], INT32_MAX);
		sweep_number(audit, architectures[i], INT32_MIN);
	}
}

/* A value of an argument for which a condition holds. */
static uint64_t satisfying(const struct table_condition *condition)
{
	return condition->compare == TABLE_NOT ? condition->value + 1 : condition->value;
}

/* One argument set to `value`, the others of the row as its conditions want them. */
static void try_argument(struct audit *audit, struct seccomp_data call, unsigned argument,
                         uint64_t value)
{
	call.args[argument] = value;
	try_call(audit, &call);
	call.args[argument] = ~value;
	try_call(audit, &call);
	call.args[argument] = value + 1;
	try_call(audit, &call);
	call.args[argument] = value - 1;
	try_call(audit, &call);
}

/* Around the value, with each single bit changed, with its low and its high half alone. */
static void sweep_condition(struct audit *audit, const struct seccomp_data *call,
                            const struct table_condition *condition)
{
	uint64_t value = condition->value;

	try_argument(audit, *call, condition->argument, value);
	try_argument(audit, *call, condition->argument, value & UINT32_MAX);
	try_argument(audit, *call, condition->argument, value | ~(uint64_t)UINT32_MAX);
	try_argument(audit, *call, condition->argument, value << 32);
	try_argument(audit, *call, condition->argument, condition->mask);
	try_argument(audit, *call, condition->argument, value | ~condition->mask);
	for (unsigned bit = 0; bit < 64; bit++)
		try_argument(audit, *call, condition->argument, value ^ (UINT64_C(1) << bit));
}

/* A row whose conditions all hold, then each of them bent while the others hold. */
static void sweep_row(struct audit *audit, const struct table_row *row, uint64_t rest)
{
	struct seccomp_data call = {.nr = row->number, .arch = TABLE_ARCHITECTURE};
	size_t conditions = table_conditions(row);

	for (size_t i = 0; i < 6; i++)
		call.args[i] = rest;
	for (size_t i = 0; i < conditions; i++)
		call.args[row->when[i].argument] = satisfying(&row->when[i]);
	try_call(audit, &call);
	for (size_t i = 0; i < conditions; i++)
		sweep_condition(audit, &call, &row->when[i]);
}

void audit_sweep(struct audit *audit)
{
	sweep_numbers(audit);
	for (size_t i = 0; i < audit->table->size; i++) {
		sweep_row(audit, &audit->table->rows[i], 0);
		sweep_row(audit, &audit->table->rows[i], UINT64_MAX);
	}
}
