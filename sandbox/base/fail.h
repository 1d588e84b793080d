/* SPDX-License-Identifier: Apache-2.0 */
/*
 * base/fail.h - fill a padcell_error and give back its status, in one line:
 *
 *     return padcell_fail(reterr, PADCELL_E_SYSTEM, PADCELL_STAGE_KERNEL, errno, "prctl(%s)",
 * what);
 *
 * Runs in: host, supervisor, worker before lockdown, worker after lockdown
 */
#ifndef PADCELL_BASE_FAIL_H
#define PADCELL_BASE_FAIL_H

#include "padcell/error.h"

/*
 * @param reterr     may be NULL; control characters in the message are replaced by '?'
 * @param sys_errno  0 when no system call was involved; else its text is appended
 * @return           `status`, always
 */
__attribute__((format(printf, 5, 6))) enum padcell_status
padcell_fail(padcell_error *reterr, enum padcell_status status, enum padcell_stage stage,
             int sys_errno, const char *format, ...);

#endif
