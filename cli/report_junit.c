/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/report_junit.c - records as testcases.
 * Runs in: host
 */
#include "report_junit.h"

#include <string.h>

#include "kit.h"
#include "report_file.h"

/* U+FFFE and U+FFFF are UTF-8, and no XML. */
static bool is_noncharacter(const char *text)
{
	return strncmp(text, "\xef\xbf\xbe", 3) == 0 || strncmp(text, "\xef\xbf\xbf", 3) == 0;
}

static bool is_utf8(const char *text)
{
	CLEANUP(json_at_exit) json_t *string = json_string(text);
	return string != NULL;
}

/* One byte of an attribute or a text.  XML has no way to write most control characters. */
static void put_byte(FILE *file, char byte, bool utf8)
{
	unsigned char value = (unsigned char)byte;
	if (byte == '&')
		(void)fputs("&amp;", file);
	else if (byte == '<')
		(void)fputs("&lt;", file);
	else if (byte == '>')
		(void)fputs("&gt;", file);
	else if (byte == '"')
		(void)fputs("&quot;", file);
	else if (byte == '\n' || byte == '\t' || byte == '\r')
		(void)fprintf(file, "&#%u;", value); /* an attribute would make blanks of them */
	else if (value < 0x20 || value == 0x7f || (value >= 0x80 && !utf8))
		(void)fputc('?', file);
	else
		(void)fputc(byte, file);
}

static void put_text(FILE *file, const char *text)
{
	bool utf8 = is_utf8(text);
	while (*text != '\0') {
		bool none = utf8 && is_noncharacter(text);
		put_byte(file, none ? '?' : *text, utf8);
		text += none ? 3 : 1;
	}
}

static void put_attribute(FILE *file, const char *name, const char *value)
{
	(void)fprintf(file, " %s=\"", name);
	put_text(file, value);
	(void)fputc('"', file);
}

struct counts {
	size_t failures, errors, skipped;
};

static struct counts count(const struct report *report)
{
	struct counts counts = {0};
	for (size_t i = 0; i < report->count; i++) {
		enum report_state state = report->records[i].state;
		counts.failures += state == REPORT_BROKEN || state == REPORT_STALE;
		counts.errors += state == REPORT_ERROR;
		counts.skipped += state == REPORT_SKIPPED;
	}
	return counts;
}

/* The element inside a testcase: its name, and what kind of trouble it is. */
static const char *element_of(enum report_state state, const char **ret_type)
{
	*ret_type = state == REPORT_STALE ? "stale" : "violation";
	if (state == REPORT_SKIPPED)
		return "skipped";
	if (state != REPORT_ERROR)
		return "failure";
	*ret_type = "error";
	return "error";
}

static void put_outcome(FILE *file, const struct report_record *record)
{
	const char *type = NULL;
	const char *element = element_of(record->state, &type);
	(void)fprintf(file, ">\n      <%s", element);
	put_attribute(file, "message", record->message);
	if (record->state == REPORT_SKIPPED) {
		(void)fputs("/>\n    </testcase>\n", file);
		return;
	}
	put_attribute(file, "type", type);
	(void)fputc('>', file);
	if (record->invariant != '\0')
		(void)fprintf(file, "invariant %c: ", record->invariant);
	put_text(file, record->message);
	(void)fprintf(file, "</%s>\n    </testcase>\n", element);
}

static void put_record(FILE *file, const struct report *report, const struct report_record *record)
{
	CLEANUP(free_at_exit) char *class = NULL;
	if (asprintf(&class, "padcell.%s.%s", report->name, record->group) < 0)
		class = NULL;
	(void)fputs("    <testcase", file);
	put_attribute(file, "classname", class != NULL ? class : "padcell");
	put_attribute(file, "name", record->id);
	if (record->state == REPORT_HELD)
		(void)fputs("/>\n", file);
	else
		put_outcome(file, record);
}

static void put_counts(FILE *file, const struct report *report)
{
	struct counts counts = count(report);
	(void)fprintf(file, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\">\n",
	              report->count, counts.failures, counts.errors, counts.skipped);
}

int report_junit_write(const struct report *report, const char *path)
{
	CLEANUP(report_file_done) struct report_file whole = {.stream = NULL};
	int failed = report_file_open(path, &whole);
	if (failed != 0)
		return failed;

	FILE *file = whole.stream;
	(void)fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"padcell\"",
	            file);
	put_counts(file, report);
	(void)fputs("  <testsuite", file);
	put_attribute(file, "name", report->name);
	put_counts(file, report);
	for (size_t i = 0; i < report->count; i++)
		put_record(file, report, &report->records[i]);
	(void)fputs("  </testsuite>\n</testsuites>\n", file);
	return report_file_commit(&whole);
}
