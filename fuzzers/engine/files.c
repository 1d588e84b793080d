/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/files.c - inputs from files.
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#include "files.h"

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#define INPUT_BYTES_MAX (1 << 20)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool run_file(const char *path)
{
	static uint8_t data[INPUT_BYTES_MAX];
	FILE *file = fopen(path, "rbe");
	if (file == NULL) {
		perror(path);
		return false;
	}
	size_t size = fread(data, 1, sizeof data, file);
	(void)fclose(file);
	(void)LLVMFuzzerTestOneInput(data, size);
	return true;
}

static bool run_folder(const char *path)
{
	struct dirent **entries = NULL;
	int count = scandir(path, &entries, NULL, alphasort);
	bool done = count >= 0;
	for (int i = 0; i < count; i++) {
		char name[4096];
		(void)snprintf(name, sizeof name, "%s/%s", path, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.')
			done = run_file(name) && done;
		free(entries[i]);
	}
	free(entries);
	return done;
}

static bool run_path(const char *path)
{
	struct stat facts;
	bool folder = stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
	return folder ? run_folder(path) : run_file(path);
}

bool files_run(int count, char **paths)
{
	bool done = true;
	for (int i = 0; i < count; i++)
		done = run_path(paths[i]) && done;
	return done;
}
