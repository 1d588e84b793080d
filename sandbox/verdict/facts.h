/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/facts.h - the inside of a verdict: what was seen, and what was concluded of it.
 * Runs in: host, supervisor
 */
#ifndef PADCELL_VERDICT_FACTS_H
#define PADCELL_VERDICT_FACTS_H

#include <jansson.h>

#include "bytes.h"
#include "verdict_build.h"

#define FACTS_NAME_MAX                                                            \
	96 /* bytes of a version, a digest, a rung or a type, terminator included \
	    */
#define FACTS_SUMMARY_MAX 320 /* bytes of the line for a person, terminator included */

enum facts_ending {
	FACTS_ENDING_NONE,
	FACTS_ENDING_OK,
	FACTS_ENDING_EXIT,
	FACTS_ENDING_EXCEPTION,
	FACTS_ENDING_REJECTED,
};

struct facts_denial {
	enum padcell_layer layer;
	uint64_t count;
	char *what;
};

struct facts_violation {
	enum padcell_invariant invariant;
	enum padcell_layer layer;
	unsigned line;
	char *what;
	char *detail;
};

struct facts_rung {
	char name[FACTS_NAME_MAX];
	bool had;
	unsigned version;
};

struct facts_exception {
	char type[VERDICT_WHAT_MAX + 1];
	struct bytes message;
	struct bytes traceback;
	unsigned line;
	unsigned column;
};

struct padcell_verdict {
	enum padcell_outcome outcome;
	char summary[FACTS_SUMMARY_MAX];

	bool has_error;
	padcell_error error;
	bool out_of_memory; /* some fact could not be kept */

	enum facts_ending ending;
	int exit_code;
	struct facts_exception exception; /* of the endings EXCEPTION and REJECTED */
	bool crashed;
	int signal_number;
	bool limit_reached[VERDICT_LIMIT_COUNT];
	uint64_t limit_values[VERDICT_LIMIT_COUNT];

	uint64_t output_limit;
	struct bytes output[2]; /* stdout, stderr */
	struct bytes diagnostics;
	json_t *result; /* NULL: none was given */
	int result_digits;

	struct facts_denial *denials;
	size_t denial_count;
	struct facts_violation *violations;
	size_t violation_count;
	struct facts_rung *rungs;
	size_t rung_count;
	uint32_t layers;

	double wall_ms;
	double cpu_ms;
	uint64_t peak_kib;
	char python[FACTS_NAME_MAX];
	char policy[FACTS_NAME_MAX];
};

#endif
