/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/afl_mutators.c - the mutators as afl-fuzz calls them: a shared object of its own, which
 * afl-fuzz loads into itself.
 *
 * Thin on purpose, as libfuzzer.c is.  There is no afl_custom_post_process(): the target makes a
 * program of any bytes, so what other engines bring needs no mending here.  Words that a target
 * harvested are in the target's process and do not reach these mutators.
 *
 * Runs in: host
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "bytes_mutate.h"
#include "choices.h"
#include "program.h"

/* Of one entry of the queue, before the next one's turn.  By itself afl-fuzz goes on with an entry
 * as long as it finds something, which at first is always: it would spend minutes with the first.
 */
#define ROUNDS_OF_AN_ENTRY 32

#define DONOR_PERCENT 50 /* of the inputs are offered a second one, as libFuzzer does */

/* Changes upon changes before an entry is taken afresh, whether they found something or not, as
 * libFuzzer does: two steps that each light nothing may light something together. */
#define STEPS_OF_A_WALK 5

struct afl_mutators {
	struct choices choices;
	unsigned steps;
	size_t size; /* of the output */
	uint8_t output[PROGRAM_TEXT_MAX];
};

struct afl_mutators *afl_custom_init(const void *afl, unsigned seed);
unsigned afl_custom_fuzz_count(struct afl_mutators *state, const uint8_t *input, size_t size);
size_t afl_custom_fuzz(struct afl_mutators *state, const uint8_t *input, size_t size,
                       const uint8_t **ret_output, const uint8_t *second, size_t second_size,
                       size_t max_size);
void afl_custom_deinit(struct afl_mutators *state);

__attribute__((visibility("default"))) struct afl_mutators *afl_custom_init(const void *afl,
                                                                            unsigned seed)
{
	(void)afl;
	struct afl_mutators *state = calloc(1, sizeof *state);
	if (state != NULL)
		state->choices = choices_from_seed(seed);
	return state;
}

__attribute__((visibility("default"))) unsigned
afl_custom_fuzz_count(struct afl_mutators *state, const uint8_t *input, size_t size)
{
	state->steps = 0;
	(void)input;
	(void)size;
	return ROUNDS_OF_AN_ENTRY;
}

/* The output belongs to the state and lasts until the next call. */
__attribute__((visibility("default"))) size_t afl_custom_fuzz(struct afl_mutators *state,
                                                              const uint8_t *input, size_t size,
                                                              const uint8_t **ret_output,
                                                              const uint8_t *second,
                                                              size_t second_size, size_t max_size)
{
	bool goes_on = state->steps++ % STEPS_OF_A_WALK != 0;
	const struct mutate_input changed = {goes_on ? state->output : input,
	                                     goes_on ? state->size : size};
	const struct mutate_input donor = {second, second_size};
	size_t capacity = max_size < sizeof state->output ? max_size : sizeof state->output;
	uint32_t used = 0;
	*ret_output = state->output;
	if (capacity == 0)
		return 0;

	bool mixes = choose_chance(&state->choices, DONOR_PERCENT) && second != NULL;
	uint64_t seed = choose(&state->choices, UINT32_MAX);
	state->size =
	        bytes_mutate(&changed, mixes ? &donor : NULL, seed, state->output, capacity, &used);
	return state->size;
}

__attribute__((visibility("default"))) void afl_custom_deinit(struct afl_mutators *state)
{
	free(state);
}
