# id: exception-context-kept-by-from-none
# twin-of: exceptions/exception-context-kept-by-from-none
# shows: exceptions raised while others are handled, with from and from None

def convert(text, quiet):
    try:
        return int(text)
    except ValueError:
        if quiet:
            raise LookupError(text) from None
        raise LookupError(text)


def caught(*args):
    try:
        convert(*args)
    except LookupError as error:
        return error


loud, quiet = caught("a", False), caught("b", True)
assert isinstance(loud.__context__, ValueError) and loud.__cause__ is None
assert not loud.__suppress_context__ and quiet.__suppress_context__
assert str(loud.__context__) == "invalid literal for int() with base 10: 'a'"


def cleanup():
    steps = []
    for attempt in range(3):
        try:
            if attempt == 1:
                continue
            steps.append(attempt)
        finally:
            steps.append("done")
    else:
        steps.append("else")
    return steps


assert cleanup() == [0, "done", "done", 2, "done", "else"]
try:
    raise
except RuntimeError as error:
    assert str(error) == "No active exception to reraise"
else:
    raise AssertionError("no error came")
print("twin ok")
