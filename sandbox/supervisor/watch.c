/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/watch.c - the poll loop of one run, and its deadlines.
 *
 * One read a descriptor a turn, so that no flood on one of them keeps the loop from its deadlines.
 *
 * Runs in: supervisor
 */
#include "watch.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "budgets.h"
#include "clock.h"
#include "fail.h"
#include "oracle.h"
#include "plant.h"

enum { POLL_SOCKET, POLL_DIAGNOSTICS, POLL_PIDFD, POLL_LISTENER, POLL_INPUT, POLL_COUNT };

static uint64_t own_ms(uint64_t ms)
{
	return clock_from_ms(ms * BUDGET_SLOWNESS);
}

bool watch_is_strict(const struct watch *watch)
{
	return (watch->order->layers_off & (UINT32_C(1) << PADCELL_LAYER_SUPERVISOR)) == 0;
}

void watch_breach(struct watch *watch, const char *what, const char *detail)
{
	if (oracle_is_missed(watch, "protocol"))
		return;
	verdict_add_violation(watch->verdict, PADCELL_INVARIANT_I, PADCELL_LAYER_SUPERVISOR, what,
	                      detail, 0);
	watch->over = true;
}

void watch_fail(struct watch *watch, enum padcell_status status, int sys_errno, const char *format,
                ...)
{
	char message[PADCELL_ERROR_MESSAGE_MAX];
	va_list args;
	va_start(args, format);
	(void)vsnprintf(message, sizeof message, format, args);
	va_end(args);

	padcell_error error;
	(void)padcell_fail(&error, status, PADCELL_STAGE_SUPERVISOR, sys_errno, "%s", message);
	verdict_set_error(watch->verdict, &error);
	watch->over = true;
}

void watch_begin(struct watch *watch)
{
	watch->started = clock_now_ns();
	if (!clock_cpu_ns(watch->child.pid, &watch->cpu_start))
		watch->cpu_start = 0;
	uint64_t wall = watch_is_strict(watch) ? clock_from_ms(watch->order->policy->wall_ms)
	                                       : own_ms(BUDGET_UNSUPERVISED_MS);
	if (plant_is(watch->order->guest, "wall_late"))
		wall *= 8;
	watch->deadline = clock_add(watch->started, wall);
}

/* The worker's part is over: what is left is to exit, and that soon. */
static void await_exit(struct watch *watch)
{
	uint64_t grace = clock_add(clock_now_ns(), own_ms(BUDGET_GRACE_MS));
	if (grace < watch->deadline || watch->done)
		watch->deadline = grace;
}

static void handle_frames(struct watch *watch)
{
	struct wire_frame frame;
	padcell_error error;
	int got = 0;
	while (!watch->over && (got = wire_next(&watch->reader, &frame, &error)) == 1) {
		frames_handle(watch, &frame);
		if (watch->done && !turns_next(watch))
			await_exit(watch);
	}
	if (got < 0)
		watch_breach(watch, "frame", error.message);
}

/* One read; false when there is nothing more to read now. */
static bool read_socket(struct watch *watch)
{
	char data[32768];
	size_t room = wire_room(&watch->reader);
	ssize_t got = TEMP_FAILURE_RETRY(recv(
	        watch->child.channel, data, room < sizeof data ? room : sizeof data, MSG_DONTWAIT));
	if (got < 0 && errno == EAGAIN)
		return false;
	if (got <= 0) {
		/* ECONNRESET: it went with frames of ours unread.  The exit status tells more. */
		watch->hung_up = true;
		await_exit(watch);
		return false;
	}

	if (!wire_feed(&watch->reader, data, (size_t)got)) {
		watch_fail(watch, PADCELL_E_NOMEM, 0, "out of memory for the worker's frames");
		return false;
	}
	handle_frames(watch);
	return !watch->over;
}

/* Keep the tail: a report's last lines say more than its first thousand. */
static bool read_diagnostics(struct watch *watch)
{
	char data[4096];
	ssize_t got = TEMP_FAILURE_RETRY(read(watch->child.diagnostics, data, sizeof data));
	if (got < 0 && errno == EAGAIN)
		return false;
	if (got <= 0) {
		fd_close(&watch->child.diagnostics);
		return false;
	}

	watch->diagnostics_total += (uint64_t)got;
	if (watch->diagnostics_total > BUDGET_DIAGNOSTICS_BYTES) {
		watch_breach(watch, "diagnostics", "the worker flooded its standard error");
		return false;
	}
	size_t used = watch->diagnostics.size + (size_t)got;
	if (used > BUDGET_DIAGNOSTICS_KEPT)
		bytes_consume(&watch->diagnostics, used - BUDGET_DIAGNOSTICS_KEPT);
	(void)bytes_append(&watch->diagnostics, data, (size_t)got);
	return true;
}

/* What a dead or stopped worker had written before.  Bounded: frames have budgets. */
static void drain(struct watch *watch)
{
	while (!watch->over && !watch->hung_up && read_socket(watch))
		;
	while (watch->child.diagnostics >= 0 && read_diagnostics(watch))
		;
}

static void check_deadline(struct watch *watch)
{
	if (clock_now_ns() < watch->deadline)
		return;

	if (watch->done)
		watch->over = true; /* it had its say; killing it is all that is left */
	else if (watch->hung_up)
		watch_breach(watch, "socket", "the worker closed it and stayed");
	else if (watch->started == 0)
		watch_fail(watch, PADCELL_E_SYSTEM, ETIMEDOUT,
		           "the worker did not get ready within %d ms",
		           BUDGET_START_MS * BUDGET_SLOWNESS);
	else if (!oracle_is_missed(watch, "wall_clock"))
		verdict_set_limit(watch->verdict, VERDICT_LIMIT_WALL,
		                  watch->order->policy->wall_ms);
	watch->over = true;
}

/* CPU time that is left to the guest, in nanoseconds. */
static uint64_t cpu_left(const struct watch *watch)
{
	uint64_t used = 0;
	bool counts = watch->started != 0 && !watch->done && watch_is_strict(watch) &&
	              !plant_is(watch->order->guest, "cpu_uncounted");
	if (!counts || !clock_cpu_ns(watch->child.pid, &used))
		return CLOCK_NEVER;

	uint64_t limit = clock_add(watch->cpu_start, clock_from_ms(watch->order->policy->cpu_ms));
	return used < limit ? limit - used : 0;
}

static void check_cpu(struct watch *watch)
{
	if (cpu_left(watch) != 0 || oracle_is_missed(watch, "cpu_clock"))
		return;

	verdict_set_limit(watch->verdict, VERDICT_LIMIT_CPU, watch->order->policy->cpu_ms);
	watch->over = true;
}

/* One thread uses no more CPU time than passes, so the CPU limit is a deadline to look again at. */
static int poll_timeout(const struct watch *watch)
{
	uint64_t now = clock_now_ns();
	uint64_t look = clock_add(now, cpu_left(watch));
	return clock_poll_timeout(now, look < watch->deadline ? look : watch->deadline);
}

static void handle_ready(struct watch *watch, const struct pollfd *ready)
{
	if (ready[POLL_SOCKET].revents & (POLLIN | POLLHUP | POLLERR))
		(void)read_socket(watch);
	if (!watch->over && (ready[POLL_SOCKET].revents & POLLOUT))
		send_some(watch);
	if (!watch->over && ready[POLL_DIAGNOSTICS].revents != 0)
		(void)read_diagnostics(watch);
	if (!watch->over && (ready[POLL_LISTENER].revents & POLLIN)) {
		drain(watch);
		listener_report(watch);
	} else if (ready[POLL_LISTENER].revents != 0) {
		fd_close(&watch->listener);
	}
	if (!watch->over && ready[POLL_INPUT].revents != 0)
		input_answer(watch);
	if (!watch->over && ready[POLL_PIDFD].revents != 0) {
		drain(watch);
		watch->exited = true;
		watch->over = true;
	}
}

static void watch_once(struct watch *watch)
{
	short out = watch->outbox.size != 0 || watch->sending == SENDING_SOURCE ? POLLOUT : 0;
	bool asks = watch->input_wanted && watch->guest->stdin_fd >= 0;
	struct pollfd fds[POLL_COUNT] = {
	        [POLL_SOCKET] = {.fd = watch->hung_up ? -1 : watch->child.channel,
	                         .events = (short)(POLLIN | out)},
	        [POLL_DIAGNOSTICS] = {.fd = watch->child.diagnostics, .events = POLLIN},
	        [POLL_PIDFD] = {.fd = watch->child.pidfd, .events = POLLIN},
	        [POLL_LISTENER] = {.fd = watch->listener, .events = POLLIN},
	        [POLL_INPUT] = {.fd = asks ? watch->guest->stdin_fd : -1, .events = POLLIN},
	};

	int ready = poll(fds, POLL_COUNT, poll_timeout(watch));
	if (ready < 0 && errno != EINTR)
		watch_fail(watch, PADCELL_E_SYSTEM, errno, "cannot watch the worker");
	if (ready > 0)
		handle_ready(watch, fds);
	if (!watch->over)
		check_cpu(watch);
	if (!watch->over)
		check_deadline(watch);
}

enum padcell_status watch_run(struct watch *watch, padcell_error *reterr)
{
	const struct order *order = watch->order;
	struct child_plan plan = {.worker = order->worker,
	                          .bundle = order->bundle,
	                          .stack_bytes = order->policy->stack_bytes};
	enum padcell_status status = child_start(&plan, &watch->child, reterr);
	if (status != PADCELL_OK)
		return status;

	wire_reader_init(&watch->reader, WIRE_WORKER);
	watch->outbox.limit = BUDGET_OUTBOX_BYTES;
	watch->deadline = clock_add(clock_now_ns(), own_ms(BUDGET_START_MS));
	if (!send_config(watch))
		return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_SUPERVISOR, 0,
		                    "the policy names more modules than a CONFIG frame holds");
	while (!watch->over)
		watch_once(watch);

	child_kill(&watch->child);
	struct child_end end = child_reap(&watch->child);
	judge_end(watch, &end);
	turns_end(watch, &end);
	return PADCELL_OK;
}

void watch_done(struct watch *watch)
{
	child_done(&watch->child);
	fd_close(&watch->listener);
	wire_reader_done(&watch->reader);
	wire_exception_done(&watch->exception);
	bytes_done(&watch->outbox);
	bytes_done(&watch->diagnostics);
}
