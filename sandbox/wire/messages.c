/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wire/messages.c - structured payloads: each encoder beside its decoder.
 *
 * A decoder reads every field, then asks once whether the cursor is whole and empty, then judges
 * values; it leaves *ret_message meaningless on failure, but never owning memory.
 *
 * Runs in: supervisor, worker before lockdown, worker after lockdown
 */
#include "messages.h"

#include <ctype.h>
#include <string.h>

/* Linux gives no error number above this one (IS_ERR_VALUE). */
#define ERRNO_MAX 4095

static struct wire_cursor cursor_over(const void *payload, size_t size)
{
	return (struct wire_cursor){.next = payload, .left = size};
}

static bool is_whole(const struct wire_cursor *cursor)
{
	return !cursor->failed && cursor->left == 0;
}

/* A text of at most `max` bytes into a buffer that the message owns. */
static void get_owned_text(struct wire_cursor *cursor, struct bytes *text, size_t max)
{
	size_t size = 0;
	const uint8_t *data = wire_get_blob(cursor, &size);
	if (data == NULL)
		return;
	if (size > max || memchr(data, '\0', size) != NULL || !bytes_append(text, data, size))
		cursor->failed = true;
}

bool wire_config_encode(const struct wire_config *message, struct bytes *payload)
{
	return wire_put_u64(payload, message->memory_bytes) &&
	       wire_put_u64(payload, message->cpu_ms) &&
	       wire_put_u64(payload, message->stack_bytes) &&
	       wire_put_u32(payload, message->recursion) &&
	       wire_put_u32(payload, message->clock_resolution_ms) &&
	       wire_put_u8(payload, message->stdin_granted) &&
	       wire_put_u8(payload, message->isolated) && wire_put_u8(payload, message->guests) &&
	       wire_put_u8(payload, message->syntax_strict) &&
	       wire_put_u8(payload, message->evaluator_checked) &&
	       wire_put_u8(payload, message->notify) &&
	       wire_put_u32(payload, message->layers_off) &&
	       wire_put_u32(payload, message->rungs_spawn) &&
	       wire_put_u32(payload, message->rungs_required) &&
	       wire_put_text(payload, message->guest_name, sizeof message->guest_name - 1) &&
	       wire_put_text(payload, message->canary, sizeof message->canary - 1) &&
	       wire_put_text(payload, message->plant, sizeof message->plant - 1) &&
	       wire_put_blob(payload, message->modules.data, message->modules.size);
}

/* Names of dotted modules, each ended by a newline, not too many. */
static bool modules_are_names(const struct bytes *modules)
{
	unsigned count = 0;
	char before = '\n';
	for (size_t i = 0; i < modules->size; i++) {
		char now = modules->data[i];
		if (now == '\n' && before == '\n')
			return false;
		if (now != '\n' && now != '_' && now != '.' && !isalnum((unsigned char)now))
			return false;
		count += now == '\n';
		before = now;
	}
	return before == '\n' && count <= WIRE_MODULES_MAX;
}

static bool config_is_sane(const struct wire_config *config)
{
#ifdef PADCELL_TEST_BUILD
	uint32_t layers = (UINT32_C(1) << PADCELL_LAYER_COUNT) - 1;
	bool planted = true;
#else
	uint32_t layers = 0;
	bool planted = config->plant[0] == '\0';
#endif
	return planted && config->guests > 0 && config->guests <= WIRE_GUESTS_MAX &&
	       config->isolated <= 1 && (config->isolated == 1 || config->guests == 1) &&
	       config->stdin_granted <= 1 && config->notify <= 1 && config->syntax_strict <= 1 &&
	       config->evaluator_checked <= 1 && (config->layers_off & ~layers) == 0 &&
	       modules_are_names(&config->modules);
}

bool wire_config_decode(struct wire_config *ret_message, const void *payload, size_t size)
{
	struct wire_cursor cursor = cursor_over(payload, size);
	*ret_message = (struct wire_config){
	        .memory_bytes = wire_get_u64(&cursor),
	};
	ret_message->cpu_ms = wire_get_u64(&cursor);
	ret_message->stack_bytes = wire_get_u64(&cursor);
	ret_message->recursion = wire_get_u32(&cursor);
	ret_message->clock_resolution_ms = wire_get_u32(&cursor);
	ret_message->stdin_granted = wire_get_u8(&cursor);
	ret_message->isolated = wire_get_u8(&cursor);
	ret_message->guests = wire_get_u8(&cursor);
	ret_message->syntax_strict = wire_get_u8(&cursor);
	ret_message->evaluator_checked = wire_get_u8(&cursor);
	ret_message->notify = wire_get_u8(&cursor);
	ret_message->layers_off = wire_get_u32(&cursor);
	ret_message->rungs_spawn = wire_get_u32(&cursor);
	ret_message->rungs_required = wire_get_u32(&cursor);
	wire_get_text(&cursor, ret_message->guest_name, sizeof ret_message->guest_name);
	wire_get_text(&cursor, ret_message->canary, sizeof ret_message->canary);
	wire_get_text(&cursor, ret_message->plant, sizeof ret_message->plant);
	get_owned_text(&cursor, &ret_message->modules, WIRE_PAYLOAD_MAX);

	bool good = is_whole(&cursor) && config_is_sane(ret_message);
	if (!good)
		wire_config_done(ret_message);
	return good;
}

void wire_config_done(struct wire_config *config)
{
	bytes_done(&config->modules);
}

bool wire_turn_encode(const struct wire_turn *message, struct bytes *payload)
{
	return wire_put_text(payload, message->guest_name, sizeof message->guest_name - 1);
}

bool wire_turn_decode(struct wire_turn *ret_message, const void *payload, size_t size)
{
	struct wire_cursor cursor = cursor_over(payload, size);
	wire_get_text(&cursor, ret_message->guest_name, sizeof ret_message->guest_name);
	return is_whole(&cursor);
}

bool wire_hello_encode(const struct wire_hello *message, struct bytes *payload)
{
	return wire_put_u32(payload, message->version) &&
	       wire_put_text(payload, message->python, sizeof message->python - 1);
}

bool wire_hello_decode(struct wire_hello *ret_message, const void *payload, size_t size)
{
	struct wire_cursor cursor = cursor_over(payload, size);
	*ret_message = (struct wire_hello){.version = wire_get_u32(&cursor)};
	wire_get_text(&cursor, ret_message->python, sizeof ret_message->python);
	return is_whole(&cursor);
}

bool wire_locked_encode(const struct wire_locked *message, struct bytes *payload)
{
	return wire_put_u32(payload, (uint32_t)message->listener) &&
	       wire_put_u32(payload, message->rungs_had) &&
	       wire_put_u32(payload, message->landlock_abi);
}

bool wire_locked_decode(struct wire_locked *ret_message, const void *payload, size_t size)
{
	struct wire_cursor cursor = cursor_over(payload, size);
	*ret_message = (struct wire_locked){.listener = (int32_t)wire_get_u32(&cursor)};
	ret_message->rungs_had = wire_get_u32(&cursor);
	ret_message->landlock_abi = wire_get_u32(&cursor);
	return is_whole(&cursor) && ret_message->listener >= -1;
}

bool wire_failed_encode(const struct wire_failed *message, struct bytes *payload)
{
	const padcell_error *error = &message->error;
	return wire_put_u32(payload, (uint32_t)error->status) &&
	       wire_put_u32(payload, (uint32_t)error->stage) &&
	       wire_put_u32(payload, (uint32_t)error->sys_errno) &&
	       wire_put_text(payload, error->message, sizeof error->message - 1);
}

bool wire_failed_decode(struct wire_failed *ret_message, const void *payload, size_t size)
{
	struct wire_cursor cursor = cursor_over(payload, size);
	int32_t status = (int32_t)wire_get_u32(&cursor);
	uint32_t stage = wire_get_u32(&cursor);
	uint32_t sys_errno = wire_get_u32(&cursor);
	*ret_message = (struct wire_failed){
	        .error = {.status = (enum padcell_status)status,
	                  .stage = (enum padcell_stage)stage,
	                  .sys_errno = (int)sys_errno},
	};
	wire_get_text(&cursor, ret_message->error.message, sizeof ret_message->error.message);
	return is_whole(&cursor) && status <= PADCELL_E_NOMEM && status >= PADCELL_E_INTERPRETER &&
	       stage <= PADCELL_STAGE_VERDICT && sys_errno <= ERRNO_MAX;
}

bool wire_denial_encode(const struct wire_denial *message, struct bytes *payload)
{
	return wire_put_u32(payload, (uint32_t)message->layer) &&
	       wire_put_u32(payload, message->count) &&
	       wire_put_text(payload, message->what, sizeof message->what - 1);
}

bool wire_denial_decode(struct wire_denial *ret_message, const void *payload, size_t size)
{
	struct wire_cursor cursor = cursor_over(payload, size);
	uint32_t layer = wire_get_u32(&cursor);
	*ret_message = (struct wire_denial){.layer = (enum padcell_layer)layer};
	ret_message->count = wire_get_u32(&cursor);
	wire_get_text(&cursor, ret_message->what, sizeof ret_message->what);
	return is_whole(&cursor) && layer < PADCELL_LAYER_COUNT && ret_message->count > 0;
}

bool wire_violation_encode(const struct wire_violation *message, struct bytes *payload)
{
	return wire_put_u32(payload, (uint32_t)message->invariant) &&
	       wire_put_u32(payload, (uint32_t)message->layer) &&
	       wire_put_u32(payload, message->line) &&
	       wire_put_text(payload, message->what, sizeof message->what - 1) &&
	       wire_put_text(payload, message->detail, sizeof message->detail - 1);
}

bool wire_violation_decode(struct wire_violation *ret_message, const void *payload, size_t size)
{
	struct wire_cursor cursor = cursor_over(payload, size);
	uint32_t invariant = wire_get_u32(&cursor);
	uint32_t layer = wire_get_u32(&cursor);
	*ret_message = (struct wire_violation){.invariant = (enum padcell_invariant)invariant,
	                                       .layer = (enum padcell_layer)layer,
	                                       .line = wire_get_u32(&cursor)};
	wire_get_text(&cursor, ret_message->what, sizeof ret_message->what);
	wire_get_text(&cursor, ret_message->detail, sizeof ret_message->detail);
	return is_whole(&cursor) && invariant < PADCELL_INVARIANT_COUNT &&
	       layer < PADCELL_LAYER_COUNT;
}

bool wire_exception_encode(const struct wire_exception *message, struct bytes *payload)
{
	return wire_put_text(payload, message->type, sizeof message->type - 1) &&
	       wire_put_text(payload, bytes_text(&message->message), WIRE_MESSAGE_MAX) &&
	       wire_put_text(payload, bytes_text(&message->traceback), WIRE_TRACEBACK_MAX) &&
	       wire_put_u32(payload, message->line) && wire_put_u32(payload, message->column);
}

bool wire_exception_decode(struct wire_exception *ret_message, const void *payload, size_t size)
{
	struct wire_cursor cursor = cursor_over(payload, size);
	*ret_message = (struct wire_exception){.type = ""};
	wire_get_text(&cursor, ret_message->type, sizeof ret_message->type);
	get_owned_text(&cursor, &ret_message->message, WIRE_MESSAGE_MAX);
	get_owned_text(&cursor, &ret_message->traceback, WIRE_TRACEBACK_MAX);
	ret_message->line = wire_get_u32(&cursor);
	ret_message->column = wire_get_u32(&cursor);

	bool good = is_whole(&cursor);
	if (!good)
		wire_exception_done(ret_message);
	return good;
}

void wire_exception_done(struct wire_exception *exception)
{
	bytes_done(&exception->message);
	bytes_done(&exception->traceback);
}

bool wire_done_encode(const struct wire_done *message, struct bytes *payload)
{
	return wire_put_u32(payload, (uint32_t)message->ending) &&
	       wire_put_u32(payload, (uint32_t)message->exit_code) &&
	       wire_put_u64(payload, message->peak_bytes);
}

bool wire_done_decode(struct wire_done *ret_message, const void *payload, size_t size)
{
	struct wire_cursor cursor = cursor_over(payload, size);
	uint32_t ending = wire_get_u32(&cursor);
	*ret_message = (struct wire_done){.ending = (enum wire_ending)ending};
	ret_message->exit_code = (int32_t)wire_get_u32(&cursor);
	ret_message->peak_bytes = wire_get_u64(&cursor);
	return is_whole(&cursor) && ending <= WIRE_ENDING_MEMORY;
}
