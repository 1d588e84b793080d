/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_audit.c - the filters are their tables, and a filter that is not is found
 * out.
 */
#include <sys/syscall.h>

#include "audit.h"
#include "bpf.h"
#include "kernel.h"
#include "program.h"
#include "test.h"

static const struct table_values values = {.listener = 4, .own_pid = 4711};

/* Compile one table, promise another. */
static void sweep(const struct table *promised, const struct table *compiled,
                  struct audit *ret_audit)
{
	static struct sock_filter program[PROGRAM_MAX];

	*ret_audit = (struct audit){.table = promised, .program = program};
	assert_int_equal(program_export(compiled, program, &ret_audit->size, NULL), PADCELL_OK);
	audit_sweep(ret_audit);
	assert_false(ret_audit->failed);
	assert_true(ret_audit->cases > 30000);
}

static void must_agree(const struct table *table)
{
	struct audit audit;

	sweep(table, table, &audit);
	if (audit.mismatches != 0)
		fail_msg("%zu mismatches: %s", audit.mismatches, bytes_text(&audit.list));
	bytes_done(&audit.list);
}

static void test_kernel_audit__the_worker_filter_is_its_table(void **state)
{
	struct table table;

	(void)state;
	table_locked(&table, &values, true);
	must_agree(&table);
	table_locked(&table, &values, false);
	must_agree(&table);
}

static void test_kernel_audit__the_engine_jail_is_its_table(void **state)
{
	struct table table;

	(void)state;
	table_engine_jail(&table, &values);
	must_agree(&table);
}

static struct table_row *row_named(struct table *table, const char *name)
{
	for (size_t i = 0; i < table->size; i++)
		if (strcmp(table->rows[i].name, name) == 0)
			return &table->rows[i];
	fail_msg("no row for %s", name);
	return NULL;
}

/* What can be wrong with a filter, each planted on purpose. */
static void plant_condition_dropped(struct table *table)
{
	row_named(table, "read")->when[0].compare = TABLE_NONE;
}

#ifndef PADCELL_SANITIZED /* whose wider row for mmap hides it */
static void plant_third_condition_dropped(struct table *table)
{
	row_named(table, "mmap")->when[2].compare = TABLE_NONE;
}
#endif

static void plant_value_changed(struct table *table)
{
	row_named(table, "prctl")->when[0].value = 4 + 1;
}

static void plant_mask_without_its_high_half(struct table *table)
{
	row_named(table, "write")->when[0].mask = 0xfffffffe;
}

static void plant_bound_raised(struct table *table)
{
	row_named(table, "getrandom")->when[0].value++;
}

static void plant_call_allowed(struct table *table)
{
	row_named(table, "rt_sigprocmask")->action = TABLE_ALLOW;
}

static void plant_call_added(struct table *table)
{
	struct table_row *row = &table->rows[table->size++];

	*row = *row_named(table, "brk");
	row->name = "personality";
	row->number = SYS_personality;
}

static void plant_call_missing(struct table *table)
{
	*row_named(table, "munmap") = table->rows[--table->size];
}

static void plant_other_default(struct table *table)
{
	table->otherwise = TABLE_EPERM;
}

/* clang-format off */
static const struct {
	const char *name; /* of a call that the list must then hold */
	void (*plant)(struct table *table);
} plants[] = {
	{"read",           plant_condition_dropped},
#ifndef PADCELL_SANITIZED
	{"mmap",           plant_third_condition_dropped},
#endif
	{"prctl",          plant_value_changed},
	{"write",          plant_mask_without_its_high_half},
	{"getrandom",      plant_bound_raised},
	{"rt_sigprocmask", plant_call_allowed},
	{"personality",    plant_call_added},
	{"munmap",         plant_call_missing},
	{"write",          plant_other_default},
};
/* clang-format on */

static void test_kernel_audit__a_planted_difference_is_reported(void **state)
{
	struct table promised, compiled;
	char wanted[64];

	(void)state;
	table_locked(&promised, &values, true);
	for (size_t i = 0; i < sizeof plants / sizeof plants[0]; i++) {
		struct audit audit;

		compiled = promised;
		plants[i].plant(&compiled);
		sweep(&promised, &compiled, &audit);
		(void)snprintf(wanted, sizeof wanted, "{\"name\":\"%s\",", plants[i].name);
		if (audit.mismatches == 0 || strstr(bytes_text(&audit.list), wanted) == NULL)
			fail_msg("%s: %zu mismatches: %s", plants[i].name, audit.mismatches,
			         bytes_text(&audit.list));
		bytes_done(&audit.list);
	}
}

static void test_kernel_audit__a_broken_program_is_reported(void **state)
{
	static const struct sock_filter broken[] = {BPF_STMT(BPF_LD | BPF_IMM, 1)};
	struct audit audit = {.program = broken, .size = 1};
	struct table table;

	(void)state;
	table_locked(&table, &values, true);
	audit.table = &table;
	audit_sweep(&audit);
	assert_int_equal(audit.mismatches, audit.cases);
	assert_non_null(strstr(bytes_text(&audit.list), "\"filter\":null"));
	bytes_done(&audit.list);
}

static void test_kernel_audit__gives_one_document(void **state)
{
	struct bytes json = {.data = NULL};

	(void)state;
	assert_true(kernel_audit_seccomp(&json));
	const char *text = bytes_text(&json);
	assert_true(strncmp(text, "{\"rows\":[{\"name\":\"brk\",", 23) == 0);
	assert_non_null(strstr(text, "\"mismatches\":[],"));
	assert_non_null(strstr(text, "\"name\":\"engine_jail\""));
	assert_non_null(strstr(text, "\"when\":\"arg0 == 0x3\""));
#ifdef PADCELL_SANITIZED
	assert_non_null(strstr(text, "\"sanitized\":true"));
#else
	assert_non_null(strstr(text, "\"sanitized\":false"));
#endif
	assert_int_equal(text[json.size - 1], '}');
	bytes_done(&json);
}

static void test_kernel_audit__says_so_when_memory_is_short(void **state)
{
	struct bytes json = {.limit = 100};

	(void)state;
	assert_false(kernel_audit_seccomp(&json));
	bytes_done(&json);
}

TEST_MAIN(cmocka_unit_test(test_kernel_audit__the_worker_filter_is_its_table),
          cmocka_unit_test(test_kernel_audit__the_engine_jail_is_its_table),
          cmocka_unit_test(test_kernel_audit__a_planted_difference_is_reported),
          cmocka_unit_test(test_kernel_audit__a_broken_program_is_reported),
          cmocka_unit_test(test_kernel_audit__gives_one_document),
          cmocka_unit_test(test_kernel_audit__says_so_when_memory_is_short))
