/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/residue.c - undo what a guest left, and name what cannot be undone.
 *
 * Dicts and lists that the library holds are put back from shallow copies: what a guest may
 * legitimately change (an attribute of a library module or class, a filter of warnings,
 * sys.modules) is undone without a word, and so are registrations, hooks and values of context
 * variables.  What no guest may change, the dicts of types that all interpreters share, is only
 * compared: a difference is a breach of J, and the process must not run another guest.
 *
 * CPython counts changes of a dict in its version tag, so an untouched dict costs one comparison.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "residue.h"

#include <stdio.h>
#include <stdlib.h>

#include "cell.h"
#include "channel.h"
#include "codec_registry.h"
#include "kept.h"
#include "library_state.h"
#include "permits.h"
#include "plants.h"

/* Finalisers that make finalisers: after so many rounds the cell is given up. */
#define PUT_BACK_MAX 4

struct kept_type {
	PyTypeObject *type; /* owned */
	uint64_t version;
};

static struct residue {
	struct kept kept;
	struct library_state library;
	struct kept_type *types;
	size_t type_count;
	int recursion;
	bool remembered;
} of_cells[INTERPRETER_CELLS_MAX];

static char found[256];

static struct residue *mine(void)
{
	return &of_cells[cell.number];
}

static bool keep_type(void *user, PyTypeObject *type)
{
	struct residue *residue = user;
	if (PyType_HasFeature(type, Py_TPFLAGS_HEAPTYPE) || cell_type_dict(type) == NULL)
		return true;

	struct kept_type *grown =
	        realloc(residue->types, (residue->type_count + 1) * sizeof *grown);
	if (grown == NULL)
		return false;
	residue->types = grown;
	Py_INCREF(type);
	grown[residue->type_count++] =
	        (struct kept_type){type, kept_version_of_dict(cell_type_dict(type))};
	return true;
}

static void forget(struct residue *residue)
{
	kept_forget(&residue->kept);
	for (size_t i = 0; i < residue->type_count; i++)
		Py_CLEAR(residue->types[i].type);
	residue->type_count = 0;
}

enum padcell_status residue_remember(padcell_error *reterr)
{
	struct residue *residue = mine();
	forget(residue);
	if (!kept_remember(&residue->kept) || !library_state_remember(&residue->library))
		return cell_fail_python(reterr, "remembering the cell");
	if (!permits_each_type(keep_type, residue))
		return padcell_fail(reterr, PADCELL_E_NOMEM, PADCELL_STAGE_INTERPRETER, 0,
		                    "remembering the types");
	residue->recursion = Py_GetRecursionLimit();
	residue->remembered = true;
	return PADCELL_OK;
}

bool cell_remember(void)
{
	return residue_remember(NULL) == PADCELL_OK;
}

static const char *changed_type(const struct residue *residue)
{
	for (size_t i = 0; i < residue->type_count; i++) {
		const struct kept_type *kept = &residue->types[i];
		if (kept_version_of_dict(cell_type_dict(kept->type)) != kept->version)
			return kept->type->tp_name;
	}
	return NULL;
}

static const char *say(const char *what, const char *did)
{
	(void)snprintf(found, sizeof found, "%s %s", what, did);
	return found;
}

const char *residue_shared_change(void)
{
	const char *type = changed_type(mine());
	return type != NULL
	               ? say(type, "has another dict than before: a type all interpreters share")
	               : NULL;
}

const char *residue_waiting_change(unsigned number)
{
	const struct residue *residue = &of_cells[number];
	return residue->remembered && !kept_is_settled(&residue->kept)
	               ? say("a module", "of a cell that still waits is not as it was")
	               : NULL;
}

/* What a thread state holds for a guest: values of context variables, hooks of generators. */
static void clean_thread(void)
{
	PyThreadState *thread = cell.thread;
	Py_CLEAR(thread->context);
	thread->context_ver++;
	Py_CLEAR(thread->async_gen_firstiter);
	Py_CLEAR(thread->async_gen_finalizer);
}

/* A guest may close its streams: new ones become part of what the cell is put back to. */
static bool reopen_streams(struct residue *residue)
{
	if (!channel_is_closed())
		return true;
	if (channel_open_streams(NULL) != PADCELL_OK)
		return false;

	return kept_renew(&residue->kept,
	                  PyModule_GetDict(PyDict_GetItemString(cell.modules, "sys")));
}

static bool put_back(struct residue *residue)
{
	/* Values that go may run finalisers of the guest, which may write again. */
	bool done = kept_put_back(&residue->kept);
	done = codec_registry_reset() && library_state_put_back(&residue->library) && done;
	clean_thread();
	(void)PyGC_Collect();
	for (int attempt = 0; attempt < PUT_BACK_MAX && !kept_is_settled(&residue->kept); attempt++)
		done = kept_put_back(&residue->kept) && done;
	return done && kept_is_settled(&residue->kept);
}

const char *cell_reset(void)
{
	struct residue *residue = mine();
	if (plant_opens(PLANT_FORGETS_RESET))
		return kept_is_settled(&residue->kept)
		               ? NULL
		               : say("a module", "was left as a guest changed it");

	bool done = put_back(residue);
	Py_SetRecursionLimit(residue->recursion);
	if (!done || !reopen_streams(residue)) {
		PyErr_Clear();
		return say("a module", "cannot be put back");
	}
	return residue_shared_change();
}
