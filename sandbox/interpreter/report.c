/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/report.c - an exception as text.
 *
 * CPython's own printer reads the source file that a code object names, and the guest chooses that
 * name.  This one knows a single source: the guest's, which it holds in memory.
 *
 * Runs in: worker after lockdown
 */
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "bytes.h"
#include "cell.h"

#define TEXT_MAX   32000u /* bytes of a traceback: less than one frame of the protocol */
#define CHAIN_MAX  8      /* exceptions of a chain of causes */
#define GROUP_MAX  16     /* exceptions of a group that are named */
#define REPEAT_MAX 3      /* equal lines of a recursion that are shown */

static void put_type(struct bytes *out, PyTypeObject *type)
{
	OWNED module = PyObject_GetAttrString((PyObject *)type, "__module__");
	const char *name =
	        module != NULL && PyUnicode_Check(module) ? PyUnicode_AsUTF8(module) : NULL;
	PyErr_Clear();
	if (name != NULL && strcmp(name, "builtins") != 0 && strcmp(name, "__main__") != 0)
		(void)bytes_printf(out, "%.100s.", name);
	(void)bytes_append_text(out, type->tp_name);
}

/* str() of an exception runs guest code: whatever it raises is dropped. */
static void put_message(struct bytes *out, PyObject *exception)
{
	OWNED text = PyObject_Str(exception);
	OWNED encoded =
	        text != NULL ? PyUnicode_AsEncodedString(text, "utf-8", "backslashreplace") : NULL;
	if (encoded == NULL) {
		PyErr_Clear();
		(void)bytes_append_text(out, "<exception str() failed>");
		return;
	}
	size_t size = (size_t)PyBytes_GET_SIZE(encoded);
	size_t room = out->limit - out->size;
	(void)bytes_append(out, PyBytes_AS_STRING(encoded), size < room ? size : room);
}

/* Line `number` of the guest's source, without its indentation. */
static void put_source_line(struct bytes *out, unsigned number)
{
	const char *line = cell.source;
	const char *end = cell.source + cell.source_size;
	for (unsigned i = 1; i < number && line != NULL; i++) {
		line = memchr(line, '\n', (size_t)(end - line));
		line = line != NULL ? line + 1 : NULL;
	}
	if (line == NULL || line >= end)
		return;

	const char *stop = memchr(line, '\n', (size_t)(end - line));
	stop = stop != NULL ? stop : end;
	while (line < stop && (*line == ' ' || *line == '\t' || *line == '\f'))
		line++;
	if (line < stop)
		(void)bytes_printf(out, "    %.*s\n", (int)(stop - line), line);
}

static const char *text_of(PyObject *object)
{
	const char *text =
	        object != NULL && PyUnicode_Check(object) ? PyUnicode_AsUTF8(object) : NULL;
	PyErr_Clear();
	return text != NULL ? text : "?";
}

/* Modules that CPython loaded from the host's disk are named without their folder. */
static const char *without_host_folder(const char *file)
{
	const char *slash = file[0] == '/' ? strrchr(file, '/') : NULL;
	return slash != NULL ? slash + 1 : file;
}

static void put_entry(struct bytes *out, PyCodeObject *code, int line)
{
	const char *file = text_of(code->co_filename);
	bool own = strcmp(file, cell.guest_name) == 0;
	(void)bytes_printf(out, "  File \"%.255s\", line %d, in %.255s\n",
	                   own ? file : without_host_folder(file), line, text_of(code->co_name));
	if (own && line > 0)
		put_source_line(out, (unsigned)line);
}

static int line_of(const PyTracebackObject *entry, PyCodeObject *code)
{
	return entry->tb_lineno >= 0 ? entry->tb_lineno : PyCode_Addr2Line(code, entry->tb_lasti);
}

static void put_traceback(struct bytes *out, PyObject *traceback)
{
	PyCodeObject *last = NULL;
	int last_line = 0;
	unsigned repeated = 0;
	for (PyTracebackObject *entry = (PyTracebackObject *)traceback; entry != NULL;
	     entry = entry->tb_next) {
		OWNED owned = (PyObject *)PyFrame_GetCode(entry->tb_frame);
		PyCodeObject *code = (PyCodeObject *)owned;
		int line = line_of(entry, code);
		bool same = code == last && line == last_line;
		if (!same && repeated >= REPEAT_MAX)
			(void)bytes_printf(out, "  [Previous line repeated %u more times]\n",
			                   repeated - REPEAT_MAX + 1);
		repeated = same ? repeated + 1 : 0;
		if (repeated < REPEAT_MAX)
			put_entry(out, code, line);
		last = code; /* compared only; the frame keeps it alive */
		last_line = line;
	}
	if (repeated >= REPEAT_MAX)
		(void)bytes_printf(out, "  [Previous line repeated %u more times]\n",
		                   repeated - REPEAT_MAX + 1);
}

static void put_syntax_error(struct bytes *out, const struct interpreter_outcome *outcome)
{
	if (outcome->line == 0)
		return;

	(void)bytes_printf(out, "  File \"%s\", line %u\n", cell.guest_name, outcome->line);
	put_source_line(out, outcome->line);
}

static void put_group(struct bytes *out, PyObject *group)
{
	OWNED members = PyObject_GetAttrString(group, "exceptions");
	Py_ssize_t count =
	        members != NULL && PyTuple_Check(members) ? PyTuple_GET_SIZE(members) : 0;
	PyErr_Clear();
	for (Py_ssize_t i = 0; i < count && i < GROUP_MAX; i++) {
		(void)bytes_printf(out, "  | %zd: ", i + 1);
		put_type(out, Py_TYPE(PyTuple_GET_ITEM(members, i)));
		(void)bytes_append_text(out, ": ");
		put_message(out, PyTuple_GET_ITEM(members, i));
		(void)bytes_append_text(out, "\n");
	}
}

static void put_one(struct bytes *out, PyObject *exception,
                    const struct interpreter_outcome *outcome)
{
	OWNED traceback = PyException_GetTraceback(exception);
	if (traceback != NULL) {
		(void)bytes_append_text(out, "Traceback (most recent call last):\n");
		put_traceback(out, traceback);
	}
	put_syntax_error(out, outcome);
	put_type(out, Py_TYPE(exception));
	size_t before = out->size;
	(void)bytes_append_text(out, ": ");
	put_message(out, exception);
	if (out->size == before + 2) {
		out->size = before; /* no message: no colon, as CPython prints it */
		out->data[before] = '\0';
	}
	(void)bytes_append_text(out, "\n");
	if (PyObject_IsInstance(exception, PyExc_BaseExceptionGroup) == 1)
		put_group(out, exception);
	PyErr_Clear();
}

/* The exception before this one, as a new reference, and the sentence that links them. */
static PyObject *before(PyObject *exception, const char **ret_link)
{
	PyObject *cause = PyException_GetCause(exception);
	*ret_link = "\nThe above exception was the direct cause of the following exception:\n\n";
	if (cause != NULL || ((PyBaseExceptionObject *)exception)->suppress_context)
		return cause;

	*ret_link = "\nDuring handling of the above exception, another exception occurred:\n\n";
	return PyException_GetContext(exception);
}

static void put_chain(struct bytes *out, PyObject *exception,
                      const struct interpreter_outcome *outcome, unsigned depth)
{
	static const struct interpreter_outcome plain = {0};
	const char *link = NULL;
	OWNED earlier = depth < CHAIN_MAX ? before(exception, &link) : NULL;
	if (earlier != NULL) {
		put_chain(out, earlier, &plain, depth + 1);
		(void)bytes_append_text(out, link);
	}
	put_one(out, exception, outcome);
}

static unsigned number_of(PyObject *exception, const char *name)
{
	OWNED value = PyObject_GetAttrString(exception, name);
	long number = value != NULL && PyLong_Check(value) ? PyLong_AsLong(value) : 0;
	PyErr_Clear();
	return number > 0 && number <= INT_MAX ? (unsigned)number : 0;
}

void report_exception(PyObject *exception, struct interpreter_outcome *outcome)
{
	struct bytes type = {.limit = 250};
	struct bytes message = {.limit = 8000};
	struct bytes text = {.limit = TEXT_MAX};
	if (PyErr_GivenExceptionMatches(exception, PyExc_SyntaxError)) {
		outcome->line = number_of(exception, "lineno");
		outcome->column = number_of(exception, "offset");
	}
	put_type(&type, Py_TYPE(exception));
	put_message(&message, exception);
	put_chain(&text, exception, outcome, 0);
	outcome->type = type.data != NULL ? type.data : strdup("?");
	outcome->message = message.data != NULL ? message.data : strdup("");
	outcome->traceback = text.data != NULL ? text.data : strdup("");
}
