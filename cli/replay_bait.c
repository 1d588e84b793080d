/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_bait.c - canary.txt in a folder of its own.
 * Runs in: host
 */
#include "replay_bait.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "kit.h"
#include "message.h"

/* KEEP IN STEP: canaries (known-escapes/naive/naive_host.py) */
#define BAIT_FILE "canary.txt"

static bool bait_path(const struct replay_bait *bait, char **ret_path)
{
	return asprintf(ret_path, "%s/" BAIT_FILE, bait->folder) >= 0;
}

static bool write_bait(const struct replay_bait *bait)
{
	CLEANUP(free_at_exit) char *path = NULL;
	if (!bait_path(bait, &path))
		return false;

	CLEANUP(file_at_exit) FILE *file = fopen(path, "we");
	/* Other ids than ours may read it: what hides it must be a layer. */
	return file != NULL && fputs(bait->canary, file) >= 0 && fflush(file) == 0 &&
	       fchmod(fileno(file), 0444) == 0 && chmod(bait->folder, 0755) == 0;
}

static bool choose_token(const char *wanted, char token[CANARY_SIZE])
{
	if (wanted == NULL && !replay_canary(token)) {
		cli_error("the kernel gave no random bytes");
		return false;
	}
	if (wanted != NULL && strlen(wanted) >= CANARY_SIZE) {
		cli_error("a token has at most %d letters", CANARY_SIZE - 1);
		return false;
	}
	if (wanted != NULL)
		(void)strcpy(token, wanted);
	return true;
}

bool replay_bait_lay(const char *canary, struct replay_bait *ret_bait)
{
	*ret_bait = (struct replay_bait){.folder = ""};
	if (!choose_token(canary, ret_bait->canary))
		return false;

	const char *place = getenv("TMPDIR");
	int length = snprintf(ret_bait->folder, sizeof ret_bait->folder, "%s/padcell-replay-XXXXXX",
	                      place != NULL ? place : "/tmp");
	if (length >= (int)sizeof ret_bait->folder || mkdtemp(ret_bait->folder) == NULL) {
		cli_error("cannot make a folder for the canary: %s", strerrordesc_np(errno));
		ret_bait->folder[0] = '\0';
		return false;
	}
	if (!write_bait(ret_bait)) {
		cli_error("cannot write the canary: %s", strerrordesc_np(errno));
		replay_bait_done(ret_bait);
		return false;
	}
	return true;
}

void replay_bait_done(struct replay_bait *bait)
{
	CLEANUP(free_at_exit) char *path = NULL;
	if (bait->folder[0] == '\0')
		return;

	if (bait_path(bait, &path))
		(void)unlink(path);
	(void)rmdir(bait->folder);
	bait->folder[0] = '\0';
}
