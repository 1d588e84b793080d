/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/main.c - padcell-worker: one process, one guest.
 * Runs in: worker before lockdown
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "self_audit.h"
#include "session.h"
#include "wire.h"

#define EXIT_USAGE 2

#ifdef PADCELL_SANITIZED
/* A report has to look like the crash that it is, and cannot start a symbolizer behind the filter;
 * nothing is freed at the end, on purpose. */
/* Visible: the sanitizer looks it up from its own library. */
#define FOR_SANITIZER __attribute__((__visibility__("default")))
FOR_SANITIZER const char *__asan_default_options(void);
FOR_SANITIZER const char *__asan_default_options(void)
{
	return "abort_on_error=1:symbolize=0:detect_leaks=0:allocator_may_return_null=1";
}
FOR_SANITIZER const char *__ubsan_default_options(void);
FOR_SANITIZER const char *__ubsan_default_options(void)
{
	return "abort_on_error=1:symbolize=0:print_stacktrace=1";
}
#endif

static int refuse(void)
{
	(void)fputs("padcell-worker is started by padcell; see padcell run --help\n", stderr);
	return EXIT_USAGE;
}

int main(int argc, char **argv)
{
	if (argc < 3 || strcmp(argv[1], "--bundle") != 0)
		return refuse();
	if (argc == 6 && strcmp(argv[3], "--audit") == 0)
		return self_audit(argv[2], argv[4], argv[5]);

	struct stat facts;
	if (argc != 3 || fstat(WIRE_FD_SOCKET, &facts) != 0 || !S_ISSOCK(facts.st_mode))
		return refuse();
	session_run(argv[2]);
}
