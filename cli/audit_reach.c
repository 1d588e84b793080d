/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/audit_reach.c - `padcell audit reach`: what a guest can get hold of, as text and as a
 * manifest.
 *
 * The manifest has one line an object, sorted, without addresses: what changed is what a diff of
 * two of them says.
 *
 * Runs in: host
 */
#include "audit_reach.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "json_table.h"
#include "kit.h"
#include "message.h"

#define LINE_MAX_BYTES 512

/* A manifest: sorted lines without newlines. */
struct manifest {
	char **lines;
	size_t count;
};

static void manifest_done(struct manifest *manifest)
{
	for (size_t i = 0; i < manifest->count; i++)
		free(manifest->lines[i]);
	free(manifest->lines);
	*manifest = (struct manifest){0};
}

static const char *text_of(const json_t *row, const char *key)
{
	const char *text = json_string_value(json_object_get(row, key));
	return text != NULL ? text : "";
}

static bool add_line(struct manifest *manifest, const char *line)
{
	char **grown = realloc(manifest->lines, (manifest->count + 1) * sizeof *grown);
	if (grown == NULL)
		return false;
	manifest->lines = grown;
	grown[manifest->count] = strdup(line);
	return grown[manifest->count] != NULL && ++manifest->count > 0;
}

static int compare_lines(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static void sort(struct manifest *manifest)
{
	if (manifest->count > 1)
		qsort(manifest->lines, manifest->count, sizeof(char *), compare_lines);
}

static bool make(const json_t *document, struct manifest *manifest)
{
	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(json_object_get(document, "entries"), i, row)
	{
		char line[LINE_MAX_BYTES];
		(void)snprintf(line, sizeof line, "%-8s %-56s %-9s %lld", text_of(row, "kind"),
		               text_of(row, "name"), text_of(row, "state"),
		               (long long)json_integer_value(json_object_get(row, "steps")));
		if (!add_line(manifest, line))
			return false;
	}
	sort(manifest);
	return true;
}

/* Lines of a file but for comments; -1 after a message. */
static int load(const char *path, struct manifest *manifest)
{
	CLEANUP(file_at_exit) FILE *file = fopen(path, "re");
	if (file == NULL) {
		cli_error("cannot read %s: %s", path, strerror(errno));
		return -1;
	}
	char line[LINE_MAX_BYTES];
	while (fgets(line, sizeof line, file) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (line[0] != '#' && line[0] != '\0' && !add_line(manifest, line)) {
			cli_error("out of memory for %s", path);
			return -1;
		}
	}
	sort(manifest);
	return 0;
}

/* Lines of one side only, as "- old" and "+ new"; how many. */
static size_t print_difference(const struct manifest *old, const struct manifest *new)
{
	size_t i = 0;
	size_t j = 0;
	size_t count = 0;
	while (i < old->count || j < new->count) {
		int order = 0;
		if (i == old->count)
			order = 1;
		else if (j == new->count)
			order = -1;
		else
			order = strcmp(old->lines[i], new->lines[j]);
		if (order != 0) {
			(void)printf("%c %s\n", order < 0 ? '-' : '+',
			             order < 0 ? old->lines[i] : new->lines[j]);
			count++;
		}
		i += order <= 0;
		j += order >= 0;
	}
	return count;
}

static int compare_with(const json_t *document, const char *path)
{
	CLEANUP(manifest_done) struct manifest old = {0};
	CLEANUP(manifest_done) struct manifest new = {0};
	if (load(path, &old) != 0)
		return PADCELL_EXIT_USAGE;
	if (!make(document, &new)) {
		cli_error("out of memory for the manifest");
		return PADCELL_EXIT_INTERNAL;
	}
	size_t count = print_difference(&old, &new);
	if (count == 0)
		return PADCELL_EXIT_OK;
	cli_error("audit reach: %zu lines differ from %s", count, path);
	cli_hint("read each line; then `padcell audit reach --write %s`", path);
	return PADCELL_EXIT_VIOLATION;
}

static int write_to(const json_t *document, const char *path)
{
	CLEANUP(manifest_done) struct manifest manifest = {0};
	CLEANUP(file_at_exit) FILE *file = fopen(path, "we");
	bool good = file != NULL && make(document, &manifest) &&
	            fprintf(file,
	                    "# SPDX-License-Identifier: Apache-2.0\n"
	                    "# What a guest of the default policy reaches on CPython %s: kind, "
	                    "name, state, steps.\n"
	                    "# Made by `padcell audit reach --write`; README.md says how to "
	                    "read it.\n",
	                    text_of(document, "python")) > 0;
	for (size_t i = 0; i < manifest.count && good; i++)
		good = fprintf(file, "%s\n", manifest.lines[i]) > 0;
	if (good && fflush(file) == 0)
		return PADCELL_EXIT_OK;
	cli_error("cannot write %s: %s", path, strerror(errno));
	return PADCELL_EXIT_INTERNAL;
}

static int print_path(const json_t *document, const char *name)
{
	size_t i = 0;
	json_t *row = NULL;
	bool found = false;
	json_array_foreach(json_object_get(document, "entries"), i, row)
	{
		if (strcmp(text_of(row, "name"), name) != 0)
			continue;
		found = true;
		(void)printf("# %s %s: %s, in %s\n", text_of(row, "kind"), name,
		             text_of(row, "state"), text_of(row, "variable"));
		(void)fputs(text_of(row, "program"), stdout);
	}
	if (found)
		return PADCELL_EXIT_OK;
	cli_error("audit reach: a guest does not reach '%s'", name);
	return PADCELL_EXIT_USAGE;
}

static void print_violation(const json_t *row)
{
	const char *kind = text_of(row, "kind");
	if (kind[0] != '\0')
		(void)printf("\nviolation of E: armed and not permitted: %s %s\n", kind,
		             text_of(row, "name"));
	else
		(void)printf("\nviolation of E: %s: %s\n", text_of(row, "what"),
		             text_of(row, "detail"));
	(void)fputs(text_of(row, "program"), stdout);
}

static int print_summary(const json_t *document)
{
	CLEANUP(json_at_exit) json_t *summary = json_copy((json_t *)document);
	if (summary == NULL)
		return PADCELL_EXIT_INTERNAL;
	(void)json_object_del(summary, "entries");
	(void)json_object_del(summary, "violations");
	json_table_print(summary);

	size_t i = 0;
	json_t *row = NULL;
	json_array_foreach(json_object_get(document, "violations"), i, row)
	{
		print_violation(row);
	}
	return PADCELL_EXIT_OK;
}

int audit_reach_show(const json_t *document, const struct audit_reach_request *request)
{
	int code = PADCELL_EXIT_OK;
	if (request->path != NULL)
		return print_path(document, request->path);
	if (request->write != NULL)
		code = write_to(document, request->write);
	if (code == PADCELL_EXIT_OK && request->diff != NULL)
		code = compare_with(document, request->diff);
	if (request->write == NULL && request->diff == NULL)
		code = print_summary(document);
	return code;
}

void audit_reach_progress(int done)
{
	if (isatty(STDERR_FILENO) == 1)
		(void)fputs(done ? "\r                                  \r"
		                 : "following what a guest reaches...",
		            stderr);
}
