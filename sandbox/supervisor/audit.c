/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/audit.c - padcell_audit(): what this machine has, and what the layers say of
 * themselves.
 *
 * Runs in: host
 */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>

#include "budgets.h"
#include "bytes.h"
#include "child.h"
#include "clock.h"
#include "fail.h"
#include "find.h"
#include "kernel.h"
#include "padcell/padcell.h"
#include "plant.h"
#include "policy_rules.h"
#include "wire.h"

DEFINE_CLEANUP(padcell_policy *, padcell_policy_free)

/* C stack of an auditing worker: it runs no guest. */
#define AUDIT_STACK_BYTES (UINT64_C(64) << 20)

static enum padcell_status no_memory(padcell_error *reterr)
{
	return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_SUPERVISOR, 0,
	                    "out of memory for an audit");
}

/* A string of our own tables as JSON: printable ASCII, so two characters need care. */
static bool put_string(struct bytes *json, const char *text)
{
	bool good = bytes_append(json, "\"", 1);
	for (; *text != '\0' && good; text++)
		good = (*text != '"' && *text != '\\') || bytes_append(json, "\\", 1)
		               ? bytes_append(json, text, 1)
		               : false;
	return good && bytes_append(json, "\"", 1);
}

static bool put_rung(struct bytes *json, enum kernel_rung rung, bool had)
{
	return bytes_append_text(json, rung == 0 ? "{\"name\":" : ",{\"name\":") &&
	       put_string(json, kernel_rung_name(rung)) &&
	       bytes_printf(json, ",\"had\":%s,\"loss\":", had ? "true" : "false") &&
	       put_string(json, kernel_rung_loss(rung)) && bytes_append_text(json, ",\"hint\":") &&
	       put_string(json, had ? "" : kernel_rung_hint(rung)) && bytes_append(json, "}", 1);
}

static bool audit_machine(struct bytes *json)
{
	uint32_t abi = 0;
	uint32_t rungs = kernel_probe(&abi);
	bool good = bytes_append_text(json, "{\"rungs\":[");
	for (unsigned rung = 0; rung < KERNEL_RUNG_COUNT && good; rung++)
		good = put_rung(json, (enum kernel_rung)rung, (rungs & (UINT32_C(1) << rung)) != 0);
	return good && bytes_printf(json, "],\"landlock_abi\":%u}", (unsigned)abi);
}

/* One read from a pipe into a bounded buffer; false at its end, or when the buffer is full. */
static bool read_some(int *fd, struct bytes *into)
{
	char data[16384];
	ssize_t got = TEMP_FAILURE_RETRY(read(*fd, data, sizeof data));
	if (got < 0 && errno == EAGAIN)
		return true;
	if (got > 0 && bytes_append(into, data, (size_t)got))
		return true;
	fd_close(fd);
	return false;
}

/* Until the worker closes its standard output, or its time is up. */
static bool collect(struct child *child, struct bytes *json, struct bytes *diagnostics)
{
	uint64_t deadline = clock_add(clock_now_ns(),
	                              clock_from_ms((uint64_t)BUDGET_AUDIT_MS * BUDGET_SLOWNESS));
	while (child->channel >= 0) {
		struct pollfd fds[] = {{.fd = child->channel, .events = POLLIN},
		                       {.fd = child->diagnostics, .events = POLLIN}};
		int ready = poll(fds, 2, clock_poll_timeout(clock_now_ns(), deadline));
		if (ready == 0 || (ready < 0 && errno != EINTR))
			return false;
		if (ready > 0 && fds[1].revents != 0)
			(void)read_some(&child->diagnostics, diagnostics);
		if (ready > 0 && fds[0].revents != 0)
			(void)read_some(&child->channel, json);
	}
	while (child->diagnostics >= 0 && diagnostics->size < diagnostics->limit / 2) {
		size_t before = diagnostics->size;
		if (!read_some(&child->diagnostics, diagnostics) || diagnostics->size == before)
			break;
	}
	return true;
}

static enum padcell_status run_auditor(const struct child_plan *plan, struct bytes *json,
                                       padcell_error *reterr)
{
	CLEANUP(child_done) struct child child = CHILD_NONE;
	enum padcell_status status = child_start(plan, &child, reterr);
	if (status != PADCELL_OK)
		return status;

	CLEANUP(bytes_done) struct bytes diagnostics = {.limit = BUDGET_DIAGNOSTICS_BYTES};
	bool in_time = collect(&child, json, &diagnostics);
	if (!in_time)
		child_kill(&child);
	struct child_end end = child_reap(&child);
	if (!in_time)
		return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_SUPERVISOR, ETIMEDOUT,
		                    "the worker did not finish its audit");
	if (!end.known || end.signalled || end.code != 0 || json->size == 0)
		return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_WORKER, 0,
		                    "the worker's audit ended with %s %d: %s",
		                    end.signalled ? "signal" : "status", end.code,
		                    bytes_text(&diagnostics));
	return PADCELL_OK;
}

/* The names of the default policy: an audit of all that any guest gets without asking. */
static enum padcell_status default_modules(struct bytes *names, padcell_error *reterr)
{
	CLEANUP(padcell_policy_free_at_exit) padcell_policy *policy = NULL;
	enum padcell_status status = padcell_policy_builtin("default", &policy, reterr);
	if (status != PADCELL_OK)
		return status;

	bool good = bytes_append(names, "", 0);
	for (size_t i = 0; i < policy->module_count && good; i++)
		good = bytes_printf(names, "%s%s", i == 0 ? "" : ",", policy->modules[i]);
	return good ? PADCELL_OK : no_memory(reterr);
}

static enum padcell_status audit_in_worker(const char *what, struct bytes *json,
                                           padcell_error *reterr)
{
	CLEANUP(free_at_exit) char *worker = NULL;
	CLEANUP(free_at_exit) char *bundle = NULL;
	CLEANUP(bytes_done) struct bytes modules = {.limit = WIRE_PAYLOAD_MAX};
	enum padcell_status status = padcell_find(PADCELL_PART_WORKER, &worker, reterr);
	if (status == PADCELL_OK)
		status = find_bundle(worker, &bundle, reterr);
	if (status == PADCELL_OK)
		status = default_modules(&modules, reterr);
	if (status != PADCELL_OK)
		return status;

	struct child_plan plan = {.worker = worker,
	                          .bundle = bundle,
	                          .audit = what,
	                          .audited_modules = bytes_text(&modules),
	                          .stack_bytes = AUDIT_STACK_BYTES};
	return run_auditor(&plan, json, reterr);
}

enum padcell_status padcell_audit(enum padcell_audit audit, char **ret_json, padcell_error *reterr)
{
	if (ret_json == NULL)
		return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_SUPERVISOR, 0,
		                    "padcell_audit() was given nowhere to put the document");

	CLEANUP(bytes_done) struct bytes json = {.limit = BUDGET_AUDIT_BYTES};
	enum padcell_status status = PADCELL_OK;
	switch (audit) {
	case PADCELL_AUDIT_MACHINE:
		status = audit_machine(&json) ? PADCELL_OK : no_memory(reterr);
		break;
	case PADCELL_AUDIT_SECCOMP:
		status = kernel_audit_seccomp(&json) ? PADCELL_OK : no_memory(reterr);
		break;
	case PADCELL_AUDIT_PERMITS:
		status = audit_in_worker("permits", &json, reterr);
		break;
	case PADCELL_AUDIT_REACH:
		status = audit_in_worker("reach", &json, reterr);
		break;
	default:
		status = padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_SUPERVISOR, 0,
		                      "there is no audit %d", (int)audit);
		break;
	}
	if (status == PADCELL_OK)
		*ret_json = TAKE(json.data);
	return status;
}

#ifdef PADCELL_TEST_BUILD
enum padcell_status padcell_audit_planted(const char *plant, char **ret_json, padcell_error *reterr)
{
	char what[64] = "";
	if (plant == NULL || ret_json == NULL || !plant_exists(plant) ||
	    snprintf(what, sizeof what, "reach:%s", plant) >= (int)sizeof what)
		return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_SUPERVISOR, 0,
		                    "there is no plant named %s", plant != NULL ? plant : "NULL");

	CLEANUP(bytes_done) struct bytes json = {.limit = BUDGET_AUDIT_BYTES};
	enum padcell_status status = audit_in_worker(what, &json, reterr);
	if (status == PADCELL_OK)
		*ret_json = TAKE(json.data);
	return status;
}
#else
enum padcell_status padcell_audit_planted(const char *plant, char **ret_json, padcell_error *reterr)
{
	(void)plant, (void)ret_json;
	return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_SUPERVISOR, 0,
	                    "plants exist in test builds only");
}
#endif
