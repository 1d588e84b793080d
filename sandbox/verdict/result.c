/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/result.c - the value a guest handed over, from hostile CBOR to JSON.
 *
 * libcbor's streaming decoder finds one item at a time and allocates nothing; lists under
 * construction stand on a stack of fixed depth, so no input makes this recurse.
 *
 * Runs in: supervisor
 */
#include "result.h"

#include <cbor.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "text.h"
#include "utf8.h"
#include "verdict_build.h"

enum tag {
	TAG_NONE = 0,
	TAG_POSITIVE = 2, /* a byte string is an integer */
	TAG_NEGATIVE = 3, /* a byte string is minus one minus an integer */
};

/* A list or mapping that is not complete; a mapping's keys and values lie in turns. */
struct level {
	json_t *items; /* owned */
	size_t left;
	bool mapping;
};

struct decoder {
	struct level levels[RESULT_DEPTH_MAX];
	unsigned depth;
	json_t *root;      /* owned; the value is complete when it is set */
	size_t bytes_left; /* behind the present item */
	enum tag tag;      /* waiting for its byte string */
	int digits;
	bool failed;
	bool no_memory; /* the value may be good; failed is set too */
};

/* New reference, or NULL; takes over `value`. */
static json_t *wrap(const char *key, json_t *value)
{
	json_t *object = json_object();
	if (json_object_set_new(object, key, value) == 0)
		return object;

	json_decref(object);
	return NULL;
}

/* New reference to the text in `bytes`, which is emptied; NULL unless `done`. */
static json_t *wrap_text(const char *key, struct bytes *bytes, bool done)
{
	json_t *text = done ? json_stringn(bytes_text(bytes), bytes->size) : NULL;
	bytes_done(bytes);
	return key != NULL ? wrap(key, text) : text;
}

/* A key that a JSON object can have once: text without NUL, not there yet. */
static bool fits_object(const json_t *object, const json_t *key)
{
	return json_is_string(key) && strlen(json_string_value(key)) == json_string_length(key) &&
	       json_object_get(object, json_string_value(key)) == NULL;
}

/* {"k": v}, or NULL; `items` is borrowed.  Written is whether all keys fit: if so, memory was
 * short. */
static json_t *make_object(const json_t *items, bool *ret_fits)
{
	json_t *object = json_object();
	bool done = object != NULL;
	*ret_fits = true;
	for (size_t i = 0; i + 1 < json_array_size(items) && done; i += 2) {
		const json_t *key = json_array_get(items, i);
		*ret_fits = fits_object(object, key);
		done = *ret_fits && json_object_set(object, json_string_value(key),
		                                    json_array_get(items, i + 1)) == 0;
	}
	if (done)
		return object;

	json_decref(object);
	return NULL;
}

/* {"pairs": [[k, v], ...]}; `items` is borrowed. */
static json_t *make_pairs(const json_t *items)
{
	json_t *pairs = json_array();
	for (size_t i = 0; i + 1 < json_array_size(items); i += 2) {
		json_t *pair = json_array();
		bool done = json_array_append(pair, json_array_get(items, i)) == 0 &&
		            json_array_append(pair, json_array_get(items, i + 1)) == 0;
		if (json_array_append_new(pairs, pair) != 0 || !done) {
			json_decref(pairs);
			return NULL;
		}
	}
	return wrap("pairs", pairs);
}

/* The complete value of a level; takes over its items. */
static json_t *finish_level(struct level *level)
{
	json_t *items = TAKE(level->items);
	if (!level->mapping)
		return items;

	bool fits = false;
	json_t *value = make_object(items, &fits);
	if (!fits)
		value = make_pairs(items);
	json_decref(items);
	return value;
}

static void fail_memory(struct decoder *decoder)
{
	decoder->no_memory = true;
	decoder->failed = true;
}

/* One value is complete; takes it over, NULL of which means that memory was short.  It may complete
 * the levels above. */
static void put(struct decoder *decoder, json_t *value)
{
	decoder->failed |= decoder->tag != TAG_NONE;
	while (!decoder->failed && value != NULL && decoder->depth != 0) {
		struct level *level = &decoder->levels[decoder->depth - 1];
		if (json_array_append_new(level->items, value) != 0) {
			fail_memory(decoder);
			return;
		}
		if (--level->left != 0)
			return;

		value = finish_level(level);
		decoder->depth--;
	}
	if (value == NULL)
		fail_memory(decoder);
	if (decoder->failed)
		json_decref(value);
	else
		decoder->root = value;
}

static void put_integer(struct decoder *decoder, bool negative, const uint8_t *bytes, size_t size)
{
	uint64_t small = 0;
	while (size != 0 && bytes[0] == 0) {
		bytes++;
		size--;
	}
	for (size_t i = 0; i < size && size <= sizeof small; i++)
		small = small << 8 | bytes[i];
	if (size <= sizeof small && small <= INT64_MAX) {
		put(decoder, json_integer(negative ? -1 - (int64_t)small : (int64_t)small));
		return;
	}
	/* Minus one minus n is minus (n plus one): the carry may need a byte of its own. */
	uint8_t *number = calloc(1, size + 1);
	struct bytes text = {0};
	if (number != NULL) {
		memcpy(number + 1, bytes, size);
		for (size_t i = size; negative && ++number[i] == 0; i--)
			continue;
	}
	bool done = number != NULL && bytes_append_text(&text, negative ? "-" : "") &&
	            text_hex(&text, number, size + 1);
	free(number);
	put(decoder, wrap_text("int", &text, done));
}

static void put_number(struct decoder *decoder, bool negative, uint64_t number)
{
	uint8_t bytes[sizeof number];
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (uint8_t)(number >> (8 * (sizeof bytes - 1 - i)));
	put_integer(decoder, negative, bytes, sizeof bytes);
}

static void put_float(struct decoder *decoder, double number)
{
	if (!isfinite(number)) {
		const char *name = number < 0 ? "-inf" : "inf";
		put(decoder, json_string(isnan(number) ? "nan" : name));
		return;
	}
	int digits = 15;
	for (; digits < 17; digits++) {
		char text[40];
		(void)snprintf(text, sizeof text, "%.*g", digits, number);
		if (strtod(text, NULL) == number)
			break;
	}
	decoder->digits = digits > decoder->digits ? digits : decoder->digits;
	put(decoder, json_real(number));
}

/* Every item takes a byte at least: a count above the bytes left is a lie. */
static void start_level(struct decoder *decoder, size_t count, bool mapping)
{
	size_t each = mapping ? 2 : 1;
	decoder->failed |= count > decoder->bytes_left / each || decoder->tag != TAG_NONE;
	if (count == 0) {
		/* Complete at once: takes no level. */
		put(decoder, mapping ? json_object() : json_array());
		return;
	}
	decoder->failed |= decoder->depth == RESULT_DEPTH_MAX;
	if (decoder->failed)
		return;

	struct level *level = &decoder->levels[decoder->depth];
	*level = (struct level){json_array(), count * each, mapping};
	decoder->depth++;
	if (level->items == NULL)
		fail_memory(decoder);
}

static void on_bytes(void *context, cbor_data data, size_t size)
{
	struct decoder *decoder = context;
	enum tag tag = decoder->tag;
	decoder->tag = TAG_NONE;
	if (tag != TAG_NONE) {
		put_integer(decoder, tag == TAG_NEGATIVE, data, size);
		return;
	}
	struct bytes text = {0};
	bool done = text_base64(&text, data, size);
	put(decoder, wrap_text("base64", &text, done));
}

static void on_text(void *context, cbor_data data, size_t size)
{
	struct decoder *decoder = context;
	if (utf8_valid(data, size))
		put(decoder, json_stringn_nocheck((const char *)data, size));
	else
		decoder->failed = true;
}

static void on_tag(void *context, uint64_t tag)
{
	struct decoder *decoder = context;
	decoder->failed |= decoder->tag != TAG_NONE || (tag != TAG_POSITIVE && tag != TAG_NEGATIVE);
	if (!decoder->failed)
		decoder->tag = (enum tag)tag;
}

static void on_boolean(void *context, bool value)
{
	put(context, json_boolean(value));
}

static void on_null(void *context)
{
	put(context, json_null());
}

static void on_array(void *context, size_t count)
{
	start_level(context, count, false);
}

static void on_map(void *context, size_t count)
{
	start_level(context, count, true);
}

/* Lengths that are not known in advance, and what ends them: no encoder of ours writes them. */
static void on_indefinite(void *context)
{
	((struct decoder *)context)->failed = true;
}

#define ON_NUMBER(name, type, call)                      \
	static void on_##name(void *context, type value) \
	{                                                \
		call;                                    \
	}
ON_NUMBER(uint8, uint8_t, put_number(context, false, value))
ON_NUMBER(uint16, uint16_t, put_number(context, false, value))
ON_NUMBER(uint32, uint32_t, put_number(context, false, value))
ON_NUMBER(uint64, uint64_t, put_number(context, false, value))
ON_NUMBER(negint8, uint8_t, put_number(context, true, value))
ON_NUMBER(negint16, uint16_t, put_number(context, true, value))
ON_NUMBER(negint32, uint32_t, put_number(context, true, value))
ON_NUMBER(negint64, uint64_t, put_number(context, true, value))
ON_NUMBER(float, float, put_float(context, (double)value))
ON_NUMBER(double, double, put_float(context, value))

static const struct cbor_callbacks callbacks = {
        .uint8 = on_uint8,
        .uint16 = on_uint16,
        .uint32 = on_uint32,
        .uint64 = on_uint64,
        .negint8 = on_negint8,
        .negint16 = on_negint16,
        .negint32 = on_negint32,
        .negint64 = on_negint64,
        .byte_string_start = on_indefinite,
        .byte_string = on_bytes,
        .string = on_text,
        .string_start = on_indefinite,
        .indef_array_start = on_indefinite,
        .array_start = on_array,
        .indef_map_start = on_indefinite,
        .map_start = on_map,
        .tag = on_tag,
        .float2 = on_float,
        .float4 = on_float,
        .float8 = on_double,
        .undefined = on_null,
        .null = on_null,
        .boolean = on_boolean,
        .indef_break = on_indefinite,
};

/* Decode one item; false when no whole one is left. */
static bool step(struct decoder *decoder, const uint8_t **next)
{
	/* libcbor says how long an item is only after its callback, which wants to know what is
	 * left: its own head counts as left, which lets a count be too large by a few and no more.
	 */
	struct cbor_decoder_result found =
	        cbor_stream_decode(*next, decoder->bytes_left, &callbacks, decoder);
	if (found.status != CBOR_DECODER_FINISHED || found.read > decoder->bytes_left)
		return false;

	*next += found.read;
	decoder->bytes_left -= found.read;
	return true;
}

json_t *result_decode(const void *cbor, size_t size, int *ret_digits, bool *ret_no_memory)
{
	*ret_no_memory = false;
	if (size > VERDICT_RESULT_MAX)
		return NULL;

	struct decoder decoder = {.bytes_left = size, .digits = 15};
	const uint8_t *next = cbor;
	while (!decoder.failed && decoder.root == NULL)
		decoder.failed |= !step(&decoder, &next);

	if (!decoder.failed && decoder.bytes_left == 0) {
		*ret_digits = decoder.digits;
		return decoder.root;
	}
	for (unsigned i = 0; i < decoder.depth; i++)
		json_decref(decoder.levels[i].items);
	json_decref(decoder.root);
	*ret_no_memory = decoder.no_memory;
	return NULL;
}
