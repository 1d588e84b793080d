/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/addresses.c - the memory of a process as ranges, and numbers that lie in them.
 * Runs in: supervisor, worker before lockdown, worker after lockdown
 */
#include "addresses.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Objects of CPython, and what malloc() answers, are aligned at least so. */
#define ALIGNMENT 8u

/* Nobody has this much: a sanitizer reserves it for its shadow. */
#define RESERVED_MIN (UINT64_C(1) << 36)

/* User space ends here; what is above (vsyscall) lies at the same place in every process. */
#define USER_END (UINT64_C(1) << 57)

/* Numbers below are counts and codes, and no page is mapped there. */
#define NUMBER_MIN UINT64_C(0x100000)

static int by_start(const void *a, const void *b)
{
	const struct addresses_range *left = a;
	const struct addresses_range *right = b;
	return (left->start > right->start) - (left->start < right->start);
}

/* Join what overlaps or touches, in place. */
static void join(struct addresses *addresses)
{
	size_t kept = 0;
	qsort(addresses->ranges, addresses->count, sizeof addresses->ranges[0], by_start);
	for (size_t i = 1; i < addresses->count; i++) {
		struct addresses_range *last = &addresses->ranges[kept];
		const struct addresses_range *next = &addresses->ranges[i];
		if (next->start > last->end)
			addresses->ranges[++kept] = *next;
		else if (next->end > last->end)
			last->end = next->end;
	}
	addresses->count = addresses->count != 0 ? kept + 1 : 0;
}

/* False when there is no room. */
static bool add(struct addresses *addresses, uint64_t start, uint64_t end, uint64_t reach)
{
	if (end <= start || end > USER_END || end - start >= RESERVED_MIN)
		return true;
	if (addresses->count == ADDRESSES_RANGES_MAX)
		join(addresses);
	if (addresses->count == ADDRESSES_RANGES_MAX)
		return false;

	uint64_t low = start > reach + NUMBER_MIN ? start - reach : NUMBER_MIN;
	uint64_t high = end < USER_END - reach ? end + reach : USER_END;
	addresses->ranges[addresses->count++] = (struct addresses_range){low, high};
	return true;
}

bool addresses_read(const char *path, uint64_t reach, struct addresses *ret_addresses)
{
	FILE *maps = fopen(path, "re");
	if (maps == NULL)
		return false;

	struct addresses found = {.count = 0};
	char line[512];
	bool fits = true;
	while (fits && fgets(line, sizeof line, maps) != NULL) {
		uint64_t start = 0;
		uint64_t end = 0;
		if (sscanf(line, "%" SCNx64 "-%" SCNx64, &start, &end) == 2)
			fits = add(&found, start, end, reach);
	}
	(void)fclose(maps);
	join(&found);
	if (!fits || found.count == 0)
		return false;
	*ret_addresses = found;
	return true;
}

static bool lies_inside(const struct addresses *addresses, uint64_t word)
{
	if (word < NUMBER_MIN || word >= USER_END || word % ALIGNMENT != 0)
		return false;
	for (size_t i = 0; i < addresses->count; i++) {
		if (word < addresses->ranges[i].end)
			return word >= addresses->ranges[i].start;
	}
	return false;
}

static uint64_t rotated(uint64_t word)
{
	return word << 4 | word >> 60;
}

static bool holds_word(const struct addresses *addresses, uint64_t word)
{
	return lies_inside(addresses, word) || lies_inside(addresses, rotated(word));
}

/* A negative number was negated or inverted; a hash may have been negated with either sign. */
bool addresses_hold(const struct addresses *addresses, uint64_t magnitude, bool negative)
{
	return holds_word(addresses, magnitude) || lies_inside(addresses, rotated(-magnitude)) ||
	       (negative && holds_word(addresses, magnitude - 1));
}

static bool is_word_byte(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
	       (byte >= 'A' && byte <= 'Z') || byte == '_';
}

/* A token of text: letters, digits and underscores. */
struct token {
	const char *text;
	size_t size;
	bool negative;
	bool fraction; /* digits behind a decimal point */
};

static int digit_of(char byte)
{
	if (byte >= '0' && byte <= '9')
		return byte - '0';
	if (byte >= 'a' && byte <= 'f')
		return byte - 'a' + 10;
	return byte >= 'A' && byte <= 'F' ? byte - 'A' + 10 : 16;
}

/* Digits of a base, underscores between them; false when it is no number of 64 bits. */
static bool read_number(const char *text, size_t size, unsigned base, uint64_t *ret_number)
{
	uint64_t number = 0;
	for (size_t i = 0; i < size; i++) {
		unsigned digit = (unsigned)digit_of(text[i]);
		if (text[i] == '_')
			continue;
		if (digit >= base || __builtin_mul_overflow(number, base, &number) ||
		    __builtin_add_overflow(number, digit, &number))
			return false;
	}
	*ret_number = number;
	return size != 0;
}

static unsigned base_of_prefix(const struct token *token)
{
	if (token->size < 3 || token->text[0] != '0')
		return 0;
	switch (token->text[1] | 0x20) {
	case 'x':
		return 16;
	case 'o':
		return 8;
	case 'b':
		return 2;
	default:
		return 0;
	}
}

/* Decimal, with a prefix, or bare hexadecimal digits of the length that addresses have. */
static bool is_number(const struct token *token, uint64_t *ret_number)
{
	unsigned base = base_of_prefix(token);
	if (base != 0)
		return read_number(token->text + 2, token->size - 2, base, ret_number);
	if (token->fraction)
		return false;
	return read_number(token->text, token->size, 10, ret_number) ||
	       (token->size >= 8 && token->size <= 16 &&
	        read_number(token->text, token->size, 16, ret_number));
}

static bool judge_token(const struct addresses *addresses, const struct token *token,
                        struct addresses_find *ret_find)
{
	uint64_t number = 0;
	if (token->size < 5 || !is_number(token, &number) || number < NUMBER_MIN / 16)
		return false;
	if (!addresses_hold(addresses, number, token->negative))
		return false;
	*ret_find = (struct addresses_find){.number = number, .negative = token->negative};
	return true;
}

static bool scan_text(const struct addresses *addresses, const char *data, size_t size,
                      struct addresses_find *ret_find)
{
	for (size_t i = 0; i < size;) {
		size_t start = i;
		while (i < size && is_word_byte(data[i]))
			i++;
		struct token token = {.text = data + start, .size = i - start};
		token.negative = start > 0 && data[start - 1] == '-';
		token.fraction = start > 1 && data[start - 1] == '.' && data[start - 2] >= '0' &&
		                 data[start - 2] <= '9';
		if (token.size != 0 && judge_token(addresses, &token, ret_find))
			return true;
		i += i == start;
	}
	return false;
}

/* CBOR's negative integer of eight bytes: -1 - n. */
#define CBOR_NEGATIVE 0x3b

static bool scan_words(const struct addresses *addresses, const unsigned char *data, size_t size,
                       struct addresses_find *ret_find)
{
	for (size_t i = 0; i + sizeof(uint64_t) <= size; i++) {
		uint64_t word = 0;
		memcpy(&word, data + i, sizeof word);
		uint64_t swapped = __builtin_bswap64(word);
		bool negative = i > 0 && data[i - 1] == CBOR_NEGATIVE && swapped != UINT64_MAX &&
		                addresses_hold(addresses, swapped + 1, true);
		bool plain = holds_word(addresses, word);
		if (negative || plain || holds_word(addresses, swapped)) {
			*ret_find = (struct addresses_find){.number = plain ? word : swapped,
			                                    .negative = negative,
			                                    .binary = true};
			return true;
		}
	}
	return false;
}

bool addresses_scan(const struct addresses *addresses, const void *data, size_t size,
                    struct addresses_find *ret_find)
{
	return data != NULL && addresses->count != 0 &&
	       (scan_text(addresses, data, size, ret_find) ||
	        scan_words(addresses, data, size, ret_find));
}
