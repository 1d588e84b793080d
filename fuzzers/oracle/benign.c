/* SPDX-License-Identifier: Apache-2.0 */
/*
 * oracle/benign.c - endings that are nobody's finding.
 * Runs in: worker after lockdown (fuzz targets)
 */
#include <string.h>

#include "oracle.h"

static const char *const endings[] = {
#define BENIGN(ending, reason) ending,
#include "benign.def"
#undef BENIGN
};

bool oracle_is_benign(const char *ending)
{
	for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
		if (strcmp(endings[i], ending) == 0)
			return true;
	}
	return false;
}
