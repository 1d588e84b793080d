/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/execution.c - the execution under way, and what becomes of it.
 * Runs in: worker after lockdown (fuzz targets), host (fuzz targets)
 */
#include "execution.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "counters.h"
#include "fail.h"
#include "findings.h"
#include "generate.h"
#include "padcell/verdict.h"
#include "stats.h"

struct execution execution;

static const struct target_settings *settings;
static const char *python_version;

static struct finding_context context_now(void)
{
	return (struct finding_context){.target = settings->name,
	                                .plant = settings->plant,
	                                .campaign = settings->campaign,
	                                .seed = settings->seed,
	                                .python = python_version,
	                                .executions = stats_executions()};
}

static void end_replay(void)
{
	_exit(PADCELL_EXIT_VIOLATION);
}

enum padcell_status execution_start(const struct target_settings *chosen, const char *python,
                                    padcell_error *reterr)
{
	settings = chosen;
	python_version = python;
	if (chosen->replaying)
		oracle_end_by(end_replay);
	if (!feedback_start(chosen->feedback_off))
		return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_BASE, 0,
		                    "PADCELL_FEEDBACK_OFF names no family of feedback");
	if (chosen->dark_family != NULL && !feedback_darken(chosen->dark_family))
		return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_BASE, 0,
		                    "--without-family names no family of feedback, or this is no "
		                    "test build");
	if (chosen->campaign != NULL && !stats_open(chosen->campaign, chosen->job, chosen->forks))
		return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_BASE, 0,
		                    "the campaign's folder cannot be written");
	return PADCELL_OK;
}

enum padcell_status execution_enter(padcell_error *reterr)
{
	/* A fork server that is killed leaves its child stopped for ever otherwise. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || !stats_join())
		return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_BASE, 0,
		                    "this process cannot be bound to its fork server");
	return PADCELL_OK;
}

void execution_begin(const uint8_t *data, size_t size)
{
	feedback_clear();
	oracle_begin();
	(void)program_decode(&execution.program, data, size);
	execution.text = (const char *)data;
	execution.size = size;
	if (size != 0 && data[0] >= PROGRAM_STREAM_HEADER) {
		execution.size = program_print(&execution.program, execution.decoded,
		                               sizeof execution.decoded);
		execution.text = execution.decoded;
	}
	stats.executions++;
}

void execution_breach(const struct oracle_breach *breach)
{
	const struct finding_context context = context_now();
	stats.breaches++;
	bool saved = findings_save(&context, breach, execution.text, execution.size);
	stats.findings += saved;
	/* A known breach is only counted; but in a process that is damaged nothing can go on. */
	bool damaged = breach->invariant == PADCELL_INVARIANT_A ||
	               breach->invariant == PADCELL_INVARIANT_J;
	bool goes_on = !saved && !settings->replaying && !damaged;
	stats.stopped = !goes_on;
	stats_write();
	feedback_broke(breach->what);
	if (!goes_on)
		oracle_report(breach);
}

void execution_end(void)
{
	struct oracle_breach breach;
	if (oracle_breach(&breach))
		execution_breach(&breach);
	execution.text = NULL;
	stats_tick();
}

void execution_slow(void)
{
	static const char message[] = "benign: ended by a limit, and no invariant broke\n";
	/* Mode `testing`: one program, and this is the good end of it. */
	if (settings->replaying) {
		(void)!write(STDOUT_FILENO, message, sizeof message - 1);
		_exit(PADCELL_EXIT_OK);
	}
	const struct finding_context context = context_now();
	findings_keep_slow(&context, execution.text, execution.size);
	stats.benign++;
	stats.stopped = true;
	stats_write();
}

unsigned execution_light(const struct target_kind *kind, const char *text, uint64_t *ret_hash)
{
	struct stats before = stats;
	kind->run((const uint8_t *)text, strlen(text));
	stats = before;
	return feedback_lit(ret_hash);
}

static bool is_alive(const struct target_kind *kind, enum feedback_family family)
{
	uint64_t hash = 0;
	uint64_t other = 0;
	const char *program = kind->start_up_program != NULL ? kind->start_up_program
	                                                     : feedback_start_up_program(family);
	unsigned lit = execution_light(kind, program, &hash);
	(void)execution_light(kind, "v0 = 1.5\n", &other);
	return lit != 0 && hash != other;
}

enum padcell_status execution_prove_feedback(const struct target_kind *kind, padcell_error *reterr)
{
	const char *dead = NULL;
	for (unsigned family = 0; family < FEEDBACK_FAMILY_COUNT; family++) {
		if (!feedback_is_on(family))
			continue;
		bool alive = is_alive(kind, family);
		/* KEEP IN STEP: self-test-lines */
		if (settings->tells_feedback)
			(void)printf("feedback %s %s\n", feedback_name(family),
			             alive ? "ok" : "DARK");
		if (!alive)
			dead = feedback_name(family);
	}
	if (dead == NULL)
		return PADCELL_OK;
	return padcell_fail(reterr, PADCELL_E_INTERPRETER, PADCELL_STAGE_INTERPRETER, 0,
	                    "feedback %s is dead: its start-up program lights nothing of its own",
	                    dead);
}
