/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_report.c - rows of a replay as records of a report.
 * Runs in: host
 */
#include "replay_report.h"

#include <string.h>

#include "finding_head.h"
#include "kit.h"
#include "report_junit.h"
#include "report_sarif.h"
#include "verdict_text.h"

/* The first line of the program, below its head and empty lines. */
static unsigned first_line(const char *text)
{
	unsigned line = 1;
	while (text[0] == '#' || text[0] == '\n') {
		const char *end = strchr(text, '\n');
		if (end == NULL)
			break;
		text = end + 1;
		line++;
	}
	return line;
}

/* Of a list such as "permits, builtins": the first, which a head names as the one that must. */
static void first_layer(const char *list, char *layer, size_t size)
{
	(void)snprintf(layer, size, "%.*s", (int)strcspn(list, ", "), list);
}

static enum report_state state_of(const json_t *row, const char **ret_message)
{
	*ret_message = "contained";
	/* Loose first: a dead supervisor is an error as well, and that is not what matters. */
	if (json_is_false(json_object_get(row, "contained"))) {
		*ret_message = json_text(row, "error");
		if ((*ret_message)[0] == '\0')
			*ret_message = "loose: the canary got out";
		return REPORT_BROKEN;
	}
	if (json_object_get(row, "error") != NULL) {
		*ret_message = json_text(row, "error");
		return REPORT_ERROR;
	}
	if (strcmp(json_text(row, "alive"), "no") == 0) {
		*ret_message = json_text(row, "note");
		return REPORT_STALE;
	}
	if (strcmp(json_text(row, "alive"), "elsewhere") == 0) {
		*ret_message = "alive on other Pythons only";
		return REPORT_SKIPPED;
	}
	return REPORT_HELD;
}

/* What a record borrows that nobody else keeps. */
struct record_texts {
	char layer[32];
	struct finding_head head; /* of a finding */
};

static void record_escape(const struct replay_escape *escape, const json_t *row,
                          struct record_texts *texts, struct report_record *record)
{
	const char *id = escape->head.values[ESCAPE_KEY_ID];
	first_layer(escape->head.values[ESCAPE_KEY_STOPPED_BY], texts->layer, sizeof texts->layer);
	*record = (struct report_record){
	        .id = id,
	        .group = escape->head.values[ESCAPE_KEY_FAMILY],
	        .invariant = escape->head.values[ESCAPE_KEY_INVARIANT][0],
	        .layer = texts->layer,
	        .sink = id,
	        .file = escape->path,
	        .line = first_line(escape->source),
	};
	record->state = state_of(row, &record->message);
}

static void record_finding(const json_t *row, struct record_texts *texts,
                           struct report_record *record)
{
	const char *file = json_text(row, "file");
	const char *slash = strrchr(file, '/');
	const char *name = slash != NULL ? slash + 1 : file;
	finding_head_load(file, &texts->head);
	*record = (struct report_record){
	        .id = name,
	        .group = json_text(row, "target"),
	        .invariant = json_text(row, "invariant")[0],
	        .layer = texts->head.layer,
	        .sink = texts->head.what[0] != '\0' ? texts->head.what : name,
	        .file = file,
	        .line = texts->head.line,
	        .message = json_text(row, "summary"),
	        .state = REPORT_HELD,
	};
	if (json_is_true(json_object_get(row, "repeated")))
		record->state = REPORT_BROKEN;
	else if (json_object_get(row, "error") != NULL)
		record->state = REPORT_ERROR;
}

int replay_report(const struct replay_set *set, const json_t *rows, const json_t *findings,
                  const char *junit, const char *sarif)
{
	if (junit == NULL && sarif == NULL)
		return 0;

	size_t others = json_array_size(findings);
	CLEANUP(free_at_exit)
	struct report_record *records = calloc(set->count + others + 1, sizeof *records);
	CLEANUP(free_at_exit)
	struct record_texts *texts = calloc(set->count + others + 1, sizeof *texts);
	if (records == NULL || texts == NULL)
		return PADCELL_EXIT_INTERNAL;

	for (size_t i = 0; i < set->count; i++)
		record_escape(&set->rows[i], json_array_get(rows, i), &texts[i], &records[i]);
	for (size_t i = 0; i < others; i++)
		record_finding(json_array_get(findings, i), &texts[set->count + i],
		               &records[set->count + i]);

	const struct report report = {
	        .name = "replay", .records = records, .count = set->count + others};
	int failed = junit != NULL ? report_junit_write(&report, junit) : 0;
	if (failed == 0 && sarif != NULL)
		failed = report_sarif_write(&report, sarif);
	return failed;
}
