/* SPDX-License-Identifier: Apache-2.0 */
/*
 * program/table.c - operations.def as rows, with the places of each template counted.
 * Runs in: worker after lockdown (fuzz targets), host (tests)
 */
#include <string.h>

#include "program.h"

static struct operation_row rows[OPERATION_KIND_COUNT] = {
/* clang-format off */
#define OPERATION(id, flow_, twin_, makes_, risk_, weight_, template_, reason_)        \
	{.name = #id, .template = template_, .reason = reason_, .flow = FLOW_##flow_,  \
	 .twin = TWIN_##twin_, .makes = HINT_##makes_, .risk = RISK_##risk_, .weight = weight_},
#include "operations.def"
#undef OPERATION
        /* clang-format on */
        {.name = "RAW", .template = "", .reason = "a line that no row matches", .text_count = 1},
};

static void count_place(struct operation_row *row, char letter)
{
	if (letter == 'o')
		row->has_output = true;
	else if (letter == 'p')
		row->inner_count++;
	else if (letter == '=')
		return;
	else if (letter >= 'a' && letter <= 'z')
		row->inputs[row->input_count++] = letter;
	else
		row->texts[row->text_count++] = letter;
}

/* Before main(), so that readers need no lock and no check. */
__attribute__((constructor)) static void count_places(void)
{
	for (unsigned kind = 0; kind < OPERATION_RAW; kind++) {
		for (const char *at = strchr(rows[kind].template, '$'); at != NULL;
		     at = strchr(at + 2, '$'))
			count_place(&rows[kind], at[1]);
	}
}

const struct operation_row *operation_row(unsigned kind)
{
	return &rows[kind < OPERATION_KIND_COUNT ? kind : (unsigned)OPERATION_RAW];
}
