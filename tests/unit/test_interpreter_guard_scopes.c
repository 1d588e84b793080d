/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tests/unit/test_interpreter_guard_scopes.c - the state of the thread, and what must not happen
 * unchecked.
 *
 * Each case lets a guest run, and is then called in the guest's process.
 */
#include "test.h"

#include "cell_fixture.h"
#include "guard.h"

/* In the child: a state that sticks where no memory is asked for before Python code runs. */
static void call_unchecked(void *user, PyObject *namespace_, PyObject *error)
{
	(void)user;
	(void)error;
	PyObject *function = PyDict_GetItemString(namespace_, "f");
	struct guard_scope scope = guard_enter();
	PyObject *done = PyObject_CallNoArgs(function);
	guard_leave(&scope);
	Py_XDECREF(done);
}

static void test_interpreter_guard_scopes__python_code_that_starts_unchecked_is_heard(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options options = {.plant = "none", .after_run = call_unchecked};
	cell_run("def f(): pass", &options, &report);
	assert_string_equal(report.violations, "D:guard:guard: state:0\n");
	assert_string_equal(report.details, "Python code started unchecked\n");

	/* Under the checked evaluator: its tracer needs a frame object first, and that is memory.
	 */
	const struct cell_options checked = {.evaluator_checked = true,
	                                     .after_run = call_unchecked};
	cell_run("def f(): pass", &checked, &report);
	assert_string_equal(report.violations, "D:guard:guard: state:1\n");
}

/* In the child: every way in and out, as nested as C functions of ours are. */
static void nest_scopes(void *user, PyObject *namespace_, PyObject *error)
{
	(void)user;
	(void)error;
	bool right = guard_state_now() == GUARD_CHECKED;
	{
		GUARD_ENTER(entry);
		right = right && guard_state_now() == GUARD_UNCHECKED;
		{
			GUARD_CALL_OUT(call);
			right = right && guard_state_now() == GUARD_CHECKED;
			GUARD_ENTER(again);
			right = right && guard_state_now() == GUARD_UNCHECKED;
			guard_leave(&again);
			guard_leave(&again); /* a second time does nothing */
			right = right && guard_state_now() == GUARD_CHECKED;
		}
		right = right && guard_state_now() == GUARD_UNCHECKED;
		guard_leave(&entry);
		right = right && guard_state_now() == GUARD_CHECKED;
	}
	right = right && guard_state_now() == GUARD_CHECKED;
	PyObject *object = guard_new(GUARDED_CANARY);
	right = right && guard_is_guarded(object) && guard_inside(object, GUARDED_CANARY) == NULL;
	GUARD_ENTER(entry);
	right = right && guard_inside(object, GUARDED_CANARY) != NULL &&
	        guard_inside(object, GUARDED_STREAM) == NULL &&
	        guard_inside(namespace_, GUARDED_CANARY) == NULL;
	guard_leave(&entry);
	Py_DECREF(object);
	if (right)
		(void)PyRun_SimpleString("print('right')");
}

static void test_interpreter_guard_scopes__scopes_nest_and_open_what_they_should(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options options = {.plant = "none", .after_run = nest_scopes};
	cell_run("pass", &options, &report);
	assert_string_equal(report.violations, "");
	assert_string_equal(report.output, "right\n");
}

/* In the child: an object let go while unchecked. */
static void release_unchecked(void *user, PyObject *namespace_, PyObject *error)
{
	(void)user;
	(void)error;
	(void)namespace_;
	PyObject *number = PyLong_FromLong(1 << 20);
	GUARD_ENTER(entry);
	Py_DECREF(number);
}

static void test_interpreter_guard_scopes__what_is_let_go_unchecked_is_heard(void **state)
{
	(void)state;
	struct cell_report report;
	const struct cell_options options = {.after_run = release_unchecked};
	cell_run("pass", &options, &report);
	assert_string_equal(report.violations, "D:guard:guard: state:0\n");
}

int main(int argc, char **argv)
{
#ifndef PADCELL_TEST_BUILD
	TEST_SKIP_ALL("a release build does not watch itself");
#endif
	const struct CMUnitTest cases[] = {
	        cmocka_unit_test(
	                test_interpreter_guard_scopes__python_code_that_starts_unchecked_is_heard),
	        cmocka_unit_test(
	                test_interpreter_guard_scopes__scopes_nest_and_open_what_they_should),
	        cmocka_unit_test(test_interpreter_guard_scopes__what_is_let_go_unchecked_is_heard),
	};
	if (argc > 1)
		cmocka_set_test_filter(argv[1]);
	return cmocka_run_group_tests(cases, NULL, NULL);
}
