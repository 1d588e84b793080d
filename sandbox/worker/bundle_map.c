/* SPDX-License-Identifier: Apache-2.0 */
/*
 * worker/bundle_map.c - the bundle of pure-Python modules, mapped read-only for good.
 *
 * Mapped and populated before lockdown: afterwards the cell imports from it without a file system.
 *
 * Runs in: worker before lockdown
 */
#include "bundle_map.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "cleanup.h"
#include "fail.h"

/* A bundle has some hundred modules; more than this is some other file. */
#define BUNDLE_BYTES_MAX (64 << 20)

static enum padcell_status fail_with(padcell_error *reterr, int sys_errno, const char *what)
{
	return padcell_fail(reterr, PADCELL_E_INSTALL, PADCELL_STAGE_WORKER, sys_errno,
	                    "modules.bundle %s", what);
}

enum padcell_status bundle_map(const char *path, const void **ret_data, size_t *ret_size,
                               padcell_error *reterr)
{
	CLEANUP(fd_at_exit) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat facts;
	if (fd < 0 || fstat(fd, &facts) != 0)
		return fail_with(reterr, errno, "cannot be opened");
	if (!S_ISREG(facts.st_mode) || facts.st_size <= 0 || facts.st_size > BUNDLE_BYTES_MAX)
		return fail_with(reterr, 0, "is no bundle: build it again");

	size_t size = (size_t)facts.st_size;
	void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (data == MAP_FAILED)
		return fail_with(reterr, errno, "cannot be mapped");

	*ret_data = data;
	*ret_size = size;
	return PADCELL_OK;
}
