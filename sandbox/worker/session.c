/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/session.c - the life of a worker: configured, locked, told to run, done; or told again.
 *
 * The order is the point of this file.  CPython starts with the powers of the process, since it
 * opens files; then the process gives its powers up; then the cell does; the filter is last, since
 * everything before it needs system calls that it does not allow.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bundle_map.h"
#include "cleanup.h"
#include "fail.h"
#include "interpreter.h"
#include "kernel.h"
#include "report.h"
#include "requests.h"
#include "sinks.h"

struct session {
	struct wire_reader reader;
	struct wire_config config;
	const char *modules[WIRE_MODULES_MAX];
	size_t module_count;
	uint32_t rungs;
	uint32_t landlock_abi;
	int listener;
	struct bytes source;
	bool source_too_long; /* for the memory there is */
	unsigned guests_run;
	bool sealed;
};

static bool has_layer(const struct session *session, enum padcell_layer layer)
{
	return (session->config.layers_off & (UINT32_C(1) << layer)) == 0;
}

static void say_hello(void)
{
	struct wire_hello hello = {.version = WIRE_VERSION};
	(void)snprintf(hello.python, sizeof hello.python, "%s", interpreter_python_version());
	struct bytes *payload = report_payload();
	if (wire_hello_encode(&hello, payload))
		(void)report_frame(WIRE_HELLO, payload->data, payload->size);
}

/* Cut the list of names in place; the buffer stays for good. */
static void split_modules(struct session *session)
{
	char *rest = session->config.modules.data;
	char *name = NULL;
	while (rest != NULL && session->module_count < WIRE_MODULES_MAX &&
	       (name = strsep(&rest, "\n")) != NULL && name[0] != '\0')
		session->modules[session->module_count++] = name;
}

static enum padcell_status read_config(struct session *session, padcell_error *reterr)
{
	struct wire_frame frame = requests_next(&session->reader);
	if (frame.code != WIRE_CONFIG ||
	    !wire_config_decode(&session->config, frame.payload, frame.size))
		return padcell_fail(reterr, PADCELL_E_PROTOCOL, PADCELL_STAGE_WORKER, 0,
		                    "the worker does not understand its configuration: is it of "
		                    "another build?");
	session->rungs = session->config.rungs_spawn;
	split_modules(session);
	return PADCELL_OK;
}

/* The weakness the supervisor asked for; wire_config_decode() lets none by in a release build. */
static void plant(const char *name)
{
#ifdef PADCELL_TEST_BUILD
	if (name[0] != '\0' && cell_plant(name))
		kernel_choose_plant(name);
#else
	(void)name;
#endif
}

/* One a guest; with a canary several guests have a sibling that runs none, and where it lies. */
static unsigned cells_of(const struct wire_config *config)
{
	bool sibling = config->canary[0] != '\0' && config->isolated != 0;
	return config->guests + (sibling ? 1u : 0u);
}

static enum padcell_status start_cell(struct session *session, const char *bundle_path,
                                      padcell_error *reterr)
{
	const struct wire_config *config = &session->config;
	struct interpreter_config cell = {
	        .modules = session->modules,
	        .module_count = session->module_count,
	        .cells = cells_of(config),
	        .memory_bytes = config->memory_bytes,
	        .recursion = config->recursion,
	        .clock_resolution_ms = config->clock_resolution_ms,
	        .stdin_granted = config->stdin_granted != 0,
	        .syntax_strict = config->syntax_strict != 0,
	        .evaluator_checked = config->evaluator_checked != 0,
	        .canary = config->canary[0] != '\0' ? config->canary : NULL,
	        .layers_off = config->layers_off,
	        .sinks = sinks_of(&session->reader),
	};
	/* A canary in the environment too: os.environ of an escaped guest would show it. */
	if (cell.canary != NULL && setenv("PADCELL_CANARY", cell.canary, 1) != 0)
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_WORKER, 0,
		                    "out of memory for the canary");

	plant(config->plant);
	enum padcell_status status =
	        bundle_map(bundle_path, &cell.bundle, &cell.bundle_size, reterr);
	return status != PADCELL_OK ? status : interpreter_start(&cell, reterr);
}

static enum padcell_status confine(struct session *session, padcell_error *reterr)
{
	const struct wire_config *config = &session->config;
	/* The kernel counts the process: what all its guests may have together. */
	struct kernel_limits limits = {.memory_bytes = config->memory_bytes * config->guests,
	                               .cpu_ms = config->cpu_ms * config->guests,
	                               .stack_bytes = config->stack_bytes};
	if (!has_layer(session, PADCELL_LAYER_PROCESS))
		return PADCELL_OK;
	return kernel_confine(&limits, &session->rungs, &session->landlock_abi, reterr);
}

/* Fail closed: a rung that the policy requires and the machine has not ends the worker here. */
static enum padcell_status check_rungs(const struct session *session, padcell_error *reterr)
{
	uint32_t missing = session->config.rungs_required & ~session->rungs;
	for (unsigned rung = 0; rung < KERNEL_RUNG_COUNT; rung++) {
		if ((missing & (UINT32_C(1) << rung)) != 0)
			return padcell_fail(reterr, PADCELL_E_UNSUPPORTED, PADCELL_STAGE_KERNEL, 0,
			                    "the policy requires %s, which this machine has not",
			                    kernel_rung_name((enum kernel_rung)rung));
	}
	return PADCELL_OK;
}

static enum padcell_status lock(struct session *session, padcell_error *reterr)
{
	enum padcell_status status = confine(session, reterr);
	if (status == PADCELL_OK)
		status = interpreter_lockdown(reterr);
	if (status == PADCELL_OK && has_layer(session, PADCELL_LAYER_SECCOMP))
		status = kernel_filter_install(session->config.notify != 0, &session->listener,
		                               &session->rungs, reterr);
	if (status != PADCELL_OK)
		return status;

	/* Said ahead of time: kernel_seal() comes after LOCKED, and a worker that cannot be sealed
	 * runs no guest. */
	if (has_layer(session, PADCELL_LAYER_PROCESS))
		session->rungs |= KERNEL_RUNG_BIT(NOT_DUMPABLE);
	return check_rungs(session, reterr);
}

static void say_locked(struct session *session)
{
	struct wire_locked locked = {.listener = session->listener,
	                             .rungs_had = session->rungs,
	                             .landlock_abi = session->landlock_abi};
	struct bytes *payload = report_payload();
	if (wire_locked_encode(&locked, payload))
		(void)report_frame(WIRE_LOCKED, payload->data, payload->size);
	session->reader.phase = wire_phase_after(session->reader.phase, WIRE_LOCKED);
}

/* The supervisor has what it wanted from this process.  It may have sent RUN by now, after which
 * FAILED is not allowed, so a failure here is told as what it is: a layer that is missing. */
static void seal(struct session *session)
{
	padcell_error error;
	if (!has_layer(session, PADCELL_LAYER_PROCESS)) {
		fd_close(&session->listener);
		return;
	}
	if (kernel_seal(session->listener, &session->rungs, &error) == PADCELL_OK)
		return;

	struct interpreter_sinks sinks = sinks_of(&session->reader);
	sinks.violation(sinks.user, PADCELL_INVARIANT_G, PADCELL_LAYER_PROCESS, "kernel_seal",
	                error.message, 0);
}

/* A module that the policy brings; one there is no memory for is not there to import. */
static void collect_module(const char *payload, size_t size)
{
	unsigned kind = size != 0 ? (unsigned char)payload[0] : WIRE_MODULE_TEXT;
	if (kind == WIRE_MODULE_TEXT)
		(void)interpreter_give_text(payload + 1, size != 0 ? size - 1 : 0);
	else
		(void)interpreter_give_module(payload + 1, size - 1, kind == WIRE_MODULE_PACKAGE);
}

static void collect_source(struct session *session)
{
	struct wire_frame frame = requests_next(&session->reader);
	if (!session->sealed)
		seal(session);
	session->sealed = true;
	while (frame.code == WIRE_MODULE) {
		collect_module((const char *)frame.payload, frame.size);
		frame = requests_next(&session->reader);
	}
	while (frame.code == WIRE_SOURCE) {
		if (!session->source_too_long &&
		    !bytes_append(&session->source, frame.payload, frame.size))
			session->source_too_long = true;
		frame = requests_next(&session->reader);
	}
}

static void say_exception(const struct interpreter_outcome *outcome)
{
	/* The texts are lent to the message, not given. */
	struct wire_exception exception = {.line = outcome->line, .column = outcome->column};
	(void)snprintf(exception.type, sizeof exception.type, "%s",
	               outcome->type != NULL ? outcome->type : "");
	exception.message.data = outcome->message;
	exception.traceback.data = outcome->traceback;
	struct bytes *payload = report_payload();
	if (wire_exception_encode(&exception, payload))
		(void)report_frame(WIRE_EXCEPTION, payload->data, payload->size);
}

static void say_done(struct session *session, const struct interpreter_outcome *outcome)
{
	static const enum wire_ending endings[] = {
	        [INTERPRETER_OK] = WIRE_ENDING_OK,
	        [INTERPRETER_EXCEPTION] = WIRE_ENDING_EXCEPTION,
	        [INTERPRETER_EXIT] = WIRE_ENDING_EXIT,
	        [INTERPRETER_REJECTED] = WIRE_ENDING_REJECTED,
	        [INTERPRETER_MEMORY] = WIRE_ENDING_MEMORY,
	};
	struct wire_done done = {.ending = endings[outcome->ending],
	                         .exit_code = outcome->exit_code,
	                         .peak_bytes = interpreter_peak_bytes()};
	struct bytes *payload = report_payload();
	if (wire_done_encode(&done, payload))
		(void)report_frame(WIRE_DONE, payload->data, payload->size);
	session->reader.phase = wire_phase_after(session->reader.phase, WIRE_DONE);
}

#ifdef PADCELL_TEST_BUILD
/* A worker that breaks the protocol: the supervisor must say so. */
static void misbehave(const char *name)
{
	if (strcmp(name, "worker_talks_on") == 0)
		(void)report_frame(WIRE_OUTPUT, "\1more", 5);
}
#endif

static bool ends_with_exception(enum interpreter_ending ending)
{
	return ending == INTERPRETER_EXCEPTION || ending == INTERPRETER_REJECTED ||
	       ending == INTERPRETER_MEMORY;
}

static void run_guest(struct session *session)
{
	struct interpreter_outcome outcome = {.ending = INTERPRETER_MEMORY};
	if (!session->source_too_long)
		interpreter_run(session->config.guest_name, bytes_text(&session->source),
		                session->source.size, &outcome);
	interpreter_leave();
	sinks_flush();
	if (ends_with_exception(outcome.ending))
		say_exception(&outcome);
	say_done(session, &outcome);
	interpreter_outcome_done(&outcome);
#ifdef PADCELL_TEST_BUILD
	misbehave(session->config.plant);
#endif
}

/* Another guest for another cell of this worker: the one before is over, and its cell with it. */
static bool next_guest(struct session *session)
{
	struct wire_turn turn;
	if (session->guests_run == session->config.guests)
		return false;

	struct wire_frame frame = requests_next(&session->reader);
	if (frame.code != WIRE_NEXT || !wire_turn_decode(&turn, frame.payload, frame.size) ||
	    !interpreter_next())
		return false;
	memcpy(session->config.guest_name, turn.guest_name, sizeof turn.guest_name);
	bytes_consume(&session->source, session->source.size);
	session->source_too_long = false;
	return true;
}

_Noreturn void session_run(const char *bundle_path)
{
	static struct session session = {.listener = -1};
	padcell_error error;
	wire_reader_init(&session.reader, WIRE_HOST);
	if (!sinks_prepare())
		_exit(EXIT_FAILURE);

	say_hello();
	if (read_config(&session, &error) != PADCELL_OK ||
	    start_cell(&session, bundle_path, &error) != PADCELL_OK ||
	    lock(&session, &error) != PADCELL_OK)
		report_failed(&error);

	say_locked(&session);
	do {
		collect_source(&session);
		run_guest(&session);
		session.guests_run++;
	} while (next_guest(&session));
	/* Without finalising CPython: no finaliser of the guest runs after its verdict. */
	_exit(EXIT_SUCCESS);
}
