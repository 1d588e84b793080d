/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/command.h - what a fuzz target does besides fuzzing: repeat a finding, prove its oracles.
 *
 * Runs in: worker before lockdown (fuzz targets)
 */
#ifndef PADCELL_ENGINE_COMMAND_H
#define PADCELL_ENGINE_COMMAND_H

#include "execution.h"

/*
 * Start the target as the command line and the environment say.
 *
 *   --replay FILE     run one program: ends the process with 0 (silent) or 4 (an invariant broke)
 *   --self-test       run the oracles' self-tests and light the feedback: ends with 0 or 70;
 *                     `--without-family NAME` behind it breaks a family, which must be seen
 *   --engine          print what it is built for, "libfuzzer", "afl" or "replay", and end with 0
 *   anything else     prove the oracles, start the target, and come back to the engine
 *
 *   PADCELL_CAMPAIGN       folder for findings and numbers; none: nothing is written
 *   PADCELL_JOB            names this process's numbers in it
 *   PADCELL_PLANT          row of plants.def
 *   PADCELL_SEED           for the head of findings
 *   PADCELL_FEEDBACK_OFF   families of feedback to leave out
 *   PADCELL_SELF_TESTED    set: the oracles were proved just now by whoever started this
 *
 * @param name    of the target
 * @param kind    borrowed for good
 * @param argv    as main() got it
 */
void command_start(const char *name, const struct target_kind *kind, int argc, char **argv);

/* For an engine that forks: called in the process that runs guests.  Ends it when that fails. */
void command_enter(void);

#endif
