/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/find.c - where the parts of an installation are.
 *
 * Nothing is taken from the environment: who runs padcell must not choose its worker by a variable.
 *
 * Runs in: host
 */
#include "find.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "bytes.h"
#include "cleanup.h"
#include "fail.h"
#include "padcell/padcell.h"

#define PLACE_PATH_MAX (PATH_MAX + 64)

enum kind { PROGRAM, DATA };
enum from { EXE, ROOT };

static const struct {
	enum kind kind;
	enum from from;
	const char *path;
} places[] = {
#define PLACE(kind, from, path, reason) {kind, from, path},
#include "places.def"
#undef PLACE
};

static const struct part {
	const char *name;
	enum kind kind;
	mode_t type;
	int access; /* as for access() */
} parts[] = {
        [PADCELL_PART_WORKER] = {"padcell-worker", PROGRAM, S_IFREG, X_OK},
        [PADCELL_PART_BUNDLE] = {"modules.bundle", PROGRAM, S_IFREG, R_OK},
        [PADCELL_PART_NAIVE] = {"padcell-naive", PROGRAM, S_IFREG, X_OK},
        [PADCELL_PART_ESCAPES] = {"known-escapes", DATA, S_IFDIR, R_OK},
};
#define PARTS (sizeof parts / sizeof parts[0])

static bool is_there(const char *path, const struct part *part)
{
	struct stat facts;
	return stat(path, &facts) == 0 && (facts.st_mode & S_IFMT) == part->type &&
	       access(path, part->access) == 0;
}

/* The folder of the running program, or "" without /proc. */
static void own_folder(char *folder, size_t size)
{
	ssize_t length = readlink("/proc/self/exe", folder, size - 1);
	folder[length > 0 ? length : 0] = '\0';
	char *slash = strrchr(folder, '/');
	if (slash != NULL)
		*slash = '\0';
}

static enum padcell_status found(const char *path, char **ret_path, padcell_error *reterr)
{
	char *copy = realpath(path, NULL);
	if (copy == NULL)
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_SUPERVISOR, 0,
		                    "out of memory for a path");
	*ret_path = copy;
	return PADCELL_OK;
}

enum padcell_status padcell_find(enum padcell_part part, char **ret_path, padcell_error *reterr)
{
	if ((size_t)part >= PARTS || ret_path == NULL)
		return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_SUPERVISOR, 0,
		                    "padcell_find() was given no part or nowhere to put it");

	char exe[PATH_MAX];
	own_folder(exe, sizeof exe);
	CLEANUP(bytes_done) struct bytes searched = {.limit = 0};
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		char path[PLACE_PATH_MAX];
		if (places[i].kind != parts[part].kind)
			continue;
		const char *folder = places[i].from == EXE ? exe : "";
		(void)snprintf(path, sizeof path, "%s%s/%s", folder, places[i].path,
		               parts[part].name);
		if (is_there(path, &parts[part]))
			return found(path, ret_path, reterr);
		(void)bytes_printf(&searched, " %s%s", folder, places[i].path);
	}
	return padcell_fail(reterr, PADCELL_E_INSTALL, PADCELL_STAGE_SUPERVISOR, 0,
	                    "%s is missing: build it, or `cmake --install`; searched%s",
	                    parts[part].name, bytes_text(&searched));
}

enum padcell_status find_bundle(const char *worker, char **ret_bundle, padcell_error *reterr)
{
	const char *slash = strrchr(worker, '/');
	size_t folder = slash != NULL ? (size_t)(slash - worker) + 1 : 0;
	char *beside = NULL;
	if (asprintf(&beside, "%.*smodules.bundle", (int)folder, worker) < 0)
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_SUPERVISOR, 0,
		                    "out of memory for a path");
	if (access(beside, R_OK) == 0) {
		*ret_bundle = beside;
		return PADCELL_OK;
	}
	free(beside);
	return padcell_find(PADCELL_PART_BUNDLE, ret_bundle, reterr);
}
