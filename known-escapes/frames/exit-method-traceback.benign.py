# id: exit-method-traceback
# twin-of: frames/exit-method-traceback
# shows: context managers that see, swallow and replace exceptions

import contextlib


class Transaction:
    def __init__(self):
        self.seen = []

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.seen.append((kind, str(error), trace is not None))
        return kind is ValueError


@contextlib.contextmanager
def renamed():
    try:
        yield "inside"
    except KeyError as error:
        raise LookupError("renamed") from error


with Transaction() as transaction:
    raise ValueError("swallowed")
with transaction:
    pass
assert transaction.seen == [(ValueError, "swallowed", True), (None, "None", False)]
try:
    with renamed() as word:
        assert word == "inside"
        raise KeyError("k")
except LookupError as error:
    assert type(error) is LookupError and isinstance(error.__cause__, KeyError)
else:
    raise AssertionError("no error came")
order = []
with contextlib.ExitStack() as stack:
    for number in range(3):
        stack.callback(order.append, number)
    stack.enter_context(contextlib.suppress(IndexError))
    [][1]
assert order == [2, 1, 0]
with contextlib.closing(n for n in range(3)) as numbers, contextlib.nullcontext(5) as five:
    assert next(numbers) + five == 5
assert list(numbers) == []
print("twin ok")
