/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/audit.h - the audit hook: the tripwire behind permits.
 * Runs in: worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_INTERPRETER_AUDIT_H
#define PADCELL_INTERPRETER_AUDIT_H

#include "padcell/error.h"

/* Add the hook; before CPython is initialised, so that no Python code can come first. */
enum padcell_status audit_install(padcell_error *reterr);

/* From now on the table is in force. */
void audit_arm(void);

#endif
