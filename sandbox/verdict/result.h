/* SPDX-License-Identifier: Apache-2.0 */
/*
 * verdict/result.h - the value a guest handed over, from hostile CBOR to JSON.
 *
 * KEEP IN STEP: values (README.md has the table; the interpreter's encoder writes what is read
 * here). Runs in: supervisor
 */
#ifndef PADCELL_VERDICT_RESULT_H
#define PADCELL_VERDICT_RESULT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#define RESULT_DEPTH_MAX 64 /* lists and mappings inside each other */

/*
 * @param size           more than VERDICT_RESULT_MAX is refused
 * @param ret_digits     significant digits that every float of the value needs to be read back
 * exactly
 * @param ret_no_memory  always written: whether NULL says nothing about the value
 * @return               new reference; NULL when it is not one whole value of the table
 */
json_t *result_decode(const void *cbor, size_t size, int *ret_digits, bool *ret_no_memory);

#endif
