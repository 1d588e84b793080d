/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/integration/test_supervisor_input.c - a guest's standard input: every byte once, to its
 * end.
 */
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "runs.h"
#include "test.h"

#define INPUT_BYTES 50000

static char input[INPUT_BYTES];

static void *feed(void *user)
{
	int fd = *(int *)user;
	for (size_t sent = 0; sent < sizeof input;) {
		size_t piece = sizeof input - sent < 777 ? sizeof input - sent : 777;
		ssize_t wrote = write(fd, input + sent, piece);
		if (wrote < 0)
			break;
		sent += (size_t)wrote;
	}
	(void)close(fd);
	return NULL;
}

static void fill_input(void)
{
	for (size_t i = 0; i < sizeof input; i++)
		input[i] = (char)('a' + i % 26);
}

static void expect_echo(int fd, size_t expected)
{
	padcell_guest guest = runs_hostile("echo");
	guest.stdin_fd = fd;
	padcell_policy *policy = runs_policy(POLICY_QUICK);
	padcell_verdict *verdict = NULL;
	assert_int_equal(padcell_run(policy, &guest, &verdict, NULL), PADCELL_OK);
	runs_expect(verdict, PADCELL_OUTCOME_OK, NULL, "echo");
	size_t size = 0;
	const char *output = padcell_verdict_stdout(verdict, &size);
	assert_int_equal(size, expected);
	assert_memory_equal(output, input, expected);
	padcell_verdict_free(verdict);
	padcell_policy_free(policy);
}

static void expect_echo_of(int ours, int theirs)
{
	pthread_t writer;
	fill_input();
	assert_int_equal(pthread_create(&writer, NULL, feed, &theirs), 0);
	expect_echo(ours, sizeof input);
	assert_int_equal(pthread_join(writer, NULL), 0);
	(void)close(ours);
}

static void test_supervisor_input__a_pipe_comes_through(void **state)
{
	(void)state;
	int fds[2];
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	expect_echo_of(fds[0], fds[1]);
}

static void test_supervisor_input__a_socket_comes_through(void **state)
{
	(void)state;
	int fds[2];
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds), 0);
	expect_echo_of(fds[0], fds[1]);
}

static void test_supervisor_input__a_file_comes_through(void **state)
{
	(void)state;
	char path[] = "/tmp/padcell-test-XXXXXX";
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	(void)unlink(path);
	fill_input();
	assert_int_equal(write(fd, input, sizeof input), sizeof input);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	expect_echo(fd, sizeof input);
	(void)close(fd);
}

static void test_supervisor_input__none_is_at_its_end(void **state)
{
	(void)state;
	expect_echo(-1, 0);
	int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	expect_echo(null, 0);
	(void)close(null);
}

static void test_supervisor_input__what_is_not_asked_for_is_not_read(void **state)
{
	(void)state;
	int fds[2];
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	assert_int_equal(write(fds[1], "kept", 4), 4);
	padcell_guest guest = runs_hostile("ok");
	guest.stdin_fd = fds[0];
	padcell_verdict_free(runs_verdict(POLICY_QUICK, &guest));

	char data[8];
	assert_int_equal(read(fds[0], data, sizeof data), 4);
	(void)close(fds[0]);
	(void)close(fds[1]);
}

static void test_supervisor_input__a_silent_pipe_ends_with_the_wall_clock(void **state)
{
	(void)state;
	int fds[2];
	assert_int_equal(pipe2(fds, O_CLOEXEC), 0);
	padcell_guest guest = runs_hostile("echo");
	guest.stdin_fd = fds[0];
	padcell_verdict *verdict = runs_verdict(
	        "limits: {wall: 300 ms, source: 8 MiB}\ngrants: {stdin: true}\n", &guest);
	runs_expect(verdict, PADCELL_OUTCOME_TIMEOUT, "300", "silent pipe");
	padcell_verdict_free(verdict);
	(void)close(fds[0]);
	(void)close(fds[1]);
}

static void test_supervisor_input__a_folder_is_an_error(void **state)
{
	(void)state;
	padcell_guest guest = runs_hostile("echo");
	guest.stdin_fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	padcell_verdict *verdict = runs_verdict(POLICY_QUICK, &guest);
	runs_expect(verdict, PADCELL_OUTCOME_ERROR, "standard input", "a folder");
	padcell_verdict_free(verdict);
	(void)close(guest.stdin_fd);
}

TEST_MAIN(cmocka_unit_test(test_supervisor_input__a_pipe_comes_through),
          cmocka_unit_test(test_supervisor_input__a_socket_comes_through),
          cmocka_unit_test(test_supervisor_input__a_file_comes_through),
          cmocka_unit_test(test_supervisor_input__none_is_at_its_end),
          cmocka_unit_test(test_supervisor_input__what_is_not_asked_for_is_not_read),
          cmocka_unit_test(test_supervisor_input__a_silent_pipe_ends_with_the_wall_clock),
          cmocka_unit_test(test_supervisor_input__a_folder_is_an_error))
