/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/finding_head.c - what a fuzz target wrote above a program that it saved.
 * Runs in: host
 */
#include "finding_head.h"

#include <string.h>

#include "kit.h"

#define HEAD_BYTES 8192 /* more than any head: the program behind it is not looked at */
#define LAST_KEY   "python"

/* "# key: value" -> the value, as far as it fits. */
static bool read_value(const char *line, size_t length, const char *key, char *value, size_t size)
{
	size_t key_length = strlen(key);
	if (length < key_length + 4 || strncmp(line, "# ", 2) != 0 ||
	    strncmp(line + 2, key, key_length) != 0 || strncmp(line + 2 + key_length, ": ", 2) != 0)
		return false;
	(void)snprintf(value, size, "%.*s", (int)(length - key_length - 4), line + key_length + 4);
	return true;
}

static void read_line(const char *line, size_t length, struct finding_head *head,
                      unsigned *ret_broken)
{
	char text[16];
	(void)read_value(line, length, "target", head->target, sizeof head->target);
	(void)read_value(line, length, "layer", head->layer, sizeof head->layer);
	(void)read_value(line, length, "what", head->what, sizeof head->what);
	(void)read_value(line, length, "detail", head->detail, sizeof head->detail);
	if (read_value(line, length, "invariant", text, sizeof text))
		head->invariant = text[0];
	if (read_value(line, length, "line", text, sizeof text))
		*ret_broken = (unsigned)strtoul(text, NULL, 10);
}

void finding_head_read(const char *text, struct finding_head *ret_head)
{
	char version[16];
	unsigned broken = 0; /* counted from the program's first line, as the target saw it */
	unsigned lines = 0;
	*ret_head = (struct finding_head){.target = ""};
	/* The program may begin with comments of its own: the head has a last line. */
	for (bool last = false; text[0] == '#' && !last; lines++) {
		size_t length = strcspn(text, "\n");
		read_line(text, length, ret_head, &broken);
		last = read_value(text, length, LAST_KEY, version, sizeof version);
		text += length + (text[length] == '\n');
	}
	ret_head->line = lines + (broken > 0 ? broken : 1);
}

void finding_head_load(const char *path, struct finding_head *ret_head)
{
	char text[HEAD_BYTES] = "";
	CLEANUP(file_at_exit) FILE *file = fopen(path, "re");
	size_t size = file != NULL ? fread(text, 1, sizeof text - 1, file) : 0;
	text[size] = '\0';
	finding_head_read(text, ret_head);
}
