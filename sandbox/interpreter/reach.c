/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/reach.c - interpreter_reach_json(): the walk, from the roots outward.
 *
 * It runs where a guest's program has just ended: in the guest's namespace, with all layers in
 * force. What the violation sink is told on the way is a finding of the audit.
 *
 * Runs in: worker after lockdown
 */
#include "reach.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell.h"

/* The one walk that the sinks belong to. */
static struct reach *walking;

void reach_alarm(struct reach *reach, const char *what, const char *detail)
{
	if (reach->alarm_count == REACH_ALARMS_MAX)
		return;

	struct reach_alarm *alarm = &reach->alarms[reach->alarm_count++];
	alarm->node = reach->at;
	(void)snprintf(alarm->text, sizeof alarm->text, "%s", reach->step);
	(void)snprintf(alarm->what, sizeof alarm->what, "%s", what);
	(void)snprintf(alarm->detail, sizeof alarm->detail, "%s", detail);
}

static void hear_violation(void *user, enum padcell_invariant invariant, enum padcell_layer layer,
                           const char *what, const char *detail, unsigned line)
{
	(void)user, (void)line;
	char text[160];
	(void)snprintf(text, sizeof text, "a violation of %s, seen by %s: %s",
	               padcell_invariant_letter(invariant), padcell_layer_name(layer),
	               detail != NULL ? detail : "");
	reach_alarm(walking, what, text);
}

static void ignore_denial(void *user, enum padcell_layer layer, const char *what)
{
	(void)user, (void)layer, (void)what;
}

/* Breadth first, so that the first way to a thing is a shortest one. */
static void walk(struct reach *reach)
{
	reach_take_roots(reach);
	for (uint32_t i = 0; i < reach->count && !reach->failed; i++) {
		reach->at = i;
		if (reach->nodes[i].whole)
			reach_follow_attributes(reach, i);
		reach_follow_items(reach, i);
		if (reach->nodes[i].whole)
			reach_follow_calls(reach, i);
	}
}

static void walk_from(void *user, PyObject *namespace_, PyObject *error)
{
	struct reach *reach = user;
	(void)error;
	reach->space = namespace_;
	reach->at = REACH_ROOT;
	reach->failed = !reach_prepare_judge() || !reach_prepare_calls(reach);
	if (!reach->failed)
		walk(reach);
	PyErr_Clear();
}

/* The process ends after an audit: what the nodes hold is left to that. */
static char *report(const struct reach *reach)
{
	CLEANUP(bytes_done) struct bytes json = {0};
	struct reach_bound bound = {0};
	bool done = reach_follow_pointers(reach, &bound) && reach_write_json(reach, &bound, &json);
	bytes_done(&bound.armed);
	return done ? TAKE(json.data) : NULL;
}

char *interpreter_reach_json(void)
{
	static struct reach reach;
	static const char nothing[] = "pass\n";
	struct interpreter_outcome outcome;
	struct interpreter_sinks told = cell.config.sinks;

	walking = &reach;
	cell.config.sinks.violation = hear_violation;
	cell.config.sinks.denial = ignore_denial;
	cell_set_after_run(walk_from, &reach);
	interpreter_run("reach.py", nothing, sizeof nothing - 1, &outcome);
	cell_set_after_run(NULL, NULL);
	interpreter_outcome_done(&outcome);

	char *json = !reach.failed && !reach.truncated ? report(&reach) : NULL;
	cell.config.sinks = told;
	reach_release_calls();
	return json;
}
