/* SPDX-License-Identifier: Apache-2.0 */
/*
 * feedback/counters.c - the counters themselves, and which of them are new.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include "counters.h"

#include <string.h>

#define COMMON_COUNTERS 16 /* outside of the families */
#define BROKE_COUNTERS  12 /* of these, the last */
#define LIT_MAX         4096

/* libFuzzer reads and clears every section of this name; an engine without it finds the symbol. */
__attribute__((section("__libfuzzer_extra_counters"), used, aligned(64)))
uint8_t feedback_counters[FEEDBACK_COUNTERS];

static const struct {
	const char *name;
	const char *program;
} families[FEEDBACK_FAMILY_COUNT] = {
#define FAMILY(id, name, program, reason) {name, program},
#include "families.def"
#undef FAMILY
};

static bool off[FEEDBACK_FAMILY_COUNT];
static uint8_t seen[FEEDBACK_COUNTERS];
static uint32_t lit[LIT_MAX]; /* indices lit since feedback_clear() */
static unsigned lit_count;
static unsigned novel;

/* The place of a counter in an engine's map; NULL: the engine reads the counters themselves. */
static uint8_t *map;
static const uint32_t *slots;

const char *feedback_name(enum feedback_family family)
{
	return families[family].name;
}

const char *feedback_start_up_program(enum feedback_family family)
{
	return families[family].program;
}

static bool switch_off(const char *name, size_t size)
{
	for (unsigned i = 0; i < FEEDBACK_FAMILY_COUNT; i++) {
		if (strlen(families[i].name) == size && memcmp(families[i].name, name, size) == 0) {
			off[i] = true;
			return true;
		}
	}
	return false;
}

bool feedback_start(const char *names)
{
	bool known = true;
	while (names != NULL && *names != '\0') {
		size_t size = strcspn(names, ",");
		known = switch_off(names, size) && known;
		names += size + (names[size] == ',');
	}
	return known;
}

#ifdef PADCELL_TEST_BUILD
static bool dark[FEEDBACK_FAMILY_COUNT];
#endif

bool feedback_darken(const char *name)
{
#ifdef PADCELL_TEST_BUILD
	for (unsigned i = 0; i < FEEDBACK_FAMILY_COUNT; i++) {
		if (strcmp(families[i].name, name) == 0) {
			dark[i] = true;
			return true;
		}
	}
#else
	(void)name;
#endif
	return false;
}

bool feedback_is_on(enum feedback_family family)
{
	return !off[family];
}

void feedback_clear(void)
{
	for (unsigned i = 0; i < lit_count; i++)
		feedback_counters[lit[i]] = 0;
	lit_count = 0;
	novel = 0;
}

static void light(uint32_t index)
{
	if (feedback_counters[index] != 0)
		return;

	feedback_counters[index] = 1;
	if (map != NULL)
		map[slots[index]] = 1;
	if (lit_count < LIT_MAX)
		lit[lit_count++] = index;
	novel += seen[index] == 0;
	seen[index] = 1;
}

void feedback_ran(bool valid)
{
	light(0);
	if (valid)
		light(1);
}

void feedback_broke(const char *what)
{
	uint32_t hash = 0;
	for (; *what != '\0'; what++)
		hash = hash * 31 + (unsigned char)*what;
	light(COMMON_COUNTERS - BROKE_COUNTERS + hash % BROKE_COUNTERS);
}

void feedback_map(uint8_t *engines_map, const uint32_t *places)
{
	map = engines_map;
	slots = places;
}

void counter_light(enum feedback_family family, uint32_t key)
{
#ifdef PADCELL_TEST_BUILD
	if (dark[family])
		return;
#endif
	uint32_t span = (FEEDBACK_COUNTERS - COMMON_COUNTERS) / FEEDBACK_FAMILY_COUNT;
	light(COMMON_COUNTERS + (uint32_t)family * span + key % span);
}

unsigned feedback_novel(void)
{
	return novel;
}

unsigned feedback_lit(uint64_t *ret_hash)
{
	uint64_t hash = 0;
	unsigned count = 0;
	for (uint32_t i = COMMON_COUNTERS; i < FEEDBACK_COUNTERS; i++) {
		if (feedback_counters[i] == 0)
			continue;
		hash = hash * UINT64_C(1099511628211) + i;
		count++;
	}
	*ret_hash = hash;
	return count;
}
