/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/bench/bench_permits.c - what the interpreter layers cost: each program bare and in a cell.
 */
#include <Python.h>

#include <fcntl.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cleanup.h"
#include "interpreter.h"

enum { PROGRAM_MAX = 65536, OUTPUT_MAX = 4096, ROUNDS = 7 };

static const char *const programs[] = {BENCH_PROGRAMS};
enum { PROGRAM_COUNT = sizeof programs / sizeof programs[0] };

static const char *const modules[] = {"collections", "contextlib", "itertools", "json", "re"};

/* Shared with the child that measures. */
struct sample {
	double seconds;
	char output[OUTPUT_MAX];
	size_t size;
	bool done;
};
static struct sample *sample;

static bool checked; /* the cell runs under `evaluator: checked` */

static double cpu_seconds(void)
{
	struct timespec now;
	(void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool read_program(const char *name, char *text)
{
	char path[512];
	(void)snprintf(path, sizeof path, "%s/tests/bench/programs/%s.py", PADCELL_SOURCE_DIR,
	               name);
	FILE *file = fopen(path, "re");
	size_t size = file != NULL ? fread(text, 1, PROGRAM_MAX - 1, file) : 0;
	text[size] = '\0';
	if (file != NULL)
		(void)fclose(file);
	return size > 0;
}

static int take_output(void *user, int stream, const void *data, size_t size)
{
	(void)user, (void)stream;
	size_t room = sizeof sample->output - sample->size;
	size_t part = size < room ? size : room;
	memcpy(sample->output + sample->size, data, part);
	sample->size += part;
	return 0;
}

static ssize_t no_input(void *user, void *buffer, size_t size)
{
	(void)user, (void)buffer, (void)size;
	return 0;
}

static void no_denial(void *user, enum padcell_layer layer, const char *what)
{
	(void)user, (void)layer, (void)what;
}

static void no_violation(void *user, enum padcell_invariant invariant, enum padcell_layer layer,
                         const char *what, const char *detail, unsigned line)
{
	(void)user, (void)invariant, (void)layer, (void)what, (void)detail, (void)line;
}

static int no_result(void *user, const void *cbor, size_t size)
{
	(void)user, (void)cbor, (void)size;
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

static bool run_in_cell(const char *text)
{
	struct interpreter_outcome outcome;
	sample->size = 0;
	double start = cpu_seconds();
	interpreter_run("bench.py", text, strlen(text), &outcome);
	sample->seconds = cpu_seconds() - start;
	bool done = outcome.ending == INTERPRETER_OK;
	interpreter_outcome_done(&outcome);
	return done;
}

static bool measure_cell(const char *text)
{
	struct interpreter_config config = {
	        .modules = modules,
	        .module_count = sizeof modules / sizeof modules[0],
	        .memory_bytes = 256u << 20,
	        .evaluator_checked = checked,
	        .sinks = {NULL, take_output, no_input, no_denial, no_violation, no_result}};
	padcell_error error = {0};
	config.bundle = map_bundle(&config.bundle_size);
	if (config.bundle == NULL || interpreter_start(&config, &error) != PADCELL_OK ||
	    interpreter_lockdown(&error) != PADCELL_OK) {
		(void)fprintf(stderr, "the cell did not start: %s\n", error.message);
		return false;
	}
	return run_in_cell(text) && run_in_cell(text);
}

/* What the program prints is kept in a list, as a cell keeps it from the terminal. */
static bool run_bare(const char *text)
{
	PyObject *space = Py_BuildValue("{ss}", "__name__", "__main__");
	PyObject *stream = PyRun_String("__import__('io').StringIO()", Py_eval_input,
	                                PyEval_GetBuiltins(), PyEval_GetBuiltins());
	if (space == NULL || stream == NULL || PySys_SetObject("stdout", stream) != 0)
		return false;

	double start = cpu_seconds();
	PyObject *code = Py_CompileString(text, "bench.py", Py_file_input);
	PyObject *ran = code != NULL ? PyEval_EvalCode(code, space, space) : NULL;
	Py_DECREF(space); /* the cell lets its namespace go within the measured time as well */
	sample->seconds = cpu_seconds() - start;
	if (ran == NULL)
		return PyErr_Print(), false;

	PyObject *printed = PyObject_CallMethod(stream, "getvalue", NULL);
	const char *output = printed != NULL ? PyUnicode_AsUTF8(printed) : "";
	sample->size = 0;
	return take_output(NULL, 1, output, strlen(output)) == 0;
}

static bool measure_bare(const char *text)
{
	PyConfig config;
	PyConfig_InitIsolatedConfig(&config);
	config.site_import = 0;
	PyStatus status = Py_InitializeFromConfig(&config);
	PyConfig_Clear(&config);
	return !PyStatus_Exception(status) && run_bare(text) && run_bare(text);
}

/* CPU seconds of one measured run in a fresh process; the output stays in `sample`. */
static double measure(bool (*how)(const char *), const char *text)
{
	memset(sample, 0, sizeof *sample);
	pid_t child = fork();
	if (child == 0) {
		sample->done = how(text);
		_exit(0);
	}
	int status = 0;
	if (child < 0 || waitpid(child, &status, 0) != child || !sample->done) {
		(void)fprintf(stderr, "a run failed (status %d)\n", status);
		exit(EXIT_FAILURE);
	}
	return sample->seconds;
}

struct row {
	double bare;
	double cell;
};

static struct row bench(const char *name, unsigned rounds)
{
	static char text[PROGRAM_MAX];
	static char printed[OUTPUT_MAX];
	struct row row = {INFINITY, INFINITY};
	if (!read_program(name, text)) {
		(void)fprintf(stderr, "there is no program %s\n", name);
		exit(EXIT_FAILURE);
	}
	for (unsigned round = 0; round < rounds; round++) {
		row.bare = fmin(row.bare, measure(measure_bare, text));
		memcpy(printed, sample->output, sizeof printed);
		row.cell = fmin(row.cell, measure(measure_cell, text));
		if (memcmp(printed, sample->output, sizeof printed) != 0) {
			(void)fprintf(stderr, "%s prints something else in a cell\n", name);
			exit(EXIT_FAILURE);
		}
	}
	return row;
}

static void print_row(bool json, const char *name, struct row row)
{
	(void)(json ? printf("{\"program\": \"%s\", \"bare_ms\": %.2f, \"cell_ms\": %.2f, "
	                     "\"ratio\": %.3f}\n",
	                     name, row.bare * 1e3, row.cell * 1e3, row.cell / row.bare)
	            : printf("%-14s %9.2f ms bare %9.2f ms in a cell %7.3f\n", name, row.bare * 1e3,
	                     row.cell * 1e3, row.cell / row.bare));
	(void)fflush(stdout);
}

int main(int argc, char **argv)
{
	unsigned rounds = ROUNDS;
	bool json = false;
	for (int i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--json") == 0)
			json = true;
		else if (strcmp(argv[i], "--checked") == 0)
			checked = true;
		else if (strcmp(argv[i], "--rounds") == 0 && i + 1 < argc)
			rounds = (unsigned)strtoul(argv[++i], NULL, 10);
	}
	sample = mmap(NULL, sizeof *sample, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1,
	              0);
	if (sample == MAP_FAILED || rounds == 0)
		return EXIT_FAILURE;

	double logs = 0;
	for (size_t i = 0; i < PROGRAM_COUNT; i++) {
		struct row row = bench(programs[i], rounds);
		logs += log(row.cell / row.bare);
		print_row(json, programs[i], row);
	}
	double mean = exp(logs / PROGRAM_COUNT);
	(void)(json ? printf("{\"geometric_mean\": %.3f}\n", mean)
	            : printf("geometric mean %.3f%s\n", mean,
	                     checked ? "" : " (goal: at most 1.05)"));
	return EXIT_SUCCESS;
}
