/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/afl_main.c - main() of a fuzz target that is built for AFL++: deferred and persistent.
 *
 * Order: the cell is started and locked, then the fork server takes over, then each of its children
 * jails itself and runs programs until it ends or one of them ends it.  The jail refuses forks, so
 * it cannot be entered before; the fork server itself runs start-up programs of our own and no
 * generated one.
 *
 * Without afl-fuzz around it, it repeats the files that it is given.
 *
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "afl_map.h"
#include "command.h"
#include "files.h"
#include "padcell/verdict.h"

/* Then a fresh child: what a run left behind in spite of everything does not last for hours. */
#define RUNS_OF_A_CHILD 20000

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

__AFL_FUZZ_INIT()

int main(int argc, char **argv)
{
	(void)LLVMFuzzerInitialize(&argc, &argv);
	if (getenv("__AFL_SHM_ID") == NULL && argc > 1) {
		command_enter();
		return files_run(argc - 1, argv + 1) ? EXIT_SUCCESS : EXIT_FAILURE;
	}

	__AFL_INIT();
	command_enter();
	if (!afl_map_connect()) {
		(void)fprintf(stderr, "the counters have no place in the map of AFL++\n");
		_exit(PADCELL_EXIT_INTERNAL);
	}
	const uint8_t *input = __AFL_FUZZ_TESTCASE_BUF;
	while (__AFL_LOOP(RUNS_OF_A_CHILD))
		(void)LLVMFuzzerTestOneInput(input, (size_t)__AFL_FUZZ_TESTCASE_LEN);
	return EXIT_SUCCESS;
}
