/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzzers/fuzz_fullstack.c - a guest program against padcell_run(): supervisor, worker, kernel and
 * interpreter layers, all of them on.
 *
 * Input: as fuzz_escape's.  Asserts invariants A, C, D, F, G, I and K: those that a verdict tells,
 * or that can be measured on one.  How the guest ends otherwise is ignored on purpose: an
 * exception, a limit and a refusal are what a cell is for.  Some 200 times slower than fuzz_escape,
 * and the one target that also sees the process around the cell.
 *
 * Runs in: host
 */
#include <stddef.h>
#include <stdint.h>

#include "command.h"
#include "program.h"
#include "verdict_target.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

__attribute__((visibility("default"))) int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	command_start("fuzz_fullstack", &target_by_verdict, *argc, *argv);
	return 0;
}

__attribute__((visibility("default"))) int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size <= PROGRAM_TEXT_MAX)
		verdict_target_run(data, size);
	return 0;
}
