# id: generator-gi-yieldfrom
# twin-of: frames/generator-gi-yieldfrom
# shows: delegation with yield from: values, exceptions and the result pass through

def flatten(tree):
    for item in tree:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


def inner():
    received = []
    try:
        while True:
            received.append((yield len(received)))
    except GeneratorExit:
        raise
    except KeyError as error:
        return received + [error.args[0]]


def outer(results):
    results.append((yield from inner()))
    yield "after"


assert list(flatten([1, [2, [3, [], 4]], 5])) == [1, 2, 3, 4, 5]
results = []
delegate = outer(results)
assert next(delegate) == 0
assert delegate.send("a") == 1 and delegate.send("b") == 2
assert delegate.throw(KeyError("k")) == "after"
assert results == [["a", "b", "k"]]
assert list(delegate) == []


def raises():
    raise StopIteration("inside")
    yield


try:
    next(raises())
except RuntimeError as error:
    assert str(error) == "generator raised StopIteration"
    assert isinstance(error.__cause__, StopIteration)
else:
    raise AssertionError("no error came")
print("twin ok")
