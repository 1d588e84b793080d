/* SPDX-License-Identifier: Apache-2.0 */
/*
 * supervisor/run.c - padcell_run(): what is checked before a worker starts, and its verdicts.
 *
 * Runs in: host
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "cleanup.h"
#include "fail.h"
#include "find.h"
#include "kernel.h"
#include "oracle.h"
#include "padcell/padcell.h"
#include "plant.h"
#include "watch.h"

DEFINE_CLEANUP(padcell_verdict *, padcell_verdict_free)

const char *padcell_version(void)
{
	return PADCELL_VERSION;
}

static enum padcell_status bad_argument(padcell_error *reterr, const char *what)
{
	return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_SUPERVISOR, 0, "%s", what);
}

static enum padcell_status check_guest(const padcell_guest *guest, padcell_error *reterr)
{
	struct wire_config config;
	if (guest->source == NULL && guest->source_size != 0)
		return bad_argument(reterr, "the guest has a size and no source");
	if (guest->stdin_fd < -1 || (guest->stdin_fd >= 0 && fcntl(guest->stdin_fd, F_GETFD) < 0))
		return bad_argument(reterr,
		                    "the guest's stdin_fd is no open descriptor; use -1 for none");
	if (guest->canary != NULL && strlen(guest->canary) >= sizeof config.canary)
		return bad_argument(reterr, "the canary is too long");
	return PADCELL_OK;
}

#ifdef PADCELL_TEST_BUILD
/* "permits,audit": each name is a layer to leave out. */
static enum padcell_status parse_layers(const char *names, uint32_t *ret_layers,
                                        padcell_error *reterr)
{
	*ret_layers = 0;
	for (const char *name = names; name != NULL;) {
		char one[32];
		const char *comma = strchr(name, ',');
		size_t size = comma != NULL ? (size_t)(comma - name) : strlen(name);
		(void)snprintf(one, sizeof one, "%.*s", (int)size, name);
		enum padcell_layer layer = padcell_layer_by_name(one);
		if (layer == PADCELL_LAYER_COUNT || size >= sizeof one)
			return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_SUPERVISOR, 0,
			                    "there is no layer named %.*s", (int)size, name);
		*ret_layers |= UINT32_C(1) << layer;
		name = comma != NULL ? comma + 1 : NULL;
	}
	return PADCELL_OK;
}
#endif

/* Layers can be left out in test builds only: elsewhere the wish itself is refused. */
static enum padcell_status layers_of(const padcell_guest *guest, uint32_t *ret_layers_off,
                                     padcell_error *reterr)
{
	*ret_layers_off = 0;
	if (guest->without_layer == NULL)
		return PADCELL_OK;
#ifdef PADCELL_TEST_BUILD
	return parse_layers(guest->without_layer, ret_layers_off, reterr);
#else
	return bad_argument(reterr, "layers can be left out in test builds only");
#endif
}

static enum padcell_status check_plant(const padcell_guest *guest, padcell_error *reterr)
{
	if (guest->plant == NULL)
		return PADCELL_OK;
#ifdef PADCELL_TEST_BUILD
	if (plant_exists(guest->plant))
		return PADCELL_OK;
	return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_SUPERVISOR, 0,
	                    "there is no plant named %s", guest->plant);
#else
	return bad_argument(reterr, "plants exist in test builds only");
#endif
}

static enum padcell_status check_oracle(const padcell_guest *guest, padcell_error *reterr)
{
	if (guest->without_oracle == NULL)
		return PADCELL_OK;
#ifdef PADCELL_TEST_BUILD
	if (oracle_can_be_off(guest->without_oracle))
		return PADCELL_OK;
	return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_SUPERVISOR, 0,
	                    "a run cannot go without an oracle named %s", guest->without_oracle);
#else
	return bad_argument(reterr, "oracles can be left out in test builds only");
#endif
}

static enum padcell_status rungs_of(const padcell_policy *policy, uint32_t *ret_rungs,
                                    padcell_error *reterr)
{
	*ret_rungs = 0;
	for (size_t i = 0; i < policy->required_count; i++) {
		enum kernel_rung rung = kernel_rung_by_name(policy->required_rungs[i]);
		if (rung == KERNEL_RUNG_COUNT)
			return padcell_fail(reterr, PADCELL_E_POLICY, PADCELL_STAGE_SUPERVISOR, 0,
			                    "the policy requires %s, which no ladder has",
			                    policy->required_rungs[i]);
		*ret_rungs |= UINT32_C(1) << rung;
	}
	return PADCELL_OK;
}

static enum padcell_status find_parts(const padcell_guest *guest, char **ret_worker,
                                      char **ret_bundle, padcell_error *reterr)
{
	if (guest->worker == NULL) {
		enum padcell_status status = padcell_find(PADCELL_PART_WORKER, ret_worker, reterr);
		return status != PADCELL_OK ? status : find_bundle(*ret_worker, ret_bundle, reterr);
	}

	if (access(guest->worker, X_OK) != 0)
		return padcell_fail(reterr, PADCELL_E_INSTALL, PADCELL_STAGE_SUPERVISOR, errno,
		                    "the worker %s cannot be executed", guest->worker);
	*ret_worker = strdup(guest->worker);
	if (*ret_worker == NULL)
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_SUPERVISOR, 0,
		                    "out of memory for a path");
	return find_bundle(*ret_worker, ret_bundle, reterr);
}

static padcell_verdict *new_verdict(const struct order *order)
{
	uint64_t output = order->policy->output_bytes;
	padcell_verdict *verdict =
	        verdict_new(plant_is(order->guest, "output_uncut") ? 8 * output : output);
	if (verdict == NULL)
		return NULL;

	uint32_t all = (UINT32_C(1) << PADCELL_LAYER_COUNT) - 1;
	if (!order->policy->syntax_strict)
		all &= ~(UINT32_C(1) << PADCELL_LAYER_SYNTAX);
	verdict_set_policy(verdict, order->policy->sha256);
	verdict_set_layers(verdict, all & ~order->layers_off);
	return verdict;
}

static void write_machine(const struct watch *watch, padcell_verdict *verdict)
{
	verdict_set_python(verdict, watch->python);
	for (unsigned rung = 0; rung < KERNEL_RUNG_COUNT; rung++)
		verdict_add_rung(verdict, kernel_rung_name((enum kernel_rung)rung),
		                 (watch->rungs_had & (UINT32_C(1) << rung)) != 0,
		                 rung == KERNEL_RUNG_LANDLOCK ? watch->landlock_abi : 0);
}

/* A guest that is too long is judged without starting anything. */
static enum padcell_status reject(const struct order *order, padcell_verdict **ret_verdict,
                                  padcell_error *reterr)
{
	char message[128];
	int size = snprintf(
	        message, sizeof message, "the source has %zu bytes, and the policy allows %llu",
	        order->guest->source_size, (unsigned long long)order->policy->source_bytes);
	struct verdict_exception why = {
	        .type = "", .message = message, .message_size = (size_t)size};
	padcell_verdict *verdict = new_verdict(order);
	if (verdict == NULL)
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_SUPERVISOR, 0,
		                    "out of memory for a verdict");
	verdict_set_rejected(verdict, &why);
	(void)verdict_conclude(verdict);
	*ret_verdict = verdict;
	return PADCELL_OK;
}

/* As many as there are guests; freed unless they are taken. */
struct verdicts {
	padcell_verdict *each[WIRE_GUESTS_MAX];
};

static void verdicts_done(struct verdicts *verdicts)
{
	for (size_t i = 0; i < WIRE_GUESTS_MAX; i++)
		(void)padcell_verdict_free(verdicts->each[i]);
}

static bool make_verdicts(const struct order *order, struct verdicts *verdicts)
{
	for (size_t i = 0; i < order->guest_count; i++) {
		verdicts->each[i] = new_verdict(order);
		if (verdicts->each[i] == NULL)
			return false;
	}
	return true;
}

/* One worker.  *ret_again: nothing ran, and the next attempt asks for less. */
static enum padcell_status attempt(const struct order *order, padcell_verdict **ret_verdicts,
                                   bool *ret_again, padcell_error *reterr)
{
	CLEANUP(verdicts_done) struct verdicts verdicts = {{NULL}};
	if (!make_verdicts(order, &verdicts))
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_SUPERVISOR, 0,
		                    "out of memory for a verdict");

	CLEANUP(watch_done)
	struct watch watch = {.order = order,
	                      .guest = order->guest,
	                      .verdict = verdicts.each[0],
	                      .verdicts = verdicts.each,
	                      .child = CHILD_NONE,
	                      .listener = -1};
	enum padcell_status status = watch_run(&watch, reterr);
	if (status != PADCELL_OK)
		return status;
	*ret_again = watch.refusal == REFUSAL_NO_LISTENER;
	if (*ret_again)
		return PADCELL_OK;
	if (watch.refusal == REFUSAL_UNSUPPORTED) {
		if (reterr != NULL)
			*reterr = watch.refused;
		return PADCELL_E_UNSUPPORTED;
	}

	/* The descriptor is lost on purpose: nobody closes it. */
	if (plant_is(order->guest, "descriptor_kept"))
		(void)fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	for (size_t i = 0; i < order->guest_count; i++) {
		write_machine(&watch, verdicts.each[i]);
		(void)verdict_conclude(verdicts.each[i]);
		ret_verdicts[i] = TAKE(verdicts.each[i]);
	}
	return PADCELL_OK;
}

static enum padcell_status run_order(struct order *order, padcell_verdict **ret_verdicts,
                                     padcell_error *reterr)
{
	bool again = false;
	order->notify = listener_is_worth_asking();
	enum padcell_status status = attempt(order, ret_verdicts, &again, reterr);
	if (status != PADCELL_OK || !again)
		return status;

	/* Without `notify` no attempt can ask for another one. */
	order->notify = false;
	return attempt(order, ret_verdicts, &again, reterr);
}

/* The members that speak of the worker are the first guest's; others may repeat them or say
 * nothing. */
static bool same_or_none(const char *text, const char *first)
{
	return text == NULL || (first != NULL && strcmp(text, first) == 0);
}

static enum padcell_status check_guests(const padcell_guest *guests, size_t count,
                                        padcell_error *reterr)
{
	enum padcell_status status = PADCELL_OK;
	for (size_t i = 0; i < count && status == PADCELL_OK; i++) {
		const padcell_guest *guest = &guests[i];
		status = check_guest(guest, reterr);
		if (status == PADCELL_OK &&
		    (!same_or_none(guest->worker, guests->worker) ||
		     !same_or_none(guest->canary, guests->canary) ||
		     !same_or_none(guest->plant, guests->plant) ||
		     !same_or_none(guest->without_layer, guests->without_layer) ||
		     !same_or_none(guest->without_oracle, guests->without_oracle)))
			status = bad_argument(reterr, "guests that share a worker cannot have "
			                              "different ones, nor different canaries");
	}
	return status;
}

static enum padcell_status check_group(const padcell_policy *policy, size_t count,
                                       padcell_error *reterr)
{
	if (count == 0 || count > PADCELL_GROUP_MAX)
		return padcell_fail(reterr, PADCELL_E_ARGUMENT, PADCELL_STAGE_SUPERVISOR, 0,
		                    "a group has 1 to %d programs, and this one %zu",
		                    PADCELL_GROUP_MAX, count);
	if (count > 1 && !policy->interpreter_isolation)
		return bad_argument(reterr, "several programs share a worker only when the policy "
		                            "says 'isolation: interpreter'");
	return PADCELL_OK;
}

/* What the first guest says of the worker, checked and worked out. */
static enum padcell_status make_order(const padcell_policy *policy, const padcell_guest *guest,
                                      struct order *order, padcell_error *reterr)
{
	*order = (struct order){.policy = policy, .guest = guest, .guest_count = 1};
	enum padcell_status status = layers_of(guest, &order->layers_off, reterr);
	if (status == PADCELL_OK)
		status = check_plant(guest, reterr);
	if (status == PADCELL_OK)
		status = check_oracle(guest, reterr);
	if (status == PADCELL_OK)
		status = rungs_of(policy, &order->rungs_required, reterr);
	return status;
}

/* Those that are short enough, in one worker; `order` speaks of the first of all. */
static enum padcell_status run_rest(struct order *order, const padcell_guest *guests,
                                    struct verdicts *verdicts, padcell_error *reterr)
{
	padcell_guest runnable[WIRE_GUESTS_MAX];
	size_t places[WIRE_GUESTS_MAX];
	size_t count = 0;
	for (size_t i = 0; i < order->guest_count; i++) {
		if (verdicts->each[i] != NULL)
			continue;
		places[count] = i;
		runnable[count] = guests[i];
		runnable[count].worker = guests->worker;
		runnable[count].canary = guests->canary;
		runnable[count].plant = guests->plant;
		runnable[count++].without_oracle = guests->without_oracle;
	}
	if (count == 0)
		return PADCELL_OK;

	CLEANUP(free_at_exit) char *worker = NULL;
	CLEANUP(free_at_exit) char *bundle = NULL;
	enum padcell_status status = find_parts(guests, &worker, &bundle, reterr);
	if (status != PADCELL_OK)
		return status;
	order->worker = worker;
	order->bundle = bundle;
	order->guest = runnable;
	order->guest_count = count;
	struct verdicts made = {{NULL}};
	status = run_order(order, made.each, reterr);
	for (size_t i = 0; i < count; i++)
		verdicts->each[places[i]] = made.each[i];
	return status;
}

enum padcell_status padcell_run_group(const padcell_policy *policy, const padcell_guest *guests,
                                      size_t count, padcell_verdict **ret_verdicts,
                                      padcell_error *reterr)
{
	if (policy == NULL || guests == NULL || ret_verdicts == NULL)
		return bad_argument(reterr, "a run needs a policy, a guest and a place for the "
		                            "verdict");

	struct order order;
	enum padcell_status status = check_group(policy, count, reterr);
	if (status == PADCELL_OK)
		status = check_guests(guests, count, reterr);
	if (status == PADCELL_OK)
		status = make_order(policy, guests, &order, reterr);
	if (status != PADCELL_OK)
		return status;

	CLEANUP(verdicts_done) struct verdicts verdicts = {{NULL}};
	for (size_t i = 0; i < count && status == PADCELL_OK; i++) {
		struct order one = order;
		one.guest = &guests[i];
		if (one.guest->source_size > policy->source_bytes)
			status = reject(&one, &verdicts.each[i], reterr);
	}
	order.guest_count = count;
	if (status == PADCELL_OK)
		status = run_rest(&order, guests, &verdicts, reterr);
	for (size_t i = 0; i < count && status == PADCELL_OK; i++)
		ret_verdicts[i] = TAKE(verdicts.each[i]);
	return status;
}

enum padcell_status padcell_run(const padcell_policy *policy, const padcell_guest *guest,
                                padcell_verdict **ret_verdict, padcell_error *reterr)
{
	return padcell_run_group(policy, guest, 1, ret_verdict, reterr);
}
