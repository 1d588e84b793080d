/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/folder.c - modules of pure Python that a policy takes from folders of the host.
 *
 * The guest gets the text of what is named, so nothing else may be read in its place: names are
 * dotted identifiers, a path is resolved beneath its folder, and only regular files count.
 *
 * Runs in: host
 */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cleanup.h"
#include "fail.h"
#include "policy_rules.h"

/* Of one file, with what it may be called inside its folder. */
#define SUFFIX_MAX   16
#define RELATIVE_MAX (SCHEMA_MODULE_MAX + SUFFIX_MAX)

struct reading {
	padcell_policy *policy;
	const struct draft *draft;
	const struct source *source;
	size_t total; /* bytes so far */
};

static enum padcell_status no_memory(const struct source *source)
{
	return padcell_fail(source->reterr, PADCELL_E_NOMEM, PADCELL_STAGE_POLICY, 0,
	                    "no memory for the modules of a policy");
}

/* A folder as the file names it: absolute, or seen from where the policy file lies. */
static char *absolute(const char *policy_file, const char *folder)
{
	const char *slash = strrchr(policy_file, '/');
	char path[PATH_MAX];
	int size = folder[0] == '/' || slash == NULL
	                   ? snprintf(path, sizeof path, "%s", folder)
	                   : snprintf(path, sizeof path, "%.*s/%s", (int)(slash - policy_file),
	                              policy_file, folder);
	if (size < 0 || (size_t)size >= sizeof path) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	return realpath(path, NULL);
}

static enum padcell_status resolve_folders(struct reading *reading)
{
	const struct draft_names *named = &reading->draft->names[SCHEMA_FROM];
	padcell_policy *policy = reading->policy;
	policy->folders = calloc(named->count + 1, sizeof *policy->folders);
	if (policy->folders == NULL)
		return no_memory(reading->source);

	for (size_t i = 0; i < named->count; i++) {
		char quote[SOURCE_QUOTE_MAX];
		char *path = absolute(reading->source->name, named->items[i].text);
		if (path == NULL)
			return source_fail(reading->source, named->items[i].place,
			                   "'%s' cannot be opened (%s); expected a folder of "
			                   "modules, absolute or seen from the policy file",
			                   source_quote(named->items[i].text, quote),
			                   strerror(errno));
		policy->folders[policy->folder_count++] = path;
	}
	return PADCELL_OK;
}

/* "a.b" is "a/b" and its suffix. */
static const char *relative_path(const char *name, const char *suffix,
                                 char path[static RELATIVE_MAX])
{
	(void)snprintf(path, RELATIVE_MAX, "%s%s", name, suffix);
	for (size_t i = 0; name[i] != '\0'; i++) {
		if (path[i] == '.')
			path[i] = '/';
	}
	return path;
}

/* Neither by "..", which no name holds, nor by a link does a path lead out of its folder. */
static int open_beneath(const char *folder, const char *path, uint64_t flags)
{
	CLEANUP(fd_at_exit) int fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -1;

	struct open_how how = {.flags = flags | O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK,
	                       .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
	return (int)syscall(SYS_openat2, fd, path, &how, sizeof how);
}

static bool is_extension_of(const char *entry, const char *last)
{
	size_t size = strlen(entry);
	size_t length = strlen(last);
	return size >= length + 3 && strncmp(entry, last, length) == 0 && entry[length] == '.' &&
	       strcmp(entry + size - 3, ".so") == 0;
}

/* Whether the folder has the module as native code: "name.so", "name.cpython-311-...so". */
static bool has_extension(const char *folder, const char *name)
{
	const char *dot = strrchr(name, '.');
	char parent[RELATIVE_MAX] = ".";
	if (dot != NULL) {
		(void)relative_path(name, "", parent);
		parent[dot - name] = '\0';
	}
	int fd = open_beneath(folder, parent, O_DIRECTORY);
	DIR *entries = fd >= 0 ? fdopendir(fd) : NULL;
	if (entries == NULL) {
		fd_close(&fd);
		return false;
	}
	bool found = false;
	const struct dirent *entry = NULL;
	while (!found && (entry = readdir(entries)) != NULL)
		found = is_extension_of(entry->d_name, dot != NULL ? dot + 1 : name);
	(void)closedir(entries);
	return found;
}

/* All of a regular file; NULL with errno. */
static char *read_text(int fd, size_t most, size_t *ret_size)
{
	struct stat facts;
	if (fstat(fd, &facts) != 0)
		return NULL;
	if (!S_ISREG(facts.st_mode) || (uint64_t)facts.st_size > most) {
		errno = S_ISREG(facts.st_mode) ? EFBIG : EINVAL;
		return NULL;
	}

	size_t size = (size_t)facts.st_size;
	CLEANUP(free_at_exit) char *text = malloc(size + 1);
	size_t done = 0;
	while (text != NULL && done < size) {
		ssize_t got = TEMP_FAILURE_RETRY(read(fd, text + done, size - done));
		if (got < 0)
			return NULL;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	*ret_size = done;
	return TAKE(text);
}

/* The module in one of the forms a folder can hold it in; -1 with ENOENT when in none. */
static int open_module(const char *folder, const char *name, bool *ret_package)
{
	char path[RELATIVE_MAX];
	int fd = open_beneath(folder, relative_path(name, "/__init__.py", path), 0);
	*ret_package = fd >= 0;
	if (fd >= 0 || (errno != ENOENT && errno != ENOTDIR))
		return fd;

	fd = open_beneath(folder, relative_path(name, ".py", path), 0);
	if (fd < 0 && errno == ENOTDIR)
		errno = ENOENT;
	return fd;
}

static enum padcell_status unreadable(const struct reading *reading, const struct draft_name *name)
{
	const char *why = strerror(errno);
	if (errno == EXDEV || errno == ELOOP)
		why = "a link leads out of the folder";
	else if (errno == EFBIG)
		why = "all modules together may have 16 MiB";
	return source_fail(reading->source, name->place,
	                   "'%s' cannot be read (%s); expected a module of pure Python", name->text,
	                   why);
}

static enum padcell_status not_found(const struct reading *reading, const struct draft_name *name)
{
	const padcell_policy *policy = reading->policy;
	for (size_t i = 0; i < policy->folder_count; i++) {
		if (has_extension(policy->folders[i], name->text))
			return source_fail(
			        reading->source, name->place,
			        "'%s' is written in C; expected a module of pure Python; Hint: "
			        "native code needs a table of permits of its own",
			        name->text);
	}
	return source_fail(
	        reading->source, name->place,
	        "'%s' is unknown; expected %s, or one that a folder of modules.from has%s",
	        name->text, schema_offered.kind,
	        policy->folder_count == 0 ? "; Hint: no modules.from is given" : "");
}

static enum padcell_status add_module(struct reading *reading, const struct draft_name *name,
                                      int fd, bool package)
{
	padcell_policy *policy = reading->policy;
	struct policy_module *module = &policy->sources[policy->source_count];
	*module = (struct policy_module){.package = package};
	module->text = read_text(fd, POLICY_MODULES_BYTES - reading->total, &module->size);
	if (module->text == NULL)
		return unreadable(reading, name);

	policy->source_count++;
	reading->total += module->size;
	module->name = strdup(name->text);
	return module->name != NULL ? PADCELL_OK : no_memory(reading->source);
}

/* An import of "a.b" imports "a" first. */
static enum padcell_status check_parent(const struct reading *reading,
                                        const struct draft_name *name)
{
	char parent[SCHEMA_MODULE_MAX + 1];
	(void)snprintf(parent, sizeof parent, "%s", name->text);
	char *dot = strrchr(parent, '.');
	if (dot == NULL)
		return PADCELL_OK;

	*dot = '\0';
	if (draft_find(&reading->draft->names[SCHEMA_ADD], parent) != NULL ||
	    schema_knows_inside(&schema_offered, parent))
		return PADCELL_OK;
	return source_fail(reading->source, name->place,
	                   "'%s' is added without '%s'; expected the package as well", name->text,
	                   parent);
}

static enum padcell_status read_module(struct reading *reading, const struct draft_name *name)
{
	enum padcell_status status = check_parent(reading, name);
	const padcell_policy *policy = reading->policy;
	for (size_t i = 0; i < policy->folder_count && status == PADCELL_OK; i++) {
		bool package = false;
		CLEANUP(fd_at_exit)
		int fd = open_module(policy->folders[i], name->text, &package);
		if (fd >= 0)
			return add_module(reading, name, fd, package);
		if (errno != ENOENT)
			return unreadable(reading, name);
	}
	return status != PADCELL_OK ? status : not_found(reading, name);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct policy_module *)a)->name,
	              ((const struct policy_module *)b)->name);
}

enum padcell_status folder_read(padcell_policy *policy, const struct draft *draft,
                                const struct source *source)
{
	const struct draft_names *added = &draft->names[SCHEMA_ADD];
	struct reading reading = {.policy = policy, .draft = draft, .source = source};
	policy->sources = calloc(added->count + 1, sizeof *policy->sources);
	if (policy->sources == NULL)
		return no_memory(source);

	enum padcell_status status = resolve_folders(&reading);
	for (size_t i = 0; i < added->count && status == PADCELL_OK; i++) {
		if (!schema_knows(&schema_offered, added->items[i].text))
			status = read_module(&reading, &added->items[i]);
	}
	if (status == PADCELL_OK)
		qsort(policy->sources, policy->source_count, sizeof *policy->sources, by_name);
	return status;
}
