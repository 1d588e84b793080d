/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/json.c - the whole verdict as one JSON document; docs/verdict.schema.json describes it.
 *
 * Values are made and written by jansson.  The outermost object is put together here, since the two
 * members with floats need different numbers of digits.  ASCII only: what a guest printed must not
 * reach the terminal of whoever looks at the document.
 *
 * Runs in: host
 */
#include <jansson.h>
#include <math.h>
#include <string.h>

#include "facts.h"
#include "fail.h"
#include "text.h"
#include "utf8.h"

#define DOCUMENT_VERSION 1
#define USAGE_DIGITS     15

/* One document under construction; `failed` stays once memory was short. */
struct document {
	struct bytes text;
	bool failed;
};

static int append(const char *data, size_t size, void *user)
{
	return bytes_append(user, data, size) ? 0 : -1;
}

/* Write one member; takes over `value`, NULL of which means that memory was short. */
static void put_digits(struct document *document, const char *key, json_t *value, int digits)
{
	size_t flags = JSON_ENCODE_ANY | JSON_ENSURE_ASCII | JSON_REAL_PRECISION(digits);
	document->failed |= value == NULL;
	document->failed |= !bytes_printf(&document->text,
	                                  "%s\"%s\": ", document->text.size != 0 ? ", " : "{", key);
	document->failed |=
	        value != NULL && json_dump_callback(value, append, &document->text, flags) != 0;
	json_decref(value);
}

static void put(struct document *document, const char *key, json_t *value)
{
	put_digits(document, key, value, USAGE_DIGITS);
}

/* New reference: the text with what is not UTF-8 escaped. */
static json_t *text_value(const void *data, size_t size)
{
	struct bytes text = {0};
	json_t *value =
	        text_escape(&text, data, size) ? json_stringn(bytes_text(&text), text.size) : NULL;
	bytes_done(&text);
	return value;
}

static json_t *string_value(const char *text)
{
	return text != NULL ? text_value(text, strlen(text)) : json_null();
}

static json_t *line_value(unsigned line)
{
	return line != 0 ? json_integer(line) : json_null();
}

/* A counter as JSON's signed 64 bits. */
static json_t *count_value(uint64_t count)
{
	return json_integer(count <= INT64_MAX ? (json_int_t)count : INT64_MAX);
}

/* Set one member; false when `value` is NULL or memory is short. */
static bool set(json_t *object, const char *key, json_t *value)
{
	return json_object_set_new(object, key, value) == 0;
}

/* The object if all members were set, else NULL. */
static json_t *whole(json_t *object, bool done)
{
	if (done)
		return object;
	json_decref(object);
	return NULL;
}

static void put_output(struct document *document, const struct bytes *bytes, const char *key,
                       const char *exact_key)
{
	put(document, key, text_value(bytes_text(bytes), bytes->size));
	if (utf8_valid(bytes_text(bytes), bytes->size))
		return;

	struct bytes exact = {0};
	document->failed |= !text_base64(&exact, bytes->data, bytes->size);
	put(document, exact_key, json_stringn(bytes_text(&exact), exact.size));
	bytes_done(&exact);
}

static json_t *exit_code_value(const padcell_verdict *verdict)
{
	switch (verdict->outcome) {
	case PADCELL_OUTCOME_OK:
		return json_integer(0);
	case PADCELL_OUTCOME_EXIT:
		return json_integer(verdict->exit_code);
	case PADCELL_OUTCOME_EXCEPTION:
		return json_integer(1);
	default:
		return json_null();
	}
}

static json_t *exception_value(const padcell_verdict *verdict)
{
	const struct facts_exception *exception = &verdict->exception;
	if (verdict->ending != FACTS_ENDING_EXCEPTION && verdict->ending != FACTS_ENDING_REJECTED)
		return json_null();

	json_t *object = json_object();
	return whole(object, set(object, "type", string_value(exception->type)) &&
	                             set(object, "message",
	                                 text_value(bytes_text(&exception->message),
	                                            exception->message.size)) &&
	                             set(object, "traceback",
	                                 text_value(bytes_text(&exception->traceback),
	                                            exception->traceback.size)) &&
	                             set(object, "line", line_value(exception->line)) &&
	                             set(object, "column", line_value(exception->column)));
}

static json_t *denials_value(const padcell_verdict *verdict)
{
	json_t *list = json_array();
	bool done = list != NULL;
	for (size_t i = 0; i < verdict->denial_count && done; i++) {
		const struct facts_denial *denial = &verdict->denials[i];
		json_t *row = json_object();
		done = set(row, "layer", json_string(padcell_layer_name(denial->layer))) &&
		       set(row, "what", string_value(denial->what)) &&
		       set(row, "count", count_value(denial->count));
		done = json_array_append_new(list, row) == 0 && done;
	}
	return whole(list, done);
}

static json_t *violations_value(const padcell_verdict *verdict)
{
	json_t *list = json_array();
	bool done = list != NULL;
	for (size_t i = 0; i < verdict->violation_count && done; i++) {
		const struct facts_violation *violation = &verdict->violations[i];
		const char *letter = padcell_invariant_letter(violation->invariant);
		json_t *row = json_object();
		done = set(row, "invariant", json_string(letter)) &&
		       set(row, "layer", json_string(padcell_layer_name(violation->layer))) &&
		       set(row, "what", string_value(violation->what)) &&
		       set(row, "detail", string_value(violation->detail)) &&
		       set(row, "line", line_value(violation->line));
		done = json_array_append_new(list, row) == 0 && done;
	}
	return whole(list, done);
}

/* Milliseconds to the microsecond: more digits would be noise. */
static json_t *milliseconds_value(double milliseconds)
{
	bool sane = isfinite(milliseconds) && milliseconds > 0;
	return json_real(sane ? round(milliseconds * 1000) / 1000 : 0);
}

static json_t *usage_value(const padcell_verdict *verdict)
{
	json_t *object = json_object();
	return whole(object,
	             set(object, "wall_ms", milliseconds_value(verdict->wall_ms)) &&
	                     set(object, "cpu_ms", milliseconds_value(verdict->cpu_ms)) &&
	                     set(object, "peak_kib", count_value(verdict->peak_kib)) &&
	                     set(object, "stdout_bytes", count_value(verdict->output[0].size)));
}

static json_t *ladder_value(const padcell_verdict *verdict)
{
	json_t *object = json_object();
	bool done = object != NULL;
	for (size_t i = 0; i < verdict->rung_count && done; i++) {
		const struct facts_rung *rung = &verdict->rungs[i];
		bool numbered = rung->had && rung->version != 0;
		done = set(object, rung->name,
		           numbered ? json_integer(rung->version) : json_boolean(rung->had));
	}
	return whole(object, done);
}

static json_t *layers_value(const padcell_verdict *verdict)
{
	json_t *list = json_array();
	bool done = list != NULL;
	for (unsigned layer = 0; layer < PADCELL_LAYER_COUNT && done; layer++) {
		const char *name = padcell_layer_name((enum padcell_layer)layer);
		if ((verdict->layers >> layer & 1) != 0)
			done = json_array_append_new(list, json_string(name)) == 0;
	}
	return whole(list, done);
}

static void put_trouble(struct document *document, const padcell_verdict *verdict)
{
	bool error = verdict->outcome == PADCELL_OUTCOME_ERROR;
	if (error) {
		json_t *object = json_object();
		const char *stage = padcell_stage_text(verdict->error.stage);
		put(document, "error",
		    whole(object,
		          set(object, "stage", json_string(stage)) &&
		                  set(object, "message", string_value(verdict->error.message))));
	}
	if (error || verdict->outcome == PADCELL_OUTCOME_CRASH)
		put(document, "diagnostics",
		    text_value(bytes_text(&verdict->diagnostics), verdict->diagnostics.size));
}

static void put_all(struct document *document, const padcell_verdict *verdict)
{
	char name[TEXT_SIGNAL_MAX];
	put(document, "padcell", json_integer(DOCUMENT_VERSION));
	put(document, "status", json_string(padcell_outcome_text(verdict->outcome)));
	put(document, "exit_code", exit_code_value(verdict));
	put_output(document, &verdict->output[0], "stdout", "stdout_base64");
	put_output(document, &verdict->output[1], "stderr", "stderr_base64");
	put_digits(document, "result",
	           verdict->result != NULL ? json_incref(verdict->result) : json_null(),
	           verdict->result_digits != 0 ? verdict->result_digits : USAGE_DIGITS);
	put(document, "exception", exception_value(verdict));
	put(document, "signal",
	    verdict->crashed ? json_string(text_signal(verdict->signal_number, name))
	                     : json_null());
	put(document, "denials", denials_value(verdict));
	put(document, "violations", violations_value(verdict));
	put(document, "usage", usage_value(verdict));
	put(document, "python", string_value(verdict->python[0] != '\0' ? verdict->python : NULL));
	put(document, "policy_sha256",
	    string_value(verdict->policy[0] != '\0' ? verdict->policy : NULL));
	put(document, "ladder", ladder_value(verdict));
	put(document, "layers", layers_value(verdict));
	put_trouble(document, verdict);
	document->failed |= !bytes_append_text(&document->text, "}");
}

enum padcell_status padcell_verdict_json(const padcell_verdict *verdict, char **ret_json,
                                         padcell_error *reterr)
{
	if (verdict == NULL || ret_json == NULL)
		return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_VERDICT, 0,
		                    "padcell_verdict_json: a NULL argument");

	struct document document = {0};
	put_all(&document, verdict);
	if (document.failed) {
		bytes_done(&document.text);
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_VERDICT, 0,
		                    "no memory for the JSON of a verdict");
	}
	*ret_json = document.text.data;
	return PADCELL_OK;
}
