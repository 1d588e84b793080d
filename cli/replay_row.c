/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_row.c - one escape in both jails: is it alive, is it contained, what stopped it?
 * Runs in: host
 */
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "kit.h"
#include "replay.h"
#include "verdict_text.h"

/* KEEP IN STEP: naive exits (known-escapes/naive/naive.h) */
enum { NAIVE_MEMORY = 3, NAIVE_TIMEOUT = 4 };

static const char *head_value(const struct replay_escape *escape, enum escape_key key)
{
	return escape->head.values[key];
}

static void set_text(json_t *row, const char *key, const char *text)
{
	/* Texts that came from a guest need not be UTF-8. */
	json_t *value = json_string(text);
	(void)json_object_set_new(row, key, value != NULL ? value : json_string("(not UTF-8)"));
}

/* The sign of life of a process that died: crash, or a limit; NULL when it ended by itself. */
static const char *sign_of_death(int status, const char *alive_when)
{
	static const int crashes[] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGFPE};
	bool wants_crash = strcmp(alive_when, "crash") == 0;
	if (WIFSIGNALED(status)) {
		for (size_t i = 0; wants_crash && i < COUNT_OF(crashes); i++) {
			if (WTERMSIG(status) == crashes[i])
				return sigabbrev_np(WTERMSIG(status));
		}
		/* The kernel sends SIGKILL for the hard CPU limit, and when memory is short. */
		return !wants_crash && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGKILL)
		               ? "CPU time"
		               : NULL;
	}
	if (wants_crash)
		return NULL;
	if (WEXITSTATUS(status) == NAIVE_TIMEOUT)
		return "wall time";
	return WEXITSTATUS(status) == NAIVE_MEMORY ? "memory" : NULL;
}

/* How the naive jail shows that the escape works, or NULL. */
static const char *sign_of_life(const struct naive_end *end, const char *alive_when)
{
	if (strcmp(alive_when, "canary") == 0)
		return end->leaked ? "canary" : NULL;
	return end->killed ? "wall time" : sign_of_death(end->status, alive_when);
}

/* "3.11.2" and "3.11.9" may differ in what works, and may not: both are 3.11. */
static bool same_minor_listed(const char *list, const char *python)
{
	char minor[32];
	(void)snprintf(minor, sizeof minor, "%s", python);
	char *last_dot = strrchr(minor, '.');
	if (last_dot != NULL)
		last_dot[1] = '\0';

	for (const char *item = list; item != NULL; item = strchr(item, ',')) {
		item += strspn(item, ", ");
		if (strncmp(item, minor, strlen(minor)) == 0)
			return true;
	}
	return false;
}

static void describe_dead(json_t *row, const struct naive_end *end)
{
	char note[512];
	if (WIFSIGNALED(end->status))
		(void)snprintf(note, sizeof note, "the naive jail ended by %s",
		               strsignal(WTERMSIG(end->status)));
	else
		(void)snprintf(note, sizeof note, "the naive jail ended with %d: %s",
		               WEXITSTATUS(end->status), end->last_words);
	set_text(row, "note", note);
}

bool replay_lives_here(const struct replay_setting *setting, const struct replay_escape *escape)
{
	return same_minor_listed(head_value(escape, ESCAPE_KEY_PYTHONS), setting->python);
}

/* alive: "yes" (here), "no", "elsewhere" (as the head says), "unknown" (we failed). */
static void judge_alive(const struct replay_setting *setting, const struct replay_escape *escape,
                        json_t *row)
{
	const char *pythons = head_value(escape, ESCAPE_KEY_PYTHONS);
	if (!replay_lives_here(setting, escape)) {
		set_text(row, "alive", "elsewhere");
		return;
	}

	char canary[CANARY_SIZE];
	struct naive_end end;
	bool ran =
	        replay_canary(canary) && replay_naive(setting->naive, escape->path, canary, &end);
	/* 127 is execve() that failed; 70 and 2 are padcell-naive's own complaints. */
	if (!ran || (WIFEXITED(end.status) && (WEXITSTATUS(end.status) == 127 ||
	                                       WEXITSTATUS(end.status) == PADCELL_EXIT_INTERNAL ||
	                                       WEXITSTATUS(end.status) == PADCELL_EXIT_USAGE))) {
		set_text(row, "alive", "unknown");
		set_text(row, "error",
		         ran ? end.last_words : "the naive jail could not be started");
		return;
	}

	const char *how = sign_of_life(&end, head_value(escape, ESCAPE_KEY_ALIVE_WHEN));
	if (how != NULL) {
		set_text(row, "alive", "yes");
		set_text(row, "alive_how", how);
		return;
	}
	set_text(row, "alive", escape_list_holds(pythons, setting->python) ? "no" : "elsewhere");
	describe_dead(row, &end);
}

/* Exceptions by which builtins, import table and the emptied modules say that there is no such
 * thing. */
static bool is_builtins_exception(const char *type)
{
	static const char *const types[] = {
	        "NameError",      "UnboundLocalError", "ImportError", "ModuleNotFoundError",
	        "AttributeError", "KeyError",          NULL};
	for (size_t i = 0; types[i] != NULL; i++) {
		if (strcmp(types[i], type) == 0)
			return true;
	}
	return false;
}

static void set_stopped(json_t *row, const char *layer, const char *what)
{
	set_text(row, "stopped_by", layer);
	set_text(row, "stopped_what", what);
}

/* Limits and deaths have their layer; NULL for the other outcomes. */
static const char *layer_of_outcome(enum padcell_outcome outcome)
{
	switch (outcome) {
	case PADCELL_OUTCOME_TIMEOUT:
	case PADCELL_OUTCOME_OUTPUT:
		return "supervisor";
	case PADCELL_OUTCOME_MEMORY:
	case PADCELL_OUTCOME_CRASH:
		return "process";
	default:
		return NULL;
	}
}

/*
 * No refusal, no limit, no death.  A crasher that comes to its end did so on the worker's larger C
 * stack, which is the process layer's; an escape that does found the cell's own library and
 * modules, which have nothing it could reach.
 */
static void judge_nothing_met(json_t *row, const char *text)
{
	char what[320];
	bool crash = strcmp(json_text(row, "kind"), "crash") == 0;
	(void)snprintf(what, sizeof what, "%s: %s",
	               crash ? "no fault on a larger stack" : "nothing there to reach", text);
	set_stopped(row, crash ? "process" : "builtins", what);
}

/* By weight: a violation says most, then a limit or death, then the first denial, then the
 * exception. */
static void judge_stopped(const padcell_verdict *verdict, const json_t *document, json_t *row)
{
	const json_t *violation = json_array_get(json_object_get(document, "violations"), 0);
	const json_t *denial = json_array_get(json_object_get(document, "denials"), 0);
	const json_t *exception = json_object_get(document, "exception");
	const char *layer = layer_of_outcome(padcell_verdict_outcome(verdict));
	const char *type = json_text(exception, "type");
	char text[256];
	(void)snprintf(text, sizeof text, "%s: %s", type, json_text(exception, "message"));

	if (violation != NULL)
		set_stopped(row, json_text(violation, "layer"), json_text(violation, "what"));
	else if (layer != NULL)
		set_stopped(row, layer, padcell_verdict_summary(verdict));
	else if (denial != NULL)
		set_stopped(row, json_text(denial, "layer"), json_text(denial, "what"));
	else if (is_builtins_exception(type))
		set_stopped(row, "builtins", text);
	else
		judge_nothing_met(row, type[0] != '\0' ? text : "it ran to its end");
}

static bool holds(const void *text, size_t size, const char *canary)
{
	return text != NULL && memmem(text, size, canary, strlen(canary)) != NULL;
}

/* Everything that a guest can hand out. */
static bool canary_got_out(const padcell_verdict *verdict, const json_t *document,
                           const char *canary)
{
	size_t size = 0;
	const char *text = padcell_verdict_stdout(verdict, &size);
	if (holds(text, size, canary))
		return true;
	text = padcell_verdict_stderr(verdict, &size);
	if (holds(text, size, canary))
		return true;
	text = padcell_verdict_traceback(verdict);
	if (holds(text, strlen(text), canary))
		return true;

	const char *const keys[] = {"result", "exception"};
	for (size_t i = 0; i < COUNT_OF(keys); i++) {
		CLEANUP(free_at_exit)
		char *dump = json_dumps(json_object_get(document, keys[i]),
		                        JSON_ENCODE_ANY | JSON_COMPACT);
		if (dump != NULL && holds(dump, strlen(dump), canary))
			return true;
	}
	return false;
}

static void judge_verdict(const padcell_verdict *verdict, const char *canary, json_t *row)
{
	CLEANUP(json_at_exit) json_t *document = verdict_document(verdict);
	enum padcell_outcome outcome = padcell_verdict_outcome(verdict);
	set_text(row, "outcome", padcell_outcome_text(outcome));
	if (document == NULL || outcome == PADCELL_OUTCOME_ERROR) {
		set_text(row, "error", padcell_verdict_summary(verdict));
		return;
	}
	bool loose = canary_got_out(verdict, document, canary);
	(void)json_object_set_new(row, "contained", json_boolean(!loose));
	if (loose)
		return;
	judge_stopped(verdict, document, row);
	/* A layer that the head does not name did the work of one that it does: worth a look. */
	bool expected =
	        escape_list_holds(json_text(row, "expected_layers"), json_text(row, "stopped_by"));
	(void)json_object_set_new(row, "as_expected", json_boolean(expected));
}

void replay_cell(const struct replay_setting *setting, const struct replay_escape *escape,
                 json_t *row)
{
	if (setting->folder != NULL && chdir(setting->folder) != 0) {
		set_text(row, "error", "the folder of the canary is gone");
		return;
	}

	char random[CANARY_SIZE];
	if (!replay_canary(random)) {
		set_text(row, "error", "the kernel gave no random bytes");
		return;
	}
	const char *canary = setting->canary != NULL ? setting->canary : random;

	const padcell_guest guest = {.name = head_value(escape, ESCAPE_KEY_ID),
	                             .source = escape->source,
	                             .source_size = escape->source_size,
	                             .stdin_fd = -1,
	                             .canary = canary,
	                             .without_layer = setting->without_layer};
	CLEANUP(verdict_at_exit) padcell_verdict *verdict = NULL;
	padcell_error error = {.status = PADCELL_OK};
	if (padcell_run(setting->policy, &guest, &verdict, &error) != PADCELL_OK)
		set_text(row, "error", error.message);
	else
		judge_verdict(verdict, canary, row);
}

json_t *replay_row(const struct replay_setting *setting, const struct replay_escape *escape)
{
	json_t *row = json_object();
	if (row == NULL)
		return NULL;

	set_text(row, "id", head_value(escape, ESCAPE_KEY_ID));
	set_text(row, "family", head_value(escape, ESCAPE_KEY_FAMILY));
	set_text(row, "kind", head_value(escape, ESCAPE_KEY_KIND));
	set_text(row, "invariant", head_value(escape, ESCAPE_KEY_INVARIANT));
	set_text(row, "pythons", head_value(escape, ESCAPE_KEY_PYTHONS));
	set_text(row, "expected_layers", head_value(escape, ESCAPE_KEY_STOPPED_BY));
	judge_alive(setting, escape, row);
	replay_cell(setting, escape, row);
	return row;
}
