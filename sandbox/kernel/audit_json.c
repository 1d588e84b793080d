/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/audit_json.c - the tables of system calls and the outcome of their proof, as a document.
 * Runs in: host
 */
#include <inttypes.h>

#include "audit.h"
#include "kernel.h"
#include "program.h"

/* What the run-time values are in an audit; no process is meant. */
#define SAMPLE_LISTENER 4
#define SAMPLE_PID      4711

static bool put_condition(struct bytes *json, const struct table_condition *condition)
{
	unsigned argument = condition->argument;

	switch (condition->compare) {
	case TABLE_AT_MOST:
		return bytes_printf(json, "arg%u <= 0x%" PRIx64, argument, condition->value);
	case TABLE_NOT:
		return bytes_printf(json, "arg%u != 0x%" PRIx64, argument, condition->value);
	case TABLE_MASKED:
		if (condition->mask == UINT64_MAX)
			return bytes_printf(json, "arg%u == 0x%" PRIx64, argument,
			                    condition->value);
		return bytes_printf(json, "(arg%u & 0x%" PRIx64 ") == 0x%" PRIx64, argument,
		                    condition->mask, condition->value);
	case TABLE_NONE:
		break;
	}
	return true;
}

/* Text of the tables holds neither quotes nor backslashes; tests/unit/test_kernel_table.c sees to
 * it. */
static bool put_row(struct bytes *json, const struct table_row *row, bool first)
{
	bool done = bytes_printf(json, "%s{\"name\":\"%s\",\"action\":\"%s\",\"when\":\"",
	                         first ? "" : ",", row->name, table_action_name(row->action));

	for (size_t i = 0; i < table_conditions(row); i++) {
		done = done && bytes_append_text(json, i == 0 ? "" : " and ");
		done = done && put_condition(json, &row->when[i]);
	}
	return done && bytes_printf(json, "\",\"invariant\":\"%s\",\"reason\":\"%s\"}",
	                            padcell_invariant_letter(row->invariant), row->reason);
}

static bool put_rows(struct bytes *json, const struct table *table)
{
	bool done = bytes_append_text(json, "\"rows\":[");

	for (size_t i = 0; done && i < table->size; i++)
		done = put_row(json, &table->rows[i], i == 0);
	return done && bytes_append_text(json, "]");
}

/* One program and its table: swept, and added to the sums. */
static bool prove(const char *name, const struct table *table, struct audit *sum,
                  struct bytes *programs)
{
	struct sock_filter program[PROGRAM_MAX];
	struct audit audit = {.table = table, .program = program};

	if (program_export(table, program, &audit.size, NULL) != PADCELL_OK)
		return false;
	audit_sweep(&audit);
	sum->cases += audit.cases;
	sum->mismatches += audit.mismatches;
	bool done = !audit.failed;
	if (audit.list.size > 0)
		done = done && bytes_printf(&sum->list, "%s%s", sum->list.size == 0 ? "" : ",",
		                            bytes_text(&audit.list));
	bytes_done(&audit.list);
	if (sum->size == 0)
		sum->size = audit.size;
	return done && bytes_printf(programs,
	                            "%s{\"name\":\"%s\",\"rows\":%zu,\"instructions\":%zu,"
	                            "\"cases\":%zu,\"mismatches\":%zu}",
	                            programs->size == 0 ? "" : ",", name, table->size, audit.size,
	                            audit.cases, audit.mismatches);
}

static bool prove_all(struct audit *sum, struct bytes *rows, struct bytes *programs)
{
	const struct table_values values = {.listener = SAMPLE_LISTENER, .own_pid = SAMPLE_PID};
	struct table table;

	table_locked(&table, &values, true);
	bool done = put_rows(rows, &table) && prove("worker", &table, sum, programs);
	table_locked(&table, &values, false);
	done = done && prove("worker_without_listener", &table, sum, programs);
	table_engine_jail(&table, &values);
	return done && prove("engine_jail", &table, sum, programs);
}

bool kernel_audit_seccomp(struct bytes *ret_json)
{
	struct audit sum = {.table = NULL};
	struct bytes rows = {.data = NULL};
	struct bytes programs = {.data = NULL};
	bool sanitized = false;

#ifdef PADCELL_SANITIZED
	sanitized = true;
#endif
	bool done =
	        prove_all(&sum, &rows, &programs) &&
	        bytes_printf(ret_json,
	                     "{%s,\"program_instructions\":%zu,\"cases\":%zu,\"mismatches\":[%s],"
	                     "\"sanitized\":%s,\"listener\":%d,\"programs\":[%s]}",
	                     bytes_text(&rows), sum.size, sum.cases, bytes_text(&sum.list),
	                     sanitized ? "true" : "false", SAMPLE_LISTENER, bytes_text(&programs));
	bytes_done(&sum.list);
	bytes_done(&rows);
	bytes_done(&programs);
	return done;
}
