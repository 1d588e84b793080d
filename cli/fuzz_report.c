/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_report.c - a campaign as a report: a record a finding, and one for the campaign itself.
 *
 * What a fresh process did not repeat is a skipped testcase; a campaign that ended before its time
 * is an error, since nobody knows what it would have found.
 *
 * Runs in: host
 */
#include <dirent.h>
#include <string.h>

#include "finding_head.h"
#include "fuzz_campaign.h"
#include "kit.h"
#include "report_junit.h"
#include "report_sarif.h"

/* Records and the texts that they borrow; both grow together. */
struct fuzz_records {
	struct report_record *records;
	struct record_texts {
		struct finding_head head;
		char *path;
		char message[512];
	} * *texts;
	size_t count;
};

static void records_done(struct fuzz_records *all)
{
	for (size_t i = 0; i < all->count; i++) {
		free(all->texts[i]->path);
		free(all->texts[i]);
	}
	free(all->texts);
	free(all->records);
}

/* A record whose texts are its own; NULL when memory is short. */
static struct record_texts *add(struct fuzz_records *all, struct report_record **ret_record)
{
	void *records = reallocarray(all->records, all->count + 1, sizeof *all->records);
	all->records = records != NULL ? records : all->records;
	void *list = reallocarray(all->texts, all->count + 1, sizeof *all->texts);
	all->texts = list != NULL ? list : all->texts;
	struct record_texts *texts = calloc(1, sizeof *texts);
	if (records == NULL || list == NULL || texts == NULL) {
		free(texts);
		return NULL;
	}
	all->texts[all->count] = texts;
	all->records[all->count] = (struct report_record){.layer = ""};
	*ret_record = &all->records[all->count++];
	return texts;
}

static bool add_finding(struct fuzz_records *all, const char *folder, const char *name,
                        enum report_state state)
{
	struct report_record *record = NULL;
	struct record_texts *texts = add(all, &record);
	if (texts == NULL || asprintf(&texts->path, "%s/%s", folder, name) < 0)
		return false;

	finding_head_load(texts->path, &texts->head);
	const struct finding_head *head = &texts->head;
	(void)snprintf(texts->message, sizeof texts->message, "%s: %s %s%s",
	               state == REPORT_BROKEN  ? "an invariant broke, and again in a fresh process"
	               : state == REPORT_ERROR ? "could not be repeated"
	                                       : "a fresh process did not repeat it",
	               head->what, head->detail[0] != '\0' ? "by " : "", head->detail);
	*record = (struct report_record){.id = strrchr(texts->path, '/') + 1,
	                                 .group = head->target,
	                                 .invariant = head->invariant,
	                                 .layer = head->layer,
	                                 .sink = head->what,
	                                 .file = texts->path,
	                                 .line = head->line,
	                                 .message = texts->message,
	                                 .state = state};
	return true;
}

/* What the campaign remembers of a finding; one that it never judged was confirmed before it. */
static enum report_state state_of(const struct fuzz_campaign *campaign, const char *name)
{
	return json_integer_value(json_object_get(campaign->judged, name)) > 0 ? REPORT_ERROR
	                                                                       : REPORT_BROKEN;
}

static bool add_folder(struct fuzz_records *all, const struct fuzz_campaign *campaign,
                       const char *name, bool confirmed)
{
	char folder[4352];
	struct dirent **entries = NULL;
	(void)snprintf(folder, sizeof folder, "%s/%s", campaign->folder, name);
	int count = scandir(folder, &entries, NULL, alphasort);
	bool good = true;
	for (int i = 0; i < count; i++) {
		const char *file = entries[i]->d_name;
		size_t length = strlen(file);
		if (length > 3 && strcmp(file + length - 3, ".py") == 0)
			good = add_finding(all, folder, file,
			                   confirmed ? state_of(campaign, file) : REPORT_SKIPPED) &&
			       good;
		free(entries[i]);
	}
	free(entries);
	return good;
}

/* A list of findings that is empty must not look like a campaign that was never made. */
static bool add_campaign(struct fuzz_records *all, const struct fuzz_campaign *campaign)
{
	struct report_record *record = NULL;
	struct record_texts *texts = add(all, &record);
	if (texts == NULL || asprintf(&texts->path, "%s/stats.json", campaign->folder) < 0)
		return false;

	const char *slash = strrchr(campaign->target, '/');
	*record = (struct report_record){.id = "campaign",
	                                 .group = slash != NULL ? slash + 1 : campaign->target,
	                                 .layer = "",
	                                 .sink = "campaign",
	                                 .file = texts->path,
	                                 .message = campaign->trouble,
	                                 .state = campaign->trouble[0] != '\0' ? REPORT_ERROR
	                                                                       : REPORT_HELD};
	return true;
}

int fuzz_report(const struct fuzz_campaign *campaign, const char *junit, const char *sarif)
{
	CLEANUP(records_done) struct fuzz_records all = {.count = 0};
	if (junit == NULL && sarif == NULL)
		return 0;
	if (!add_campaign(&all, campaign) || !add_folder(&all, campaign, "findings", true) ||
	    !add_folder(&all, campaign, "unrepeated", false))
		return PADCELL_EXIT_INTERNAL;

	const struct report report = {.name = "fuzz", .records = all.records, .count = all.count};
	int failed = junit != NULL ? report_junit_write(&report, junit) : 0;
	int other = sarif != NULL ? report_sarif_write(&report, sarif) : 0;
	return failed != 0 ? failed : other;
}
