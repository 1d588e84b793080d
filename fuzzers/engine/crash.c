/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/crash.c - invariant A: a death by signal is a finding.
 *
 * The signal is named with the place in the code, so that different crashes are different findings;
 * a used-up C stack is one finding, wherever it ran out.  SIGABRT is libFuzzer's, where that is the
 * engine: it is how a reported breach ends.  Runs in: worker after lockdown (fuzz targets)
 */
#include <Python.h>

#include "crash.h"

#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <ucontext.h>

#include "inspect_cell.h"

#define HANDLER_STACK_BYTES (256 * 1024)
#define NEAR_STACK_BYTES    65536 /* a fault so near to the stack pointer is the stack's end */

static void (*report_breach)(const struct oracle_breach *breach);

static uintptr_t register_of(const void *context, bool stack)
{
	const ucontext_t *machine = context;
#if defined(__x86_64__)
	return (uintptr_t)machine->uc_mcontext.gregs[stack ? REG_RSP : REG_RIP];
#elif defined(__aarch64__)
	return (uintptr_t)(stack ? machine->uc_mcontext.sp : machine->uc_mcontext.pc);
#else
	(void)machine;
	(void)stack;
	return 0;
#endif
}

static bool is_stack_end(uintptr_t fault, uintptr_t stack)
{
	return fault + NEAR_STACK_BYTES > stack && fault < stack + NEAR_STACK_BYTES;
}

static void describe(struct oracle_breach *breach, int number, uintptr_t fault, const void *context)
{
	uintptr_t place = register_of(context, false);
	const char *name = sigabbrev_np(number);
	Dl_info module = {0};
	if (number == SIGSEGV && is_stack_end(fault, register_of(context, true))) {
		(void)snprintf(breach->what, sizeof breach->what, "SIGSEGV at the C stack's end");
		return;
	}
	(void)dladdr((const void *)place, &module);
	const char *path = module.dli_fname != NULL ? module.dli_fname : "unknown";
	const char *slash = strrchr(path, '/');
	(void)snprintf(breach->what, sizeof breach->what, "SIG%s in %s+0x%lx",
	               name != NULL ? name : "?", slash != NULL ? slash + 1 : path,
	               (unsigned long)(place - (uintptr_t)module.dli_fbase));
	(void)snprintf(breach->detail, sizeof breach->detail, "%s",
	               module.dli_sname != NULL ? module.dli_sname : "");
}

static void on_signal(int number, siginfo_t *information, void *context)
{
	struct oracle_breach breach = {.invariant = PADCELL_INVARIANT_A,
	                               .layer = PADCELL_LAYER_INTERPRETER};
	/* A second fault, in here, must end the process at once. */
	(void)signal(number, SIG_DFL);
	describe(&breach, number, (uintptr_t)information->si_addr, context);
	report_breach(&breach);
}

/* A reported breach ends as the engine expects it, not as a second one. */
static void end_by_abort(void)
{
	(void)signal(SIGABRT, SIG_DFL);
	abort();
}

bool crash_catch(bool aborts, void (*report)(const struct oracle_breach *breach))
{
	static const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
	stack_t stack = {.ss_size = HANDLER_STACK_BYTES};
	stack.ss_sp = mmap(NULL, stack.ss_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
	                   -1, 0);
	if (stack.ss_sp == MAP_FAILED || sigaltstack(&stack, NULL) != 0)
		return false;

	report_breach = report;
	struct sigaction action = {.sa_sigaction = on_signal,
	                           .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
	size_t count = sizeof signals / sizeof signals[0] - (aborts ? 0 : 1);
	if (aborts)
		oracle_end_by(end_by_abort);
	for (size_t i = 0; i < count; i++) {
		if (sigaction(signals[i], &action, NULL) != 0)
			return false;
	}
	return true;
}
