/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/program.c - a table compiled to a seccomp program by libseccomp.
 *
 * Runs in: worker before lockdown (the audit: host)
 */
#include "program.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cleanup.h"
#include "fail.h"
#include "plant.h"

#define FAIL(status, code, ...) \
	padcell_fail(reterr, status, PADCELL_STAGE_KERNEL, code, __VA_ARGS__)

static void context_free(scmp_filter_ctx context)
{
	if (context != NULL)
		seccomp_release(context);
}
DEFINE_CLEANUP(scmp_filter_ctx, context_free)

static uint32_t action_of(enum table_action action)
{
	switch (action) {
	case TABLE_ALLOW:
		return SCMP_ACT_ALLOW;
	case TABLE_NOTIFY:
		return SCMP_ACT_NOTIFY;
	case TABLE_EPERM:
		return SCMP_ACT_ERRNO(EPERM);
	case TABLE_ENOSYS:
		return SCMP_ACT_ERRNO(ENOSYS);
	case TABLE_CRASH:
	case TABLE_KILL:
		break;
	}
	return SCMP_ACT_KILL_PROCESS;
}

static struct scmp_arg_cmp comparison(const struct table_condition *condition)
{
	struct scmp_arg_cmp result = {.arg = condition->argument, .datum_a = condition->value};

	switch (condition->compare) {
	case TABLE_MASKED:
		result.op = SCMP_CMP_MASKED_EQ;
		result.datum_a = condition->mask;
		result.datum_b = condition->value;
		break;
	case TABLE_AT_MOST:
		result.op = SCMP_CMP_LE;
		break;
	case TABLE_NOT:
	case TABLE_NONE:
		result.op = SCMP_CMP_NE;
		break;
	}
	return result;
}

static int add_row(scmp_filter_ctx context, const struct table *table, const struct table_row *row)
{
	struct scmp_arg_cmp comparisons[TABLE_CONDITIONS_MAX];
	unsigned count = (unsigned)table_conditions(row);

	/* A rule that says what is done anyway is refused by libseccomp. */
	if (action_of(row->action) == action_of(table->otherwise))
		return 0;
	int number = seccomp_syscall_resolve_name(row->name);
	if (number == __NR_SCMP_ERROR)
		number = row->number; /* younger than this libseccomp */
	for (unsigned i = 0; i < count; i++)
		comparisons[i] = comparison(&row->when[i]);
	return seccomp_rule_add_exact_array(context, action_of(row->action), number, count,
	                                    comparisons);
}

static enum padcell_status compile(const struct table *table, scmp_filter_ctx *ret_context,
                                   padcell_error *reterr)
{
	CLEANUP(context_free_at_exit)
	scmp_filter_ctx context = seccomp_init(action_of(table->otherwise));
	if (context == NULL)
		return FAIL(PADCELL_E_SYSTEM, 0, "seccomp_init()");

	int failed = seccomp_attr_set(context, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
	if (failed < 0)
		return FAIL(PADCELL_E_SYSTEM, -failed, "seccomp_attr_set()");

	for (size_t i = 0; i < table->size; i++) {
		failed = add_row(context, table, &table->rows[i]);
		if (failed < 0)
			return FAIL(PADCELL_E_SYSTEM, -failed, "seccomp rule for %s",
			            table->rows[i].name);
	}
	if (kernel_plant_is("filter_widened")) {
		failed = seccomp_rule_add(context, SCMP_ACT_ALLOW, SCMP_SYS(mkdir), 0);
		if (failed < 0)
			return FAIL(PADCELL_E_SYSTEM, -failed, "planting a rule");
	}
	*ret_context = TAKE(context);
	return PADCELL_OK;
}

/*
 * A pipe and not a file carries the instructions from libseccomp to here: RLIMIT_FSIZE is 0 by now.
 *
 * @param ret_program  room for PROGRAM_MAX instructions
 */
static enum padcell_status export_to(scmp_filter_ctx context, struct sock_filter *ret_program,
                                     size_t *ret_size, padcell_error *reterr)
{
	int ends[2];

	/* O_NONBLOCK: a program that is too large for the pipe fails, and does not hang. */
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) < 0)
		return FAIL(PADCELL_E_SYSTEM, errno, "pipe2()");
	CLEANUP(fd_at_exit) int out = ends[0];
	CLEANUP(fd_at_exit) int in = ends[1];
	int failed = seccomp_export_bpf(context, in);
	if (failed < 0)
		return FAIL(PADCELL_E_SYSTEM, -failed, "seccomp_export_bpf()");

	ssize_t size = read(out, ret_program, PROGRAM_MAX * sizeof *ret_program);
	if (size <= 0 || size == (ssize_t)(PROGRAM_MAX * sizeof *ret_program))
		return FAIL(PADCELL_E_SYSTEM, E2BIG, "seccomp program of %zd bytes", size);
	*ret_size = (size_t)size / sizeof *ret_program;
	return PADCELL_OK;
}

enum padcell_status program_export(const struct table *table, struct sock_filter *ret_program,
                                   size_t *ret_size, padcell_error *reterr)
{
	CLEANUP(context_free_at_exit) scmp_filter_ctx context = NULL;

	enum padcell_status status = compile(table, &context, reterr);
	if (status == PADCELL_OK)
		status = export_to(context, ret_program, ret_size, reterr);
	return status;
}

/*
 * By number and not by seccomp_load(): what is installed is then to the byte what audit.c proves,
 * and a listener whose descriptor is 0 is not taken for none.
 */
enum padcell_status program_install(const struct table *table, int *ret_listener,
                                    padcell_error *reterr)
{
	struct sock_filter instructions[PROGRAM_MAX];
	size_t size = 0;
	bool notify = table->otherwise == TABLE_NOTIFY;

	enum padcell_status status = program_export(table, instructions, &size, reterr);
	if (status != PADCELL_OK)
		return status;

	struct sock_fprog program = {.len = (unsigned short)size, .filter = instructions};
	long result = syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER,
	                      notify ? SECCOMP_FILTER_FLAG_NEW_LISTENER : 0, &program);
	if (result < 0)
		return FAIL(PADCELL_E_SYSTEM, errno, "seccomp(SECCOMP_SET_MODE_FILTER)");
	*ret_listener = notify ? (int)result : -1;
	return PADCELL_OK;
}
