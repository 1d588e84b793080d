/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/verdict_text.h - a verdict for a person.
 * Runs in: host
 */
#ifndef PADCELL_CLI_VERDICT_TEXT_H
#define PADCELL_CLI_VERDICT_TEXT_H

#include <jansson.h>

#include "padcell/verdict.h"

/*
 * The verdict's JSON document, read back: the one source of its lists.
 *
 * @return  owned by the caller, release with json_decref(); NULL after a message
 */
json_t *verdict_document(const padcell_verdict *verdict);

/* The string `key` of an object, or "" when it is absent or something else.  Belongs to `object`.
 */
const char *json_text(const json_t *object, const char *key);

/* Print on stderr what is to be said of a run that did not end well: traceback, violations,
 * denials, and the summary as the last line. */
void verdict_explain(const padcell_verdict *verdict);

#endif
