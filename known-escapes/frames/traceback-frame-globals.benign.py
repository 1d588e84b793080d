# id: traceback-frame-globals
# twin-of: frames/traceback-frame-globals
# shows: exceptions as text: format_exc, chains, causes, notes and tracebacks by entry

import sys
import traceback


def fails(number):
    return 1 // number


def wraps_it():
    try:
        fails(0)
    except ZeroDivisionError as error:
        raise ValueError("no such share") from error


try:
    wraps_it()
except ValueError as error:
    error.add_note("asked for by the test")
    text = traceback.format_exc()
    chain = error
    names = [entry.name for entry in traceback.extract_tb(error.__traceback__)]
    lines = [entry.lineno for entry in traceback.extract_tb(error.__traceback__)]
    only = traceback.format_exception_only(error)
    assert sys.exc_info()[1] is error and sys.exc_info()[0] is ValueError
else:
    raise AssertionError("no error came")
assert text.startswith("Traceback (most recent call last):\n")
assert "ZeroDivisionError: integer division or modulo by zero" in text
assert "The above exception was the direct cause of the following exception:" in text
assert "in wraps_it" in text and "in fails" in text
assert text.endswith("ValueError: no such share\nasked for by the test\n")
assert names == ["<module>", "wraps_it"] and lines[1] > 0
assert only == ["ValueError: no such share\n", "asked for by the test\n"]
assert isinstance(chain.__cause__, ZeroDivisionError) and chain.__suppress_context__
again = KeyError("k").with_traceback(chain.__traceback__)
assert again.__traceback__ is chain.__traceback__
report = traceback.TracebackException.from_exception(chain)
assert "".join(report.format()).endswith("asked for by the test\n")
print("twin ok")
