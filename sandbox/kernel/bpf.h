/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/bpf.h - an evaluator for seccomp programs, so that a filter can be tried on any call
 * without making it. Runs in: host
 */
#ifndef PADCELL_KERNEL_BPF_H
#define PADCELL_KERNEL_BPF_H

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What a program answers to one call.
 *
 * @param program     borrowed until the call returns
 * @param size        number of instructions
 * @param ret_answer  action and data in seccomp's encoding; untouched on failure
 * @return            false when the kernel would refuse the program: an unknown instruction, a jump
 * or load out of bounds, a division by zero, an end without an answer
 */
bool bpf_evaluate(const struct sock_filter *program, size_t size, const struct seccomp_data *call,
                  uint32_t *ret_answer);

#endif
