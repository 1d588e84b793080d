/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mutators/names.c - attributes.def, methods.def, literals.def, modules.def and builtins.def.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include "names.h"

#include <string.h>

#include "lexer.h"

static const struct name_row attributes[] = {
#define ATTRIBUTE(name, of_, gives_, weight_, reason_) \
	{name, sizeof name - 1, HINT_##of_, HINT_##gives_, weight_, reason_, ""},
#include "attributes.def"
#undef ATTRIBUTE
};
static const struct name_row methods[] = {
#define METHOD(name, gives_, weight_, reason_) \
	{name, sizeof name - 1, HINT_ANY, HINT_##gives_, weight_, reason_, ""},
#include "methods.def"
#undef METHOD
};
static const struct name_row literals[] = {
#define LITERAL(text_, gives_, weight_, reason_) \
	{text_, sizeof text_ - 1, HINT_ANY, HINT_##gives_, weight_, reason_, ""},
#include "literals.def"
#undef LITERAL
};
static const struct name_row modules[] = {
#define MODULE(name, weight_, reason_) \
	{name, sizeof name - 1, HINT_ANY, HINT_MODULE, weight_, reason_, ""},
#include "modules.def"
#undef MODULE
};
static const struct name_row builtins[] = {
#define BUILTIN(name, gives_, wants_, calls_, weight_, reason_) \
	{name, sizeof name - 1, HINT_##wants_, HINT_##gives_, weight_, reason_, calls_},
#include "builtins.def"
#undef BUILTIN
};

#define ROWS(rows) (sizeof(rows) / sizeof((rows)[0]))
static struct {
	const struct name_row *rows;
	size_t count;
	unsigned weight;
} tables[NAMES_TABLE_COUNT] = {
        [NAMES_ATTRIBUTES] = {attributes, ROWS(attributes), 0},
        [NAMES_METHODS] = {methods, ROWS(methods), 0},
        [NAMES_LITERALS] = {literals, ROWS(literals), 0},
        [NAMES_MODULES] = {modules, ROWS(modules), 0},
        [NAMES_BUILTINS] = {builtins, ROWS(builtins), 0},
};
static unsigned attribute_weights[HINT_COUNT];

__attribute__((constructor)) static void add_weights(void)
{
	for (unsigned table = 0; table < NAMES_TABLE_COUNT; table++) {
		for (size_t i = 0; i < tables[table].count; i++)
			tables[table].weight += tables[table].rows[i].weight;
	}
	for (size_t i = 0; i < ROWS(attributes); i++)
		attribute_weights[attributes[i].of] += attributes[i].weight;
}

const struct name_row *names_rows(enum name_table table, size_t *ret_count)
{
	*ret_count = tables[table].count;
	return tables[table].rows;
}

const struct name_row *names_choose(enum name_table table, struct choices *choices)
{
	uint32_t left = choose(choices, tables[table].weight);
	const struct name_row *row = tables[table].rows;
	while (left >= row->weight)
		left -= row++->weight;
	return row;
}

const struct name_row *names_choose_giving(enum name_table table, enum program_hint gives,
                                           struct choices *choices)
{
	/* A few draws: kinds that a table has not cost little, and rare ones stay rare. */
	const struct name_row *row = names_choose(table, choices);
	for (unsigned attempt = 0; attempt < 6 && gives != HINT_ANY && row->gives != gives;
	     attempt++)
		row = names_choose(table, choices);
	return row;
}

const struct name_row *names_choose_caller(const char *method, struct choices *choices)
{
	unsigned total = 0;
	for (size_t i = 0; i < ROWS(builtins); i++)
		total += strcmp(builtins[i].calls, method) == 0 ? builtins[i].weight : 0;
	if (total == 0)
		return NULL;

	uint32_t left = choose(choices, total);
	const struct name_row *row = builtins;
	while (strcmp(row->calls, method) != 0 || left >= row->weight) {
		if (strcmp(row->calls, method) == 0)
			left -= row->weight;
		row++;
	}
	return row;
}

static const char *choose_own_attribute(enum program_hint of, struct choices *choices)
{
	uint32_t left = choose(choices, attribute_weights[of]);
	const struct name_row *row = attributes;
	while (row->of != of || left >= row->weight) {
		if (row->of == of)
			left -= row->weight;
		row++;
	}
	return row->text;
}

static bool is_text(const char *row, const char *text, size_t size)
{
	return strlen(row) == size && memcmp(row, text, size) == 0;
}

const struct name_row *names_find(enum name_table table, enum program_hint of, const char *text,
                                  size_t size)
{
	const struct name_row *found = NULL;
	for (size_t i = 0; i < tables[table].count; i++) {
		const struct name_row *row = &tables[table].rows[i];
		if (row->size != size || memcmp(row->text, text, size) != 0)
			continue;
		if (row->of == of)
			return row;
		if (found == NULL)
			found = row;
	}
	return found;
}

static char harvest[NAMES_HARVEST_MAX][LEXER_NAME_MAX + 1];
static size_t harvested;

size_t names_harvested(void)
{
	return harvested;
}

void names_harvest(const char *text, size_t size)
{
	if (harvested == NAMES_HARVEST_MAX || size == 0 || size > LEXER_NAME_MAX ||
	    lexer_read('M', text, size) != size)
		return;
	if (names_find(NAMES_ATTRIBUTES, HINT_ANY, text, size) != NULL)
		return;
	for (size_t i = 0; i < harvested; i++) {
		if (is_text(harvest[i], text, size))
			return;
	}

	memcpy(harvest[harvested], text, size);
	harvest[harvested++][size] = '\0';
}

const char *names_choose_attribute(enum program_hint of, struct choices *choices)
{
	if (of != HINT_ANY && attribute_weights[of] != 0 && choose_chance(choices, 65))
		return choose_own_attribute(of, choices);
	if (harvested != 0 && choose_chance(choices, 15))
		return harvest[choose(choices, (uint32_t)harvested)];
	if (choose_chance(choices, 40))
		return choose_own_attribute(HINT_ANY, choices);
	return names_choose(NAMES_ATTRIBUTES, choices)->text;
}

static const char *const binaries[] = {"+", "-",  "*", "|",  "|",  "&",  "%",
                                       "@", "==", "<", "in", "is", "//", "^"};
static const char *const unaries[] = {"-", "~", "not ", "+"};

const char *names_choose_for(char letter, enum program_hint of, struct choices *choices)
{
	switch (letter) {
	case 'M':
		return names_choose(NAMES_METHODS, choices)->text;
	case 'L':
		return names_choose(NAMES_LITERALS, choices)->text;
	case 'I':
		return names_choose(NAMES_MODULES, choices)->text;
	case 'G':
		return names_choose(NAMES_BUILTINS, choices)->text;
	case 'B':
		return binaries[choose(choices, sizeof binaries / sizeof binaries[0])];
	case 'U':
		return unaries[choose(choices, sizeof unaries / sizeof unaries[0])];
	default:
		return names_choose_attribute(of, choices);
	}
}
