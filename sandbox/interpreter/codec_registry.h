/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/codec_registry.h - what a guest put into the interpreter's registry of text
 * encodings.
 *
 * The registry belongs to no module, so no module's dict tells of it.  Runs in: worker after
 * lockdown
 */
#ifndef PADCELL_INTERPRETER_CODEC_REGISTRY_H
#define PADCELL_INTERPRETER_CODEC_REGISTRY_H

#include <stdbool.h>

/* Take all of it out again; false when something refuses. */
bool codec_registry_reset(void);

#endif
