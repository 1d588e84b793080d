/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/cell_fixture.c - a cell in a forked process that reports through shared memory.
 */
#include "cell_fixture.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cleanup.h"
#include "inspect_cell.h"
#include "test.h"

static const char *const default_modules[] = {
        "__future__",   "abc",         "array",       "base64",   "binascii",   "bisect",
        "calendar",     "cmath",       "collections", "colorsys", "contextlib", "copy",
        "csv",          "dataclasses", "datetime",    "decimal",  "difflib",    "enum",
        "fnmatch",      "fractions",   "functools",   "graphlib", "hashlib",    "heapq",
        "html",         "io",          "itertools",   "json",     "keyword",    "math",
        "numbers",      "operator",    "os",          "pprint",   "random",     "re",
        "secrets",      "shlex",       "statistics",  "string",   "struct",     "sys",
        "textwrap",     "time",        "traceback",   "types",    "typing",     "unicodedata",
        "urllib.parse", "uuid",        "warnings",    "weakref",  "zlib",
};

#ifdef PADCELL_SANITIZED
/* A death that a sanitizer sees is a death by signal here too; CPython's own leaks are none of
 * ours. */
__attribute__((__visibility__("default"))) const char *__asan_default_options(void);
__attribute__((__visibility__("default"))) const char *__asan_default_options(void)
{
	return "abort_on_error=1:symbolize=0:detect_leaks=0:allocator_may_return_null=1";
}
__attribute__((__visibility__("default"))) const char *__ubsan_default_options(void);
__attribute__((__visibility__("default"))) const char *__ubsan_default_options(void)
{
	return "abort_on_error=1:symbolize=0";
}
#endif

struct guest_input {
	const char *next;
};

static struct cell_report *shared;
static struct guest_input given;

static void append(char *to, const char *text, size_t size)
{
	size_t used = strlen(to);
	size_t room = CELL_TEXT_MAX - 1 - used;
	memcpy(to + used, text, size < room ? size : room);
}

static int take_output(void *user, int stream, const void *data, size_t size)
{
	(void)user;
	(void)stream;
	append(shared->output, data, size);
	return 0;
}

static ssize_t give_input(void *user, void *buffer, size_t size)
{
	(void)user;
	size_t left = strlen(given.next);
	size_t count = left < size ? left : size;
	memcpy(buffer, given.next, count);
	given.next += count;
	return (ssize_t)count;
}

static void take_denial(void *user, enum padcell_layer layer, const char *what)
{
	(void)user;
	char line[512];
	int size = snprintf(line, sizeof line, "%s:%s\n", padcell_layer_name(layer), what);
	append(shared->denials, line, (size_t)size);
}

static void take_violation(void *user, enum padcell_invariant invariant, enum padcell_layer layer,
                           const char *what, const char *detail, unsigned number)
{
	(void)user;
	char line[512];
	int size = snprintf(line, sizeof line, "%s:%s:%s:%u\n", padcell_invariant_letter(invariant),
	                    padcell_layer_name(layer), what, number);
	append(shared->violations, line, (size_t)size);
	append(shared->details, detail, strlen(detail));
	append(shared->details, "\n", 1);
}

static int take_result(void *user, const void *cbor, size_t size)
{
	(void)user;
	(void)cbor;
	char line[64];
	int length = snprintf(line, sizeof line, "<result of %zu bytes>", size);
	append(shared->output, line, (size_t)length);
	return 0;
}

static const void *map_bundle(size_t *ret_size)
{
	CLEANUP(fd_at_exit) int fd = open(PADCELL_BIN_DIR "/modules.bundle", O_RDONLY | O_CLOEXEC);
	struct stat facts;
	if (fd < 0 || fstat(fd, &facts) != 0)
		return NULL;

	*ret_size = (size_t)facts.st_size;
	const void *data = mmap(NULL, *ret_size, PROT_READ, MAP_PRIVATE, fd, 0);
	return data != MAP_FAILED ? data : NULL;
}

static void configure(struct interpreter_config *config, const struct cell_options *options)
{
	config->bundle = map_bundle(&config->bundle_size);
	config->modules = options->module != NULL ? &options->module : default_modules;
	config->module_count =
	        options->module != NULL ? 1 : sizeof default_modules / sizeof default_modules[0];
	config->memory_bytes = options->memory_bytes != 0 ? options->memory_bytes : 256u << 20;
	config->recursion = options->recursion;
	config->stdin_granted = options->input != NULL;
	config->syntax_strict = options->syntax_strict;
	config->evaluator_checked = options->evaluator_checked;
	config->canary = "canary-of-the-tests";
	config->layers_off = options->layers_off;
	config->sinks = (struct interpreter_sinks){NULL,        take_output,    give_input,
	                                           take_denial, take_violation, take_result};
	given.next = options->input != NULL ? options->input : "";
}

static void record(const struct interpreter_outcome *outcome)
{
	shared->ending = outcome->ending;
	shared->exit_code = outcome->exit_code;
	shared->line = outcome->line;
	shared->column = outcome->column;
	(void)snprintf(shared->type, sizeof shared->type, "%s",
	               outcome->type != NULL ? outcome->type : "");
	(void)snprintf(shared->traceback, sizeof shared->traceback, "%s",
	               outcome->traceback != NULL ? outcome->traceback : "");
}

static void run_one(const char *source)
{
	struct interpreter_outcome outcome;
	interpreter_run("guest.py", source, strlen(source), &outcome);
	record(&outcome);
	interpreter_outcome_done(&outcome);
}

void cell_say(const char *line)
{
	append(shared->output, line, strlen(line));
	append(shared->output, "\n", 1);
}

static bool hook(bool (*act)(void))
{
	return act == NULL || act();
}

static int run_child(const char *source, const struct cell_options *options)
{
	struct interpreter_config config = {0};
	padcell_error error = {0};
	configure(&config, options);
#ifdef PADCELL_TEST_BUILD
	if (options->plant != NULL && !cell_plant(options->plant))
		return 3;
#endif
	if (config.bundle == NULL || !hook(options->before_start) ||
	    interpreter_start(&config, &error) != PADCELL_OK || !hook(options->before_lockdown) ||
	    interpreter_lockdown(&error) != PADCELL_OK || !hook(options->after_lockdown)) {
		(void)snprintf(shared->traceback, sizeof shared->traceback, "%s", error.message);
		return 2;
	}
	if (options->before != NULL) {
		run_one(options->before);
		if (shared->ending != INTERPRETER_OK || !cell_remember())
			return 2;
	}
	cell_set_after_run(options->after_run, NULL);
	run_one(source);
	if (options->then != NULL) {
		memset(shared, 0, sizeof *shared);
		const char *residue = cell_reset();
		if (residue != NULL)
			append(shared->violations, residue, strlen(residue));
		run_one(options->then);
	}
	return 0;
}

void cell_run(const char *source, const struct cell_options *options,
              struct cell_report *ret_report)
{
	static const struct cell_options none;
	shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
	              0);
	assert_ptr_not_equal(shared, MAP_FAILED);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0 && signal(SIGSEGV, SIG_DFL) != SIG_ERR) /* cmocka's handler is inherited */
		_exit(run_child(source, options != NULL ? options : &none));

	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	memcpy(ret_report, shared, sizeof *ret_report);
	munmap(shared, sizeof *shared);
	ret_report->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	if (WIFEXITED(status) && WEXITSTATUS(status) != 0)
		fail_msg("the cell did not start: %s", ret_report->traceback);
}
