/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_bait.c - canary.txt in a folder of its own.
 * Runs in: host
 */
#include "replay_bait.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#include "kit.h"
#include "message.h"

/* KEEP IN STEP: canaries (known-escapes/naive/naive_host.py) */
#define BAIT_FILE "canary.txt"

/* What a signal handler needs; it may call neither malloc() nor snprintf(). */
static struct {
	char folder[4096];
	char file[4096 + sizeof "/" BAIT_FILE];
	pid_t owner; /* children must not take it from under the others */
} laid;

static const int endings[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

/* The last use: the folder is gone, and this process dies of the signal as it would have. */
static void clean_and_die(int number)
{
	if (getpid() == laid.owner) {
		(void)unlink(laid.file);
		(void)rmdir(laid.folder);
	}
	(void)signal(number, SIG_DFL);
	(void)raise(number);
}

/* What is ignored (nohup) stays so. */
static void catch_signals(const struct replay_bait *bait)
{
	struct sigaction action = {.sa_handler = clean_and_die};
	struct sigaction old;
	(void)sigemptyset(&action.sa_mask);
	laid.owner = getpid();
	(void)snprintf(laid.folder, sizeof laid.folder, "%s", bait->folder);
	(void)snprintf(laid.file, sizeof laid.file, "%s/" BAIT_FILE, bait->folder);
	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		if (sigaction(endings[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			(void)sigaction(endings[i], &action, NULL);
	}
}

static void let_signals_be(void)
{
	struct sigaction old;
	for (size_t i = 0; i < COUNT_OF(endings); i++) {
		if (sigaction(endings[i], NULL, &old) == 0 && old.sa_handler == clean_and_die)
			(void)signal(endings[i], SIG_DFL);
	}
}

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

/* No signal may come between the folder and the handler that knows of it. */
static bool make_folder(struct replay_bait *bait)
{
	const char *place = getenv("TMPDIR");
	int length = snprintf(bait->folder, sizeof bait->folder, "%s/padcell-replay-XXXXXX",
	                      place != NULL ? place : "/tmp");
	sigset_t set;
	sigset_t before;
	(void)sigemptyset(&set);
	for (size_t i = 0; i < COUNT_OF(endings); i++)
		(void)sigaddset(&set, endings[i]);
	(void)sigprocmask(SIG_BLOCK, &set, &before);
	bool made = length < (int)sizeof bait->folder && mkdtemp(bait->folder) != NULL;
	if (made)
		catch_signals(bait);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	return made;
}

bool replay_bait_lay(const char *canary, struct replay_bait *ret_bait)
{
	*ret_bait = (struct replay_bait){.folder = ""};
	if (!choose_token(canary, ret_bait->canary))
		return false;

	if (!make_folder(ret_bait)) {
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
	let_signals_be();
	bait->folder[0] = '\0';
}
