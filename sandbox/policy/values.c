/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/values.c - numbers with units, as text and back.
 * Runs in: host
 */
#include "values.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

struct unit {
	enum schema_type type;
	const char *name;
	uint64_t factor;
};

/* By type, the largest first: the order in which value_format() tries them. */
static const struct unit units[] = {
        {SCHEMA_DURATION, "min", 60000},
        {SCHEMA_DURATION, "s", 1000},
        {SCHEMA_DURATION, "ms", 1},
        {SCHEMA_SIZE, "GiB", UINT64_C(1) << 30},
        {SCHEMA_SIZE, "MiB", UINT64_C(1) << 20},
        {SCHEMA_SIZE, "KiB", UINT64_C(1) << 10},
        {SCHEMA_SIZE, "B", 1},
};
#define UNITS (sizeof units / sizeof units[0])

/* What people write and what they mean; a kilobyte of 1000 bytes is refused rather than guessed. */
static const struct {
	enum schema_type type;
	const char *written;
	const char *hint;
} near_units[] = {
        {SCHEMA_DURATION, "", "a number needs its unit: ms, s or min"},
        {SCHEMA_DURATION, "sec", "write s for seconds"},
        {SCHEMA_DURATION, "seconds", "write s for seconds"},
        {SCHEMA_DURATION, "m", "write min for minutes"},
        {SCHEMA_SIZE, "", "a number needs its unit: B, KiB, MiB or GiB"},
        {SCHEMA_SIZE, "k", "write KiB for 1024 bytes"},
        {SCHEMA_SIZE, "kb", "write KiB for 1024 bytes"},
        {SCHEMA_SIZE, "m", "write MiB for 1024 KiB"},
        {SCHEMA_SIZE, "mb", "write MiB for 1024 KiB"},
        {SCHEMA_SIZE, "g", "write GiB for 1024 MiB"},
        {SCHEMA_SIZE, "gb", "write GiB for 1024 MiB"},
};

/* Decimal digits at the start; *ret_rest is what follows them. */
static bool parse_digits(const char *text, uint64_t *ret_number, const char **ret_rest)
{
	uint64_t number = 0;
	const char *next = text;
	for (; *next >= '0' && *next <= '9'; next++) {
		if (__builtin_mul_overflow(number, 10u, &number) ||
		    __builtin_add_overflow(number, (uint64_t)(*next - '0'), &number))
			return false;
	}
	*ret_number = number;
	*ret_rest = next;
	return next != text;
}

static bool parse_quantity(enum schema_type type, const char *text, uint64_t *ret_value)
{
	uint64_t number = 0;
	const char *unit = "";
	if (!parse_digits(text, &number, &unit))
		return false;

	unit += unit[0] == ' ';
	for (size_t i = 0; i < UNITS; i++) {
		if (units[i].type == type && strcmp(units[i].name, unit) == 0)
			return !__builtin_mul_overflow(number, units[i].factor, ret_value);
	}
	return false;
}

static bool parse_count(const char *text, uint64_t *ret_value)
{
	uint64_t number = 0;
	const char *rest = "";
	/* 010 is eight to YAML 1.1 and ten to a reader: neither is taken. */
	bool leading_zero = text[0] == '0' && text[1] != '\0';
	if (leading_zero || !parse_digits(text, &number, &rest) || rest[0] != '\0')
		return false;

	*ret_value = number;
	return true;
}

static bool parse_flag(const char *text, uint64_t *ret_value)
{
	bool is_true = strcmp(text, "true") == 0;
	if (!is_true && strcmp(text, "false") != 0)
		return false;

	*ret_value = is_true;
	return true;
}

bool value_parse(enum schema_type type, const char *text, bool plain, uint64_t *ret_value)
{
	uint64_t value = 0;
	bool parsed = false;
	switch (type) {
	case SCHEMA_DURATION:
	case SCHEMA_SIZE:
		parsed = parse_quantity(type, text, &value);
		break;
	case SCHEMA_COUNT:
		parsed = plain && parse_count(text, &value);
		break;
	case SCHEMA_FLAG:
		parsed = plain && parse_flag(text, &value);
		break;
	case SCHEMA_NAMES:
	case SCHEMA_CHOICE:
		break;
	}
	if (parsed)
		*ret_value = value;
	return parsed;
}

const char *value_format(enum schema_type type, uint64_t value, char text[static VALUE_TEXT_MAX])
{
	const char *unit = "";
	uint64_t factor = 1;
	for (size_t i = 0; i < UNITS && unit[0] == '\0'; i++) {
		bool last = units[i].factor == 1;
		bool whole = value != 0 && value % units[i].factor == 0;
		if (units[i].type == type && (whole || last)) {
			unit = units[i].name;
			factor = units[i].factor;
		}
	}
	if (type == SCHEMA_FLAG)
		(void)snprintf(text, VALUE_TEXT_MAX, "%s", value != 0 ? "true" : "false");
	else
		(void)snprintf(text, VALUE_TEXT_MAX, "%" PRIu64 "%s%s", value / factor,
		               unit[0] != '\0' ? " " : "", unit);
	return text;
}

const char *value_expected(enum schema_type type)
{
	switch (type) {
	case SCHEMA_DURATION:
		return "a duration such as 500 ms or 5 s";
	case SCHEMA_SIZE:
		return "a size such as 64 KiB or 256 MiB";
	case SCHEMA_COUNT:
		return "a whole number without quotes";
	case SCHEMA_FLAG:
		return "true or false";
	case SCHEMA_NAMES:
		return "a list of names, [one, another]";
	case SCHEMA_CHOICE:
		return "a word";
	}
	return "a value";
}

const char *value_hint(enum schema_type type, const char *text)
{
	const char *unit = text + strspn(text, "0123456789");
	if (unit == text)
		return "";

	unit += unit[0] == ' ';
	for (size_t i = 0; i < sizeof near_units / sizeof near_units[0]; i++) {
		if (near_units[i].type == type && strcasecmp(near_units[i].written, unit) == 0)
			return near_units[i].hint;
	}
	return "";
}
