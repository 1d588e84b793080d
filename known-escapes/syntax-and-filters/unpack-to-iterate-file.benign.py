# id: unpack-to-iterate-file
# twin-of: syntax-and-filters/unpack-to-iterate-file
# shows: unpacking of iterables in calls, assignments and displays

def take(a, b=0, *rest, c, **more):
    return a, b, rest, c, more


class Pairs:
    def keys(self):
        return ["x", "y"]

    def __getitem__(self, key):
        return key * 2


assert take(*[1, 2], *(3,), **{"c": 4}, **Pairs()) == (1, 2, (3,), 4, {"x": "xx", "y": "yy"})
(a, [b, *c]), d = (1, "xyz"), 4
assert (a, b, c, d) == (1, "x", ["y", "z"], 4)
assert [*range(2), *"ab"] == [0, 1, "a", "b"] and {**{"a": 1}, "b": 2} == {"a": 1, "b": 2}
assert {*"aab"} == {"a", "b"} and (*iter([1]),) == (1,)
head, *_ = iter(range(100))
assert head == 0
for index, (left, right) in enumerate([(1, 2), (3, 4)], start=1):
    assert right - left == 1
assert (index, left) == (2, 3)
try:
    x, y = range(3)
except ValueError as error:
    assert str(error) == "too many values to unpack (expected 2)"
else:
    raise AssertionError("no error came")
try:
    take(1, c=2, **{"a": 3})
except TypeError as error:
    assert str(error).endswith("take() got multiple values for argument 'a'")
else:
    raise AssertionError("no error came")
print("twin ok")
