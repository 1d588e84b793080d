/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/send.c - what the host says: CONFIG, modules and the source in pieces, RUN, input.
 *
 * Nothing here waits for a worker that does not read: the deadlines end it.
 *
 * Runs in: supervisor
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "budgets.h"
#include "watch.h"

static bool append_modules(struct bytes *modules, const padcell_policy *policy)
{
	for (size_t i = 0; i < policy->module_count; i++) {
		if (!bytes_append_text(modules, policy->modules[i]) ||
		    !bytes_append(modules, "\n", 1))
			return false;
	}
	return policy->module_count <= WIRE_MODULES_MAX;
}

/* A name that is too long keeps its tail, where the file's own name is. */
static const char *guest_name(const padcell_guest *guest, size_t capacity)
{
	const char *name = guest->name != NULL ? guest->name : "<guest>";
	size_t size = strlen(name);
	return size < capacity ? name : name + (size - capacity + 1);
}

bool send_config(struct watch *watch)
{
	const padcell_policy *policy = watch->order->policy;
	const padcell_guest *guest = watch->order->guest;
	struct wire_config config = {
	        .memory_bytes = policy->memory_bytes,
	        .cpu_ms = policy->cpu_ms,
	        .stack_bytes = policy->stack_bytes,
	        .recursion = policy->recursion,
	        .clock_resolution_ms = policy->clock_ms,
	        .stdin_granted = policy->stdin_granted,
	        .syntax_strict = policy->syntax_strict,
	        .evaluator_checked = policy->evaluator_checked,
	        .isolated = policy->interpreter_isolation,
	        .guests = (uint8_t)watch->order->guest_count,
	        .notify = watch->order->notify,
	        .layers_off = watch->order->layers_off,
	        .rungs_spawn = watch->child.rungs,
	        .rungs_required = watch->order->rungs_required,
	};
	(void)snprintf(config.guest_name, sizeof config.guest_name, "%s",
	               guest_name(guest, sizeof config.guest_name));
	if (guest->canary != NULL)
		(void)snprintf(config.canary, sizeof config.canary, "%s", guest->canary);
	if (guest->plant != NULL)
		(void)snprintf(config.plant, sizeof config.plant, "%s", guest->plant);

	struct bytes payload = {.limit = WIRE_PAYLOAD_MAX};
	bool sent = append_modules(&config.modules, policy) &&
	            wire_config_encode(&config, &payload) &&
	            send_frame(watch, WIRE_CONFIG, payload.data, payload.size);
	wire_config_done(&config);
	bytes_done(&payload);
	return sent;
}

bool send_frame(struct watch *watch, enum wire_code code, const void *payload, size_t size)
{
	return wire_frame_append(&watch->outbox, code, payload, size);
}

/* A frame of one byte and some more. */
static bool send_module(struct watch *watch, enum wire_module kind, const char *data, size_t size)
{
	struct bytes payload = {.limit = WIRE_PAYLOAD_MAX};
	bool sent = wire_put_u8(&payload, (uint8_t)kind) && bytes_append(&payload, data, size) &&
	            send_frame(watch, WIRE_MODULE, payload.data, payload.size);
	bytes_done(&payload);
	return sent;
}

/* The name of the policy's next module, or the next piece of its text. */
static bool refill_module(struct watch *watch)
{
	const struct policy_module *module = &watch->order->policy->sources[watch->modules_sent];
	if (!watch->module_named) {
		watch->module_named = true;
		return send_module(watch, module->package ? WIRE_MODULE_PACKAGE : WIRE_MODULE_PLAIN,
		                   module->name, strlen(module->name));
	}

	size_t left = module->size - watch->module_text_sent;
	if (left == 0) {
		watch->modules_sent++;
		watch->module_text_sent = 0;
		watch->module_named = false;
		return true;
	}
	size_t size = left < WIRE_PAYLOAD_MAX - 1 ? left : WIRE_PAYLOAD_MAX - 1;
	const char *text = module->text + watch->module_text_sent;
	watch->module_text_sent += size;
	return send_module(watch, WIRE_MODULE_TEXT, text, size);
}

/* The next piece of the source, or RUN after the last one. */
static bool refill(struct watch *watch)
{
	while (watch->modules_sent < watch->order->policy->source_count &&
	       watch->outbox.size == 0) {
		if (!refill_module(watch))
			return false;
	}
	if (watch->outbox.size != 0)
		return true;

	const padcell_guest *guest = watch->guest;
	size_t left = guest->source_size - watch->source_sent;
	if (left == 0) {
		watch->sending = SENDING_RUN;
		return send_frame(watch, WIRE_RUN, NULL, 0);
	}

	size_t size = left < WIRE_PAYLOAD_MAX ? left : WIRE_PAYLOAD_MAX;
	const char *source = guest->source;
	if (!send_frame(watch, WIRE_SOURCE, source + watch->source_sent, size))
		return false;
	watch->source_sent += size;
	return true;
}

/* NEXT has left: the worker enters another cell, and only the source may follow. */
static void note_next_sent(struct watch *watch)
{
	watch->sending = SENDING_SOURCE;
	watch->reader.phase = wire_phase_after(watch->reader.phase, WIRE_NEXT);
}

bool send_next(struct watch *watch)
{
	struct wire_turn turn;
	(void)snprintf(turn.guest_name, sizeof turn.guest_name, "%s",
	               guest_name(watch->guest, sizeof turn.guest_name));
	struct bytes payload = {.limit = WIRE_PAYLOAD_MAX};
	watch->sending = SENDING_NEXT;
	watch->source_sent = 0;
	bool sent = wire_turn_encode(&turn, &payload) &&
	            send_frame(watch, WIRE_NEXT, payload.data, payload.size);
	bytes_done(&payload);
	return sent;
}

/* RUN has left: from here on the worker's frames are judged as a running guest's. */
static void note_run_sent(struct watch *watch)
{
	watch->sending = SENDING_INPUT;
	watch->reader.phase = wire_phase_after(watch->reader.phase, WIRE_RUN);
	watch_begin(watch);
}

void send_some(struct watch *watch)
{
	if (watch->outbox.size == 0 && watch->sending == SENDING_SOURCE && !refill(watch)) {
		watch_fail(watch, PADCELL_E_NOMEM, 0, "out of memory for the guest's source");
		return;
	}

	ssize_t sent = TEMP_FAILURE_RETRY(send(watch->child.channel, watch->outbox.data,
	                                       watch->outbox.size, MSG_NOSIGNAL | MSG_DONTWAIT));
	if (sent < 0) {
		/* EPIPE and its kin: the reading side sees the end too, and says what it means. */
		if (errno != EAGAIN)
			bytes_done(&watch->outbox);
		return;
	}
	bytes_consume(&watch->outbox, (size_t)sent);
	if (watch->outbox.size == 0 && watch->sending == SENDING_RUN)
		note_run_sent(watch);
	else if (watch->outbox.size == 0 && watch->sending == SENDING_NEXT)
		note_next_sent(watch);
}
