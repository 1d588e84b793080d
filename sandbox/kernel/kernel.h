/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kernel/kernel.h - what the kernel takes from a worker: the process and seccomp layers.
 *
 * Never includes Python.h.  The order in a worker: kernel_confine() after CPython is up and all
 * files are mapped, then kernel_filter_install() as the last act before LOCKED is sent, then, when
 * the supervisor has taken the listener, kernel_seal().
 *
 * Runs in: worker before lockdown (the probes: host)
 */
#ifndef PADCELL_KERNEL_KERNEL_H
#define PADCELL_KERNEL_KERNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "bytes.h"
#include "padcell/error.h"

enum kernel_rung {
#define RUNG(id, name, loss) KERNEL_RUNG_##id,
#include "ladder.def"
#undef RUNG
	KERNEL_RUNG_COUNT,
};
#define KERNEL_RUNG_BIT(id) (UINT32_C(1) << KERNEL_RUNG_##id)

/* Name and loss from the row; "?" for an unknown value.  Static storage. */
const char *kernel_rung_name(enum kernel_rung rung);
const char *kernel_rung_loss(enum kernel_rung rung);

/* The rung of that name, or KERNEL_RUNG_COUNT. */
enum kernel_rung kernel_rung_by_name(const char *name);

/*
 * Start a child in as many new namespaces as this machine gives, with a pidfd; the child continues
 * from here with return value 0, as after fork(), and its only thread is the caller's.
 *
 * Falls down the ladder by itself: all namespaces, without the user namespace when privileged,
 * none.  As root the child's uid and gid are dropped to nobody by kernel_confine(), not here.  The
 * child has a session of its own and every signal at its default, and is killed when the calling
 * thread ends.  The caller may have other threads; then the child must make async-signal-safe calls
 * only, and exec.
 *
 * @param ret_pidfd  owned by the caller in the parent; untouched in the child
 * @param ret_rungs  rungs had so far (namespaces, PIDFD), in parent and child
 * @return           pid in the parent, 0 in the child, -1 with errno
 */
pid_t kernel_spawn(int *ret_pidfd, uint32_t *ret_rungs);

#ifdef PADCELL_TEST_BUILD
/*
 * Weaken this process by a row of threat-model/plants.def; before kernel_confine().
 *
 * @param name  borrowed for good; one that is no weakness of the kernel layers does nothing
 */
void kernel_choose_plant(const char *name);
#endif

struct kernel_limits {
	uint64_t memory_bytes; /* of address space, and an allowance on top; 0: unlimited */
	uint64_t cpu_ms;       /* in whole seconds and up to two more, then SIGKILL; 0: unlimited */
	uint64_t stack_bytes;  /* 0: as it is */
};

/*
 * Everything but the filter: rlimits, Landlock without any rule, empty root, dropped ids and
 * capabilities, no_new_privs, PDEATHSIG.  Rungs that the machine lacks are left out of *ret_rungs.
 *
 * @param rungs         rungs had from kernel_spawn(); those gained here are added
 * @param landlock_abi  written; 0 when the kernel has none
 * @param reterr        may be NULL; written when something failed that must not fail
 */
enum padcell_status kernel_confine(const struct kernel_limits *limits, uint32_t *rungs,
                                   uint32_t *landlock_abi, padcell_error *reterr);

/*
 * Install the filter of syscalls.def.
 *
 * @param notify        what is not allowed goes to a listener; else it kills the process with
 * SIGSYS. Where the kernel refuses a listener the filter kills too, and the rung SECCOMP_NOTIFY is
 * missing
 * @param ret_listener  the listener's descriptor, or -1 when there is none
 */
enum padcell_status kernel_filter_install(bool notify, int *ret_listener, uint32_t *rungs,
                                          padcell_error *reterr);

/* After LOCKED was answered: close the listener's number here and make the process not dumpable. */
enum padcell_status kernel_seal(int listener, uint32_t *rungs, padcell_error *reterr);

/* What the listener says about one stopped call. */
struct kernel_stopped_call {
	int number;
	uint64_t arguments[6];
	uint64_t instruction_pointer;
	uint32_t architecture;
	char name[32]; /* "openat", or "?" */
};

/* Receive one report; false when there is none (the worker died).  The call is never continued. */
bool kernel_listener_receive(int listener, struct kernel_stopped_call *ret_call);

/* Name of an x86-64 call, or "?"; `name` gets at most `size` bytes with its terminator. */
void kernel_syscall_name(int number, char *name, size_t size);

/*
 * The engine jail: for processes that must write files and yet run generated programs with real
 * power (fuzz targets, the naive control).  Landlock: write access to `writable` only, read
 * anywhere; a deny-list filter against exec, fork, kill of others, sockets, mounts, ptrace and
 * their like (engine_jail.def).  For good, and inherited.
 *
 * @param writable    folder with write access, borrowed; NULL for none
 * @param ret_rungs   LANDLOCK and SECCOMP as had
 */
enum padcell_status kernel_engine_jail(const char *writable, uint32_t *ret_rungs,
                                       padcell_error *reterr);

/*
 * Find out which rungs this machine has, by trying each in a child.
 *
 * @param ret_landlock_abi  0 when the kernel has none
 * @return                  bit per rung
 */
uint32_t kernel_probe(uint32_t *ret_landlock_abi);

/* Why a rung is missing, as one line for `doctor` ("inside a chroot no process may ..."); "" when
 * it is not missing or the reason is unknown.  Static storage. */
const char *kernel_rung_hint(enum kernel_rung rung);

/*
 * The table of system calls and the proof: the compiled program evaluated for every number 0..1023
 * and x32's numbers on x86-64, i386 and other architectures, and for boundary values of each
 * conditioned argument.  The filter that kills and the engine jail's are proved along with it.
 *
 * @param ret_json  one JSON document is appended: {"rows": [{"name", "action", "when", "invariant",
 *                  "reason"}], "program_instructions", "cases", "mismatches": [...], "sanitized",
 *                  "programs": [{"name", "rows", "instructions", "cases", "mismatches"}]}
 * @return          false when memory is short or a table does not compile
 */
bool kernel_audit_seccomp(struct bytes *ret_json);

#endif
