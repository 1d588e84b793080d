# SPDX-License-Identifier: Apache-2.0
"""Tracebacks as text, without frames and without opening any file.

Stands in for the standard module, which walks frames and reads the source file that each names.
"""

import sys
from _padcell import traceback_entries as _entries


class FrameSummary:
    """One line of a traceback."""

    __slots__ = ("filename", "lineno", "name", "line")

    def __init__(self, filename, lineno, name, *, line=""):
        self.filename, self.lineno, self.name, self.line = filename, lineno, name, line

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, index):
        return tuple(self)[index]

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """The lines of a traceback, oldest first."""

    def format(self):
        return [f'  File "{each.filename}", line {each.lineno}, in {each.name}\n' for each in self]


def extract_tb(tb, limit=None):
    """The lines behind a traceback object."""
    lines = [FrameSummary(*entry) for entry in _entries(tb)] if tb is not None else []
    if limit is not None:
        lines = lines[:limit] if limit >= 0 else lines[limit:]
    return StackSummary(lines)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def format_list(extracted):
    return StackSummary(FrameSummary(*each[:3]) for each in extracted).format()


def print_tb(tb, limit=None, file=None):
    print("".join(format_tb(tb, limit)), end="", file=file or sys.stderr)


def _text(value):
    try:
        return str(value)
    except Exception:
        return "<exception str() failed>"


def format_exception_only(exc, value=None, /):
    """The last line or lines: type and message."""
    value = exc if value is None and not isinstance(exc, type) else value
    kind = type(value) if value is not None else exc
    name = kind.__qualname__
    if kind.__module__ not in ("__main__", "builtins"):
        name = f"{kind.__module__}.{name}"
    lines = []
    if isinstance(value, SyntaxError) and value.lineno is not None:
        lines.append(f'  File "{value.filename or "<string>"}", line {value.lineno}\n')
        if value.text:
            lines.append(f"    {value.text.strip()}\n")
        lines.append(f"{name}: {value.msg}\n")
    else:
        text = _text(value) if value is not None else ""
        lines.append(f"{name}: {text}\n" if text else f"{name}\n")
    lines.extend(f"{note}\n" for note in getattr(value, "__notes__", ()))
    return lines


def format_exception(exc, value=None, tb=None, limit=None, chain=True):
    """The whole traceback as a list of strings."""
    value = exc if value is None else value
    if value is None:
        return ["NoneType: None\n"]
    parts, seen = [], set()
    while value is not None and id(value) not in seen:
        seen.add(id(value))
        lines = format_tb(value.__traceback__ if tb is None else tb, limit)
        tb = None
        head = ["Traceback (most recent call last):\n"] if lines else []
        parts.append(head + lines + format_exception_only(value))
        if not chain:
            break
        if value.__cause__ is not None:
            link, value = "direct cause of the following exception", value.__cause__
            parts.append([f"\nThe above exception was the {link}:\n\n"])
        elif value.__context__ is not None and not value.__suppress_context__:
            value = value.__context__
            parts.append(["\nDuring handling of the above exception, "
                          "another exception occurred:\n\n"])
        else:
            value = None
    return [line for part in reversed(parts) for line in part]


def print_exception(exc, value=None, tb=None, limit=None, file=None, chain=True):
    print("".join(format_exception(exc, value, tb, limit, chain)), end="", file=file or sys.stderr)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print(format_exc(limit, chain), end="", file=file or sys.stderr)


class TracebackException:
    """An exception, kept as text."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, chain=True, **kwargs):
        self.exc_type, self.stack = exc_type, extract_tb(exc_traceback, limit)
        self._lines = format_exception(exc_value, tb=exc_traceback, limit=limit)
        self._only = format_exception_only(exc_value)

    @classmethod
    def from_exception(cls, exc, **kwargs):
        return cls(type(exc), exc, exc.__traceback__, **kwargs)

    def format(self, *, chain=True):
        return iter(self._lines)

    def format_exception_only(self):
        return iter(self._only)

    def __str__(self):
        return self._only[-1].rstrip("\n")
