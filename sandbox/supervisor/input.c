/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/input.c - the guest's standard input, read only when the guest asks for it.
 *
 * The descriptor is the caller's: its flags are not touched, and a read must not block even when
 * another reader of the same pipe was quicker.
 *
 * Runs in: supervisor
 */
#include <errno.h>
#include <sys/stat.h>
#include <sys/uio.h>

#include "watch.h"

/* Only pipes and sockets can be emptied by others between poll() and read(), and those know
 * RWF_NOWAIT; files would answer EAGAIN for what is not in memory yet. */
static ssize_t read_without_waiting(int fd, void *data, size_t size)
{
	struct stat facts;
	if (fstat(fd, &facts) != 0)
		return -1;

	struct iovec part = {.iov_base = data, .iov_len = size};
	if (S_ISFIFO(facts.st_mode) || S_ISSOCK(facts.st_mode)) {
		ssize_t got = preadv2(fd, &part, 1, -1, RWF_NOWAIT);
		if (got >= 0 || (errno != EOPNOTSUPP && errno != EINVAL && errno != ENOSYS))
			return got;
	}
	return read(fd, data, size);
}

void input_answer(struct watch *watch)
{
	static const char nothing[1];
	char data[WIRE_PAYLOAD_MAX];
	const void *payload = nothing;
	ssize_t got = 0;
	int fd = watch->guest->stdin_fd;
	if (fd >= 0) {
		size_t size = watch->input_size < sizeof data ? watch->input_size : sizeof data;
		got = TEMP_FAILURE_RETRY(read_without_waiting(fd, data, size));
		payload = data;
	}
	if (got < 0 && errno == EAGAIN)
		return;
	if (got < 0) {
		watch_fail(watch, PADCELL_E_SYSTEM, errno,
		           "cannot read the guest's standard input");
		return;
	}

	watch->input_wanted = false;
	if (send_frame(watch, WIRE_INPUT, payload, (size_t)got))
		send_some(watch);
	else
		watch_fail(watch, PADCELL_E_NOMEM, 0, "out of memory for the guest's input");
}
