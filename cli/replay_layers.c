/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_layers.c - names of layers, as the cell tells them.
 * Runs in: host
 */
#include "replay_layers.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "kit.h"
#include "message.h"
#include "suggest.h"

void replay_layers_without(const json_t *layers, const char *but, char text[LAYERS_TEXT_MAX])
{
	size_t used = 0;
	size_t i = 0;
	json_t *layer = NULL;
	text[0] = '\0';
	json_array_foreach(layers, i, layer)
	{
		const char *name = json_string_value(layer);
		if ((but != NULL && strcmp(name, but) == 0) || used >= LAYERS_TEXT_MAX)
			continue;
		used += (size_t)snprintf(text + used, LAYERS_TEXT_MAX - used, "%s%s",
		                         used > 0 ? "," : "", name);
	}
}

static int complain_layer(const char *option, const char *name, const json_t *layers)
{
	const char *names[16] = {NULL};
	for (size_t i = 0; i < json_array_size(layers) && i < COUNT_OF(names) - 1; i++)
		names[i] = json_string_value(json_array_get(layers, i));
	const char *nearest = suggest_nearest(name, names);
	cli_error("replay: --%s: there is no layer named '%s'", option, name);
	if (nearest != NULL)
		cli_hint("did you mean %s?", nearest);
	else
		cli_hint("`padcell run --json` lists the layers of a run");
	return PADCELL_EXIT_USAGE;
}

static bool is_layer(const json_t *layers, const char *name)
{
	size_t i = 0;
	json_t *layer = NULL;
	json_array_foreach(layers, i, layer)
	{
		if (strcmp(json_string_value(layer), name) == 0)
			return true;
	}
	return false;
}

int replay_layers_left_out(const json_t *layers, const char *without, const char *only,
                           char text[LAYERS_TEXT_MAX])
{
	text[0] = '\0';
	if (only != NULL && !is_layer(layers, only))
		return complain_layer("only-layer", only, layers);
	if (only != NULL)
		replay_layers_without(layers, only, text);
	if (without == NULL)
		return 0;

	(void)snprintf(text, LAYERS_TEXT_MAX, "%s", without);
	CLEANUP(free_at_exit) char *copy = strdup(text);
	char *rest = NULL;
	char *name = copy != NULL ? strtok_r(copy, ",", &rest) : NULL;
	for (; name != NULL; name = strtok_r(NULL, ",", &rest)) {
		if (!is_layer(layers, name))
			return complain_layer("without-layer", name, layers);
	}
	return 0;
}
