/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oracle/known.c - programs that are not worth a process: known_crashers.def.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include <string.h>

#include "oracle.h"

static const struct {
	enum operation_twin twin;
	const char *name;
} crashers[] = {
#define KNOWN_CRASHER(twin, name, pythons, reason) {TWIN_##twin, name},
#include "known_crashers.def"
#undef KNOWN_CRASHER
};

static bool is_known(const struct program *program, const struct operation *operation)
{
	struct program_text text = operation->texts[0];
	for (size_t i = 0; i < sizeof crashers / sizeof crashers[0]; i++) {
		if (operation_row(operation->kind)->twin == crashers[i].twin &&
		    strlen(crashers[i].name) == text.size &&
		    memcmp(program->pool + text.at, crashers[i].name, text.size) == 0)
			return true;
	}
	return false;
}

bool oracle_is_known_crasher(const struct program *program)
{
	for (size_t i = 0; i < program->count; i++) {
		if (is_known(program, &program->operations[i]))
			return true;
	}
	return false;
}
