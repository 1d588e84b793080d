/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/syntax.c - the layer `syntax`: what every text passes before it is code.
 *
 * builtins.compile() of CPython does the work twice: text to tree, and tree to code.  In between
 * the tree is looked at.  Reading the text a second time instead would ask the guest's codecs and
 * the normalize() of unicodedata, which it may replace, a second time.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "syntax.h"

#include <string.h>

#include "cell.h"
#include "syntax_doors.h"
#include "syntax_place.h"
#include "syntax_tree.h"

/* Functions of the bundle with a row of their own: code objects, as keys, to their rows. */
#define LEARNT_MAX 8

static struct learnt {
	PyObject *code; /* owned */
	const struct syntax_library *library;
} learnt[LEARNT_MAX];
static size_t learnt_count;

bool syntax_is_strict(void)
{
	return cell.config.syntax_strict && cell_layer_on(PADCELL_LAYER_SYNTAX);
}

enum padcell_status syntax_prepare(padcell_error *reterr)
{
	if (!syntax_is_strict())
		return PADCELL_OK;
	if (!syntax_tree_prepare())
		return cell_fail_python(reterr, "preparing the layer syntax");
	return syntax_doors_close(reterr);
}

bool syntax_learn(const char *module, PyObject *code)
{
	PyObject *constants = ((PyCodeObject *)code)->co_consts;
	if (!cell.config.syntax_strict || !syntax_library_has(module))
		return true;

	for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(constants); i++) {
		PyObject *inner = PyTuple_GET_ITEM(constants, i);
		const char *name = PyCode_Check(inner)
		                           ? PyUnicode_AsUTF8(((PyCodeObject *)inner)->co_name)
		                           : NULL;
		const struct syntax_library *row =
		        name != NULL ? syntax_library_find(module, name) : NULL;
		if (row == NULL || learnt_count == LEARNT_MAX)
			continue;
		Py_INCREF(inner);
		learnt[learnt_count++] = (struct learnt){inner, row};
	}
	return PyErr_Occurred() == NULL;
}

/* Who asks: by the code that runs and not by its names, which a guest may write. */
static const struct syntax_library *library_asking(void)
{
	PyFrameObject *frame = PyEval_GetFrame();
	OWNED code = frame != NULL ? (PyObject *)PyFrame_GetCode(frame) : NULL;
	for (size_t i = 0; i < learnt_count; i++) {
		if (learnt[i].code == code)
			return learnt[i].library;
	}
	return NULL;
}

static void refuse(const struct syntax_request *request, const struct syntax_found *found)
{
	char what[200];
	const char *name = PyUnicode_AsUTF8(found->name);
	(void)snprintf(what, sizeof what, "the name %.150s", name != NULL ? name : "?");
	PyErr_Clear();
	cell_note_denial(PADCELL_LAYER_SYNTAX, what);

	struct syntax_place place;
	syntax_place_find(request->source, found, &place);
	OWNED text = place.text;
	OWNED message = PyUnicode_FromFormat("%s is refused by the layer syntax", what);
	OWNED error = message != NULL
	                      ? Py_BuildValue("(O(OllO))", message, request->filename, place.line,
	                                      place.column, text != NULL ? text : Py_None)
	                      : NULL;
	if (error != NULL)
		PyErr_SetObject(PyExc_SyntaxError, error);
}

PyObject *syntax_request_compile(const struct syntax_request *request)
{
	OWNED tree = syntax_doors_compile(request, request->source, request->flags | PyCF_ONLY_AST);
	if (tree == NULL)
		return NULL;

	struct syntax_found found;
	if (!syntax_tree_check(tree, library_asking(), &found))
		return NULL;
	if (found.name != NULL) {
		refuse(request, &found);
		return NULL;
	}
	if ((request->flags & PyCF_ONLY_AST) != 0)
		return TAKE(tree);
	return syntax_doors_compile(request, tree, request->flags);
}

PyObject *syntax_compile(const char *text, size_t size, const char *filename)
{
	PyCompilerFlags flags = _PyCompilerFlags_INIT;
	if (!syntax_is_strict())
		return Py_CompileStringExFlags(text, filename, Py_file_input, &flags, 0);

	OWNED source = PyBytes_FromStringAndSize(text, (Py_ssize_t)size);
	OWNED name = PyUnicode_DecodeFSDefault(filename);
	OWNED mode = PyUnicode_FromString("exec");
	if (source == NULL || name == NULL || mode == NULL)
		return NULL;

	const struct syntax_request request = {.source = source,
	                                       .filename = name,
	                                       .mode = mode,
	                                       .dont_inherit = 1,
	                                       .optimize = 0,
	                                       .feature_version = -1};
	return syntax_request_compile(&request);
}
