/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/runs.c - run one worker in one mode, and look at what is left afterwards.
 */
#include "runs.h"

#include <sys/stat.h>
#include <unistd.h>

#include "census.h"
#include "test.h"

/* More than a socket takes, so that a source is still on its way while a worker misbehaves; what is
 * in it does not matter to hostile-worker. */
static const char long_source[2 << 20];

static char folder[] = "/tmp/padcell-test-XXXXXX";
static pid_t folder_owner;
static const struct {
	const char *name;
	const char *target;
} links[] = {
        {"hostile_worker", HOSTILE_WORKER},
        {"padcell-worker", PADCELL_BIN_DIR "/padcell-worker"},
        {"modules.bundle", PADCELL_BIN_DIR "/modules.bundle"},
};
#define LINKS (sizeof links / sizeof links[0])
static char paths[LINKS][128];

static void remove_folder(void)
{
	if (getpid() != folder_owner)
		return;
	for (size_t i = 0; i < LINKS; i++)
		(void)unlink(paths[i]);
	(void)rmdir(folder);
}

const char *runs_folder(void)
{
	if (folder_owner != 0)
		return folder;

	assert_non_null(mkdtemp(folder));
	assert_int_equal(chmod(folder, 0755), 0);
	folder_owner = getpid();
	(void)atexit(remove_folder);
	for (size_t i = 0; i < LINKS; i++) {
		(void)snprintf(paths[i], sizeof paths[i], "%s/%s", folder, links[i].name);
		assert_int_equal(symlink(links[i].target, paths[i]), 0);
	}
	return folder;
}

padcell_policy *runs_policy(const char *text)
{
	padcell_policy *policy = NULL;
	padcell_error error = {.message = ""};
	if (padcell_policy_parse("test", text, strlen(text), &policy, &error) != PADCELL_OK)
		fail_msg("%s", error.message);
	return policy;
}

padcell_guest runs_hostile(const char *mode)
{
	(void)runs_folder();
	return (padcell_guest){.name = mode,
	                       .source = long_source,
	                       .source_size = sizeof long_source,
	                       .stdin_fd = -1,
	                       .worker = paths[0]};
}

padcell_guest runs_guest(const char *name, const char *source)
{
	(void)runs_folder();
	return (padcell_guest){.name = name,
	                       .source = source,
	                       .source_size = strlen(source),
	                       .stdin_fd = -1,
	                       .worker = paths[1]};
}

padcell_verdict *runs_counted(const char *policy_text, const padcell_guest *guest,
                              padcell_error *reterr)
{
	padcell_policy *policy = runs_policy(policy_text);
	padcell_verdict *verdict = NULL;
	struct census before = census_take(runs_folder());
	enum padcell_status status = padcell_run(policy, guest, &verdict, reterr);
	struct census after = census_take_until(runs_folder(), &before);

	padcell_policy_free(policy);
	census_compare(&before, &after, guest->name);
	assert_int_equal(status == PADCELL_OK, verdict != NULL);
	return verdict;
}

padcell_verdict *runs_verdict(const char *policy, const padcell_guest *guest)
{
	padcell_error error = {.message = ""};
	padcell_verdict *verdict = runs_counted(policy, guest, &error);
	if (verdict == NULL)
		fail_msg("%s: %s", guest->name, error.message);
	return verdict;
}

void runs_expect(const padcell_verdict *verdict, enum padcell_outcome outcome, const char *text,
                 const char *what)
{
	char *json = NULL;
	padcell_error error;
	assert_int_equal(padcell_verdict_json(verdict, &json, &error), PADCELL_OK);
	if (padcell_verdict_outcome(verdict) != outcome)
		fail_msg("%s: %s and not %s: %s", what,
		         padcell_outcome_text(padcell_verdict_outcome(verdict)),
		         padcell_outcome_text(outcome), json);
	const char *summary = padcell_verdict_summary(verdict);
	if (text != NULL && strstr(json, text) == NULL && strstr(summary, text) == NULL)
		fail_msg("%s: no %s in %s nor in %s", what, text, summary, json);
	free(json);
}
