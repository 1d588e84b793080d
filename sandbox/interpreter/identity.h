/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/identity.h - what a guest sees where CPython would show it an address.
 *
 * One number for one address, different for each process, from which the address cannot be computed
 * without the key.  id(), the default hash and every "0x..." of a default repr come from here, so
 * that they go on agreeing with each other as under CPython.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_IDENTITY_H
#define PADCELL_INTERPRETER_IDENTITY_H

#include <Python.h>
#include <stdbool.h>
#include <stdint.h>

#include "padcell/error.h"

/*
 * Draw the key and put the hashes of hashes.def in place; before Py_Initialize(), so that every
 * type inherits them and no dict was filled with others.
 *
 * @param fixed   the same key in every process
 * @param reterr  may be NULL; written on failure only
 */
enum padcell_status identity_start(bool fixed, padcell_error *reterr);

/*
 * The types that are there now: those that CPython's start did not know get their hash, and
 * a default repr is looked at.  Between the survey of permits and their disarming.
 *
 * @param reterr  may be NULL; written on failure only
 */
enum padcell_status identity_lockdown(padcell_error *reterr);

/* A bijection of the addresses below 2^62 to the numbers from 2^62 to 2^63 - 1. */
uint64_t identity_of(const void *address);

/* A hash of a hash that has an address in it, or of an address; never -1. */
Py_hash_t identity_hash(uint64_t secret);

/* SipHash-1-3 of one word of eight bytes. */
uint64_t identity_siphash13(const uint64_t key[2], uint64_t word);

/* Is the number in place of the address, or does a plant show the address? */
bool identity_is_shown(void);

/* identity_text.c: print what "%p" prints; `text` holds 19 bytes at least.  The length. */
int identity_print(char *text, const void *address);

/* hashes.c: called by the two above. */
void hashes_start(void);
enum padcell_status hashes_lockdown(padcell_error *reterr);

#endif
