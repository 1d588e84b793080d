/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/values.h - numbers with units, as text and back.
 * Runs in: host
 */
#ifndef PADCELL_POLICY_VALUES_H
#define PADCELL_POLICY_VALUES_H

#include <stdbool.h>
#include <stdint.h>

#include "schema.h"

/* Bytes that value_format() writes at most. */
#define VALUE_TEXT_MAX 32

/*
 * Read a value of any type but NAMES and CHOICE: "5 s", "256 MiB", "1000", "true".
 *
 * @param plain      the text stood without quotes; a number or flag in quotes is a string
 * @param ret_value  untouched on failure
 * @return           false when it is no such value, or does not fit 64 bits; bounds are the
 * caller's
 */
bool value_parse(enum schema_type type, const char *text, bool plain, uint64_t *ret_value);

/* The value in the largest unit that gives a whole number; returns `text`. */
const char *value_format(enum schema_type type, uint64_t value, char text[static VALUE_TEXT_MAX]);

/* What a value of the type looks like, for messages: "a duration such as 500 ms or 5 s". */
const char *value_expected(enum schema_type type);

/* A hint for a text that value_parse() refused, or "". */
const char *value_hint(enum schema_type type, const char *text);

#endif
