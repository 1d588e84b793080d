/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli/escape_head.c - a strict reader: what it does not know is an error with file and line.
 * Runs in: host
 */
#include "escape_head.h"

#include <string.h>

#include "kit.h"
#include "message.h"

#define LETTERS_OF_INVARIANTS "ABCDEFGHIJK"
#define LICENCE_LINE          "# SPDX-License-Identifier: "

/* Is one item of a list, or a whole value, well formed? */
typedef bool form_check(const char *value);

static bool all_of(const char *value, const char *letters)
{
	return value[0] != '\0' && value[strspn(value, letters)] == '\0';
}

static bool is_name(const char *value)
{
	return all_of(value, "abcdefghijklmnopqrstuvwxyz0123456789-") && value[0] != '-';
}

static bool is_letter(const char *value)
{
	return value[0] != '\0' && value[1] == '\0' &&
	       strchr(LETTERS_OF_INVARIANTS, value[0]) != NULL;
}

/* Three groups of digits. */
static bool is_version(const char *value)
{
	for (int dots = 2;; dots--) {
		size_t digits = strspn(value, "0123456789");
		if (digits == 0 || digits > 3 || dots < 0)
			return false;
		value += digits;
		if (*value == '\0')
			return dots == 0;
		if (*value++ != '.')
			return false;
	}
}

static bool is_text(const char *value)
{
	return value[0] != '\0';
}

static bool one_of(const char *value, const char *const *words)
{
	while (*words != NULL && strcmp(value, *words) != 0)
		words++;
	return *words != NULL;
}

static bool is_kind(const char *value)
{
	static const char *const words[] = {"escape", "information-leak",  "isolation",
	                                    "crash",  "denial-of-service", NULL};
	return one_of(value, words);
}

static bool is_layer(const char *value)
{
	/* KEEP IN STEP: layers (base/layers.def; a test compares them) */
	static const char *const words[] = {"syntax",      "builtins", "permits", "guard",      "audit",
	                                    "interpreter", "seccomp",  "process", "supervisor", NULL};
	return one_of(value, words);
}

static bool is_fix(const char *value)
{
	static const char *const words[] = {"structural", "specific", NULL};
	return one_of(value, words);
}

static bool is_sign(const char *value)
{
	static const char *const words[] = {"canary", "crash", "exhausts", NULL};
	return one_of(value, words);
}

struct form {
	form_check *check;
	bool list;
	const char *expected;
};

/* clang-format off */
static const struct form
	form_NAME     = {is_name,    false, "lower-case letters, digits and dashes"},
	form_KIND     = {is_kind,    false, "escape, information-leak, isolation, denial-of-service or crash"},
	form_LETTERS  = {is_letter,  true,  "letters of invariants, A to K, with commas"},
	form_TEXT     = {is_text,    false, "some text"},
	form_VERSIONS = {is_version, true,  "versions such as 3.11.2, with commas"},
	form_LAYERS   = {is_layer,   true,  "names of layers, with commas"},
	form_FIX      = {is_fix,     false, "structural or specific"},
	form_SIGN     = {is_sign,    false, "canary, crash or exhausts"};
/* clang-format on */

static const struct {
	const char *name;
	const struct form *form;
} keys[] = {
#define KEY(id, name, form, reason) {name, &form_##form},
#include "escape_head.def"
#undef KEY
};

/* Copy the next item of a list; false at its end.  "a,,b" has an empty item, and so has "a,". */
static bool next_item(const char **rest, char item[ESCAPE_VALUE_MAX])
{
	if (*rest == NULL)
		return false;

	const char *start = *rest + strspn(*rest, " ");
	size_t length = strcspn(start, ",");
	*rest = start[length] == ',' ? start + length + 1 : NULL;
	while (length > 0 && start[length - 1] == ' ')
		length--;
	memcpy(item, start, length);
	item[length] = '\0';
	return true;
}

bool escape_list_holds(const char *list, const char *word)
{
	char item[ESCAPE_VALUE_MAX];
	while (next_item(&list, item)) {
		if (strcmp(item, word) == 0)
			return true;
	}
	return false;
}

static bool well_formed(const struct form *form, const char *value)
{
	if (!form->list)
		return form->check(value);

	char item[ESCAPE_VALUE_MAX];
	while (next_item(&value, item)) {
		if (!form->check(item))
			return false;
	}
	return true;
}

static bool take_value(const char *path, unsigned line, enum escape_key key, const char *value,
                       struct escape_head *head)
{
	if (head->lines[key] != 0) {
		cli_error("%s:%u: '%s' stands here again; the first is in line %u", path, line,
		          keys[key].name, head->lines[key]);
		return false;
	}
	if (strlen(value) >= ESCAPE_VALUE_MAX || !well_formed(keys[key].form, value)) {
		cli_error("%s:%u: '%s' must be %s", path, line, keys[key].name,
		          keys[key].form->expected);
		return false;
	}
	head->lines[key] = line;
	(void)strcpy(head->values[key], value);
	return true;
}

/* One line of the head, without its newline. */
static bool take_line(const char *path, unsigned line, char *text, struct escape_head *head)
{
	if (strncmp(text, LICENCE_LINE, strlen(LICENCE_LINE)) == 0)
		return true;

	char *colon = strstr(text, ": ");
	if (strncmp(text, "# ", 2) != 0 || colon == NULL) {
		cli_error("%s:%u: expected '# key: value', or the program after an empty line",
		          path, line);
		return false;
	}

	*colon = '\0';
	for (size_t key = 0; key < ESCAPE_KEY_COUNT; key++) {
		if (strcmp(keys[key].name, text + 2) == 0)
			return take_value(path, line, (enum escape_key)key, colon + 2, head);
	}
	cli_error("%s:%u: there is no key '%s'", path, line, text + 2);
	return false;
}

static bool check_complete(const char *path, unsigned lines, const struct escape_head *head)
{
	for (size_t key = 0; key < ESCAPE_KEY_COUNT; key++) {
		if (head->lines[key] != 0)
			continue;
		cli_error("%s:%u: the head ends without '# %s: ...': %s", path, lines + 1,
		          keys[key].name, keys[key].form->expected);
		return false;
	}
	return true;
}

bool escape_head_parse(const char *path, const char *text, struct escape_head *ret_head)
{
	CLEANUP(free_at_exit) struct escape_head *head = calloc(1, sizeof *head);
	if (head == NULL)
		return false;

	unsigned line = 0;
	while (text[0] == '#') {
		size_t length = strcspn(text, "\n");
		CLEANUP(free_at_exit) char *copy = strndup(text, length);
		if (copy == NULL || !take_line(path, ++line, copy, head))
			return false;
		text += length + (text[length] == '\n');
	}
	if (!check_complete(path, line, head))
		return false;
	*ret_head = *head;
	return true;
}
