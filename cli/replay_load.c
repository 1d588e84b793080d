/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_load.c - the escapes to replay, from files and folders.
 * Runs in: host
 */
#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "kit.h"
#include "message.h"
#include "read_guest.h"
#include "replay.h"

/* Does the head's value name the part of the path that it must name? */
static bool check_name(const struct replay_escape *escape, enum escape_key key, const char *name,
                       size_t length)
{
	const char *value = escape->head.values[key];
	if (strlen(value) == length && strncmp(value, name, length) == 0)
		return true;
	cli_error("%s:%u: the head says '%s', the path says '%.*s'", escape->path,
	          escape->head.lines[key], value, (int)length, name);
	return false;
}

/* The id is the file's name.  The family is the folder's, which only a tree promises. */
static bool check_names(const struct replay_escape *escape, bool in_tree)
{
	const char *file = strrchr(escape->path, '/');
	file = file != NULL ? file + 1 : escape->path;
	const char *suffix = strrchr(file, '.');
	size_t length = suffix != NULL ? (size_t)(suffix - file) : strlen(file);
	if (!check_name(escape, ESCAPE_KEY_ID, file, length))
		return false;
	if (!in_tree)
		return true;

	const char *folder = file - 1;
	while (folder > escape->path && folder[-1] != '/')
		folder--;
	return check_name(escape, ESCAPE_KEY_FAMILY, folder, (size_t)(file - 1 - folder));
}

static void escape_done(struct replay_escape *escape)
{
	free(escape->path);
	free(escape->source);
	*escape = (struct replay_escape){0};
}

static bool grow(struct replay_set *set)
{
	if (set->count < set->capacity)
		return true;

	size_t wanted = set->capacity == 0 ? 16 : set->capacity * 2;
	struct replay_escape *grown = reallocarray(set->rows, wanted, sizeof *grown);
	if (grown == NULL) {
		cli_error("out of memory");
		return false;
	}
	set->rows = grown;
	set->capacity = wanted;
	return true;
}

static int load(const char *path, bool in_tree, struct replay_set *set)
{
	if (!grow(set))
		return PADCELL_EXIT_INTERNAL;

	struct replay_escape escape = {.path = strdup(path)};
	int failed = escape.path == NULL ? PADCELL_EXIT_INTERNAL : 0;
	if (failed == 0)
		failed = read_guest(path, &escape.source, &escape.source_size);
	if (failed == 0 && (!escape_head_parse(path, escape.source, &escape.head) ||
	                    !check_names(&escape, in_tree)))
		failed = PADCELL_EXIT_USAGE;
	if (failed != 0) {
		escape_done(&escape);
		return failed;
	}
	set->rows[set->count++] = escape;
	return 0;
}

int replay_load_file(const char *path, struct replay_set *set)
{
	return load(path, false, set);
}

static bool ends_with(const char *name, const char *end)
{
	size_t length = strlen(name);
	return length > strlen(end) && strcmp(name + length - strlen(end), end) == 0;
}

static int is_program(const struct dirent *entry)
{
	/* A benign twin is no escape: it stands beside one, and nothing of it is to be contained.
	 */
	return entry->d_name[0] != '.' && ends_with(entry->d_name, ".py") &&
	       !ends_with(entry->d_name, ".benign.py");
}

static int is_family(const struct dirent *entry)
{
	/* naive/ is the control's own source. */
	return entry->d_type == DT_DIR && entry->d_name[0] != '.' &&
	       strcmp(entry->d_name, "naive") != 0;
}

struct listing {
	struct dirent **names;
	int count;
};

static void listing_at_exit(struct listing *listing)
{
	for (int i = 0; i < listing->count; i++)
		free(listing->names[i]);
	free(listing->names);
}

static int load_family(const char *folder, const char *family, struct replay_set *set)
{
	CLEANUP(free_at_exit) char *path = NULL;
	if (asprintf(&path, "%s/%s", folder, family) < 0)
		return PADCELL_EXIT_INTERNAL;

	CLEANUP(listing_at_exit) struct listing files = {0};
	files.count = scandir(path, &files.names, is_program, alphasort);
	if (files.count < 0) {
		cli_error("%s: %s", path, strerrordesc_np(errno));
		return PADCELL_EXIT_USAGE;
	}

	int failed = 0;
	for (int i = 0; failed == 0 && i < files.count; i++) {
		CLEANUP(free_at_exit) char *file = NULL;
		failed = asprintf(&file, "%s/%s", path, files.names[i]->d_name) < 0
		                 ? PADCELL_EXIT_INTERNAL
		                 : load(file, true, set);
	}
	return failed;
}

int replay_load_tree(const char *folder, const char *family, struct replay_set *set)
{
	CLEANUP(listing_at_exit) struct listing families = {0};
	families.count = scandir(folder, &families.names, is_family, alphasort);
	if (families.count < 0) {
		cli_error("%s: %s", folder, strerrordesc_np(errno));
		return PADCELL_EXIT_INTERNAL;
	}

	bool found = family == NULL;
	int failed = 0;
	for (int i = 0; failed == 0 && i < families.count; i++) {
		const char *name = families.names[i]->d_name;
		if (family != NULL && strcmp(name, family) != 0)
			continue;
		found = true;
		failed = load_family(folder, name, set);
	}
	if (!found) {
		cli_error("there is no family '%s'", family);
		cli_hint("families are the folders of %s", folder);
		return PADCELL_EXIT_USAGE;
	}
	return failed;
}

void replay_set_done(struct replay_set *set)
{
	for (size_t i = 0; i < set->count; i++)
		escape_done(&set->rows[i]);
	free(set->rows);
	*set = (struct replay_set){0};
}
