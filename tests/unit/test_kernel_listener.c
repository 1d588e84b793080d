/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_kernel_listener.c - what a locked worker may not do is stopped, and told to
 * whoever holds the listener.
 *
 * Every case is a fresh process that went the whole way: spawn, confine, filter, seal.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "kernel_fixture.h"
#include "test.h"

struct attempt {
	const char *name;
	long number;
	uint64_t arguments[6];
};

/* clang-format off */
/* What native code in a worker would try; the arguments are what the report must show. */
static const struct attempt refused[] = {
	{"openat",            SYS_openat,            {(uint64_t)AT_FDCWD, 0, O_RDONLY}},
	{"openat2",           SYS_openat2,           {3, 0, 0, 24}},
	{"socket",            SYS_socket,            {AF_INET, SOCK_STREAM, 0}},
	{"socketpair",        SYS_socketpair,        {AF_UNIX, SOCK_STREAM, 0}},
	{"sendmsg",           SYS_sendmsg,           {3, 0, 0}},
	{"recvmsg",           SYS_recvmsg,           {3, 0, 0}},
	{"execve",            SYS_execve,            {0, 0, 0}},
	{"execveat",          SYS_execveat,          {3, 0, 0}},
	{"clone",             SYS_clone,             {SIGCHLD}},
	{"clone3",            SYS_clone3,            {0, 0}},
	{"ptrace",            SYS_ptrace,            {0, 1}},
	{"kill",              SYS_kill,              {1, 9}},
	{"tgkill",            SYS_tgkill,            {1, 1, 9}},
	{"process_vm_readv",  SYS_process_vm_readv,  {1, 2, 3, 4, 5, 0}},
	{"process_vm_writev", SYS_process_vm_writev, {1, 2, 3, 4, 5, 0}},
	{"io_uring_setup",    SYS_io_uring_setup,    {8, 0}},
	{"bpf",               SYS_bpf,               {0, 0, 0}},
	{"keyctl",            SYS_keyctl,            {0, 0}},
	{"userfaultfd",       SYS_userfaultfd,       {0}},
	{"memfd_create",      SYS_memfd_create,      {0, 0}},
	{"pidfd_open",        SYS_pidfd_open,        {1, 0}},
	{"pidfd_getfd",       SYS_pidfd_getfd,       {3, 2, 0}},
	{"seccomp",           SYS_seccomp,           {1, 0, 0}},
	{"unshare",           SYS_unshare,           {0x10000000}},
	{"setns",             SYS_setns,             {3, 0}},
	{"mount",             SYS_mount,             {0, 0, 0, 0, 0}},
	{"chroot",            SYS_chroot,            {0}},
	{"chdir",             SYS_chdir,             {0}},
	{"setresuid",         SYS_setresuid,         {0, 0, 0}},
	{"dup2",              SYS_dup3,              {3, 9, 0}},
	{"fcntl",             SYS_fcntl,             {3, 1}},
	{"uname",             SYS_uname,             {0}},
	{"getcwd",            SYS_getcwd,            {0, 0}},
	{"rt_sigaction",      SYS_rt_sigaction,      {11, 0, 0, 8}},
	{"rt_sigreturn",      SYS_rt_sigreturn,      {0}},
	{"shmget",            SYS_shmget,            {0, 4096, 01600}},
	{"landlock",          446,                   {3, 0}},
	{"perf_event_open",   SYS_perf_event_open,   {0, 0, 0, 0, 0}},
	{"prlimit64",         SYS_prlimit64,         {0, 0, 0, 0}},
	{"no such call",      1000,                  {1, 2, 3, 4, 5, 6}},
	/* Allowed calls with arguments that are not. */
	{"read of 0",         SYS_read,              {0, 0, 0}},
	{"read of 2",         SYS_read,              {2, 0, 0}},
	{"read, high half",   SYS_read,              {UINT64_C(0x100000003), 0, 0}},
	{"write to 1",        SYS_write,             {1, 0, 0}},
	{"write to 4",        SYS_write,             {4, 0, 0}},
	{"writev to 3",       SYS_writev,            {3, 0, 0}},
	{"close of 3",        SYS_close,             {3}},
	{"mmap, executable",  SYS_mmap,              {0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, UINT64_MAX, 0}},
	{"mmap of 3",         SYS_mmap,              {0, 4096, PROT_READ, MAP_PRIVATE, 3, 0}},
	{"mmap, shared",      SYS_mmap,              {0, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, UINT64_MAX, 0}},
	{"mmap, huge pages",  SYS_mmap,              {0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_HUGETLB, UINT64_MAX, 0}},
	{"mprotect",          SYS_mprotect,          {0, 4096, PROT_READ | PROT_EXEC}},
	{"pkey_mprotect",     SYS_pkey_mprotect,     {0, 4096, PROT_EXEC, UINT64_MAX}},
	{"mremap, fixed",     SYS_mremap,            {0, 4096, 4096, MREMAP_MAYMOVE | MREMAP_FIXED, 0}},
	{"futex wake",        SYS_futex,             {0, FUTEX_WAKE, 1}},
	{"futex, not private", SYS_futex,            {0, FUTEX_WAIT_BITSET, 1}},
	{"clock of others",   SYS_clock_gettime,     {(uint32_t)~(1u << 3), 0}},
	{"clock_getres",      SYS_clock_getres,      {0, 0}},
	{"relative sleep",    SYS_clock_nanosleep,   {CLOCK_MONOTONIC, 0, 0, 0}},
	{"getrandom",         SYS_getrandom,         {0, 0, GRND_RANDOM}},
	{"prctl name",        SYS_prctl,             {PR_SET_NAME, 0}},
	{"prctl dumpable",    SYS_prctl,             {PR_SET_DUMPABLE, 1}},
	{"prctl seccomp",     SYS_prctl,             {PR_SET_SECCOMP, 2, 0}},
	{"block signals",     SYS_rt_sigprocmask,    {SIG_BLOCK, 0, 0, 8}},
#ifdef SYS_fork
	{"fork",              SYS_fork,              {0}},
	{"vfork",             SYS_vfork,             {0}},
	{"open",              SYS_open,              {0, O_RDONLY}},
	{"arch_prctl",        SYS_arch_prctl,        {0x1002, 0}},
	{"modify_ldt",        SYS_modify_ldt,        {0, 0, 0}},
#endif
};
/* clang-format on */

/* A sanitized build lets these by, or refuses them quietly: syscalls_asan.def. */
static bool is_weakened(const struct attempt *attempt)
{
#ifdef PADCELL_SANITIZED
	static const long weakened[] = {
	        SYS_openat,
	        SYS_futex,
	        SYS_mmap,
#ifdef SYS_open
	        SYS_open,
#endif
	};

	for (size_t i = 0; i < sizeof weakened / sizeof weakened[0]; i++)
		if (attempt->number == weakened[i])
			return true;
#else
	(void)attempt;
#endif
	return false;
}

static void act_attempt(void *data)
{
	const struct attempt *attempt = data;
	const uint64_t *a = attempt->arguments;

	(void)syscall(attempt->number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

static void must_be_reported(const struct attempt *attempt)
{
	struct child_report report;
	char name[32];

	child_run(CHILD_LOCKED, act_attempt, (void *)attempt, &report);
	if (!report.stopped)
		fail_msg("%s: not stopped, status 0x%x %s", attempt->name, (unsigned)report.status,
		         report.text);
	assert_int_equal(report.call.number, attempt->number);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(report.call.arguments[i], attempt->arguments[i]);
	assert_true(report.call.instruction_pointer != 0);
	assert_true(report.call.architecture != 0);
	kernel_syscall_name((int)attempt->number, name, sizeof name);
	assert_string_equal(report.call.name, name);
	assert_int_equal(report.status, SIGKILL);
}

static void test_kernel_listener__what_is_refused_is_reported(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		if (!is_weakened(&refused[i]))
			must_be_reported(&refused[i]);
}

static void test_kernel_listener__what_is_refused_kills_without_it(void **state)
{
	struct child_report report;

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		if (is_weakened(&refused[i]))
			continue;
		child_run(CHILD_KILLED, act_attempt, (void *)&refused[i], &report);
		if (!WIFSIGNALED(report.status) || WTERMSIG(report.status) != SIGSYS)
			fail_msg("%s: status 0x%x %s", refused[i].name, (unsigned)report.status,
			         report.text);
		assert_false(report.rungs & KERNEL_RUNG_BIT(SECCOMP_NOTIFY));
	}
}

#ifdef __x86_64__
static void act_i386(void *data)
{
	long result = 20; /* getpid of i386 */

	(void)data;
	__asm__ volatile("int $0x80" : "+a"(result) : : "memory");
}

static void act_x32(void *data)
{
	(void)data;
	(void)syscall(0x40000000 | SYS_getpid);
}

static void test_kernel_listener__other_architectures_are_killed(void **state)
{
	static const enum child_stage stages[] = {CHILD_LOCKED, CHILD_KILLED};
	struct child_report report;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		child_run(stages[i], act_x32, NULL, &report);
		assert_false(report.stopped);
		assert_int_equal(report.status & 0x7f, SIGSYS);
		/* A kernel without 32-bit programs answers with a fault of its own. */
		child_run(stages[i], act_i386, NULL, &report);
		assert_false(report.stopped);
		assert_true((report.status & 0x7f) == SIGSYS || (report.status & 0x7f) == SIGSEGV);
	}
}
#endif

static void test_kernel_listener__names_calls(void **state)
{
	char name[8];

	(void)state;
	kernel_syscall_name(SYS_read, name, sizeof name);
	assert_string_equal(name, "read");
	kernel_syscall_name(99999, name, sizeof name);
	assert_string_equal(name, "?");
	kernel_syscall_name(SYS_process_vm_readv, name, sizeof name);
	assert_string_equal(name, "process");
}

static void test_kernel_listener__gives_nothing_without_a_report(void **state)
{
	struct kernel_stopped_call call;
	int ends[2];

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_false(kernel_listener_receive(ends[0], &call));
	(void)close(ends[1]);
	assert_false(kernel_listener_receive(ends[0], &call));
	(void)close(ends[0]);
	assert_false(kernel_listener_receive(-1, &call));
}

/* A directive inside the arguments of a macro is undefined. */
#ifdef __x86_64__
#define X86_CASES cmocka_unit_test(test_kernel_listener__other_architectures_are_killed),
#else
#define X86_CASES
#endif

TEST_MAIN(cmocka_unit_test(test_kernel_listener__what_is_refused_is_reported),
          cmocka_unit_test(test_kernel_listener__what_is_refused_kills_without_it),
          X86_CASES cmocka_unit_test(test_kernel_listener__names_calls),
          cmocka_unit_test(test_kernel_listener__gives_nothing_without_a_report))
