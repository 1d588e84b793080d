/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/bytes_mutate.h - the mutators as engines call them: bytes in, bytes out.
 *
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#ifndef PADCELL_MUTATORS_BYTES_MUTATE_H
#define PADCELL_MUTATORS_BYTES_MUTATE_H

#include <stddef.h>
#include <stdint.h>

/* A borrowed input. */
struct mutate_input {
	const uint8_t *data;
	size_t size;
};

/*
 * Change an input.  The result is always the text form of a program.
 *
 * @param input     may lie in the same memory as `output`
 * @param donor     a second input to take parts from; NULL for none
 * @param seed      equal seeds change equal inputs equally
 * @param output    receives the new input
 * @param capacity  of `output`; not 0
 * @param ret_used  bit per enum mutator
 * @return          bytes of the new input; at least 1
 */
size_t bytes_mutate(const struct mutate_input *input, const struct mutate_input *donor,
                    uint64_t seed, uint8_t *output, size_t capacity, uint32_t *ret_used);

#endif
