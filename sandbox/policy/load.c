/* SPDX-License-Identifier: Apache-2.0 */
/*
 * policy/load.c - the public face of a policy: from a file, from memory, built in; and its release.
 * Runs in: host
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "builtin.h"
#include "bytes.h"
#include "cleanup.h"
#include "draft.h"
#include "fail.h"
#include "policy_rules.h"

static enum padcell_status no_argument(padcell_error *reterr, const char *function)
{
	return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_POLICY, 0,
	                    "%s: a NULL argument", function);
}

enum padcell_status padcell_policy_parse(const char *name, const char *text, size_t size,
                                         padcell_policy **ret_policy, padcell_error *reterr)
{
	if (name == NULL || (text == NULL && size != 0) || ret_policy == NULL)
		return no_argument(reterr, "padcell_policy_parse");

	struct source source = {0};
	struct draft draft;
	draft_init(&draft);
	enum padcell_status status = source_open(&source, name, text, size, reterr);
	if (status == PADCELL_OK)
		status = draft_parse(&draft, &source);
	if (status == PADCELL_OK)
		status = draft_check(&draft, &source);
	if (status == PADCELL_OK)
		status = draft_finish(&draft, &source, ret_policy);
	draft_done(&draft);
	source_close(&source);
	return status;
}

/* Read to the end, or one byte past the limit: source_open() then says that the file is too long.
 */
static enum padcell_status read_all(const char *path, struct bytes *text, padcell_error *reterr)
{
	CLEANUP(fd_at_exit) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_POLICY, errno,
		                    "open policy '%s'", source_shown_name(path));

	while (text->size <= SOURCE_SIZE_MAX) {
		char piece[4096];
		ssize_t got = read(fd, piece, sizeof piece);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_POLICY, errno,
			                    "read policy '%s'", source_shown_name(path));
		if (got == 0)
			break;
		if (!bytes_append(text, piece, (size_t)got))
			return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_POLICY, 0,
			                    "no memory for policy '%s'", source_shown_name(path));
	}
	return PADCELL_OK;
}

enum padcell_status padcell_policy_load(const char *path, padcell_policy **ret_policy,
                                        padcell_error *reterr)
{
	if (path == NULL || ret_policy == NULL)
		return no_argument(reterr, "padcell_policy_load");

	struct bytes text = {0};
	enum padcell_status status = read_all(path, &text, reterr);
	if (status == PADCELL_OK)
		status = padcell_policy_parse(path, bytes_text(&text), text.size, ret_policy,
		                              reterr);
	bytes_done(&text);
	return status;
}

enum padcell_status padcell_policy_builtin(const char *name, padcell_policy **ret_policy,
                                           padcell_error *reterr)
{
	if (name == NULL || ret_policy == NULL)
		return no_argument(reterr, "padcell_policy_builtin");

	for (size_t i = 0; i < policy_builtin_count; i++) {
		const struct policy_builtin *builtin = &policy_builtins[i];
		if (strcmp(builtin->name, name) == 0)
			return padcell_policy_parse(name, (const char *)builtin->text,
			                            builtin->size, ret_policy, reterr);
	}
	char quote[SOURCE_QUOTE_MAX];
	return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_POLICY, 0,
	                    "no built-in policy '%s'; expected default, strict or teaching; Hint: "
	                    "a file is named with its path, such as ./%s",
	                    source_quote(name, quote), quote);
}

const char *padcell_policy_sha256(const padcell_policy *policy)
{
	return policy != NULL ? policy->sha256 : "";
}

padcell_policy *padcell_policy_free(padcell_policy *policy)
{
	if (policy == NULL)
		return NULL;

	for (size_t i = 0; i < policy->module_count; i++)
		free(policy->modules[i]);
	for (size_t i = 0; i < policy->source_count; i++) {
		free(policy->sources[i].name);
		free(policy->sources[i].text);
	}
	for (size_t i = 0; i < policy->folder_count; i++)
		free(policy->folders[i]);
	for (size_t i = 0; i < policy->required_count; i++)
		free(policy->required_rungs[i]);
	free(policy->modules);
	free(policy->sources);
	free(policy->folders);
	free(policy->required_rungs);
	free(policy);
	return NULL;
}
