/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/ladder.c - names of the rungs, and what is lost below each.
 * Runs in: host, supervisor, worker before lockdown
 */
#include <string.h>

#include "kernel.h"

static const struct {
	const char *name;
	const char *loss;
} rungs[] = {
#define RUNG(id, name, loss) [KERNEL_RUNG_##id] = {name, loss},
#include "ladder.def"
#undef RUNG
};

const char *kernel_rung_name(enum kernel_rung rung)
{
	return (unsigned)rung < KERNEL_RUNG_COUNT ? rungs[rung].name : "?";
}

const char *kernel_rung_loss(enum kernel_rung rung)
{
	return (unsigned)rung < KERNEL_RUNG_COUNT ? rungs[rung].loss : "?";
}

enum kernel_rung kernel_rung_by_name(const char *name)
{
	unsigned rung = 0;

	while (rung < KERNEL_RUNG_COUNT && strcmp(rungs[rung].name, name) != 0)
		rung++;
	return (enum kernel_rung)rung;
}
