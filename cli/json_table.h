/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/json_table.h - a JSON document as text for a person.
 * Runs in: host
 */
#ifndef PADCELL_CLI_JSON_TABLE_H
#define PADCELL_CLI_JSON_TABLE_H

#include <jansson.h>

/*
 * Print on stdout: a scalar of the document as "name: value", a list of objects as a table whose
 * columns are the keys of its first row, an object as its scalars one level deeper.  So an audit
 * may gain a key without a change here.
 */
void json_table_print(const json_t *document);

#endif
