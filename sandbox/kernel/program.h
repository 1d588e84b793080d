/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/program.h - a table compiled to a seccomp program by libseccomp.
 *
 * Runs in: worker before lockdown (the audit: host)
 */
#ifndef PADCELL_KERNEL_PROGRAM_H
#define PADCELL_KERNEL_PROGRAM_H

#include <linux/filter.h>
#include <stdbool.h>
#include <stddef.h>

#include "padcell/error.h"
#include "table.h"

/* Instructions of the largest program; the kernel's own limit is 4096. */
#define PROGRAM_MAX 480

/*
 * Compile a table and install it in the calling thread.  Needs two free descriptor numbers.
 *
 * @param ret_listener  the listener's descriptor when the table says TABLE_NOTIFY, else -1
 */
enum padcell_status program_install(const struct table *table, int *ret_listener,
                                    padcell_error *reterr);

/*
 * Compile a table and give the instructions.
 *
 * @param ret_program  room for PROGRAM_MAX instructions, owned by the caller
 */
enum padcell_status program_export(const struct table *table, struct sock_filter *ret_program,
                                   size_t *ret_size, padcell_error *reterr);

#endif
