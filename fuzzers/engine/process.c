/* SPDX-License-Identifier: Apache-2.0 */
/*
 * engine/process.c - the process of a fuzz target: equal in every run, and jailed.
 * Runs in: worker before lockdown (fuzz targets)
 */
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cleanup.h"
#include "fail.h"
#include "kernel.h"

/* Deallocating long chains needs much C stack; recursion without an end should reach it soon. */
#define STACK_BYTES (UINT64_C(256) << 20)

#define SETTLED_VARIABLE "PADCELL_SETTLED"

void process_settle(char **argv)
{
	if (getenv(SETTLED_VARIABLE) != NULL)
		return;

	struct rlimit stack = {0};
	struct rlimit core = {0};
	if (getrlimit(RLIMIT_STACK, &stack) == 0 && stack.rlim_cur < STACK_BYTES) {
		stack.rlim_cur = stack.rlim_max < STACK_BYTES ? stack.rlim_max : STACK_BYTES;
		(void)setrlimit(RLIMIT_STACK, &stack);
	}
	/* A finding is a text of a few lines; a core file of the machine's memory helps nobody. */
	(void)setrlimit(RLIMIT_CORE, &core);
	(void)personality(ADDR_NO_RANDOMIZE);
	if (setenv(SETTLED_VARIABLE, "1", 1) == 0)
		(void)execv("/proc/self/exe", argv);
	/* Without /proc there is no way to start anew; addresses stay random, all else is equal. */
}

enum padcell_status process_jail(const char *writable, padcell_error *reterr)
{
	uint32_t rungs = 0;
	enum padcell_status status = kernel_engine_jail(writable, &rungs, reterr);
	if (status != PADCELL_OK)
		return status;

	if ((rungs & KERNEL_RUNG_BIT(LANDLOCK)) == 0)
		(void)fprintf(stderr, "engine jail: no Landlock here: %s\n",
		              kernel_rung_loss(KERNEL_RUNG_LANDLOCK));
	return PADCELL_OK;
}

static enum padcell_status fail_bundle(padcell_error *reterr, const char *what)
{
	return padcell_fail(reterr, PADCELL_E_INSTALL, PADCELL_STAGE_INTERPRETER, errno,
	                    "modules.bundle beside the fuzz target: %s", what);
}

enum padcell_status process_map_bundle(const void **ret_data, size_t *ret_size,
                                       padcell_error *reterr)
{
	char path[4096];
	ssize_t size = readlink("/proc/self/exe", path, sizeof path - sizeof "modules.bundle");
	if (size <= 0)
		return fail_bundle(reterr, "this program's own place is unknown");
	path[size] = '\0';
	(void)strcpy(strrchr(path, '/') + 1, "modules.bundle");

	CLEANUP(fd_at_exit) int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat facts;
	if (fd < 0 || fstat(fd, &facts) != 0 || facts.st_size <= 0)
		return fail_bundle(reterr, "cannot be opened");

	void *data = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (data == MAP_FAILED)
		return fail_bundle(reterr, "cannot be mapped");
	*ret_data = data;
	*ret_size = (size_t)facts.st_size;
	return PADCELL_OK;
}
