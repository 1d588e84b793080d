/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/choices.c - numbers from a seed (splitmix64) or from bytes.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include "choices.h"

struct choices choices_from_seed(uint64_t seed)
{
	return (struct choices){.state = seed};
}

struct choices choices_from_bytes(const uint8_t *bytes, size_t size)
{
	return (struct choices){.bytes = bytes, .left = size};
}

static uint64_t next_number(struct choices *choices)
{
	choices->state += UINT64_C(0x9e3779b97f4a7c15);
	uint64_t mixed = choices->state;
	mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
	return mixed ^ (mixed >> 31);
}

static uint32_t next_byte(struct choices *choices)
{
	if (choices->left == 0)
		return 0;

	choices->left--;
	return *choices->bytes++;
}

uint32_t choose(struct choices *choices, uint32_t count)
{
	if (count <= 1)
		return 0;
	if (choices->bytes == NULL)
		return (uint32_t)((next_number(choices) >> 32) % count);

	/* As few bytes as can reach every choice, so that inputs stay short. */
	uint32_t number = next_byte(choices);
	for (uint32_t reach = 256; reach < count && reach < (UINT32_C(1) << 24); reach <<= 8)
		number = number << 8 | next_byte(choices);
	return number % count;
}

bool choose_chance(struct choices *choices, unsigned percent)
{
	return choose(choices, 100) < percent;
}

bool choices_ended(const struct choices *choices)
{
	return choices->bytes != NULL && choices->left == 0;
}
