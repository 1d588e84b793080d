/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/libfuzzer.c - the mutators as libFuzzer calls them.
 *
 * Thin on purpose: structure that lived here alone would be lost to every other engine.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include <stddef.h>
#include <stdint.h>

#include "bytes_mutate.h"
#include "stats.h"

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);
size_t LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1, const uint8_t *data2,
                                 size_t size2, uint8_t *out, size_t max_size, unsigned seed);

__attribute__((visibility("default"))) size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
	const struct mutate_input input = {data, size};
	uint32_t used = 0;
	size_t made = bytes_mutate(&input, NULL, seed, data, max_size, &used);
	stats_mutated(used);
	return made;
}

__attribute__((visibility("default"))) size_t
LLVMFuzzerCustomCrossOver(const uint8_t *data1, size_t size1, const uint8_t *data2, size_t size2,
                          uint8_t *out, size_t max_size, unsigned seed)
{
	const struct mutate_input input = {data1, size1};
	const struct mutate_input donor = {data2, size2};
	uint32_t used = 0;
	size_t made = bytes_mutate(&input, &donor, seed, out, max_size, &used);
	stats_mutated(used);
	return made;
}
