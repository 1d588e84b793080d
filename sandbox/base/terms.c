/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/terms.c - names of invariants and layers, from their tables.
 * Runs in: host, supervisor, worker before lockdown, worker after lockdown
 */
#include "terms.h"

#include <string.h>

static const char *const invariant_letters[] = {
#define INVARIANT(id, name, promise, seen_by) #id,
#include "invariants.def"
#undef INVARIANT
};

static const struct {
	const char *name;
	const char *loss;
} layers[] = {
#define LAYER(id, name, loss) {name, loss},
#include "layers.def"
#undef LAYER
};

const char *padcell_invariant_letter(enum padcell_invariant invariant)
{
	return (unsigned)invariant < PADCELL_INVARIANT_COUNT ? invariant_letters[invariant] : "?";
}

const char *padcell_layer_name(enum padcell_layer layer)
{
	return (unsigned)layer < PADCELL_LAYER_COUNT ? layers[layer].name : "?";
}

const char *padcell_layer_loss(enum padcell_layer layer)
{
	return (unsigned)layer < PADCELL_LAYER_COUNT ? layers[layer].loss : "";
}

enum padcell_layer padcell_layer_by_name(const char *name)
{
	unsigned layer = 0;
	while (layer < PADCELL_LAYER_COUNT && strcmp(layers[layer].name, name) != 0)
		layer++;

	return (enum padcell_layer)layer;
}
