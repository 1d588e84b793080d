/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/target.c - what every in-process fuzz target does around one execution.
 * Runs in: worker before lockdown, worker after lockdown (fuzz targets)
 */
#include <Python.h>

#include "target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"
#include "crash.h"
#include "fail.h"
#include "feedback.h"
#include "findings.h"
#include "generate.h"
#include "inspect_cell.h"
#include "interpreter.h"
#include "mutate.h"
#include "names.h"
#include "oracle.h"
#include "process.h"
#include "start_cell.h"
#include "state.h"
#include "stats.h"
#include "step_limit.h"

#define GUEST_NAME "guest.py"

static const struct target_settings *settings;
static uint32_t mutators_used;

/* The execution under way: a signal handler has to find it. */
static struct {
	struct program program; /* as feedback and oracles see it */
	char decoded[PROGRAM_TEXT_MAX];
	const char *text; /* NULL between executions */
	size_t size;
} current;

static struct finding_context context_now(void)
{
	return (struct finding_context){.target = settings->name,
	                                .plant = settings->plant,
	                                .campaign = settings->campaign,
	                                .seed = settings->seed,
	                                .executions = stats.executions};
}

static void save_and_end(const struct oracle_breach *breach)
{
	const struct finding_context context = context_now();
	stats.breaches++;
	bool saved = findings_save(&context, breach, current.text, current.size);
	stats.findings += saved;
	/* A known breach is only counted; but in a process that is damaged nothing can go on. */
	bool damaged = breach->invariant == PADCELL_INVARIANT_A ||
	               breach->invariant == PADCELL_INVARIANT_J;
	bool goes_on = !saved && !settings->replaying && !damaged;
	stats.stopped = !goes_on;
	stats_write();
	if (!goes_on)
		oracle_report(breach);
}

static void on_hard_limit(void)
{
	const struct finding_context context = context_now();
	findings_keep_slow(&context, current.text, current.size);
	stats.benign++;
	stats.stopped = true;
	stats_write();
}

/* A fault between executions is no guest's doing: the engine or a mutator is broken. */
static void on_crash(const struct oracle_breach *breach)
{
	static const char message[] = "the engine itself crashed, between two executions\n";
	if (current.text == NULL) {
		(void)!write(STDERR_FILENO, message, sizeof message - 1);
		abort();
	}
	if (!settings->replaying && oracle_is_benign(breach->what)) {
		on_hard_limit();
		_exit(STEP_LIMIT_EXIT);
	}
	save_and_end(breach);
}

static void end_replay(void)
{
	_exit(PADCELL_EXIT_VIOLATION);
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
	feedback_outcome(&current.program, namespace_);
	feedback_harvest(namespace_, names_harvest);
	oracle_scan_held(namespace_);
	oracle_check_reads(&current.program, namespace_);
}

/* Text is run as it is; an operation stream is printed first. */
static void decode(const uint8_t *data, size_t size)
{
	(void)program_decode(&current.program, data, size);
	current.text = (const char *)data;
	current.size = size;
	if (size != 0 && data[0] >= PROGRAM_STREAM_HEADER) {
		current.size =
		        program_print(&current.program, current.decoded, sizeof current.decoded);
		current.text = current.decoded;
	}
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
	mutator_count(mutators_used, valid, feedback_novel() != 0);
	mutators_used = 0;
#ifdef PADCELL_TEST_BUILD
	stats.plant_reached = cell_plant_reached();
	stats.plant_triggered = cell_plant_triggered();
#endif
}

static void execute(void)
{
	struct interpreter_outcome outcome;
	step_limit_begin_run();
	interpreter_run(GUEST_NAME, current.text, current.size, &outcome);
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
	struct oracle_breach breach;
	feedback_clear();
	oracle_begin();
	decode(data, size);
	stats.executions++;
	if (!settings->replaying && oracle_is_known_crasher(&current.program)) {
		stats.skipped++;
	} else {
		execute();
	}
	if (oracle_breach(&breach))
		save_and_end(&breach);
	current.text = NULL;
	stats_tick();
}

void target_mutated(uint32_t used)
{
	mutators_used = used;
}

/* Run a program for its feedback alone; the campaign's numbers stay as they were. */
static unsigned light(const char *text, uint64_t *ret_hash)
{
	struct stats before = stats;
	target_run((const uint8_t *)text, strlen(text));
	stats = before;
	return feedback_lit(ret_hash);
}

/* Each family must be lit by its start-up program, and not in the same way by another one. */
static enum padcell_status prove_feedback(padcell_error *reterr)
{
	for (unsigned family = 0; family < FEEDBACK_FAMILY_COUNT; family++) {
		uint64_t hash = 0;
		uint64_t other = 0;
		if (!feedback_is_on(family))
			continue;
		unsigned lit = light(feedback_start_up_program(family), &hash);
		(void)light("v0 = 1.5\n", &other);
		if (lit == 0 || hash == other)
			return padcell_fail(
			        reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
			        "feedback %s is dead: its start-up program lights nothing "
			        "of its own",
			        feedback_name(family));
	}
	return PADCELL_OK;
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

enum padcell_status target_start(const struct target_settings *chosen, padcell_error *reterr)
{
	settings = chosen;
	if (chosen->replaying)
		oracle_end_by(end_replay);
	if (!feedback_start(chosen->feedback_off))
		return fail_here(reterr, "PADCELL_FEEDBACK_OFF names no family of feedback");
	if (chosen->campaign != NULL && !stats_open(chosen->campaign, chosen->job))
		return fail_here(reterr, "the campaign's folder cannot be written");

	enum padcell_status status = process_jail(chosen->campaign, reterr);
	if (status == PADCELL_OK)
		status = start_cell(chosen->plant, &sinks, reterr);
	if (status != PADCELL_OK)
		return status;

	cell_set_after_run(on_after_run, NULL);
	if (!crash_catch(on_crash) || !step_limit_start(on_hard_limit))
		return fail_here(reterr, "signals cannot be caught");
	return prove_feedback(reterr);
}
