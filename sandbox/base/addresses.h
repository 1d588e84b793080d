/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/addresses.h - does some output hold an address of a process? (the oracle of invariant K)
 *
 * Knows the ways an address gets into text or binary data, in disguise too: CPython's default hash
 * is the address rotated by four bits, and a hash or a number may be negated.
 *
 * A false alarm needs a number that falls on memory by chance.  A process with some 2 GiB mapped or
 * near what is mapped (`reach`) has 2^31 of the 2^47 addresses, and only every eighth one counts:
 * one in 2^19 of the decimal numbers with fourteen or fifteen digits, one in 2^16 of those with
 * thirteen (they count as rotated), one in 2^30 of random words of 64 bits, all disguises together.
 * The layout is drawn anew for each process, so a report that comes back in a second one is no
 * chance.  Numbers of identity.c have bit 62 set and are never near memory.
 *
 * Runs in: supervisor, worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_BASE_ADDRESSES_H
#define PADCELL_BASE_ADDRESSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ADDRESSES_RANGES_MAX 256

struct addresses {
	struct addresses_range {
		uint64_t start;
		uint64_t end;
	} ranges[ADDRESSES_RANGES_MAX]; /* ascending, none touches the next */
	size_t count;
};

/* What was found: the number as it stood there, for the report. */
struct addresses_find {
	uint64_t number;
	bool negative;
	bool binary; /* eight bytes, not text */
};

/*
 * Take the maps of a process.
 *
 * @param path           "/proc/self/maps" or that of another process; borrowed
 * @param reach          bytes on both sides of each mapping that count as well: memory that is
 *                       mapped later lies beside what is there
 * @param ret_addresses  written on success only
 * @return               false when it cannot be read or has more ranges than there is room for
 */
bool addresses_read(const char *path, uint64_t reach, struct addresses *ret_addresses);

/* Is this number, or what it is in disguise, an address of the process? */
bool addresses_hold(const struct addresses *addresses, uint64_t magnitude, bool negative);

/*
 * Look for an address in text (decimal and hexadecimal) and in each eight bytes, of either order.
 * CBOR needs nothing more: its integers are eight bytes.
 *
 * @return  true with the first one in *ret_find
 */
bool addresses_scan(const struct addresses *addresses, const void *data, size_t size,
                    struct addresses_find *ret_find);

#endif
