/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/test.h - cmocka with its includes in order, and a main() that lists and picks cases.
 *
 *     static void test_wire_reader__refuses_a_long_frame(void **state) { ... }
 *     TEST_MAIN(cmocka_unit_test(test_wire_reader__refuses_a_long_frame), ...)
 */
#ifndef PADCELL_TESTS_TEST_H
#define PADCELL_TESTS_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Leave the whole program as skipped, with its reason, unless skips are failures here. */
#define TEST_SKIP_ALL(reason)                                                  \
	do {                                                                   \
		printf("skipped: %s\n", reason);                               \
		exit(getenv("PADCELL_MUST_WORK") != NULL ? EXIT_FAILURE : 77); \
	} while (0)

/* A program whose tests share what `setup` makes and `teardown` removes. */
#define TEST_MAIN_IN(setup, teardown, ...)                                          \
	int main(int argc, char **argv)                                             \
	{                                                                           \
		const struct CMUnitTest cases[] = {__VA_ARGS__};                    \
		if (argc > 1 && strcmp(argv[1], "--list") == 0) {                   \
			for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) \
				puts(cases[i].name);                                \
			return EXIT_SUCCESS;                                        \
		}                                                                   \
		if (argc > 1)                                                       \
			cmocka_set_test_filter(argv[1]);                            \
		return cmocka_run_group_tests(cases, setup, teardown);              \
	}

#define TEST_MAIN(...) TEST_MAIN_IN(NULL, NULL, __VA_ARGS__)

#endif
