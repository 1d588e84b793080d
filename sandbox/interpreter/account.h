/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/account.h - the memory account: every byte CPython holds, and a ceiling for the
 * guest. Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_ACCOUNT_H
#define PADCELL_INTERPRETER_ACCOUNT_H

#include <stdbool.h>
#include <stdint.h>

/* Put the account under CPython's allocators; before the interpreter is initialised. */
void account_install(void);

/* From now on at most `more` bytes above what is held; 0 is no ceiling. */
void account_limit(uint64_t more);

/* Raise the ceiling, if there is one: room to report in, after the guest has used its own up. */
void account_extend(uint64_t more);

/* Did an allocation fail at the ceiling since the last call?  Clears the mark. */
bool account_was_hit(void);

#endif
