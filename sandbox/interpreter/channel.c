/* SPDX-License-Identifier: Apache-2.0 */
/*
 * interpreter/channel.c - sys.stdin, sys.stdout and sys.stderr without a descriptor.
 *
 * A raw stream of our own under CPython's buffers and text layer, so that everything honest
 * programs do with these streams (buffer, readline, iteration, print to a file) works.  fileno()
 * raises UnsupportedOperation, which is how a file in memory answers.
 *
 * Runs in: worker before lockdown, worker after lockdown
 */
#include "channel.h"

#include "guard.h"

/* What a raw object stands for, behind a guarded object. */
struct stream {
	int number;
};

/* For good: cells may close their streams and open them again. */
static PyObject *guarded[3];

/* The guarded object of a raw one, in its dict-less tail behind the base's own fields. */
static PyObject **guarded_of(PyObject *self)
{
	PyTypeObject *base = ((PyTypeObject *)cell.channel_type)->tp_base;
	return (PyObject **)((char *)self + base->tp_basicsize);
}

/* Which stream a raw object is; -1 for one that no trusted code made. */
static int stream_of(PyObject *self)
{
	GUARD_ENTER(entry);
	PyObject *object = *guarded_of(self);
	const struct stream *stream = object != NULL ? guard_inside(object, GUARDED_STREAM) : NULL;
	return stream != NULL ? stream->number : -1;
}

/* The guarded object of a stream; borrowed. */
static PyObject *guarded_stream(int number)
{
	if (guarded[number] != NULL)
		return guarded[number];

	PyObject *object = guard_new(GUARDED_STREAM);
	GUARD_ENTER(entry);
	struct stream *stream = object != NULL ? guard_inside(object, GUARDED_STREAM) : NULL;
	if (stream != NULL)
		stream->number = number;
	guarded[number] = object;
	return object;
}

static PyObject *raw_write(PyObject *self, PyObject *data)
{
	Py_buffer view;
	if (PyObject_GetBuffer(data, &view, PyBUF_SIMPLE) != 0)
		return NULL;

	int stream = stream_of(self);
	int failed = stream <= 0 ? -1
	                         : cell.config.sinks.output(cell.config.sinks.user, stream,
	                                                    view.buf, (size_t)view.len);
	Py_ssize_t written = view.len;
	PyBuffer_Release(&view);
	if (failed != 0)
		return PyErr_Format(PyExc_BrokenPipeError, "the reader of this stream is gone");
	return PyLong_FromSsize_t(written);
}

static PyObject *raw_readinto(PyObject *self, PyObject *target)
{
	Py_buffer view;
	if (PyObject_GetBuffer(target, &view, PyBUF_WRITABLE) != 0)
		return NULL;

	ssize_t got = -1;
	if (stream_of(self) == 0 && !cell.config.stdin_granted)
		got = 0;
	else if (stream_of(self) == 0)
		got = cell.config.sinks.input(cell.config.sinks.user, view.buf, (size_t)view.len);
	PyBuffer_Release(&view);
	if (got < 0)
		return PyErr_Format(PyExc_OSError, "the stream cannot be read");
	return PyLong_FromSsize_t(got);
}

static PyObject *raw_readable(PyObject *self, PyObject *unused)
{
	(void)unused;
	return PyBool_FromLong(stream_of(self) == 0);
}

static PyObject *raw_writable(PyObject *self, PyObject *unused)
{
	(void)unused;
	return PyBool_FromLong(stream_of(self) > 0);
}

static PyObject *raw_name(PyObject *self, void *unused)
{
	(void)unused;
	static const char *const names[] = {"<stdin>", "<stdout>", "<stderr>"};
	int stream = stream_of(self);
	return PyUnicode_FromString(stream >= 0 ? names[stream] : "<closed>");
}

static PyObject *raw_mode(PyObject *self, void *unused)
{
	(void)unused;
	return PyUnicode_FromString(stream_of(self) == 0 ? "rb" : "wb");
}

static PyGetSetDef raw_attributes[] = {
        {"name", raw_name, NULL, "As CPython names its standard streams.", NULL},
        {"mode", raw_mode, NULL, "As of a file opened for one direction.", NULL},
        {NULL, NULL, NULL, NULL, NULL},
};

static PyMethodDef raw_methods[] = {
        {"write", raw_write, METH_O, "Write bytes; all of them or an error."},
        {"readinto", raw_readinto, METH_O, "Read at most as many bytes as fit; 0 at the end."},
        {"readable", raw_readable, METH_NOARGS, "Is this standard input?"},
        {"writable", raw_writable, METH_NOARGS, "Is this an output?"},
        {NULL, NULL, 0, NULL},
};

enum padcell_status channel_prepare(padcell_error *reterr)
{
	OWNED io = PyImport_ImportModuleLevel("_io", NULL, NULL, NULL, 0);
	OWNED base = io != NULL ? PyObject_GetAttrString(io, "_RawIOBase") : NULL;
	if (base == NULL)
		return cell_fail_python(reterr, "preparing streams");

	PyType_Slot slots[] = {
	        {Py_tp_methods, raw_methods}, {Py_tp_getset, raw_attributes}, {0, NULL}};
	PyType_Spec spec = {
	        .name = "padcell.Channel",
	        .basicsize =
	                (int)(((PyTypeObject *)base)->tp_basicsize + (Py_ssize_t)sizeof(void *)),
	        .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION |
	                 Py_TPFLAGS_IMMUTABLETYPE,
	        .slots = slots,
	};
	OWNED bases = PyTuple_Pack(1, base);
	cell.channel_type = bases != NULL ? PyType_FromSpecWithBases(&spec, bases) : NULL;
	return cell.channel_type != NULL ? PADCELL_OK
	                                 : cell_fail_python(reterr, "preparing streams");
}

static PyObject *open_stream(PyObject *io, int stream)
{
	PyTypeObject *type = (PyTypeObject *)cell.channel_type;
	OWNED raw = type->tp_alloc(type, 0);
	PyObject *object = guarded_stream(stream);
	if (raw == NULL || object == NULL)
		return NULL;
	*guarded_of(raw) = object; /* without a reference: it lives for good */

	OWNED buffer = PyObject_CallMethod(io, stream == 0 ? "BufferedReader" : "BufferedWriter",
	                                   "O", raw);
	OWNED wrapper = buffer != NULL ? PyObject_GetAttrString(io, "TextIOWrapper") : NULL;
	OWNED arguments = wrapper != NULL ? PyTuple_Pack(1, buffer) : NULL;
	OWNED keywords = Py_BuildValue("{s:s,s:s,s:s,s:O}", "encoding", "utf-8", "errors",
	                               stream == 2 ? "backslashreplace" : "strict", "newline", "\n",
	                               "line_buffering", stream == 0 ? Py_False : Py_True);
	if (arguments == NULL || keywords == NULL)
		return NULL;
	return PyObject_Call(wrapper, arguments, keywords);
}

enum padcell_status channel_open_streams(padcell_error *reterr)
{
	static const char *const names[] = {"stdin", "stdout", "stderr"};
	static const char *const originals[] = {"__stdin__", "__stdout__", "__stderr__"};
	PyObject *io = PyDict_GetItemString(cell.native, "_io");
	for (int stream = 0; stream < 3; stream++) {
		OWNED opened = io != NULL ? open_stream(io, stream) : NULL;
		if (opened == NULL || PySys_SetObject(names[stream], opened) != 0 ||
		    PySys_SetObject(originals[stream], opened) != 0)
			return cell_fail_python(reterr, "opening streams");
		Py_XSETREF(cell.stdio[stream], TAKE(opened));
	}
	return PADCELL_OK;
}

bool channel_is_closed(void)
{
	for (int stream = 0; stream < 3; stream++) {
		OWNED closed = PyObject_GetAttrString(cell.stdio[stream], "closed");
		if (closed != Py_False) {
			PyErr_Clear();
			return true;
		}
	}
	return false;
}

static void flush(PyObject *stream)
{
	if (stream == NULL)
		return;

	Py_INCREF(stream);
	OWNED held = stream;
	OWNED done = PyObject_CallMethod(held, "flush", NULL);
	if (done == NULL)
		PyErr_Clear();
}

void channel_flush(void)
{
	flush(PySys_GetObject("stdout"));
	flush(PySys_GetObject("stderr"));
	flush(cell.stdio[1]);
	flush(cell.stdio[2]);
}
