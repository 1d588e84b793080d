/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/virtual_clock.c - clocks at the policy's resolution.
 *
 * Rounded down, so that a clock that never goes back still does not.  Calendars that take no
 * argument (time.gmtime() and its kin) show seconds, and no policy asks for a coarser resolution
 * than that.
 *
 * Runs in: worker after lockdown
 */
#include "cell.h"
#include "virtual.h"

#define SECOND_NS 1000000000LL

/* The functions that answer in nanoseconds; all others are made of them. */
static struct {
	PyCFunction clock_gettime_ns;
	PyCFunction monotonic_ns;
	PyCFunction perf_counter_ns;
	PyCFunction process_time_ns;
	PyCFunction thread_time_ns;
	PyCFunction time_ns;
} real;

/* METH_VARARGS | METH_KEYWORDS and METH_VARARGS. */
static PyCFunctionWithKeywords real_fromtimestamp;
static PyCFunction real_utcfromtimestamp;

static bool find(PyObject *module, const char *name, PyCFunction *ret_function)
{
	OWNED function = PyObject_GetAttrString(module, name);
	if (function == NULL || !PyCFunction_Check(function))
		return false;

	*ret_function = PyCFunction_GetFunction(function);
	return true;
}

static PyCFunction class_method(PyTypeObject *type, const char *name, int flags)
{
	PyObject *method = PyDict_GetItemString(cell_type_dict(type), name);
	bool is_one = method != NULL && Py_TYPE(method) == &PyClassMethodDescr_Type &&
	              ((PyMethodDescrObject *)method)->d_method->ml_flags == flags;
	return is_one ? ((PyMethodDescrObject *)method)->d_method->ml_meth : NULL;
}

static bool prepare_datetime(void)
{
	PyObject *module = PyDict_GetItemString(cell.native, "_datetime");
	OWNED type = module != NULL ? PyObject_GetAttrString(module, "datetime") : NULL;
	if (module == NULL)
		return true; /* the policy has no datetime */
	if (type == NULL || !PyType_Check(type))
		return false;

	PyTypeObject *datetime = (PyTypeObject *)type;
	real_fromtimestamp = (PyCFunctionWithKeywords)(void (*)(void))class_method(
	        datetime, "fromtimestamp", METH_VARARGS | METH_KEYWORDS | METH_CLASS);
	real_utcfromtimestamp =
	        class_method(datetime, "utcfromtimestamp", METH_VARARGS | METH_CLASS);
	return real_fromtimestamp != NULL && real_utcfromtimestamp != NULL;
}

bool virtual_prepare_clock(void)
{
	OWNED module = PyImport_ImportModuleLevel("time", NULL, NULL, NULL, 0);
	return module != NULL && find(module, "clock_gettime_ns", &real.clock_gettime_ns) &&
	       find(module, "monotonic_ns", &real.monotonic_ns) &&
	       find(module, "perf_counter_ns", &real.perf_counter_ns) &&
	       find(module, "process_time_ns", &real.process_time_ns) &&
	       find(module, "thread_time_ns", &real.thread_time_ns) &&
	       find(module, "time_ns", &real.time_ns) && prepare_datetime();
}

/* Towards the past: also for a clock that is set before 1970. */
static long long rounded(long long ns)
{
	long long step = (long long)cell.config.clock_resolution_ms * (SECOND_NS / 1000);
	if (step == 0)
		return ns;

	long long over = ns % step;
	return ns - (over >= 0 ? over : over + step);
}

/* -1 with an exception pending is a failure; no clock of ours stands at -1 otherwise. */
static long long read_clock(PyCFunction clock, PyObject *module, PyObject *arguments)
{
	OWNED exact = clock(module, arguments);
	long long ns = exact != NULL ? PyLong_AsLongLong(exact) : -1;
	return PyErr_Occurred() != NULL ? -1 : rounded(ns);
}

static PyObject *whole(long long ns)
{
	return PyErr_Occurred() == NULL ? PyLong_FromLongLong(ns) : NULL;
}

/* Microseconds of this century are exact in a double, nanoseconds are not. */
static PyObject *seconds(long long ns)
{
	double value = ns % 1000 == 0 ? (double)(ns / 1000) / 1e6 : (double)ns / 1e9;
	return PyErr_Occurred() == NULL ? PyFloat_FromDouble(value) : NULL;
}

#define CLOCK(name)                                                            \
	PyObject *virtual_##name##_ns(PyObject *module, PyObject *arguments)   \
	{                                                                      \
		return whole(read_clock(real.name##_ns, module, arguments));   \
	}                                                                      \
	PyObject *virtual_##name(PyObject *module, PyObject *arguments)        \
	{                                                                      \
		return seconds(read_clock(real.name##_ns, module, arguments)); \
	}
CLOCK(clock_gettime)
CLOCK(monotonic)
CLOCK(perf_counter)
CLOCK(process_time)
CLOCK(thread_time)
CLOCK(time)

/* datetime.now(tz) is documented as datetime.fromtimestamp(time.time(), tz), and here it is. */
PyObject *virtual_datetime_now(PyObject *type, PyObject *const *arguments, Py_ssize_t count,
                               PyObject *names)
{
	Py_ssize_t named = names != NULL ? PyTuple_GET_SIZE(names) : 0;
	if (count + named > 1)
		return PyErr_Format(PyExc_TypeError, "now() takes at most 1 argument (%zd given)",
		                    count + named);
	if (named == 1 && PyUnicode_CompareWithASCIIString(PyTuple_GET_ITEM(names, 0), "tz") != 0)
		return PyErr_Format(PyExc_TypeError,
		                    "'%S' is an invalid keyword argument for now()",
		                    PyTuple_GET_ITEM(names, 0));

	OWNED now = virtual_time(NULL, NULL);
	PyObject *zone = count + named == 1 ? arguments[0] : Py_None;
	OWNED given = now != NULL ? PyTuple_Pack(2, now, zone) : NULL;
	return given != NULL ? real_fromtimestamp(type, given, NULL) : NULL;
}

PyObject *virtual_datetime_utcnow(PyObject *type, PyObject *unused)
{
	OWNED now = virtual_time(unused, NULL);
	OWNED given = now != NULL ? PyTuple_Pack(1, now) : NULL;
	return given != NULL ? real_utcfromtimestamp(type, given) : NULL;
}
