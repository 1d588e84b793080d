/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/cmd_run.c - `padcell run FILE.py...`: one guest, one verdict; or a group, a verdict each.
 * Runs in: host
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "choose_policy.h"
#include "cli.h"
#include "kit.h"
#include "message.h"
#include "output.h"
#include "read_guest.h"
#include "verdict_text.h"

struct run_options {
	const char *policy;
	const char *stdin_from; /* a path, "none", or NULL: ours */
	const char *without_layer;
	bool json;
};

/* Where guest output goes, and the first failure of writing it. */
struct run_output {
	struct output_foreign out;
	struct output_foreign err;
	int failed_errno; /* 0: none */
};

static int pass_on(void *user, enum padcell_stream stream, const void *data, size_t size)
{
	struct run_output *output = user;
	bool to_stdout = stream == PADCELL_STDOUT;
	if (output_write_foreign(to_stdout ? &output->out : &output->err, data, size))
		return 0;
	if (!to_stdout)
		return 0; /* messages that nobody reads are no reason to end a run */
	output->failed_errno = errno;
	return -1;
}

static int complain_stdin(const char *name, const char *reason)
{
	cli_error("--stdin: %s: %s", name, reason);
	cli_hint("name a readable file, or none for an empty standard input");
	return PADCELL_EXIT_USAGE;
}

/* The descriptor the guest reads, or -1 for none; *ret_opened is to be closed afterwards. */
static int open_stdin(const struct run_options *options, const char *path, int *ret_fd,
                      int *ret_opened)
{
	const char *from = options->stdin_from;
	bool program_is_stdin = strcmp(path, "-") == 0;
	*ret_fd = -1;
	if (from == NULL ? program_is_stdin : strcmp(from, "none") == 0)
		return 0;

	if (from != NULL)
		*ret_opened = open(from, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (from != NULL && *ret_opened < 0)
		return complain_stdin(from, strerrordesc_np(errno));

	*ret_fd = from != NULL ? *ret_opened : STDIN_FILENO;
	struct stat status;
	if (fstat(*ret_fd, &status) == 0 && S_ISDIR(status.st_mode))
		return complain_stdin(from != NULL ? from : "our own", "is a directory");
	return 0;
}

static int print_json(const padcell_verdict *verdict)
{
	CLEANUP(free_at_exit) char *json = NULL;
	padcell_error error = {.status = PADCELL_OK};
	if (padcell_verdict_json(verdict, &json, &error) != PADCELL_OK)
		return cli_fail(&error);
	if (puts(json) < 0)
		return PADCELL_EXIT_USAGE;
	return padcell_verdict_exit(verdict);
}

/* What is said when the reader of our stdout went away before the guest ended. */
static int stdout_failed(const padcell_verdict *verdict, int failed_errno)
{
	cli_error("cannot write to standard output: %s", strerrordesc_np(failed_errno));
	enum padcell_exit code = padcell_verdict_exit(verdict);
	/* A broken invariant is worse than a broken pipe. */
	return code == PADCELL_EXIT_VIOLATION || code == PADCELL_EXIT_CRASH ? (int)code
	                                                                    : PADCELL_EXIT_USAGE;
}

/* What is said of a verdict when the guest's output has gone ahead. */
static int explain(const padcell_verdict *verdict, const struct run_output *output)
{
	if (output->failed_errno != 0)
		return stdout_failed(verdict, output->failed_errno);

	enum padcell_exit code = padcell_verdict_exit(verdict);
	if (code != PADCELL_EXIT_OK)
		verdict_explain(verdict);
	return code;
}

/* The programs of one call; one is a group of one. */
struct run_group {
	size_t count;
	padcell_guest guests[PADCELL_GROUP_MAX];
	char names[PADCELL_GROUP_MAX][GUEST_NAME_MAX];
	char *sources[PADCELL_GROUP_MAX];
	struct run_output outputs[PADCELL_GROUP_MAX];
	padcell_verdict *verdicts[PADCELL_GROUP_MAX];
};

static void group_at_exit(struct run_group *group)
{
	for (size_t i = 0; i < PADCELL_GROUP_MAX; i++) {
		free(group->sources[i]);
		(void)padcell_verdict_free(group->verdicts[i]);
	}
}

/* The gravest outcome is the group's: the order of the enum, with an error of ours after a crash.
 */
static int gravity(enum padcell_outcome outcome)
{
	return outcome == PADCELL_OUTCOME_ERROR ? 2 * PADCELL_OUTCOME_CRASH + 1 : 2 * (int)outcome;
}

/* Ends that are the worker's too: an error that follows is of a program that was not run. */
static bool ends_worker(enum padcell_outcome outcome)
{
	return outcome <= PADCELL_OUTCOME_CRASH || outcome == PADCELL_OUTCOME_TIMEOUT ||
	       outcome == PADCELL_OUTCOME_OUTPUT;
}

static int run_group(const padcell_policy *policy, struct run_group *group, bool json)
{
	padcell_error error = {.status = PADCELL_OK};
	if (padcell_run_group(policy, group->guests, group->count, group->verdicts, &error) !=
	    PADCELL_OK)
		return cli_fail(&error);

	int worst = gravity(PADCELL_OUTCOME_OK);
	int code = PADCELL_EXIT_OK;
	bool over = false;
	for (size_t i = 0; i < group->count; i++) {
		const padcell_verdict *verdict = group->verdicts[i];
		if (!json && group->count > 1 && padcell_verdict_exit(verdict) != PADCELL_EXIT_OK)
			cli_error("%s ended: %s", group->names[i],
			          padcell_outcome_text(padcell_verdict_outcome(verdict)));
		int answer = json ? print_json(verdict) : explain(verdict, &group->outputs[i]);
		enum padcell_outcome outcome = padcell_verdict_outcome(verdict);
		if (!over && (gravity(outcome) < worst || code == PADCELL_EXIT_OK)) {
			worst = gravity(outcome);
			code = answer;
		}
		over = over || ends_worker(outcome);
	}
	return code;
}

static int read_group(const struct cli_call *call, struct run_group *group)
{
	const struct run_options *options = call->options;
	for (size_t i = 0; i < call->operand_count; i++) {
		padcell_guest *guest = &group->guests[i];
		group->outputs[i] = (struct run_output){.out = output_foreign(STDOUT_FILENO),
		                                        .err = output_foreign(STDERR_FILENO)};
		guest_name(call->operands[i], group->names[i]);
		int failed = read_guest(call->operands[i], &group->sources[i], &guest->source_size);
		if (failed != 0)
			return failed;
		guest->name = group->names[i];
		guest->source = group->sources[i];
		guest->stdin_fd = -1;
		guest->without_layer = options->without_layer;
		guest->output = options->json ? NULL : pass_on;
		guest->user = &group->outputs[i];
		group->count++;
	}
	return 0;
}

static int run_run(const struct cli_call *call)
{
	const struct run_options *options = call->options;
	CLEANUP(policy_at_exit) padcell_policy *policy = NULL;
	int failed = choose_policy(options->policy, &policy);
	if (failed != 0)
		return failed;

	CLEANUP(group_at_exit) struct run_group group = {.count = 0};
	failed = read_group(call, &group);
	if (failed != 0)
		return failed;

	/* One input cannot be several programs': the first has it, as it may read it to its end. */
	CLEANUP(fd_at_exit) int opened = -1;
	failed = open_stdin(options, call->operands[0], &group.guests[0].stdin_fd, &opened);
	return failed != 0 ? failed : run_group(policy, &group, options->json);
}

static const struct cli_option options[] = {
        {"policy", "NAME|FILE", CLI_TEXT, offsetof(struct run_options, policy), 0, 0,
         "default, strict, teaching, or a YAML file"},
        {"json", NULL, CLI_FLAG, offsetof(struct run_options, json), 0, 0,
         "print the verdict as one JSON document"},
        {"stdin", "FILE|none", CLI_TEXT, offsetof(struct run_options, stdin_from), 0, 0,
         "what the guest reads (default: our stdin)"},
#ifdef PADCELL_TEST_BUILD
        {"without-layer", "NAME", CLI_TEXT, offsetof(struct run_options, without_layer), 0, 0,
         "leave a layer out (test builds only)"},
#endif
};

static const struct run_options defaults = {.policy = "default"};

const struct cli_command cli_command_run = {
        .name = "run",
        .summary = "run a Python program in a cell",
        .operands = "[--] FILE.py...",
        .about = "Runs one untrusted program in a worker of its own, behind every layer, and\n"
                 "says what became of it. What the guest prints goes to stdout as it comes;\n"
                 "its stderr, the traceback and our summary go to stderr. With --json there\n"
                 "is one document on stdout and nothing else. FILE.py may be - for a program\n"
                 "from standard input; the guest's own input is then at its end.\n"
                 "On a terminal, control characters of the guest are shown as '?'.\n"
                 "When stdout cannot be written to, the run ends with exit code 2.\n"
                 "Several programs need `isolation: interpreter` in the policy: they take\n"
                 "turns in one worker, each in a cell of its own. The first has the input,\n"
                 "--json prints a document a line, and the exit code is of the gravest end.\n",
        .example = "padcell run --policy strict --json program.py",
        .options = options,
        .option_count = COUNT_OF(options),
        .options_size = sizeof(struct run_options),
        .defaults = &defaults,
        .operands_min = 1,
        .operands_max = PADCELL_GROUP_MAX,
        .run = run_run,
};
