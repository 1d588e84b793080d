/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/target.c - what every in-process fuzz target does around one execution.
 * Runs in: worker before lockdown, worker after lockdown (fuzz targets)
 */
#include <Python.h>

#include "target.h"

#include <stdlib.h>
#include <unistd.h>

#include "crash.h"
#include "fail.h"
#include "feedback.h"
#include "inspect_cell.h"
#include "interpreter.h"
#include "names.h"
#include "oracle.h"
#include "process.h"
#include "self_test.h"
#include "start_cell.h"
#include "state.h"
#include "stats.h"
#include "step_limit.h"

#define GUEST_NAME "guest.py"

static bool replaying;
static const char *campaign;

/* A fault between executions is no guest's doing: the engine or a mutator is broken. */
static void on_crash(const struct oracle_breach *breach)
{
	static const char message[] = "the engine itself crashed, between two executions\n";
	if (execution.text == NULL) {
		(void)!write(STDERR_FILENO, message, sizeof message - 1);
		abort();
	}
	if (oracle_is_benign(breach->what)) {
		execution_slow();
		_exit(STEP_LIMIT_EXIT);
	}
	execution_breach(breach);
}

static void on_violation(void *user, enum padcell_invariant invariant, enum padcell_layer layer,
                         const char *what, const char *detail, unsigned line)
{
	(void)user;
	oracle_note(invariant, layer, what, detail, line);
}

static void on_denial(void *user, enum padcell_layer layer, const char *what)
{
	(void)user;
	(void)layer;
	(void)what;
	stats.denials++;
}

static void on_after_run(void *user, PyObject *namespace_, PyObject *error)
{
	(void)user;
	(void)error;
	cell_interrupt_end();
	feedback_outcome(&execution.program, namespace_);
	feedback_harvest(namespace_, names_harvest);
	oracle_scan_held(namespace_);
	oracle_check_reads(&execution.program, namespace_);
}

static void count(const struct interpreter_outcome *outcome, bool interrupted)
{
	bool valid = outcome->ending == INTERPRETER_OK || outcome->ending == INTERPRETER_EXIT;
	bool benign = outcome->ending == INTERPRETER_EXIT ||
	              outcome->ending == INTERPRETER_MEMORY || interrupted ||
	              (outcome->type != NULL && oracle_is_benign(outcome->type));
	stats.valid += valid;
	stats.rejected += outcome->ending == INTERPRETER_REJECTED;
	stats.benign += benign;
	feedback_ran(valid);
	stats.novel += feedback_novel() != 0;
	stats_count_mutators(valid, feedback_novel() != 0);
#ifdef PADCELL_TEST_BUILD
	stats.plant_reached = cell_plant_reached();
	stats.plant_triggered = cell_plant_triggered();
#endif
}

static void execute(void)
{
	struct interpreter_outcome outcome;
	step_limit_begin_run();
	interpreter_run(GUEST_NAME, execution.text, execution.size, &outcome);
	/* What the guest left behind may still run its finalisers, inside the limit. */
	stats.restored += state_restore();
	const char *residue = cell_reset();
	if (residue != NULL)
		oracle_note(PADCELL_INVARIANT_J, PADCELL_LAYER_INTERPRETER, residue, "", 0);
	count(&outcome, step_limit_end_run());
	interpreter_outcome_done(&outcome);
}

void target_run(const uint8_t *data, size_t size)
{
	execution_begin(data, size);
	if (!replaying && oracle_is_known_crasher(&execution.program)) {
		stats.skipped++;
	} else {
		execute();
	}
	execution_end();
}

static const struct interpreter_sinks sinks = {
        .output = start_cell_scan_output,
        .input = start_cell_no_input,
        .denial = on_denial,
        .violation = on_violation,
        .result = start_cell_drop_result,
};

static enum padcell_status fail_here(padcell_error *reterr, const char *what)
{
	return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_INTERPRETER, 0, "%s", what);
}

/* Jailed, and interrupted from time to time: timers are not inherited. */
static enum padcell_status enter(padcell_error *reterr)
{
	enum padcell_status status = execution_enter(reterr);
	if (status == PADCELL_OK)
		status = process_jail(campaign, reterr);
	if (status == PADCELL_OK && !step_limit_start(execution_slow))
		status = fail_here(reterr, "signals cannot be caught");
	return status;
}

static enum padcell_status start(const struct target_settings *chosen, padcell_error *reterr)
{
	replaying = chosen->replaying;
	campaign = chosen->campaign;
	enum padcell_status status = execution_start(chosen, interpreter_python_version(), reterr);
	if (status == PADCELL_OK && !chosen->forks)
		status = process_jail(campaign, reterr);
	if (status == PADCELL_OK)
		status = start_cell(chosen->plant, &sinks, reterr);
	if (status != PADCELL_OK)
		return status;

	cell_set_after_run(on_after_run, NULL);
	if (!crash_catch(chosen->forks, on_crash) ||
	    (!chosen->forks && !step_limit_start(execution_slow)))
		return fail_here(reterr, "signals cannot be caught");
	return execution_prove_feedback(&target_in_process, reterr);
}

const struct target_kind target_in_process = {
        .self_tests = &self_tests_in_process,
        .start = start,
        .enter = enter,
        .run = target_run,
};
