/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/replay_main.c - main() of a fuzz target that is built without an engine: runs the files
 * and folders it is given, as a test of a corpus does.
 *
 *     fuzz_escape FILE...     every file once, in one process
 *     fuzz_escape --replay F  see command.h
 *
 * Runs in: worker after lockdown (fuzz targets)
 */
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define INPUT_BYTES_MAX (1 << 20)

int LLVMFuzzerInitialize(int *argc, char ***argv);
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

int main(int argc, char **argv)
{
	if (argc < 2 || strcmp(argv[1], "--help") == 0) {
		(void)printf("usage: %s FILE...\n       %s --replay FILE\n       %s --self-test\n"
		             "Built without an engine: it repeats inputs, and makes none.\n",
		             argv[0], argv[0], argv[0]);
		return argc < 2 ? 2 : 0;
	}
	(void)LLVMFuzzerInitialize(&argc, &argv);
	bool done = true;
	for (int i = 1; i < argc; i++)
		done = run_path(argv[i]) && done;
	return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
