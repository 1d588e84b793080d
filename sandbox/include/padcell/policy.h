/* SPDX-License-Identifier: Apache-2.0 */
/*
 * padcell/policy.h - what a guest may do.
 *
 * A policy is deny by default: what it does not grant, the guest has not got.  It is immutable once
 * loaded, so one policy may serve many runs and threads.
 */
#ifndef PADCELL_POLICY_H
#define PADCELL_POLICY_H

#include <stddef.h>

#include "padcell/error.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct padcell_policy padcell_policy;

/*
 * Load a policy from a YAML file.
 *
 * @param path        borrowed until the call returns
 * @param ret_policy  new policy, owned by the caller, release with padcell_policy_free(); untouched
 *                    on failure
 * @param reterr      may be NULL; written on failure only: "FILE:LINE: what was expected"
 */
enum padcell_status padcell_policy_load(const char *path, padcell_policy **ret_policy,
                                        padcell_error *reterr);

/*
 * Load a policy from YAML text in memory.
 *
 * @param name        stands for the file in messages; borrowed until the call returns
 * @param text        borrowed until the call returns; need not be terminated
 * @param size        bytes of text
 * @param ret_policy  as for padcell_policy_load()
 * @param reterr      as for padcell_policy_load()
 */
enum padcell_status padcell_policy_parse(const char *name, const char *text, size_t size,
                                         padcell_policy **ret_policy, padcell_error *reterr);

/*
 * One of the built-in policies: "default", "strict" or "teaching".
 *
 * @param name        borrowed until the call returns
 * @param ret_policy  as for padcell_policy_load()
 * @param reterr      as for padcell_policy_load(); PADCELL_E_ARGUMENT when there is no such policy
 */
enum padcell_status padcell_policy_builtin(const char *name, padcell_policy **ret_policy,
                                           padcell_error *reterr);

/*
 * The policy as complete YAML: every key with its value in force.  Loading the text gives an equal
 * policy.
 *
 * @param policy    borrowed until the call returns
 * @param ret_text  new string, owned by the caller, release with free(); untouched on failure
 * @param reterr    may be NULL; written on failure only
 */
enum padcell_status padcell_policy_explain(const padcell_policy *policy, char **ret_text,
                                           padcell_error *reterr);

/*
 * SHA-256 of the canonical form, as 64 hexadecimal digits: equal for policies of equal meaning.
 * Belongs to `policy`.
 *
 * @param policy  borrowed until the call returns
 */
const char *padcell_policy_sha256(const padcell_policy *policy);

/*
 * Release a policy.  Returns NULL, so that `p = padcell_policy_free(p)` leaves nothing behind.
 *
 * @param policy  NULL is a no-op
 */
padcell_policy *padcell_policy_free(padcell_policy *policy);

#ifdef __cplusplus
}
#endif
#endif
