/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/identity.c - a keyed bijection over addresses, and a keyed hash.
 *
 * The bijection is a balanced Feistel network over 62 bits (two halves of 31) of three rounds,
 * whose round function is SipHash-1-3 under a key of the process.  M. Luby and C. Rackoff, "How to
 * construct pseudorandom permutations from pseudorandom functions", SIAM J. Comput. 17(2), 1988:
 * three rounds do against somebody who sees outputs for inputs; a fourth is for those who may ask
 * for the inverse, and here nobody may.  J.-P. Aumasson and D. J. Bernstein, "SipHash: a fast
 * short-input PRF", INDOCRYPT 2012; CPython hashes text with the same variant, so a default hash is
 * as strong as that of a text.
 *
 * The network can be told from a random permutation after some 2^16 identities.  That is no way
 * back to an address.  More rounds would be paid for by copy.deepcopy() and its kin, which ask for
 * an identity at every step.
 *
 * Bit 62 is set on top: an identity is positive, fits a signed word, and is no address of user
 * space.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "identity.h"

#include <string.h>
#include <sys/auxv.h>

#include "cell.h"
#include "plants.h"
#include "virtual.h"

#define HALF_BITS 31
#define HALF_MASK ((UINT64_C(1) << HALF_BITS) - 1)
#define ROUNDS    3
#define MARK      (UINT64_C(1) << 62)

static uint64_t identity_key[2];
static uint64_t hash_key[2];

static inline uint64_t rotated(uint64_t word, unsigned bits)
{
	return word << bits | word >> (64 - bits);
}

static inline void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[2] += v[3];
	v[1] = rotated(v[1], 13) ^ v[0];
	v[3] = rotated(v[3], 16) ^ v[2];
	v[0] = rotated(v[0], 32) + v[3];
	v[2] += v[1];
	v[3] = rotated(v[3], 21) ^ v[0];
	v[1] = rotated(v[1], 17) ^ v[2];
	v[2] = rotated(v[2], 32);
}

static inline uint64_t siphash13(const uint64_t key[2], uint64_t word)
{
	const uint64_t length = UINT64_C(8) << 56;
	uint64_t v[4] = {
	        key[0] ^ UINT64_C(0x736f6d6570736575),
	        key[1] ^ UINT64_C(0x646f72616e646f6d),
	        key[0] ^ UINT64_C(0x6c7967656e657261),
	        key[1] ^ UINT64_C(0x7465646279746573),
	};
	v[3] ^= word;
	sip_round(v);
	v[0] ^= word;
	v[3] ^= length;
	sip_round(v);
	v[0] ^= length;
	v[2] ^= 0xff;
	sip_round(v);
	sip_round(v);
	sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

uint64_t identity_siphash13(const uint64_t key[2], uint64_t word)
{
	return siphash13(key, word);
}

uint64_t identity_of(const void *address)
{
	uint64_t left = (uintptr_t)address >> HALF_BITS & HALF_MASK;
	uint64_t right = (uintptr_t)address & HALF_MASK;
	for (uint64_t round = 0; round < ROUNDS; round++) {
		uint64_t next = left ^ (siphash13(identity_key, round << 32 | right) & HALF_MASK);
		left = right;
		right = next;
	}
	return MARK | left << HALF_BITS | right;
}

Py_hash_t identity_hash(uint64_t secret)
{
	Py_hash_t hash = (Py_hash_t)siphash13(hash_key, secret);
	return hash != -1 ? hash : -2; /* -1 says that an exception was raised */
}

/*
 * The kernel gives each program sixteen random bytes at its start.  The C library keeps its own
 * secrets in them, so they are only a key here, which nothing that comes out leads back to.
 */
static bool draw_keys(bool fixed)
{
	uint64_t secret[2] = {0, 0};
	const void *random = (const void *)getauxval(AT_RANDOM);
	if (!fixed && random == NULL)
		return false;
	if (!fixed)
		memcpy(secret, random, sizeof secret);
	for (uint64_t i = 0; i < 2; i++) {
		identity_key[i] = siphash13(secret, i);
		hash_key[i] = siphash13(secret, 2 + i);
	}
	return true;
}

bool identity_is_shown(void)
{
	return cell_layer_on(PADCELL_LAYER_PERMITS);
}

enum padcell_status identity_start(bool fixed, padcell_error *reterr)
{
	if (!draw_keys(fixed))
		return padcell_fail(reterr, PADCELL_E_UNSUPPORTED, PADCELL_STAGE_INTERPRETER, 0,
		                    "the kernel gave this process no random bytes");
	if (identity_is_shown())
		hashes_start();
	return PADCELL_OK;
}

/* Fail closed: a CPython that prints addresses by another function must not run a guest. */
static enum padcell_status check_text(padcell_error *reterr)
{
	char wanted[24];
	(void)identity_print(wanted, &identity_key);
	OWNED text = PyUnicode_FromFormat("%p", (void *)&identity_key);
	if (text == NULL)
		return cell_fail_python(reterr, "printing an address");
	if (PyUnicode_CompareWithASCIIString(text, wanted) != 0)
		return padcell_fail(reterr, PADCELL_E_UNSUPPORTED, PADCELL_STAGE_INTERPRETER, 0,
		                    "this CPython prints addresses in a way that is not known");
	return PADCELL_OK;
}

enum padcell_status identity_lockdown(padcell_error *reterr)
{
	if (!identity_is_shown())
		return PADCELL_OK;

	virtual_addresses_apply();
	enum padcell_status status = check_text(reterr);
	return status == PADCELL_OK ? hashes_lockdown(reterr) : status;
}

PyObject *virtual_id(PyObject *module, PyObject *object)
{
	(void)module;
	if (plant_opens(PLANT_IDENTIFIES_PLAINLY))
		return PyLong_FromVoidPtr(object);
	return PyLong_FromUnsignedLongLong(identity_of(object));
}
