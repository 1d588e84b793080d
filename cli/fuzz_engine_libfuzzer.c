/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/fuzz_engine_libfuzzer.c - libFuzzer, which is linked into the target.
 *
 * It reads and writes corpus/ itself, and so do its neighbours.
 *
 * Runs in: host
 */
#include "fuzz_engine.h"
#include "kit.h"

/* Entropic scheduling takes most of the time of a target this fast; value profiles see only our own
 * C code. */
static const char *const settings[] = {
        "-entropic=0",        "-use_value_profile=0", "-reload=1",     "-detect_leaks=0",
        "-rss_limit_mb=4096", "-timeout=20",          "-max_len=4096", "-print_final_stats=1",
};

static int prepare(struct fuzz_campaign *campaign)
{
	(void)campaign;
	return 0;
}

static void call_engine(const struct fuzz_campaign *campaign, unsigned index,
                        struct fuzz_call *call)
{
	fuzz_call_add(call, campaign->target);
	for (size_t i = 0; i < COUNT_OF(settings); i++)
		fuzz_call_add(call, settings[i]);
	fuzz_call_addf(call, "-max_total_time=%llu", fuzz_seconds_left(campaign));
	fuzz_call_addf(call, "-seed=%lu", fuzz_job_seed(campaign, index));
	if (campaign->runs != 0)
		fuzz_call_addf(call, "-runs=%llu", fuzz_runs_left(campaign));
	fuzz_call_addf(call, "-artifact_prefix=%s/jobs/", campaign->folder);
	fuzz_call_addf(call, "%s/corpus", campaign->folder);
	if (campaign->seeds != NULL)
		fuzz_call_add(call, campaign->seeds);
}

static void environment(const struct fuzz_campaign *campaign)
{
	(void)campaign;
}

static void correct(const struct fuzz_campaign *campaign, unsigned index,
                    struct fuzz_numbers *numbers)
{
	(void)campaign;
	(void)index;
	(void)numbers;
}

static void collect(struct fuzz_campaign *campaign, bool last)
{
	(void)campaign;
	(void)last;
}

static json_t *describe(const struct fuzz_campaign *campaign)
{
	(void)campaign;
	return NULL;
}

const struct fuzz_engine fuzz_engine_libfuzzer = {
        .name = "libfuzzer",
        .prepare = prepare,
        .call = call_engine,
        .environment = environment,
        .correct = correct,
        .collect = collect,
        .describe = describe,
};
