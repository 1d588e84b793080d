/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/report_file.h - a file that is written whole or not at all.
 *
 * The text goes to a file beside it, which takes its place when all of it is there.  What is no
 * regular file (a pipe, /dev/stdout) is written as it is.
 *
 * Runs in: host
 */
#ifndef PADCELL_CLI_REPORT_FILE_H
#define PADCELL_CLI_REPORT_FILE_H

#include <stdio.h>

struct report_file {
	FILE *stream; /* to be written to */
	char *path;   /* that it is to have; owned */
	char *fresh;  /* that it has until then; NULL when it is written in place; owned */
};

/* Could it be written?  Asked before hours of work; 0, or an exit code after a message.
 * @param path  NULL is no file, and good */
int report_file_check(const char *path);

/* @param ret_file  release with report_file_done(); 0, or an exit code after a message */
int report_file_open(const char *path, struct report_file *ret_file);

/* Put it in its place; 0, or an exit code after a message, and the old one is as it was. */
int report_file_commit(struct report_file *file);

/* Forget it, unless it was committed. */
void report_file_done(struct report_file *file);

#endif
