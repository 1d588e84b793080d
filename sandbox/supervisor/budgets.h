/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/budgets.h - budgets.def as constants.
 * Runs in: supervisor
 */
#ifndef PADCELL_SUPERVISOR_BUDGETS_H
#define PADCELL_SUPERVISOR_BUDGETS_H

enum budget {
#define BUDGET(name, value, reason) BUDGET_##name = (value),
#include "budgets.def"
#undef BUDGET
};

/* Factor on times of our own; never on the policy's. */
#ifdef PADCELL_SANITIZED
#define BUDGET_SLOWNESS 6
#else
#define BUDGET_SLOWNESS 1
#endif

#endif
