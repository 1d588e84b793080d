/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/self_audit.c - a worker that runs no guest and prints what an audit of its cell found.
 *
 * The kernel's layers stay off: no guest is there, and standard output has to be written to.
 *
 * Runs in: worker before lockdown
 */
#include "self_audit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bundle_map.h"
#include "cleanup.h"
#include "interpreter.h"
#include "messages.h"

static int no_output(void *user, int stream, const void *data, size_t size)
{
	(void)user, (void)stream, (void)data, (void)size;
	return -1;
}

static ssize_t no_input(void *user, void *buffer, size_t size)
{
	(void)user, (void)buffer, (void)size;
	return -1;
}

static void no_denial(void *user, enum padcell_layer layer, const char *what)
{
	(void)user, (void)layer, (void)what;
}

static void print_violation(void *user, enum padcell_invariant invariant, enum padcell_layer layer,
                            const char *what, const char *detail, unsigned line)
{
	(void)user, (void)line;
	(void)fprintf(stderr, "padcell-worker: violation of %s seen by %s: %s: %s\n",
	              padcell_invariant_letter(invariant), padcell_layer_name(layer), what,
	              detail != NULL ? detail : "");
	exit(EXIT_FAILURE);
}

static int no_result(void *user, const void *cbor, size_t size)
{
	(void)user, (void)cbor, (void)size;
	return -1;
}

static int complain(const padcell_error *error)
{
	(void)fprintf(stderr, "padcell-worker: %s: %s\n", padcell_stage_text(error->stage),
	              error->message);
	return EXIT_FAILURE;
}

static size_t split(char *modules, const char **names)
{
	size_t count = 0;
	char *name = NULL;
	while (count < WIRE_MODULES_MAX && (name = strsep(&modules, ",")) != NULL) {
		if (name[0] != '\0')
			names[count++] = name;
	}
	return count;
}

static const char reach_word[] = "reach";

/* What stands behind the colon; false when there is no such plant, or none can be. */
static bool plant(const char *what)
{
	const char *colon = strchr(what, ':');
	if (colon == NULL)
		return true;
#ifdef PADCELL_TEST_BUILD
	return cell_plant(colon + 1);
#else
	return false;
#endif
}

int self_audit(const char *bundle_path, const char *what, char *modules)
{
	static const char *names[WIRE_MODULES_MAX];
	bool reaches = strncmp(what, reach_word, sizeof reach_word - 1) == 0;
	padcell_error error;
	struct interpreter_config config = {
	        .modules = names,
	        .module_count = split(modules, names),
	        /* The order in a set of texts must not decide which of two ways is shown. */
	        .fixed_hash_seed = true,
	        .canary = reaches ? "padcell-canary-of-the-audit" : NULL,
	        .sinks = {.output = no_output,
	                  .input = no_input,
	                  .denial = no_denial,
	                  .violation = print_violation,
	                  .result = no_result},
	};
	if (!plant(what)) {
		(void)fprintf(stderr, "padcell-worker: there is nothing to plant called %s\n",
		              what);
		return EXIT_FAILURE;
	}
	if (bundle_map(bundle_path, &config.bundle, &config.bundle_size, &error) != PADCELL_OK ||
	    interpreter_start(&config, &error) != PADCELL_OK ||
	    interpreter_lockdown(&error) != PADCELL_OK)
		return complain(&error);

	CLEANUP(free_at_exit)
	char *json = reaches ? interpreter_reach_json() : interpreter_permits_json();
	if (json == NULL) {
		(void)fprintf(stderr, "padcell-worker: the audit %s did not come to an end\n",
		              what);
		return EXIT_FAILURE;
	}
	(void)fputs(json, stdout);
	return fflush(stdout) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
