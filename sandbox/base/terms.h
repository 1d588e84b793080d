/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/terms.h - the enums behind invariants.def and layers.def, shared by both sides of the wire.
 * Runs in: host, supervisor, worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_BASE_TERMS_H
#define PADCELL_BASE_TERMS_H

#include <stddef.h>
#include <stdint.h>

enum padcell_invariant {
#define INVARIANT(id, name, promise, seen_by) PADCELL_INVARIANT_##id,
#include "invariants.def"
#undef INVARIANT
	PADCELL_INVARIANT_COUNT,
};

enum padcell_layer {
#define LAYER(id, name, loss) PADCELL_LAYER_##id,
#include "layers.def"
#undef LAYER
	PADCELL_LAYER_COUNT,
};

/* The letter of an invariant as a string, "A" to "K"; "?" for an unknown value.  Static storage. */
const char *padcell_invariant_letter(enum padcell_invariant invariant);

/* The name of a layer in verdicts, such as "permits"; "?" for an unknown value.  Static storage. */
const char *padcell_layer_name(enum padcell_layer layer);

/* What falls when a layer is missing, from its row; "" for an unknown value.  Static storage. */
const char *padcell_layer_loss(enum padcell_layer layer);

/* The layer of that name, or PADCELL_LAYER_COUNT. */
enum padcell_layer padcell_layer_by_name(const char *name);

#endif
