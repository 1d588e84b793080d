/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/report_sarif.c - records as results, invariants as rules.
 * Runs in: host
 */
#include "report_sarif.h"

#include <ctype.h>
#include <limits.h>
/* sha2.h uses types that it does not declare */
#include <sys/types.h>

#include <sha2.h>
#include <string.h>

#include "kit.h"
#include "message.h"
#include "report_file.h"

#define SCHEMA       "https://json.schemastore.org/sarif-2.1.0.json"
#define RULE_PREFIX  "padcell."
#define RULE_UNKNOWN "unknown" /* a finding that does not say what it broke */
/* The name of a fingerprint ends with the version of how it is made. */
#define FINGERPRINT "invariantLayerSink/v1"

static const struct {
	const char *letter;
	const char *name;
	const char *promise;
	const char *seen_by;
} rules[] = {
#define INVARIANT(id, name, promise, seen_by) {#id, #name, promise, seen_by},
#include "invariants.def"
#undef INVARIANT
        {RULE_UNKNOWN, "unknown", "every finding names the promise that it breaks",
         "a report without an invariant"},
};

static size_t rule_of(const struct report_record *record)
{
	size_t i = 0;
	/* The last row, which is not one letter, is what is left. */
	while (i < COUNT_OF(rules) - 1 && rules[i].letter[0] != record->invariant)
		i++;
	return i;
}

/* Guests write some texts, and need not write UTF-8. */
static json_t *string_of(const char *text)
{
	json_t *string = json_string(text);
	return string != NULL ? string : json_string("(not UTF-8)");
}

static json_t *text_of(const char *text)
{
	return json_pack("{s:o}", "text", string_of(text));
}

static json_t *id_of_rule(size_t rule)
{
	return json_sprintf(RULE_PREFIX "%s", rules[rule].letter);
}

static json_t *rules_document(void)
{
	json_t *list = json_array();
	for (size_t i = 0; i < COUNT_OF(rules); i++)
		(void)json_array_append_new(
		        list, json_pack("{s:o, s:s, s:o, s:o, s:{s:s}}", "id", id_of_rule(i),
		                        "name", rules[i].name, "shortDescription",
		                        text_of(rules[i].promise), "help",
		                        json_pack("{s:o}", "text",
		                                  json_sprintf("Seen by: %s.", rules[i].seen_by)),
		                        "defaultConfiguration", "level", "error"));
	return list;
}

/* The part of an absolute path below the folder that holds .git; NULL when there is none. */
static const char *below_repository(const char *path)
{
	char folder[PATH_MAX];
	(void)snprintf(folder, sizeof folder, "%s", path);
	for (char *slash = strrchr(folder, '/'); slash != NULL; slash = strrchr(folder, '/')) {
		char mark[PATH_MAX + 8];
		*slash = '\0';
		(void)snprintf(mark, sizeof mark, "%s/.git", folder);
		if (access(mark, F_OK) == 0)
			return path + (slash - folder) + 1;
	}
	return NULL;
}

/* An installed corpus has no repository, but the names of one. */
static const char *below_corpus(const char *path)
{
	const char *corpus = strstr(path, "/known-escapes/");
	return corpus != NULL ? corpus + 1 : NULL;
}

static const char *below_current(const char *path)
{
	char current[PATH_MAX];
	if (getcwd(current, sizeof current) == NULL)
		return NULL;
	size_t length = strlen(current);
	bool below = strncmp(path, current, length) == 0 && path[length] == '/';
	return below ? path + length + 1 : NULL;
}

/* A path as the path of a URI: `prefix`, then all but plain letters in hexadecimal. */
static json_t *uri_of(const char *prefix, const char *path)
{
	char uri[3 * PATH_MAX + 8];
	size_t used = (size_t)snprintf(uri, sizeof uri, "%s", prefix);
	for (; *path != '\0' && used + 4 < sizeof uri; path++) {
		bool plain = isalnum((unsigned char)*path) || strchr("/-._~", *path) != NULL;
		used += (size_t)snprintf(uri + used, sizeof uri - used, plain ? "%c" : "%%%02X",
		                         (unsigned char)*path);
	}
	return json_string(uri);
}

static json_t *artifact_of(const char *file)
{
	CLEANUP(free_at_exit) char *resolved = realpath(file, NULL);
	const char *path = resolved != NULL ? resolved : file;
	const char *relative = below_repository(path);
	if (relative == NULL)
		relative = below_corpus(path);
	if (relative == NULL)
		relative = below_current(path);
	if (relative != NULL)
		return json_pack("{s:o, s:s}", "uri", uri_of("", relative), "uriBaseId",
		                 "%SRCROOT%");
	return json_pack("{s:o}", "uri", uri_of(path[0] == '/' ? "file://" : "", path));
}

static json_t *location_of(const struct report_record *record)
{
	unsigned line = record->line > 0 ? record->line : 1;
	return json_pack("{s:{s:o, s:{s:i}}, s:[{s:o, s:s}]}", "physicalLocation",
	                 "artifactLocation", artifact_of(record->file), "region", "startLine",
	                 (int)line, "logicalLocations", "name", string_of(record->id), "kind",
	                 "module");
}

static json_t *fingerprint_of(const struct report_record *record)
{
	CLEANUP(free_at_exit) char *text = NULL;
	char digest[SHA256_DIGEST_STRING_LENGTH] = "";
	int size = asprintf(&text, "%s\n%s\n%s", rules[rule_of(record)].letter, record->layer,
	                    record->sink);
	if (size >= 0)
		(void)SHA256Data((const uint8_t *)text, (size_t)size, digest);
	return json_string(digest);
}

static json_t *result_of(const struct report_record *record)
{
	size_t rule = rule_of(record);
	return json_pack("{s:o, s:i, s:s, s:s, s:o, s:[o], s:{s:o}, s:{s:o, s:o}}", "ruleId",
	                 id_of_rule(rule), "ruleIndex", (int)rule, "kind", "fail", "level",
	                 record->state == REPORT_BROKEN ? "error" : "note", "message",
	                 text_of(record->message), "locations", location_of(record),
	                 "partialFingerprints", FINGERPRINT, fingerprint_of(record), "properties",
	                 "group", string_of(record->group), "layer", string_of(record->layer));
}

static json_t *notification_of(const struct report_record *record)
{
	return json_pack("{s:s, s:o, s:[o]}", "level", "error", "message", text_of(record->message),
	                 "locations", location_of(record));
}

static json_t *run_of(const struct report *report)
{
	json_t *results = json_array();
	json_t *notifications = json_array();
	for (size_t i = 0; i < report->count; i++) {
		const struct report_record *record = &report->records[i];
		if (record->state == REPORT_BROKEN || record->state == REPORT_STALE)
			(void)json_array_append_new(results, result_of(record));
		if (record->state == REPORT_ERROR)
			(void)json_array_append_new(notifications, notification_of(record));
	}
	bool good = json_array_size(notifications) == 0;
	return json_pack("{s:{s:{s:s, s:s, s:s, s:o}}, s:{s:o}, s:[{s:b, s:o}], s:s, s:o}", "tool",
	                 "driver", "name", "padcell", "version", padcell_version(),
	                 "semanticVersion", padcell_version(), "rules", rules_document(),
	                 "automationDetails", "id", json_sprintf("padcell/%s/", report->name),
	                 "invocations", "executionSuccessful", good, "toolExecutionNotifications",
	                 notifications, "columnKind", "unicodeCodePoints", "results", results);
}

int report_sarif_write(const struct report *report, const char *path)
{
	CLEANUP(json_at_exit)
	json_t *document = json_pack("{s:s, s:s, s:[o]}", "$schema", SCHEMA, "version", "2.1.0",
	                             "runs", run_of(report));
	if (document == NULL) {
		cli_error("out of memory for %s", path);
		return PADCELL_EXIT_INTERNAL;
	}

	CLEANUP(report_file_done) struct report_file file = {.stream = NULL};
	int failed = report_file_open(path, &file);
	if (failed != 0)
		return failed;
	if (json_dumpf(document, file.stream, JSON_INDENT(1)) != 0 && !ferror(file.stream)) {
		cli_error("out of memory for %s", path);
		return PADCELL_EXIT_INTERNAL;
	}
	(void)fputc('\n', file.stream);
	return report_file_commit(&file);
}
