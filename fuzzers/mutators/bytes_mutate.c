/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/bytes_mutate.c - the mutators as engines call them.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include "bytes_mutate.h"

#include "generate.h"
#include "mutate.h"
#include "repair.h"

#define MIXES_PERCENT 40 /* of the inputs that come with a second one */

/* Programs are large, and engines call from one thread. */
static struct program program;
static struct program second;

/* Shorter and shorter until it fits. */
static size_t print_within(struct program *shrinking, struct choices *choices, char *text,
                           size_t capacity)
{
	/* Repair may add a handler to what was cut, so the program's own count would not end this.
	 */
	size_t kept = shrinking->count;
	size_t size = program_print(shrinking, text, capacity);
	while (size == 0 && kept > 0) {
		kept -= 1 + kept / 8;
		shrinking->count = kept < shrinking->count ? kept : shrinking->count;
		program_repair(shrinking, choices);
		size = program_print(shrinking, text, capacity);
	}
	if (size == 0) {
		text[0] = '\n';
		size = 1;
	}
	return size;
}

size_t bytes_mutate(const struct mutate_input *input, const struct mutate_input *donor,
                    uint64_t seed, uint8_t *output, size_t capacity, uint32_t *ret_used)
{
	struct choices choices = choices_from_seed(seed);
	(void)program_decode(&program, input->data, input->size);
	if (donor != NULL)
		(void)program_decode(&second, donor->data, donor->size);

	/* Engines offer a second input half of the time; programs grow by steps more than by
	 * mixing. */
	uint32_t mixed = 0;
	bool mixes = donor != NULL && choose_chance(&choices, MIXES_PERCENT);
	if (mixes) {
		enum mutator mix = choose_chance(&choices, 70) ? MUTATOR_splice : MUTATOR_combine;
		if (program_mutate_by(&program, mix, &second, &choices))
			mixed = UINT32_C(1) << mix;
	}
	program_mutate(&program, mixes ? &second : NULL, &choices, ret_used);
	*ret_used |= mixed;
	return print_within(&program, &choices, (char *)output, capacity);
}
