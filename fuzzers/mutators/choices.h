/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/choices.h - where every decision of the generator and the mutators comes from: a seeded
 * generator of numbers, or the bytes of an input.
 *
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#ifndef PADCELL_MUTATORS_CHOICES_H
#define PADCELL_MUTATORS_CHOICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct choices {
	uint64_t state;
	const uint8_t *bytes; /* NULL: numbers from the seed */
	size_t left;
};

/* Equal seeds make equal choices, in every process. */
struct choices choices_from_seed(uint64_t seed);

/* @param bytes  borrowed as long as the choices are made; when they end, every choice is the first
 */
struct choices choices_from_bytes(const uint8_t *bytes, size_t size);

/* A number below `count`; 0 when `count` is 0. */
uint32_t choose(struct choices *choices, uint32_t count);

/* True in `percent` of 100 cases. */
bool choose_chance(struct choices *choices, unsigned percent);

/* True when the bytes have ended; never for a seed. */
bool choices_ended(const struct choices *choices);

#endif
