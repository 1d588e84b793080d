/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/choose_policy.h - the policy that NAME|FILE means.
 * Runs in: host
 */
#ifndef PADCELL_CLI_CHOOSE_POLICY_H
#define PADCELL_CLI_CHOOSE_POLICY_H

#include "padcell/policy.h"

/*
 * A word with a '/' or a '.' is a file; any other word is the name of a built-in policy.
 *
 * @param word        as typed
 * @param ret_policy  new, owned by the caller, release with padcell_policy_free(); untouched on
 *                    failure
 * @return            0, or an exit code after a message
 */
int choose_policy(const char *word, padcell_policy **ret_policy);

#endif
