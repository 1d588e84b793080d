/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/hostile_deaths.c - ways to die, to leave others behind, and to break out.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "hostile.h"
#include "kernel.h"

#define BOMB_CHILDREN 50

static void exit_0(void)
{
	_exit(0);
}

static void exit_1(void)
{
	_exit(1);
}

static void complain_and_exit(void)
{
	(void)!write(WIRE_FD_DIAGNOSTICS, "first line\nno such thing\n", 25);
	_exit(1);
}

static void exit_1_after_done(void)
{
	say_ok();
	_exit(1);
}

static void close_and_stay(void)
{
	(void)close(WIRE_FD_SOCKET);
}

/* Real faults, since the first process of a pid namespace cannot kill itself by a signal; and
 * no business of a sanitizer. */
#ifdef __clang__
#define FAULT __attribute__((__no_sanitize__("undefined", "address")))
#else
#define FAULT __attribute__((__no_sanitize_undefined__, __no_sanitize_address__))
#endif

FAULT static void die_of_segv(void)
{
	volatile int *volatile nowhere = NULL;
	*nowhere = 1;
}

FAULT static void die_of_ill(void)
{
	__builtin_trap();
}

FAULT static void die_of_fpe(void)
{
	volatile int zero = 0;
	volatile int result = 1 % zero;
	(void)result;
}

FAULT static void die_of_trap(void)
{
	__asm__ volatile("int3");
}

FAULT static void die_of_bus(void)
{
	/* A mapping of an empty file has no page to give. */
	int fd = memfd_create("empty", MFD_CLOEXEC);
	volatile char *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, fd, 0);
	(void)*page;
}

static void die_after_done(void)
{
	say_ok();
	die_of_segv();
}

static void spin(void)
{
	volatile unsigned turns = 0;
	for (;;)
		turns++;
}

/* Children that hold every descriptor, and never end by themselves. */
static void fork_children(void)
{
	for (int i = 0; i < BOMB_CHILDREN; i++) {
		if (fork() == 0) {
			for (;;)
				(void)pause();
		}
	}
}

static void fork_and_exit(void)
{
	fork_children();
	_exit(0);
}

static void ignore_all_signals(void)
{
	for (int i = 1; i < NSIG; i++)
		(void)signal(i, SIG_IGN);
}

/* What the host left to its worker: descriptors, environment, signals. */
static void take_inventory(void)
{
	struct bytes text = {.limit = 200};
	(void)bytes_append_text(&text, "descriptors");
	for (int fd = 0; fd < 1024; fd++) {
		if (fcntl(fd, F_GETFD) >= 0)
			(void)bytes_printf(&text, " %d", fd);
	}

	unsigned variables = 0;
	while (environ != NULL && environ[variables] != NULL)
		variables++;
	sigset_t blocked;
	(void)sigprocmask(SIG_BLOCK, NULL, &blocked);
	unsigned changed = 0;
	for (int i = 1; i < NSIG; i++) {
		struct sigaction action;
		changed += sigismember(&blocked, i) == 1;
		changed += sigaction(i, NULL, &action) == 0 && action.sa_handler != SIG_DFL;
	}
	(void)bytes_printf(&text, ", variables %u, signals %u.", variables, changed);
	say_output(bytes_text(&text));
	say_ok();
	_exit(0);
}

static void lock_really(bool notify)
{
	struct kernel_limits limits = {.cpu_ms = 10000, .stack_bytes = 1 << 23};
	uint32_t rungs = hostile_config()->rungs_spawn;
	uint32_t abi = 0;
	int listener = -1;
	padcell_error error;
	if (kernel_confine(&limits, &rungs, &abi, &error) != PADCELL_OK ||
	    kernel_filter_install(notify, &listener, &rungs, &error) != PADCELL_OK) {
		(void)fprintf(stderr, "%s\n", error.message);
		_exit(2);
	}
	say_locked(listener);
	await_run();
	if (kernel_seal(listener, &rungs, &error) != PADCELL_OK)
		_exit(2);
}

static void open_a_file(void)
{
	(void)open("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static void break_out(void)
{
	lock_really(hostile_config()->notify);
	say_output("before");
	open_a_file();
}

static void break_out_unheard(void)
{
	lock_really(false);
	open_a_file();
}

static void abort_in_the_filter(void)
{
	lock_really(hostile_config()->notify);
	(void)!write(WIRE_FD_DIAGNOSTICS, "Fatal: it broke\n", 16);
	abort();
}

const struct hostile_mode hostile_deaths[] = {
        {"exits in start", REACH_CONFIG, exit_0},
        {"complains in start", REACH_CONFIG, complain_and_exit},
        {"crashes in start", REACH_CONFIG, die_of_segv},
        {"closes in start", REACH_CONFIG, close_and_stay},
        {"exits after hello", REACH_HELLO, exit_0},
        {"exits in locked", REACH_LOCKED, exit_1},
        {"crashes in locked", REACH_LOCKED, die_of_segv},
        {"exits with 0", REACH_RUNNING, exit_0},
        {"exits with 1", REACH_RUNNING, exit_1},
        {"exits with 1 after done", REACH_RUNNING, exit_1_after_done},
        {"closes and stays", REACH_RUNNING, close_and_stay},
        {"SIGSEGV", REACH_RUNNING, die_of_segv},
        {"SIGILL", REACH_RUNNING, die_of_ill},
        {"SIGFPE", REACH_RUNNING, die_of_fpe},
        {"SIGTRAP", REACH_RUNNING, die_of_trap},
        {"SIGBUS", REACH_RUNNING, die_of_bus},
        {"crashes after done", REACH_RUNNING, die_after_done},
        {"inventory", REACH_RUNNING, take_inventory},
        {"spins", REACH_RUNNING, spin},
        {"forks and stays", REACH_RUNNING, fork_children},
        {"forks and exits", REACH_RUNNING, fork_and_exit},
        {"ignores signals", REACH_RUNNING, ignore_all_signals},
        {"breaks out", REACH_HELLO, break_out},
        {"breaks out unheard", REACH_HELLO, break_out_unheard},
        {"aborts", REACH_HELLO, abort_in_the_filter},
        {.name = NULL},
};
