/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/replay_imports.c - what an escape imports, as a program of its own.
 * Runs in: host
 */
#include <string.h>

#include "kit.h"
#include "replay_matrix.h"

/*
 * "from a.b import c as d" asks for the module "a.b"; what it takes of it may be the escape, and a
 * relative import in a program that is no package always is.
 */
static void put_import(FILE *program, const char *line, size_t length)
{
	static const char from[] = "from ";
	static const char import[] = "import ";
	if (length > strlen(from) && strncmp(line, from, strlen(from)) == 0) {
		const char *name = line + strlen(from);
		if (name[0] == '.')
			return;
		(void)fprintf(program, "import %.*s\n", (int)strcspn(name, " \n"), name);
	} else if (length > strlen(import) && strncmp(line, import, strlen(import)) == 0) {
		(void)fprintf(program, "%.*s\n", (int)length, line);
	}
}

char *replay_imports(const char *source)
{
	char *program = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&program, &size);
	if (stream == NULL)
		return NULL;

	while (*source != '\0') {
		size_t length = strcspn(source, "\n");
		put_import(stream, source, length);
		source += length + (source[length] == '\n');
	}
	if (fclose(stream) == 0)
		return program;
	free(program);
	return NULL;
}
