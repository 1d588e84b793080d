/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_layers.h - which layers a cell goes without.
 *
 * The layers are those that the verdict of a full cell names, in the order of installation, so that
 * no second list of them is needed here.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_REPLAY_LAYERS_H
#define PADCELL_CLI_REPLAY_LAYERS_H

#include <jansson.h>

#define LAYERS_TEXT_MAX 256 /* names of all layers with commas, and a terminator */

/*
 * The names of `layers` but for one, with commas, as padcell_guest wants them.
 *
 * @param text  all names when `but` is NULL
 */
void replay_layers_without(const json_t *layers, const char *but, char text[LAYERS_TEXT_MAX]);

/*
 * The layers that options leave out.
 *
 * @param without  names with commas, or NULL
 * @param only     the one that stays, or NULL
 * @param text     as padcell_guest wants them, "" for none
 * @return         0, or an exit code after a message
 */
int replay_layers_left_out(const json_t *layers, const char *without, const char *only,
                           char text[LAYERS_TEXT_MAX]);

#endif
