/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/bundle.c - read the bundle of pure-Python modules.
 *
 * The bundle is part of the installation and trusted; the checks are there so that a truncated or
 * mismatched file is a clear error and not a crash in marshal.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "bundle.h"

#include <Python.h>
#include <string.h>

#include "fail.h"

#define HEADER_SIZE 20u
#define ROW_SIZE    24u
#define VERSION     1u

struct row {
	uint32_t name_offset;
	uint32_t name_size;
	uint32_t flags;
	uint32_t code_offset;
	uint32_t code_size;
	uint32_t crc32;
};

static uint32_t get_u32(const uint8_t *at)
{
	return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[3] << 24;
}

static struct row get_row(const struct bundle *bundle, uint32_t index)
{
	const uint8_t *at = bundle->data + HEADER_SIZE + (size_t)index * ROW_SIZE;
	return (struct row){
	        .name_offset = get_u32(at),
	        .name_size = get_u32(at + 4),
	        .flags = get_u32(at + 8),
	        .code_offset = get_u32(at + 12),
	        .code_size = get_u32(at + 16),
	        .crc32 = get_u32(at + 20),
	};
}

/* CRC-32 of IEEE 802.3, a nibble at a time: the modules of one run are read once. */
static uint32_t crc32_of(const uint8_t *data, size_t size)
{
	uint32_t table[16];
	for (uint32_t i = 0; i < 16; i++) {
		uint32_t value = i;
		for (int bit = 0; bit < 4; bit++)
			value = (value & 1) != 0 ? value >> 1 ^ UINT32_C(0xedb88320) : value >> 1;
		table[i] = value;
	}

	uint32_t crc = UINT32_MAX;
	for (size_t i = 0; i < size; i++) {
		crc ^= data[i];
		crc = table[crc & 15] ^ crc >> 4;
		crc = table[crc & 15] ^ crc >> 4;
	}
	return ~crc;
}

static bool in_bounds(size_t total, uint32_t offset, uint32_t size)
{
	return offset <= total && size <= total - offset;
}

enum padcell_status bundle_open(const void *data, size_t size, struct bundle *ret_bundle,
                                padcell_error *reterr)
{
	const uint8_t *bytes = data;
	if (size < HEADER_SIZE || memcmp(bytes, "PCBUNDLE", 8) != 0 ||
	    get_u32(bytes + 8) != VERSION)
		return padcell_fail(reterr, PADCELL_E_INSTALL, PADCELL_STAGE_INTERPRETER, 0,
		                    "the bundle of modules is not one; build it again");
	if (get_u32(bytes + 12) != PY_VERSION_HEX >> 16)
		return padcell_fail(
		        reterr, PADCELL_E_INSTALL, PADCELL_STAGE_INTERPRETER, 0,
		        "the bundle of modules was made for another CPython; build it again");

	struct bundle bundle = {.data = bytes, .size = size, .count = get_u32(bytes + 16)};
	if (bundle.count > (size - HEADER_SIZE) / ROW_SIZE)
		return padcell_fail(reterr, PADCELL_E_INSTALL, PADCELL_STAGE_INTERPRETER, 0,
		                    "the bundle of modules is cut short");
	for (uint32_t i = 0; i < bundle.count; i++) {
		struct row row = get_row(&bundle, i);
		if (!in_bounds(size, row.name_offset, row.name_size) ||
		    !in_bounds(size, row.code_offset, row.code_size))
			return padcell_fail(reterr, PADCELL_E_INSTALL, PADCELL_STAGE_INTERPRETER, 0,
			                    "the bundle of modules is cut short");
	}
	*ret_bundle = bundle;
	return PADCELL_OK;
}

static int compare_name(const struct bundle *bundle, struct row row, const char *name, size_t size)
{
	size_t common = row.name_size < size ? row.name_size : size;
	int order = memcmp(bundle->data + row.name_offset, name, common);
	if (order != 0)
		return order;
	return row.name_size < size ? -1 : row.name_size > size;
}

bool bundle_find(const struct bundle *bundle, const char *name, struct bundle_module *ret_module)
{
	size_t size = strlen(name);
	uint32_t low = 0;
	uint32_t high = bundle->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		struct row row = get_row(bundle, middle);
		int order = compare_name(bundle, row, name, size);
		if (order == 0) {
			*ret_module = (struct bundle_module){
			        .code = (const char *)bundle->data + row.code_offset,
			        .size = row.code_size,
			        .package = (row.flags & 1) != 0,
			};
			return crc32_of(bundle->data + row.code_offset, row.code_size) == row.crc32;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}
