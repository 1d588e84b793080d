/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzzers/fuzz_escape.c - a guest program against the layers of the interpreter.
 *
 * Input: Python text, or an operation stream when the first byte is 0xf8 or more (see
 * mutators/generate.h).  Longer inputs than PROGRAM_TEXT_MAX teach nothing: a program that long
 * runs slowly, and whatever it found, a part of it finds too. What the guest prints, how it ends
 * and what it was refused is ignored on purpose: only a broken invariant counts, and oracle/
 * decides that.
 *
 * Runs in: worker before lockdown, worker after lockdown (in-process)
 */
#include <stddef.h>
#include <stdint.h>

#include "command.h"
#include "program.h"
#include "target.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

__attribute__((visibility("default"))) int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	command_start("fuzz_escape", &target_in_process, *argc, *argv);
	return 0;
}

__attribute__((visibility("default"))) int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size <= PROGRAM_TEXT_MAX)
		target_run(data, size);
	return 0;
}
