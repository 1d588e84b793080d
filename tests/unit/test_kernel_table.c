/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_table.c - the tables of system calls, rungs, limits and rights hold
 * together.
 */
#include <seccomp.h>
#include <sys/resource.h>

#include "kernel.h"
#include "program.h"
#include "table.h"
#include "test.h"

/* The locked worker's calls are counted here so that one more is a decision and not an accident. */
#define LOCKED_ROWS_MAX 16

static const struct table_values values = {.listener = 4, .own_pid = 4711};

static void each_table(void (*check)(const struct table *table))
{
	struct table table;

	table_locked(&table, &values, true);
	check(&table);
	table_locked(&table, &values, false);
	check(&table);
	table_engine_jail(&table, &values);
	check(&table);
}

/* A sanitized build's second table starts over from the front of the alphabet, once. */
static void check_sorted(const struct table *table)
{
	size_t falls = 0;

	assert_in_range(table->size, 10, TABLE_ROWS_MAX - 1);
	for (size_t i = 1; i < table->size; i++)
		if (strcmp(table->rows[i - 1].name, table->rows[i].name) >= 0)
			falls++;
#ifdef PADCELL_SANITIZED
	assert_in_range(falls, 0, 1);
#else
	assert_int_equal(falls, 0);
#endif
}

static void test_kernel_table__rows_are_sorted_and_unique(void **state)
{
	(void)state;
	each_table(check_sorted);
}

/* The document of the audit prints these as they are. */
static void check_reasons(const struct table *table)
{
	for (size_t i = 0; i < table->size; i++) {
		assert_true(strlen(table->rows[i].reason) >= 8);
		assert_null(strpbrk(table->rows[i].reason, "\"\\\n\t"));
		assert_in_range(table->rows[i].invariant, 0, PADCELL_INVARIANT_COUNT - 1);
	}
}

static void test_kernel_table__every_row_has_a_reason_and_an_invariant(void **state)
{
	(void)state;
	each_table(check_reasons);
}

/* Two sources for one fact: the kernel's header, and libseccomp's own list. */
static void check_numbers(const struct table *table)
{
	for (size_t i = 0; i < table->size; i++) {
		int known = seccomp_syscall_resolve_name(table->rows[i].name);

		if (known != __NR_SCMP_ERROR)
			assert_int_equal(known, table->rows[i].number);
		else
			assert_true(table->rows[i].number >
			            440); /* too young for this libseccomp */
	}
}

static void test_kernel_table__numbers_are_those_of_libseccomp(void **state)
{
	(void)state;
	each_table(check_numbers);
}

static void check_conditions(const struct table *table)
{
	for (size_t i = 0; i < table->size; i++) {
		unsigned seen = 0;

		for (size_t j = 0; j < table_conditions(&table->rows[i]); j++) {
			const struct table_condition *condition = &table->rows[i].when[j];

			assert_in_range(condition->argument, 0, 5);
			assert_false(seen & 1u << condition->argument);
			seen |= 1u << condition->argument;
			/* A value outside the mask can never be met. */
			if (condition->compare == TABLE_MASKED)
				assert_true((condition->value & ~condition->mask) == 0);
		}
	}
}

static void test_kernel_table__conditions_are_of_different_arguments_and_can_hold(void **state)
{
	(void)state;
	each_table(check_conditions);
}

static void check_size(const struct table *table)
{
	struct sock_filter program[PROGRAM_MAX];
	size_t size = 0;

	assert_int_equal(program_export(table, program, &size, NULL), PADCELL_OK);
	assert_in_range(size, 10, PROGRAM_MAX - 1);
}

static void test_kernel_table__every_table_compiles(void **state)
{
	(void)state;
	each_table(check_size);
}

static void test_kernel_table__the_worker_has_few_calls(void **state)
{
	struct table table;
	size_t rows = 0;

	(void)state;
	table_locked(&table, &values, true);
#ifdef PADCELL_SANITIZED
	while (rows + 1 < table.size &&
	       strcmp(table.rows[rows].name, table.rows[rows + 1].name) < 0)
		rows++;
	rows++;
#else
	rows = table.size;
#endif
	assert_in_range(rows, 1, LOCKED_ROWS_MAX);
}

static void test_kernel_table__nothing_that_makes_or_finds_things_is_allowed(void **state)
{
	static const char *const powers[] = {"open",    "execve",  "clone",    "fork",  "socket",
	                                     "kill",    "ptrace",  "mprotect", "ioctl", "dup",
	                                     "sendmsg", "recvmsg", "seccomp"};
	struct table table;

	(void)state;
	table_locked(&table, &values, true);
	for (size_t i = 0; i < table.size; i++)
		for (size_t j = 0; j < sizeof powers / sizeof powers[0]; j++)
			if (table.rows[i].action == TABLE_ALLOW)
				assert_string_not_equal(table.rows[i].name, powers[j]);
}

static void test_kernel_table__an_action_has_a_name_and_a_code(void **state)
{
	(void)state;
	for (int action = TABLE_ALLOW; action <= TABLE_ENOSYS; action++)
		assert_string_not_equal(table_action_name((enum table_action)action), "?");
	assert_string_equal(table_action_name((enum table_action)0), "?");
	assert_string_equal(table_action_name((enum table_action)99), "?");
	assert_int_equal(table_encode(TABLE_ALLOW), SECCOMP_RET_ALLOW);
	assert_int_equal(table_encode(TABLE_CRASH), table_encode(TABLE_KILL));
	assert_int_equal(table_encode((enum table_action)99), SECCOMP_RET_KILL_PROCESS);
}

static void test_kernel_table__rungs_are_found_by_their_names(void **state)
{
	(void)state;
	for (unsigned rung = 0; rung < KERNEL_RUNG_COUNT; rung++) {
		const char *name = kernel_rung_name((enum kernel_rung)rung);

		assert_int_equal(kernel_rung_by_name(name), rung);
		assert_true(strlen(kernel_rung_loss((enum kernel_rung)rung)) >= 8);
	}
	assert_int_equal(kernel_rung_by_name("roof"), KERNEL_RUNG_COUNT);
	assert_string_equal(kernel_rung_name(KERNEL_RUNG_COUNT), "?");
	assert_string_equal(kernel_rung_loss((enum kernel_rung)99), "?");
	assert_true(KERNEL_RUNG_COUNT <= 32);
}

static void test_kernel_table__limits_are_named_once(void **state)
{
	static const int resources[] = {
#define RLIMIT(resource, value, invariant, reason) resource,
#include "rlimits.def"
#undef RLIMIT
	};

	(void)state;
	for (size_t i = 0; i < sizeof resources / sizeof resources[0]; i++)
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(resources[i], resources[j]);
}

static void test_kernel_table__rights_of_landlock_follow_each_other(void **state)
{
	enum { FS, NET, SCOPE };
	static const struct {
		unsigned field, bit, abi;
	} rights[] = {
#define RIGHT(name, field, bit, abi, kernel, jail, reason) {field, bit, abi},
#include "landlock.def"
#undef RIGHT
	};

	(void)state;
	/* Each set counts its bits from 0 without a gap: a forgotten right would leave one. */
	for (size_t i = 1; i < sizeof rights / sizeof rights[0]; i++) {
		bool same = rights[i].field == rights[i - 1].field;

		assert_int_equal(rights[i].bit, same ? rights[i - 1].bit + 1 : 0);
		assert_true(rights[i].abi >= 1);
	}
}

TEST_MAIN(cmocka_unit_test(test_kernel_table__rows_are_sorted_and_unique),
          cmocka_unit_test(test_kernel_table__every_row_has_a_reason_and_an_invariant),
          cmocka_unit_test(test_kernel_table__numbers_are_those_of_libseccomp),
          cmocka_unit_test(test_kernel_table__conditions_are_of_different_arguments_and_can_hold),
          cmocka_unit_test(test_kernel_table__every_table_compiles),
          cmocka_unit_test(test_kernel_table__the_worker_has_few_calls),
          cmocka_unit_test(test_kernel_table__nothing_that_makes_or_finds_things_is_allowed),
          cmocka_unit_test(test_kernel_table__an_action_has_a_name_and_a_code),
          cmocka_unit_test(test_kernel_table__rungs_are_found_by_their_names),
          cmocka_unit_test(test_kernel_table__limits_are_named_once),
          cmocka_unit_test(test_kernel_table__rights_of_landlock_follow_each_other))
