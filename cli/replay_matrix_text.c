/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_matrix_text.c - the matrix as a table on stdout, and as a page in Markdown.
 * Runs in: host
 */
#include <errno.h>
#include <string.h>

#include "kit.h"
#include "message.h"
#include "replay_matrix.h"
#include "verdict_text.h"

/* KEEP IN STEP: kinds (escape_head.c) */
static const char *const kinds[] = {"escape", "information-leak", "isolation", "crash",
                                    "denial-of-service"};

/* The rule of two layers is for those who get something out. */
static bool is_ruled(const json_t *row)
{
	const char *kind = json_text(row, "kind");
	return strcmp(kind, "crash") != 0 && strcmp(kind, "denial-of-service") != 0;
}

static const json_t *run_of(const json_t *row, const char *layer, const char *which)
{
	return json_object_get(json_object_get(json_object_get(row, "layers"), layer), which);
}

static char without_sign(const json_t *row, const char *layer)
{
	const json_t *held = json_object_get(run_of(row, layer, "without"), "held");
	if (json_is_true(held))
		return '-';
	return json_is_false(held) ? '!' : '?';
}

static char only_sign(const json_t *row, const char *layer)
{
	const json_t *held = json_object_get(run_of(row, layer, "only"), "held");
	if (json_is_false(held))
		return '.';
	if (!json_is_true(held))
		return '?';
	return json_is_true(json_object_get(row, "works")) ? '+' : '=';
}

static const char *control_text(const json_t *row)
{
	return json_is_true(json_object_get(row, "works")) ? "works" : "fails";
}

static const json_t *layers_of(const json_t *document)
{
	return json_object_get(document, "layers");
}

static json_t *rows_of(const json_t *document)
{
	return json_object_get(document, "escapes");
}

static bool names(const json_t *list, const char *layer)
{
	size_t i = 0;
	json_t *name = NULL;
	json_array_foreach(list, i, name)
	{
		if (strcmp(json_string_value(name), layer) == 0)
			return true;
	}
	return false;
}

/* Rows of a kind that work with no layer; with `layer`, those of them it stops alone. */
static size_t count_alone(const json_t *document, const char *kind, const char *layer)
{
	size_t count = 0;
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows_of(document), i, row)
	{
		count += strcmp(json_text(row, "kind"), kind) == 0 &&
		         json_is_true(json_object_get(row, "works")) &&
		         (layer == NULL || names(json_object_get(row, "alone"), layer));
	}
	return count;
}

static size_t count_needed(const json_t *document, const char *layer)
{
	size_t count = 0;
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows_of(document), i, row) count +=
	        names(json_object_get(row, "needed"), layer);
	return count;
}

/* Rows under the rule: all of them, those that fail with no layer, those below two. */
struct tally {
	size_t ruled, inert, few;
};

static struct tally tally_of(const json_t *document)
{
	struct tally tally = {0};
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows_of(document), i, row)
	{
		if (!is_ruled(row))
			continue;
		bool works = json_is_true(json_object_get(row, "works"));
		tally.ruled++;
		tally.inert += !works;
		tally.few += works && json_array_size(json_object_get(row, "alone")) < 2;
	}
	return tally;
}

static int longest_id(const json_t *rows)
{
	size_t longest = strlen("ID");
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows, i, row)
	{
		size_t length = strlen(json_text(row, "id"));
		longest = length > longest ? length : longest;
	}
	return (int)longest;
}

static void print_row(const json_t *layers, const json_t *row, int id)
{
	printf("%-*s  %-17s  %-5s", id, json_text(row, "id"), json_text(row, "kind"),
	       control_text(row));
	size_t i = 0;
	json_t *layer = NULL;
	json_array_foreach(layers, i, layer)
	{
		const char *name = json_string_value(layer);
		char signs[] = {without_sign(row, name), only_sign(row, name), '\0'};
		printf("  %-*s", (int)strlen(name), signs);
	}
	(void)fputc('\n', stdout);
}

static void print_totals(const json_t *document)
{
	printf("\n%-12s", "stops alone");
	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		printf("  %s", kinds[k]);
	printf("  needed by\n");
	size_t i = 0;
	json_t *layer = NULL;
	json_array_foreach(layers_of(document), i, layer)
	{
		const char *name = json_string_value(layer);
		printf("%-12s", name);
		for (size_t k = 0; k < COUNT_OF(kinds); k++)
			printf("  %-*zu", (int)strlen(kinds[k]),
			       count_alone(document, kinds[k], name));
		printf("  %zu\n", count_needed(document, name));
	}
	printf("%-12s", "of");
	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		printf("  %-*zu", (int)strlen(kinds[k]), count_alone(document, kinds[k], NULL));
	(void)fputc('\n', stdout);
}

static void complain(const json_t *document)
{
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows_of(document), i, row)
	{
		const json_t *full = json_object_get(row, "full");
		if (!json_is_true(json_object_get(full, "contained")))
			cli_error("%s: loose with every layer on", json_text(row, "id"));
		const char *error = json_text(full, "error");
		if (error[0] != '\0')
			cli_error("%s: %s", json_text(row, "id"), error);
	}
}

void replay_matrix_print(const json_t *document)
{
	int id = longest_id(rows_of(document));
	printf("%-*s  %-17s  %-5s", id, "ID", "KIND", "NONE");
	size_t i = 0;
	json_t *layer = NULL;
	json_array_foreach(layers_of(document), i, layer) printf("  %s", json_string_value(layer));
	(void)fputc('\n', stdout);

	json_t *row = NULL;
	json_array_foreach(rows_of(document), i, row) print_row(layers_of(document), row, id);
	printf("\nNONE: what it does with no layer at all\n"
	       "first sign, without the layer:  - still fails   ! works   ? unknown\n"
	       "second sign, with it alone:     + fails by it   . works   = fails with none as "
	       "well   ? so do its imports\n");
	print_totals(document);
	complain(document);
	struct tally tally = tally_of(document);
	printf("\n%zu that get something out: %zu fail with no layer, %zu are stopped by fewer "
	       "than two layers\n",
	       tally.ruled, tally.inert, tally.few);
}

static const char page_head[] =
        "# Escape x layer\n\n"
        "Made by `padcell replay --matrix --markdown threat-model/matrix.md` of a test build; do "
        "not edit.\n\n"
        "Each known escape that is alive on this Python runs in the cell with every layer, with "
        "none, without each\nlayer, and with each layer alone. The token lies in the trusted "
        "interpreter, in the environment of the worker\nand in the file `canary.txt` of the "
        "folder in which the worker begins. Limits are short: an escape has 5 s, a\nprogram that "
        "only consumes 500 ms.\n\n"
        "* An escape *fails* when the token stays inside; a crash fails when the interpreter "
        "lives (its death is contained\n  in any case: one worker, one guest); a denial of "
        "service fails when a limit ends it.\n"
        "* A layer *stops an escape alone* when the escape works with no layer and fails with "
        "only that layer.\n"
        "* Two layers are *independent* for an escape when each of them stops it alone. An "
        "escape, information leak or\n  breach of isolation that fewer than two layers stop "
        "alone is named in [residual-risks.md](residual-risks.md).\n"
        "* An escape that fails with no layer tells nothing of layers: what it wants is not in a "
        "worker at all.\n"
        "* An escape that works once works: a control that fails, and a failure that the layer "
        "did not report itself, is\n  tried three times.\n"
        "* Without `builtins` a guest has CPython's own modules and importer. What it may import "
        "is "
        "loaded beforehand, or\n  whatever closes the disk would seem to stop each escape that "
        "imports.\n\n"
        "| sign | without the layer | | sign | with the layer alone |\n"
        "|---|---|---|---|---|\n"
        "| `-` | still fails | | `+` | fails: the layer stops it |\n"
        "| `!` | works: no other layer stops it | | `.` | works |\n"
        "| `?` | unknown | | `=` | fails, but it does so with no layer as well |\n"
        "| | | | `?` | unknown: its imports alone fail as well |\n";

static void write_totals(FILE *page, const json_t *document)
{
	struct tally tally = tally_of(document);
	(void)fprintf(page,
	              "\n## Totals\n\nCPython %s; %zu escapes, and %zu that are alive on other "
	              "versions only. Of %zu that get something out, %zu fail\nwith no layer and "
	              "%zu are stopped alone by fewer than two layers.\n\n| layer stops alone |",
	              json_text(document, "python"), json_array_size(rows_of(document)),
	              json_array_size(json_object_get(document, "elsewhere")), tally.ruled,
	              tally.inert, tally.few);
	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		(void)fprintf(page, " %s (of %zu) |", kinds[k],
		              count_alone(document, kinds[k], NULL));
	(void)fputs(" works without it |\n|---|---|---|---|---|---|---|\n", page);
	size_t i = 0;
	json_t *layer = NULL;
	json_array_foreach(layers_of(document), i, layer)
	{
		const char *name = json_string_value(layer);
		(void)fprintf(page, "| %s |", name);
		for (size_t k = 0; k < COUNT_OF(kinds); k++)
			(void)fprintf(page, " %zu |", count_alone(document, kinds[k], name));
		(void)fprintf(page, " %zu |\n", count_needed(document, name));
	}
}

static void write_family(FILE *page, const json_t *layers, const char *family)
{
	(void)fprintf(page, "\n## %s\n\n| escape | kind | none |", family);
	size_t i = 0;
	json_t *layer = NULL;
	json_array_foreach(layers, i, layer)(void) fprintf(page, " %s |", json_string_value(layer));
	(void)fputs(" alone |\n|---|---|---|", page);
	for (i = 0; i < json_array_size(layers); i++)
		(void)fputs("---|", page);
	(void)fputs("---|\n", page);
}

static void write_row(FILE *page, const json_t *layers, const json_t *row)
{
	(void)fprintf(page, "| %s | %s | %s |", json_text(row, "id"), json_text(row, "kind"),
	              control_text(row));
	size_t i = 0;
	json_t *layer = NULL;
	json_array_foreach(layers, i, layer)
	{
		const char *name = json_string_value(layer);
		(void)fprintf(page, " `%c%c` |", without_sign(row, name), only_sign(row, name));
	}
	(void)fprintf(page, " %zu |\n", json_array_size(json_object_get(row, "alone")));
}

static void write_elsewhere(FILE *page, const json_t *rows)
{
	if (json_array_size(rows) == 0)
		return;
	(void)fputs("\n## Alive on other versions only\n\n| escape | kind | alive on |\n"
	            "|---|---|---|\n",
	            page);
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows, i, row)(void)
	        fprintf(page, "| %s | %s | %s |\n", json_text(row, "id"), json_text(row, "kind"),
	                json_text(row, "pythons"));
}

int replay_matrix_write(const json_t *document, const char *path)
{
	CLEANUP(file_at_exit) FILE *page = fopen(path, "we");
	if (page == NULL) {
		cli_error("%s: %s", path, strerrordesc_np(errno));
		return PADCELL_EXIT_USAGE;
	}

	(void)fputs(page_head, page);
	write_totals(page, document);
	const char *family = "";
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(rows_of(document), i, row)
	{
		if (strcmp(family, json_text(row, "family")) != 0) {
			family = json_text(row, "family");
			write_family(page, layers_of(document), family);
		}
		write_row(page, layers_of(document), row);
	}
	write_elsewhere(page, json_object_get(document, "elsewhere"));
	if (fflush(page) == 0 && !ferror(page))
		return 0;
	cli_error("%s: %s", path, strerrordesc_np(errno));
	return PADCELL_EXIT_USAGE;
}
