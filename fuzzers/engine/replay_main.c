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
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "files.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);

int main(int argc, char **argv)
{
	if (argc < 2 || strcmp(argv[1], "--help") == 0) {
		(void)printf("usage: %s FILE...\n       %s --replay FILE\n       %s --self-test\n"
		             "Built without an engine: it repeats inputs, and makes none.\n",
		             argv[0], argv[0], argv[0]);
		return argc < 2 ? 2 : 0;
	}
	(void)LLVMFuzzerInitialize(&argc, &argv);
	return files_run(argc - 1, argv + 1) ? EXIT_SUCCESS : EXIT_FAILURE;
}
