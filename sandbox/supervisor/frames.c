/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/frames.c - what each frame of the worker does to the run.
 *
 * The reader has judged sender, phase and size; here the payload is judged.  KEEP IN STEP: frames.
 *
 * Runs in: supervisor
 */
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "fail.h"
#include "kernel.h"
#include "leak.h"
#include "oracle.h"
#include "watch.h"

typedef void handler(struct watch *watch, const struct wire_frame *frame);

static void bad_payload(struct watch *watch, const struct wire_frame *frame)
{
	watch_breach(watch, wire_name(frame->code), "a payload that is not of its form");
}

static void on_hello(struct watch *watch, const struct wire_frame *frame)
{
	struct wire_hello hello;
	if (!wire_hello_decode(&hello, frame->payload, frame->size)) {
		bad_payload(watch, frame);
		return;
	}
	if (hello.version != WIRE_VERSION) {
		watch_fail(watch, PADCELL_E_INSTALL, 0,
		           "%s speaks version %u of the protocol, this library version %u",
		           watch->order->worker, (unsigned)hello.version, WIRE_VERSION);
		return;
	}
	(void)snprintf(watch->python, sizeof watch->python, "%s", hello.python);
}

/* The first required rung that is missing, or KERNEL_RUNG_COUNT. */
static enum kernel_rung missing_rung(const struct watch *watch)
{
	uint32_t missing = watch->order->rungs_required & ~watch->rungs_had;
	unsigned rung = 0;
	while (rung < KERNEL_RUNG_COUNT && (missing & (UINT32_C(1) << rung)) == 0)
		rung++;
	return (enum kernel_rung)rung;
}

static void refuse_unsupported(struct watch *watch, const padcell_error *error)
{
	watch->refusal = REFUSAL_UNSUPPORTED;
	watch->refused = *error;
	watch->over = true;
}

static bool rungs_suffice(struct watch *watch)
{
	enum kernel_rung missing = missing_rung(watch);
	if (missing == KERNEL_RUNG_COUNT)
		return true;

	padcell_error error;
	const char *hint = kernel_rung_hint(missing);
	(void)padcell_fail(&error, PADCELL_E_UNSUPPORTED, PADCELL_STAGE_KERNEL, 0,
	                   "the policy requires %s, which this machine has not%s%s",
	                   kernel_rung_name(missing), hint[0] != '\0' ? ": " : "", hint);
	refuse_unsupported(watch, &error);
	return false;
}

static void on_locked(struct watch *watch, const struct wire_frame *frame)
{
	struct wire_locked locked;
	if (!wire_locked_decode(&locked, frame->payload, frame->size)) {
		bad_payload(watch, frame);
		return;
	}
	if (watch->frames[WIRE_HELLO] == 0) {
		watch_breach(watch, "LOCKED", "before HELLO");
		return;
	}
	if (locked.listener >= 0 && !watch->order->notify) {
		watch_breach(watch, "LOCKED", "a listener that nobody asked for");
		return;
	}
	watch->rungs_had = locked.rungs_had;
	watch->landlock_abi = locked.landlock_abi;
	if (!rungs_suffice(watch))
		return;
	if (locked.listener >= 0)
		listener_take(watch, locked.listener);
	if (watch->over)
		return;

	leak_learn(watch);
	watch->sending = SENDING_SOURCE;
	send_some(watch);
}

static void on_failed(struct watch *watch, const struct wire_frame *frame)
{
	struct wire_failed failed;
	if (!wire_failed_decode(&failed, frame->payload, frame->size)) {
		bad_payload(watch, frame);
		return;
	}

	/* Through padcell_fail() once more: a hostile text must not reach a terminal as it is. */
	padcell_error error;
	(void)padcell_fail(&error, failed.error.status, failed.error.stage, 0, "%s",
	                   failed.error.message);
	error.sys_errno = failed.error.sys_errno;
	if (error.status == PADCELL_E_UNSUPPORTED) {
		refuse_unsupported(watch, &error);
		return;
	}
	verdict_set_error(watch->verdict, &error);
	watch->over = true;
}

/* For a test build that goes without this oracle: else the verdict itself counts, and cuts. */
static bool budget_is_missed(struct watch *watch, size_t more)
{
	size_t out = 0;
	size_t err = 0;
	if (!oracle_is_off(watch, "output_budget"))
		return false;
	(void)padcell_verdict_stdout(watch->verdict, &out);
	(void)padcell_verdict_stderr(watch->verdict, &err);
	return out + err + more > watch->order->policy->output_bytes &&
	       oracle_is_missed(watch, "output_budget");
}

static void on_output(struct watch *watch, const struct wire_frame *frame)
{
	const padcell_guest *guest = watch->guest;
	uint8_t stream = frame->size > 1 ? frame->payload[0] : 0;
	if (stream != PADCELL_STDOUT && stream != PADCELL_STDERR) {
		bad_payload(watch, frame);
		return;
	}

	const uint8_t *data = frame->payload + 1;
	size_t size = frame->size - 1;
	enum padcell_stream which = (enum padcell_stream)stream;
	if (budget_is_missed(watch, size))
		return;
	size_t kept = verdict_add_output(watch->verdict, which, data, size);
	if (kept > 0 && guest->output != NULL &&
	    guest->output(guest->user, which, data, kept) != 0) {
		watch_fail(watch, PADCELL_E_SYSTEM, 0, "the reader of the output went away");
		return;
	}
	if (kept < size && watch_is_strict(watch))
		watch->over = true;
}

static void on_input_wanted(struct watch *watch, const struct wire_frame *frame)
{
	struct wire_cursor cursor = {.next = frame->payload, .left = frame->size};
	uint32_t size = wire_get_u32(&cursor);
	if (cursor.failed || cursor.left != 0 || size == 0) {
		bad_payload(watch, frame);
		return;
	}
	if (!watch->order->policy->stdin_granted || watch->input_wanted) {
		watch_breach(watch, "INPUT_WANTED",
		             watch->input_wanted ? "twice at once" : "without a grant");
		return;
	}

	watch->input_wanted = true;
	watch->input_size = size;
	if (watch->guest->stdin_fd < 0)
		input_answer(watch);
}

static void on_denial(struct watch *watch, const struct wire_frame *frame)
{
	struct wire_denial denial;
	if (!wire_denial_decode(&denial, frame->payload, frame->size)) {
		bad_payload(watch, frame);
		return;
	}
	verdict_add_denial(watch->verdict, denial.layer, denial.what, denial.count);
}

/* Who told it; KEEP IN STEP: guard (interpreter/guard_types.h).  What nobody owns is heard. */
static const char *oracle_of(const struct wire_violation *violation)
{
	static const struct {
		enum padcell_layer layer;
		const char *what; /* how it begins */
		const char *oracle;
	} rows[] = {
	        {PADCELL_LAYER_PERMITS, "", "permits_stub"},
	        {PADCELL_LAYER_AUDIT, "", "audit_hook"},
	        {PADCELL_LAYER_GUARD, "guard: state", "guard_state"},
	        {PADCELL_LAYER_GUARD, "guard: object", "guarded_slots"},
	        {PADCELL_LAYER_GUARD, "guard: stack", "value_stack"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		if (rows[i].layer == violation->layer &&
		    strncmp(rows[i].what, violation->what, strlen(rows[i].what)) == 0)
			return rows[i].oracle;
	}
	return "";
}

static void on_violation(struct watch *watch, const struct wire_frame *frame)
{
	struct wire_violation violation;
	if (!wire_violation_decode(&violation, frame->payload, frame->size)) {
		bad_payload(watch, frame);
		return;
	}
	if (oracle_is_missed(watch, oracle_of(&violation)))
		return;
	if ((violation.invariant == PADCELL_INVARIANT_B &&
	     oracle_is_missed(watch, "shared_state")) ||
	    (violation.invariant == PADCELL_INVARIANT_C &&
	     violation.layer == PADCELL_LAYER_INTERPRETER &&
	     oracle_is_missed(watch, "foreign_objects")))
		return;
	verdict_add_violation(watch->verdict, violation.invariant, violation.layer, violation.what,
	                      violation.detail, violation.line);
	watch->over = true;
}

static void on_result(struct watch *watch, const struct wire_frame *frame)
{
	leak_scan_result(watch, frame->payload, frame->size);
	if (!verdict_set_result(watch->verdict, frame->payload, frame->size))
		watch_breach(watch, "RESULT", "a value that is not CBOR as ours");
}

static void on_exception(struct watch *watch, const struct wire_frame *frame)
{
	if (!wire_exception_decode(&watch->exception, frame->payload, frame->size))
		bad_payload(watch, frame);
}

/* What DONE says has to fit what came before it. */
static bool ending_fits(const struct watch *watch, enum wire_ending ending)
{
	bool has_exception = watch->frames[WIRE_EXCEPTION] != 0;
	bool needs_one = ending == WIRE_ENDING_EXCEPTION || ending == WIRE_ENDING_REJECTED;
	return ending == WIRE_ENDING_MEMORY || has_exception == needs_one;
}

static void set_ending(struct watch *watch, const struct wire_done *done)
{
	const struct wire_exception *from = &watch->exception;
	struct verdict_exception exception = {
	        .type = from->type,
	        .message = bytes_text(&from->message),
	        .message_size = from->message.size,
	        .traceback = bytes_text(&from->traceback),
	        .traceback_size = from->traceback.size,
	        .line = from->line,
	        .column = from->column,
	};
	switch (done->ending) {
	case WIRE_ENDING_OK:
		verdict_set_ok(watch->verdict);
		break;
	case WIRE_ENDING_EXIT:
		verdict_set_exit(watch->verdict, done->exit_code);
		break;
	case WIRE_ENDING_REJECTED:
		verdict_set_rejected(watch->verdict, &exception);
		break;
	case WIRE_ENDING_MEMORY:
		if (oracle_is_off(watch, "memory_account")) {
			verdict_set_ok(watch->verdict);
			break;
		}
		verdict_set_limit(watch->verdict, VERDICT_LIMIT_MEMORY,
		                  watch->order->policy->memory_bytes);
		verdict_set_exception(watch->verdict, &exception);
		break;
	case WIRE_ENDING_EXCEPTION:
		verdict_set_exception(watch->verdict, &exception);
		break;
	}
}

static void on_done(struct watch *watch, const struct wire_frame *frame)
{
	struct wire_done done;
	if (!wire_done_decode(&done, frame->payload, frame->size)) {
		bad_payload(watch, frame);
		return;
	}
	if (!ending_fits(watch, done.ending)) {
		watch_breach(watch, "DONE", "it contradicts the frames before it");
		return;
	}
	watch->done = true;
	watch->ended = clock_now_ns();
	if (!clock_cpu_ns(watch->child.pid, &watch->cpu_end))
		watch->cpu_end = 0;
	set_ending(watch, &done);
}

#define UNLIMITED 0
static const struct {
	handler *handle;
	unsigned most;
} handlers[256] = {
#define HANDLER(frame, most, handle, reason) [WIRE_##frame] = {handle, most},
#include "handlers.def"
#undef HANDLER
};

void frames_handle(struct watch *watch, const struct wire_frame *frame)
{
	uint8_t code = (uint8_t)frame->code;
	unsigned most = handlers[code].most;
	unsigned count = ++watch->frames[code];
	if (handlers[code].handle == NULL || (most != UNLIMITED && count > most)) {
		watch_breach(watch, wire_name(frame->code), "more of them than a run may have");
		return;
	}
	handlers[code].handle(watch, frame);
}
