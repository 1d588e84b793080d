/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/bundle.h - the permitted pure-Python modules, as one read-only file.
 *
 * Made by bundle.py at build time.  KEEP IN STEP: bundle format.  Little-endian:
 *   "PCBUNDLE"  u32 version  u32 python (PY_VERSION_HEX >> 16)  u32 count
 *   count rows, sorted by name: u32 name offset, u32 name size, u32 flags (1: package),
 *                               u32 code offset, u32 code size, u32 crc32 of the code
 *   names and marshalled code objects
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_BUNDLE_H
#define PADCELL_INTERPRETER_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "padcell/error.h"

struct bundle {
	const uint8_t *data; /* borrowed */
	size_t size;
	uint32_t count;
};

struct bundle_module {
	const char *code; /* marshalled; belongs to the bundle */
	size_t size;
	bool package;
};

/*
 * Check a bundle's head and every row's bounds.
 *
 * @param data    borrowed for as long as `ret_bundle` is used
 * @param reterr  may be NULL; PADCELL_E_INSTALL when it is damaged or made for another CPython
 */
enum padcell_status bundle_open(const void *data, size_t size, struct bundle *ret_bundle,
                                padcell_error *reterr);

/* Find a module by its dotted name and check its checksum; false when it is not there. */
bool bundle_find(const struct bundle *bundle, const char *name, struct bundle_module *ret_module);

#endif
