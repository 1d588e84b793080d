/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/message.h - what is said on stderr: the mistake, then a hint.
 * Runs in: host
 */
#ifndef PADCELL_CLI_MESSAGE_H
#define PADCELL_CLI_MESSAGE_H

#include <stdio.h>

#include "padcell/error.h"

/* "padcell: <message>".  Control characters are shown as '?': guests and files choose some texts.
 */
__attribute__((format(printf, 1, 2))) void cli_error(const char *format, ...);

/* "Hint: <message>". */
__attribute__((format(printf, 1, 2))) void cli_hint(const char *format, ...);

/*
 * Say what the library failed at, with the hint that its status suggests.
 *
 * @return  the exit code that belongs to the status
 */
int cli_fail(const padcell_error *error);

/* A guest's text to a stream: as it is, but for control characters that a terminal would obey. */
void cli_print_foreign(FILE *stream, const char *text);

#endif
